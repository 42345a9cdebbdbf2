/**
 * One port for raw links, WebSocket and HTTP, told apart by the first bytes: a raw link's are its magic; of a request the head is read. Who stays
 * silent is let go.
 */
import { createServer, type Server, type Socket } from "node:net";
import { Failure } from "../shared/failure.ts";
import { CLOSE, closePayload, frame, OPCODE, RAW_MAGIC } from "../shared/frames.ts";
import { adopt, type ListenOptions, type OpenPort } from "./adopt.ts";
import { directLine } from "./direct_line.ts";
import { sayLast } from "./last_words.ts";
import { asksForWebSocket, headEnd, MOST_HEAD_BYTES, parseHead } from "./upgrade_request.ts";
import { PortWatch } from "./watch_port.ts";
import { answer, answerHttp, upgrade } from "./web_door.ts";

/** A first byte of an HTTP request's method. */
const LETTER = /^[A-Za-z]/;
const NOTHING = new Uint8Array(0);
/** So many who are not welcome are heard out, to be told why in their own language; more would take the places of those who are. */
const MOST_UNWELCOME = 256;

/** An open port. */
export interface Listener {
  readonly port: number;
  /** Takes no more connections; those that are here stay. */
  close(): void;
}

/** Opens the port; throws Failure with what to do when it cannot. */
export async function listen(options: ListenOptions): Promise<Listener> {
  const { host, warn } = options;
  const watch = new PortWatch({ host, warn, reopen });
  const porch = new Porch({
    ...options,
    arrived: (address) => options.arrived(address, watch.arrived()),
    left(address, unwelcome) {
      watch.left();
      options.left(address, unwelcome);
    },
  });
  const open = (port: number) => bind(createServer((socket) => porch.arrive(socket)), { ...options, port });
  let { server, port } = await open(options.port).catch((error) => {
    porch[Symbol.dispose]();
    throw error;
  });
  watch.start(port);
  return {
    port,
    close() {
      watch[Symbol.dispose]();
      server.close();
      porch[Symbol.dispose]();
    },
  };

  async function reopen(): Promise<void> {
    server.close();
    ({ server } = await open(port));
  }
}

/**
 * The lines that are no link yet, each with a deadline: a timeout of silence would let a request drip in for ever. One timer for all of
 * them, and nothing is kept of a line that has become a link.
 */
class Porch implements Disposable {
  readonly #port: OpenPort;
  readonly #waiting = new Map<Socket, Arrival>();
  #unwelcome = 0;
  readonly #sweeps: ReturnType<typeof setInterval>;

  constructor(options: ListenOptions) {
    this.#port = {
      ...options,
      settled: (socket) => void this.#waiting.delete(socket),
      direct: directLine(options),
    };
    this.#sweeps = setInterval(() => this.#sweep(), Math.min(1000, options.firstByteTime / 2));
  }

  arrive(socket: Socket): void {
    const { arrived, left, firstByteTime } = this.#port;
    const address = socket.remoteAddress ?? "";
    const look = (bytes: Uint8Array) => this.#look(socket, bytes);
    const unwelcome = arrived(address, false);
    if (unwelcome !== undefined) this.#unwelcome++;
    this.#waiting.set(socket, {
      unwelcome,
      until: performance.now() + firstByteTime,
      seen: NOTHING,
      look,
    });
    socket.setNoDelay(true); // createServer's option of that name does nothing here.
    socket.on("error", ignore);
    socket.on("data", look);
    socket.on("close", () => {
      this.#waiting.delete(socket);
      if (unwelcome !== undefined) this.#unwelcome--;
      left(address, unwelcome);
    });
    if (this.#unwelcome > MOST_UNWELCOME && unwelcome !== undefined) socket.destroy();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#sweeps);
    for (const socket of this.#waiting.keys()) socket.destroy();
  }

  #look(socket: Socket, bytes: Uint8Array): void {
    const arrival = this.#waiting.get(socket);
    if (!arrival) return;
    const { look, unwelcome } = arrival;
    const seen = Buffer.concat([arrival.seen, bytes]);
    arrival.seen = seen;
    const kind = whatSpeaks(seen);
    const end = kind === "http" ? headEnd(seen) : undefined;
    if (kind === "unclear" || (kind === "http" && end === undefined && seen.length <= MOST_HEAD_BYTES)) return;
    socket.off("data", look);
    if (kind === "raw") return openRaw(socket, seen.subarray(RAW_MAGIC.length), { unwelcome, port: this.#port });
    if (kind === "unknown" || end === undefined || end > MOST_HEAD_BYTES) return void socket.destroy();
    if (unwelcome !== undefined) return answer(socket, { status: "503 Service Unavailable", text: unwelcome });
    const head = parseHead(seen.toString("latin1", 0, end));
    if (!head) return answer(socket, { status: "400 Bad Request", text: "This is no HTTP request." });
    if (asksForWebSocket(head)) return upgrade(head, socket, seen.subarray(end), this.#port);
    answerHttp(head, socket);
  }

  #sweep(): void {
    const now = performance.now();
    for (const [socket, { until }] of this.#waiting) if (until <= now) socket.destroy();
  }
}

interface Arrival {
  /** Why it will be turned away, as soon as one knows in which language. */
  readonly unwelcome: string | undefined;
  readonly until: number;
  readonly look: (bytes: Uint8Array) => void;
  seen: Uint8Array;
}

function openRaw(socket: Socket, rest: Uint8Array, { unwelcome, port }: {
  readonly unwelcome: string | undefined;
  readonly port: OpenPort;
}): void {
  if (unwelcome !== undefined) {
    return sayLast(socket, frame(OPCODE.close, closePayload(CLOSE.policy, unwelcome)));
  }
  adopt(socket, rest, { masked: false, port });
}

function whatSpeaks(seen: Uint8Array): "raw" | "http" | "unclear" | "unknown" {
  const length = Math.min(seen.length, RAW_MAGIC.length);
  if (RAW_MAGIC.slice(0, length).every((byte, place) => byte === seen[place])) {
    return length === RAW_MAGIC.length ? "raw" : "unclear";
  }
  return LETTER.test(String.fromCharCode(seen[0] ?? 0)) ? "http" : "unknown";
}

/** "close" follows, and says all there is to say. */
function ignore(): void {}

/** A server that listens, and at which port. */
interface Bound {
  readonly server: Server;
  readonly port: number;
}

function bind(server: Server, { host, port }: ListenOptions): Promise<Bound> {
  const { promise, resolve, reject } = Promise.withResolvers<Bound>();
  server.once("error", (error: Error & { readonly code?: string }) => reject(new Failure(whyNot(error, host, port))));
  server.listen({ ...(host === undefined ? {} : { host }), port, backlog: 4096 }, () => {
    const address = server.address();
    resolve({ server, port: typeof address === "object" && address ? address.port : port });
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
