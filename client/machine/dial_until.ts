/** Dialing that can be given up. */
import { Failure } from "../../shared/failure.ts";
import type { Link, LinkSink } from "../../shared/link.ts";
import type { RelayAddress } from "../../shared/relay_address.ts";
import { dial } from "./dial.ts";

/** A link, or the end of waiting for one. */
export async function dialUntil(address: RelayAddress, sink: LinkSink, signal: AbortSignal): Promise<Link> {
  const { promise, reject } = Promise.withResolvers<never>();
  const dialed = dial(address, sink);
  const stop = () => {
    reject(new Failure("You left."));
    dialed.then((link) => link.close(), () => {});
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([dialed, promise]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
