/** Two pipes that end in each other: a line without a network. Bytes arrive in order and later, as on a real one, in pieces if wanted. */
import type { Pipe, PipeSink } from "./link.ts";

export interface MemoryLineOptions {
  /** The address each end sees of the other. */
  readonly address?: string;
  /** Runs something soon, but not now. */
  readonly soon?: (run: () => void) => void;
  /** How much may wait at an end that is paused before its writer is asked to pause. */
  readonly buffer?: number;
  /** Cuts what was written into the pieces in which it arrives. */
  readonly cut?: (bytes: Uint8Array) => readonly Uint8Array[];
}

/** The two ends. */
export function memoryLine(options: MemoryLineOptions = {}): readonly [MemoryPipe, MemoryPipe] {
  const here = new MemoryPipe(options);
  const there = new MemoryPipe(options);
  here.join(there);
  there.join(here);
  return [here, there];
}

export class MemoryPipe implements Pipe {
  readonly address: string;
  /** What is written here is copied at once. */
  readonly idle = true;
  readonly #soon: (run: () => void) => void;
  readonly #buffer: number;
  readonly #cut: (bytes: Uint8Array) => readonly Uint8Array[];
  #owner: PipeSink | undefined;
  #far: MemoryPipe | undefined;
  #arrived: (Uint8Array | "end")[] = [];
  #waiting = 0;
  #paused = false;
  #scheduled = false;
  #writerWaits = false;
  #ended = false;
  #gone = false;
  #vanished = false;

  constructor(
    { address = "127.0.0.1", soon = queueMicrotask, buffer = 64 * 1024, cut = (bytes) => [bytes] }: MemoryLineOptions,
  ) {
    this.address = address;
    this.#soon = soon;
    this.#buffer = buffer;
    this.#cut = cut;
  }

  /** How many bytes have been sent here and not been read. */
  get waiting(): number {
    return this.#waiting;
  }

  join(far: MemoryPipe): void {
    this.#far = far;
  }

  own(owner: PipeSink): void {
    this.#owner = owner;
    this.#schedule();
  }

  write(bytes: Uint8Array): boolean {
    if (this.#ended || this.#gone) return false;
    return this.#far?.receive(this.#cut(new Uint8Array(bytes))) ?? false;
  }

  writeAll(pieces: readonly Uint8Array[]): boolean {
    return pieces.map((piece) => this.write(piece)).at(-1) ?? true;
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#schedule();
  }

  run(task: () => void): void {
    task();
  }

  end(): void {
    if (this.#ended || this.#gone) return;
    this.#ended = true;
    this.#far?.receive(["end"]);
    this.#leave();
  }

  /** The line breaks: neither side hears more than it has. */
  destroy(): void {
    if (this.#gone) return;
    this.#far?.vanish();
    this.vanish();
  }

  receive(pieces: readonly (Uint8Array | "end")[]): boolean {
    // What is sent to one who has hung up is taken and lost: that he did is told as an end, not as a lack of room.
    if (this.#gone) return !this.#vanished;
    this.#arrived.push(...pieces);
    for (const piece of pieces) if (piece !== "end") this.#waiting += piece.length;
    this.#schedule();
    if (this.#waiting <= this.#buffer) return true;
    this.#writerWaits = true;
    return false;
  }

  /** This end is gone, as when its computer dies: the other one is not told. */
  vanish(): void {
    this.#vanished = true;
    this.#arrived = [];
    this.#leave();
  }

  #schedule(): void {
    if (this.#scheduled || this.#paused || !this.#owner || this.#arrived.length === 0) return;
    this.#scheduled = true;
    this.#soon(() => this.#deliver());
  }

  #deliver(): void {
    this.#scheduled = false;
    while (!this.#paused && !this.#gone) {
      const piece = this.#arrived.shift();
      if (piece === undefined) break;
      if (piece === "end") return this.#leave();
      this.#waiting -= piece.length;
      this.#owner?.data(piece);
      // A pipe's memory is used again: who kept some of it shall find out.
      piece.fill(0xff);
    }
    if (this.#waiting > 0 || !this.#writerWaits) return;
    this.#writerWaits = false;
    this.#far?.drained();
  }

  drained(): void {
    this.#soon(() => this.#gone || this.#owner?.drained());
  }

  #leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#soon(() => this.#owner?.ended());
  }
}
