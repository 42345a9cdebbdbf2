/**
 * One port for raw links, WebSocket and HTTP, told apart by the first bytes. Raw links are taken as they are, everything else goes to
 * node:http, whose upgraded sockets come back as links. Who stays silent is let go.
 */
import { createServer as createHttpServer, type Server as HttpServer } from "node:http";
import { createServer, type Server, type Socket } from "node:net";
import { Failure } from "../shared/failure.ts";
import { CLOSE, closePayload, frame, OPCODE, RAW_MAGIC } from "../shared/frames.ts";
import type { Pipe, PipeSink } from "../shared/link.ts";
import { plain, SocketPipe } from "../shared/socket_pipe.ts";
import { answerHttp, upgrade } from "./web_door.ts";

/** A first byte of an HTTP request's method. */
const LETTER = /^[A-Za-z]/;

export interface ListenOptions {
  /** All addresses, when undefined. */
  readonly host: string | undefined;
  readonly port: number;
  readonly firstByteTime: number;
  /** Why a new connection from this address is not welcome; each is told `left` when it is gone. */
  arrived(address: string): string | undefined;
  left(address: string): void;
  /** Makes a link of a line that has said what it speaks. */
  accept(pipe: Pipe, transport: { readonly masked: boolean }): PipeSink;
  /** What GET /healthz says. */
  health(): { readonly ok: boolean; readonly text: string };
  /** Origins of pages, besides this relay's own and those on the same computer, that may open a WebSocket. */
  readonly origins: readonly string[];
  /** Something broke in a handler: it is a bug, and only this line dies of it. */
  failed(error: unknown): void;
}

/** The port from inside: lines that are no link yet, each with the timer that ends it. */
export interface Door extends ListenOptions {
  readonly waiting: WeakMap<Socket, ReturnType<typeof setTimeout>>;
}

/** An open port. */
export interface Listener {
  readonly port: number;
  /** Takes no more connections; those that are here stay. */
  close(): void;
}

/** Opens the port; throws Failure with what to do when it cannot. */
export async function listen(options: ListenOptions): Promise<Listener> {
  const door: Door = { ...options, waiting: new WeakMap() };
  const http = createHttpServer({ maxHeaderSize: 8192 });
  http.on("request", (request, response) => answerHttp(request, response, options));
  http.on("upgrade", (request, socket, head) => upgrade(request, socket as Socket, head, door));
  const server = createServer((socket) => arrive(socket, http, door));
  const port = await bind(server, options);
  return { port, close: () => void server.close() };
}

function arrive(socket: Socket, http: HttpServer, door: Door): void {
  socket.setNoDelay(true); // createServer's option of that name does nothing here.
  const address = socket.remoteAddress ?? "";
  const unwelcome = door.arrived(address);
  // One deadline for all that is no link: a timeout of silence would let a request drip in for ever, and node:http's own are not kept here.
  const deadline = setTimeout(() => socket.destroy(), door.firstByteTime);
  door.waiting.set(socket, deadline);
  socket.on("error", () => {});
  socket.on("close", () => {
    clearTimeout(deadline);
    door.left(address);
  });
  let seen: Uint8Array = new Uint8Array(0);
  const look = (bytes: Uint8Array) => {
    seen = seen.length === 0 ? bytes : Buffer.concat([seen, bytes]);
    const kind = whatSpeaks(seen);
    if (kind === "unclear") return;
    socket.off("data", look);
    if (kind === "raw") return openRaw(socket, seen.subarray(RAW_MAGIC.length), { unwelcome, door });
    if (kind === "unknown") return socket.destroy();
    if (unwelcome !== undefined) return turnAway(socket, unwelcome);
    socket.pause();
    socket.unshift(seen);
    http.emit("connection", socket);
    socket.resume();
  };
  socket.on("data", look);
}

function openRaw(socket: Socket, rest: Uint8Array, { unwelcome, door }: {
  readonly unwelcome: string | undefined;
  readonly door: Door;
}): void {
  if (unwelcome !== undefined) {
    socket.end(frame(OPCODE.close, closePayload(CLOSE.policy, unwelcome)));
    return;
  }
  adopt(socket, rest, { masked: false, door });
}

/** Gives a line to its link, with what has arrived already. A bug in a handler costs this line, not the relay. */
export function adopt(socket: Socket, rest: Uint8Array, { masked, door }: {
  readonly masked: boolean;
  readonly door: Door;
}): void {
  clearTimeout(door.waiting.get(socket));
  const pipe = new SocketPipe(socket, socket.remoteAddress ?? "", door.failed);
  const sink = door.accept(pipe, { masked });
  pipe.own(sink);
  if (rest.length > 0) sink.data(plain(rest));
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
    case "ENOTFOUND":
      return `Cannot listen on "${host}": this computer has no such address. Leave --host away for all of them.`;
    default:
      return `Cannot listen on port ${port}: ${error.message}.`;
  }
}
