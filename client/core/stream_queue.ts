/** A stream's frames until they are read: in order, messages that came together in one go, and the next not before the last is done with. */
import { LineLost } from "./relay_line.ts";
import type { SaidFrame, StreamFrame } from "./stream_frames.ts";

/** Who reads them. */
export interface StreamReader {
  /** Whether they can be read now. */
  readonly reads: boolean;
  /** What was read up to: a message that is not behind it was here already. */
  readonly cursor: number;
  readSaid(run: readonly SaidFrame[]): void;
  readFrame(frame: Exclude<StreamFrame, SaidFrame>): Promise<void>;
  /** All that has come is read. */
  allRead(): void;
}

/** How many boxes are opened in one go: their signatures are checked together, and the screen waits no longer than that. */
const BATCH = 64;

export class StreamQueue {
  readonly #reader: StreamReader;
  readonly #frames: StreamFrame[] = [];
  #reading = false;
  #read: Promise<void> = Promise.resolve();

  constructor(reader: StreamReader) {
    this.#reader = reader;
  }

  push(frame: StreamFrame): void {
    this.#frames.push(frame);
    this.start();
  }

  /** Reads what there is, if that can be done now and is not under way. */
  start(): void {
    if (this.#reading || !this.#reader.reads) return;
    this.#reading = true;
    this.#read = this.#readOn();
  }

  /** What has not been read will come again. */
  clear(): void {
    this.#frames.length = 0;
  }

  /** Resolves when what has come so far is read. */
  async drained(): Promise<void> {
    await this.#read;
  }

  async #readOn(): Promise<void> {
    try {
      // What came in one piece is read in one go.
      await Promise.resolve();
      while (this.#reader.reads && this.#frames.length > 0) await this.#step();
      this.#reader.allRead();
    } catch (error) {
      // The next line goes on where this one broke.
      if (!(error instanceof LineLost)) throw error;
    } finally {
      this.#reading = false;
    }
  }

  async #step(): Promise<void> {
    const run = this.#saidRun();
    if (run.length > 0) return this.#reader.readSaid(run);
    const frame = this.#frames.shift();
    if (frame && frame.type !== "said") await this.#reader.readFrame(frame);
  }

  /** The messages at the front, but for what a cursor says was here already. */
  #saidRun(): readonly SaidFrame[] {
    const run: SaidFrame[] = [];
    for (let frame = this.#frames[0]; frame?.type === "said" && run.length < BATCH; frame = this.#frames[0]) {
      this.#frames.shift();
      if (frame.cursor > (run.at(-1)?.cursor ?? this.#reader.cursor)) run.push(frame);
    }
    return run;
  }
}
