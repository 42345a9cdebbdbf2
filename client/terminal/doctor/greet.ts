/** Listens to what a relay says first, and goes again: nobody is entered, and nobody hears of it. */
import { type Versions, versionsIn } from "../../core/meeting.ts";
import { CLOSE } from "../../../shared/frames.ts";
import { Failure } from "../../../shared/failure.ts";
import type { Link, LinkSink } from "../../../shared/link.ts";
import { relayTable } from "../../../shared/messages.ts";
import type { RelayAddress } from "../../../shared/relay_address.ts";
import { messageCodec } from "../../../shared/wire.ts";
import { dial } from "../../machine/dial.ts";

export interface Greeting {
  readonly versions: Versions;
  /** Its clock, its name and its key, if this pychat can read more than the versions. */
  readonly now?: number;
  readonly relay?: string;
  readonly key?: Uint8Array;
}

const PATIENCE_MS = 5000;
const relayCodec = messageCodec(relayTable);

/** What the relay at this address says; Failure with what to do when none does. */
export async function greet(address: RelayAddress): Promise<Greeting> {
  const { promise, resolve, reject } = Promise.withResolvers<Greeting>();
  const strange = `Cannot speak with ${address.host} on port ${address.port}: what answers there is no relay`;
  const sink: LinkSink = {
    frame(bytes, from, to) {
      const greeting = read(bytes.slice(from, to));
      if (greeting) resolve(greeting);
      else reject(new Failure(`${strange}. Is that the relay's own port, and not that of a web server?`));
    },
    drained() {},
    closed(code, reason) {
      // Only a relay has words for that.
      if (code === CLOSE.policy && reason !== "") {
        return reject(new Failure(`The relay at ${address.host} on port ${address.port} turns you away: ${reason}`));
      }
      const why = reason === "" ? "" : ` ("${reason}")`;
      reject(new Failure(`${strange}, or it turns you away${why}. Is that the relay's own port?`));
    },
  };
  const link = await dial(address, sink);
  const late = setTimeout(() => reject(new Failure(`${strange}: it says nothing. Is that its own port?`)), PATIENCE_MS);
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    leave(link);
  }
}

function leave(link: Link): void {
  link.close(CLOSE.normal, "");
  link.destroy("");
}

function read(bytes: Uint8Array): Greeting | undefined {
  const versions = versionsIn(bytes);
  if (!versions) return undefined;
  try {
    const message = relayCodec.decode(bytes);
    if (message.type !== "hello") return undefined;
    return { versions, now: message.now, relay: message.name, key: message.relayKey };
  } catch {
    // A later version's hello has more in it.
    return { versions };
  }
}
