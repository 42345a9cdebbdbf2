/**
 * A link: frames in order, both ways, over a pipe of bytes. It answers pings, turns a peer's broken rule into a close with a
 * reason, and stops reading from one who does not read his answers. It knows nothing of what a frame says.
 */
import {
  CLOSE,
  closePayload,
  FIELD_BYTES,
  frame,
  FRAME_BYTES,
  frameInPlace,
  FrameTooLarge,
  OPCODE,
  readClose,
  Splitter,
} from "./frames.ts";
import { ProtocolError } from "./protocol_error.ts";

/** One end of a line that carries bytes in order: a socket, or memory in tests. */
export interface Pipe {
  /** The far end's address, for limits and logs. */
  readonly address: string;
  /** Whether all that was written has left this end, so that the writer may use its memory again. */
  readonly idle: boolean;
  /** Sends bytes; false when enough of them wait here that the sender should pause until `drained`. */
  write(bytes: Uint8Array): boolean;
  /** Sends several pieces in one go. */
  writeAll(pieces: readonly Uint8Array[]): boolean;
  /** Stops and resumes the arrival of bytes. */
  pause(): void;
  resume(): void;
  /** Does for its owner what nothing on the line is the reason of; a bug in it costs this line, as one in what the line tells him does. */
  run(task: () => void): void;
  /** Closes once everything written is sent. */
  end(): void;
  /** Closes now. */
  destroy(): void;
}

/** What a pipe tells its one owner. */
export interface PipeSink {
  /** Bytes have arrived. They, and `room` bytes in front of them, are the sink's during this call only. */
  data(bytes: Uint8Array, room?: number): void;
  drained(): void;
  /** The line is gone; nothing follows. */
  ended(): void;
}

/** What a link tells its one owner. A sink rather than a loop over frames: a promise a frame would halve what a relay carries. */
export interface LinkSink {
  /** One message: its payload is `bytes` from `from` to `to`, valid during this call only. Throw ProtocolError to close the link. */
  frame(bytes: Uint8Array, from: number, to: number): void;
  /** Of the frames that came behind it, headers and all, it may take as many as it can at once; returns where it stopped. */
  more?(bytes: Uint8Array, from: number, to: number): number;
  /** There is room again after `send` or `sendFramed` said there was none. */
  drained(): void;
  /** The link is gone, by either side's wish or not; nothing follows. */
  closed(code: number, reason: string): void;
}

export interface LinkOptions {
  /** The four bytes each frame is masked with, where this end must mask. */
  readonly mask?: (() => Uint8Array) | undefined;
  /** Whether the far end masks. */
  readonly masked?: boolean;
  /** The longest payload taken. */
  readonly most?: number;
}

/** So much is answered before it is sent although there is more to read. */
const ANSWER_BYTES = 64 * 1024;
/** More pings and pongs nobody has to say at once: they have no rate, also before one has entered, and who floods with them would be everybody's wait. */
const MOST_CONTROLS = 64;

export class Link implements PipeSink {
  readonly #pipe: Pipe;
  readonly #sink: LinkSink;
  readonly #splitter: Splitter;
  readonly #mask: (() => Uint8Array) | undefined;
  #state: "open" | "closed" = "open";
  /** It waits with the reading: for room for its answers, or because its owner has none for more. */
  #held = false;
  #paused = false;
  /** What was answered while messages are read, all of one read together: a system call each would be more than anybody's rate bounds. */
  #answers: Uint8Array[] = [];
  #answered = 0;
  #reading = false;
  /** How many pings and pongs there were in what is being read. */
  #controls = 0;
  /** Whether anything arrived since this was last set to false: what keepalive asks. */
  heard = true;

  constructor(pipe: Pipe, sink: LinkSink, options: LinkOptions = {}) {
    this.#pipe = pipe;
    this.#sink = sink;
    this.#mask = options.mask;
    this.#splitter = new Splitter({ masked: options.masked ?? false, most: options.most ?? FRAME_BYTES + FIELD_BYTES });
  }

  get address(): string {
    return this.#pipe.address;
  }

  get open(): boolean {
    return this.#state === "open";
  }

  get idle(): boolean {
    return this.#answered === 0 && this.#pipe.idle;
  }

  /** Sends one message; an answer that finds no room stops the reading of further requests until there is some. */
  send(payload: Uint8Array): boolean {
    return this.#control(OPCODE.binary, payload);
  }

  /** Sends bytes that are whole frames already, as they are. */
  sendFramed(bytes: Uint8Array): boolean {
    this.#answer();
    return this.#state === "open" && this.#pipe.write(bytes);
  }

  /**
   * Sends the message that begins at `at` of these bytes, without a copy: in front of it is HEADER_ROOM, and nobody touches them until the link is idle. False
   * when the sender should wait until it is drained.
   */
  sendInPlace(bytes: Uint8Array, at: number): boolean {
    const begin = frameInPlace(bytes, at, this.#mask?.());
    this.#answer();
    return this.#state === "open" && this.#pipe.write(bytes.subarray(begin));
  }

  sendAllFramed(pieces: readonly Uint8Array[]): boolean {
    this.#answer();
    return this.#state === "open" && this.#pipe.writeAll(pieces);
  }

  ping(): void {
    this.#control(OPCODE.ping, new Uint8Array(0));
  }

  /** Reads no more messages until `resume`: what has arrived waits here, what has not at the far end. */
  pause(): void {
    // What comes on one that has said goodbye is read all the same, or its end would not be heard either.
    if (this.#state !== "open") return;
    this.#paused = true;
    this.#pipe.pause();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#pipe.run(() => this.#readOn());
  }

  /** Says goodbye with a reason, and closes when it is sent. */
  close(code: number = CLOSE.normal, reason = ""): void {
    if (this.#state !== "open") return;
    this.#control(OPCODE.close, closePayload(code, reason));
    this.#answer();
    this.#finish(code, reason);
    this.#pipe.end();
  }

  /** Closes without a word, for one who would not listen. */
  destroy(reason: string): void {
    if (this.#state === "closed") return;
    this.#finish(CLOSE.lost, reason);
    this.#pipe.destroy();
  }

  data(bytes: Uint8Array, room?: number): void {
    this.heard = true;
    if (this.#state !== "open") return;
    this.#splitter.feed(bytes, room);
    this.#controls = 0;
    try {
      this.#read();
    } finally {
      this.#splitter.keep();
    }
  }

  drained(): void {
    if (this.#state !== "open") return;
    if (this.#held) {
      this.#held = false;
      this.#readOn();
    }
    if (this.#state === "open") this.#sink.drained();
  }

  ended(): void {
    this.#finish(CLOSE.lost, "cut off without a word");
  }

  get #reads(): boolean {
    return this.#state === "open" && !this.#held && !this.#paused;
  }

  /** What waited here first, then what waits at the far end. */
  #readOn(): void {
    this.#read();
    if (this.#reads) this.#pipe.resume();
  }

  #read(): void {
    const splitter = this.#splitter;
    const outer = this.#reading;
    this.#reading = true;
    try {
      while (this.#reads && splitter.next()) {
        if (splitter.opcode === OPCODE.binary) this.#hand(splitter);
        else this.#controlled(splitter.opcode, splitter.bytes.subarray(splitter.from, splitter.to));
      }
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.close(error instanceof FrameTooLarge ? CLOSE.large : CLOSE.protocol, error.message);
    } finally {
      this.#reading = outer;
      this.#answer();
    }
  }

  #hand(splitter: Splitter): void {
    const sink = this.#sink;
    sink.frame(splitter.bytes, splitter.from, splitter.to);
    if (sink.more && this.#reads) splitter.skip(sink.more(splitter.bytes, splitter.told, splitter.end));
  }

  #controlled(opcode: number, payload: Uint8Array): void {
    if (++this.#controls > MOST_CONTROLS) throw new ProtocolError("Cannot listen to so many pings");
    if (opcode === OPCODE.ping) this.#control(OPCODE.pong, payload);
    if (opcode !== OPCODE.close) return;
    const { code, reason } = readClose(payload);
    this.#control(OPCODE.close, payload);
    this.#answer();
    this.#finish(code, reason);
    this.#pipe.end();
  }

  #control(opcode: number, payload: Uint8Array): boolean {
    if (this.#state !== "open") return false;
    const answer = frame(opcode, payload, this.#mask?.());
    if (!this.#reading) return this.#write(answer);
    this.#answers.push(answer);
    this.#answered += answer.length;
    return this.#answered < ANSWER_BYTES || this.#answer();
  }

  /** Sends what was answered so far. */
  #answer(): boolean {
    if (this.#answered === 0) return true;
    const [first, ...others] = this.#answers;
    const all = others.length === 0 && first ? first : joined(this.#answers, this.#answered);
    this.#answers = [];
    this.#answered = 0;
    return this.#state === "open" && this.#write(all);
  }

  #write(bytes: Uint8Array): boolean {
    const room = this.#pipe.write(bytes);
    if (!room && !this.#held) {
      this.#held = true;
      this.#pipe.pause();
    }
    return room;
  }

  #finish(code: number, reason: string): void {
    if (this.#state === "closed") return;
    this.#state = "closed";
    this.#sink.closed(code, reason);
  }
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
