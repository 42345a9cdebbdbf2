/** Opens a raw link to a relay over TCP. */
import { connect } from "node:net";
import { Failure } from "../../shared/failure.ts";
import { RAW_MAGIC } from "../../shared/frames.ts";
import { Link, type LinkSink } from "../../shared/link.ts";
import type { RelayAddress } from "../../shared/relay_address.ts";
import { SocketPipe } from "../../shared/socket_pipe.ts";

const DIAL_MS = 10_000;

/** A link whose frames go to `sink`; Failure with what to do when nobody answers there. */
export function dial({ host, port }: RelayAddress, sink: LinkSink): Promise<Link> {
  const { promise, resolve, reject } = Promise.withResolvers<Link>();
  const socket = connect({ host, port, noDelay: true });
  const late = setTimeout(() => socket.destroy(new Error("no answer")), DIAL_MS);
  socket.once("error", (error: Error & { readonly code?: string }) => {
    clearTimeout(late);
    reject(new Failure(`Cannot reach ${host} on port ${port}: ${inWords(error)}`));
  });
  socket.once("connect", () => {
    clearTimeout(late);
    socket.setNoDelay(true);
    socket.write(RAW_MAGIC.slice());
    const pipe = new SocketPipe(socket, { address: host, failed: reject });
    const link = new Link(pipe, sink);
    pipe.own(link);
    resolve(link);
  });
  return promise;
}

function inWords(error: Error & { readonly code?: string }): string {
  switch (error.code) {
    case "ECONNREFUSED":
      return "connection refused. Is the relay running there, and is that its port?";
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "there is no such name. Is it spelled right, and is this computer online?";
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return "there is no way to that address. Is this computer online?";
    default:
      return "no answer. Is the address right, and does a firewall let it through?";
  }
}
