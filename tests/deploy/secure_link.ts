/** A guest who comes as a page would: by WebSocket through TLS, whose certificate he checks. */
import { connect, type TLSSocket } from "node:tls";
import { SocketPipe } from "../../shared/socket_pipe.ts";
import { Guest, random } from "../fakes/guest.ts";

export interface SecureLinkOptions {
  readonly port: number;
  /** The certificate to trust. */
  readonly ca: string;
  /** The page's. */
  readonly origin?: string;
}

const KEY = "dGhlIHNhbXBsZSBub25jZQ==";
const END = "\r\n\r\n";

/** Somebody who has entered; rejects with the first line of what was answered when he may not. */
export async function secureGuest(nick: string, options: SecureLinkOptions): Promise<Guest> {
  const { port, ca, origin = `https://localhost:${port}` } = options;
  const socket = connect({ host: "127.0.0.1", port, servername: "localhost", ca });
  const head = answerOf(socket);
  socket.write(
    `GET / HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nOrigin: ${origin}\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${KEY}${END}`,
  );
  const { status, rest } = await head;
  if (!status.includes(" 101 ")) {
    socket.destroy();
    throw new Error(status);
  }
  const pipe = new SocketPipe(socket, { address: "the relay", failed: () => {} });
  // What came with the answer has waited.
  socket.unshift(rest);
  return await new Guest(pipe, nick, { mask: () => random(4) }).enter();
}

/** The first line of the answer, and what came behind its head. */
function answerOf(socket: TLSSocket): Promise<{ readonly status: string; readonly rest: Uint8Array }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ readonly status: string; readonly rest: Uint8Array }>();
  let arrived = Buffer.alloc(0);
  const take = (bytes: Uint8Array) => {
    arrived = Buffer.concat([arrived, bytes]);
    const end = arrived.indexOf(END);
    if (end < 0) return;
    socket.off("data", take);
    const [status = ""] = arrived.toString("latin1").split("\r\n");
    resolve({ status, rest: Uint8Array.from(arrived.subarray(end + END.length)) });
  };
  socket.on("data", take);
  socket.once("error", reject);
  return promise;
}
