/**
 * One port for raw links, WebSocket and HTTP, told apart by the first bytes. Raw links are taken as they are, everything else goes to
 * node:http, whose upgraded sockets come back as links. Who stays silent is let go.
 */
import { createServer as createHttpServer, type Server as HttpServer } from "node:http";
import { createServer, type Server, type Socket } from "node:net";
import { Failure } from "../shared/failure.ts";
import { CLOSE, closePayload, frame, OPCODE, RAW_MAGIC } from "../shared/frames.ts";
import { adopt, type ListenOptions, type OpenPort } from "./adopt.ts";
import { answerHttp, upgrade } from "./web_door.ts";

/** A first byte of an HTTP request's method. */
const LETTER = /^[A-Za-z]/;

/** An open port. */
export interface Listener {
  readonly port: number;
  /** Takes no more connections; those that are here stay. */
  close(): void;
}

/** Opens the port; throws Failure with what to do when it cannot. */
export async function listen(options: ListenOptions): Promise<Listener> {
  const inside: OpenPort = { ...options, waiting: new WeakMap() };
  const http = createHttpServer({ maxHeaderSize: 8192 });
  http.on("request", (request, response) => answerHttp(request, response, options));
  http.on("upgrade", (request, socket, head) => upgrade(request, socket as Socket, head, inside));
  const server = createServer((socket) => arrive(socket, http, inside));
  const port = await bind(server, options);
  return { port, close: () => void server.close() };
}

function arrive(socket: Socket, http: HttpServer, port: OpenPort): void {
  socket.setNoDelay(true); // createServer's option of that name does nothing here.
  const address = socket.remoteAddress ?? "";
  const unwelcome = port.arrived(address);
  // One deadline for all that is no link: a timeout of silence would let a request drip in for ever, and node:http's own are not kept here.
  const deadline = setTimeout(() => socket.destroy(), port.firstByteTime);
  port.waiting.set(socket, deadline);
  socket.on("error", () => {});
  socket.on("close", () => {
    clearTimeout(deadline);
    port.left(address);
  });
  let seen: Uint8Array = new Uint8Array(0);
  const look = (bytes: Uint8Array) => {
    seen = seen.length === 0 ? bytes : Buffer.concat([seen, bytes]);
    const kind = whatSpeaks(seen);
    if (kind === "unclear") return;
    socket.off("data", look);
    if (kind === "raw") return openRaw(socket, seen.subarray(RAW_MAGIC.length), { unwelcome, port });
    if (kind === "unknown") return socket.destroy();
    if (unwelcome !== undefined) return turnAway(socket, unwelcome);
    socket.pause();
    socket.unshift(seen);
    http.emit("connection", socket);
    socket.resume();
  };
  socket.on("data", look);
}

function openRaw(socket: Socket, rest: Uint8Array, { unwelcome, port }: {
  readonly unwelcome: string | undefined;
  readonly port: OpenPort;
}): void {
  if (unwelcome !== undefined) {
    socket.end(frame(OPCODE.close, closePayload(CLOSE.policy, unwelcome)));
    return;
  }
  adopt(socket, rest, { masked: false, port });
}

function turnAway(socket: Socket, reason: string): void {
  socket.end(`HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n${reason}\n`);
}

function whatSpeaks(seen: Uint8Array): "raw" | "http" | "unclear" | "unknown" {
  const length = Math.min(seen.length, RAW_MAGIC.length);
  if (RAW_MAGIC.slice(0, length).every((byte, place) => byte === seen[place])) {
    return length === RAW_MAGIC.length ? "raw" : "unclear";
  }
  return LETTER.test(String.fromCharCode(seen[0] ?? 0)) ? "http" : "unknown";
}

function bind(server: Server, { host, port }: ListenOptions): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once("error", (error: Error & { readonly code?: string }) => reject(new Failure(whyNot(error, host, port))));
  server.listen({ ...(host === undefined ? {} : { host }), port, backlog: 4096 }, () => {
    const address = server.address();
    resolve(typeof address === "object" && address ? address.port : port);
  });
  return promise;
}

function whyNot(error: Error & { readonly code?: string }, host: string | undefined, port: number): string {
  switch (error.code) {
    case "EADDRINUSE":
      return `Cannot listen on port ${port}: another program uses it. Stop that one, or choose another --port.`;
    case "EACCES":
      return `Cannot listen on port ${port}: that needs more rights. Choose a --port above 1023.`;
    case "EADDRNOTAVAIL":
    case "EINVAL":
    case "ENOTFOUND":
      return `Cannot listen on "${host}": this computer has no such address. Leave --host away for all of them.`;
    default:
      return `Cannot listen on port ${port}: ${error.message}.`;
  }
}
