/**
 * Takes many posts at once, as long as one follows the other just as expected: of one author, in one channel, at its head, with counters that rise. It stops
 * at the first that is anything else, which goes the usual way: that alone knows the rules, and what to say to who breaks them.
 *
 * Checking, unmasking and copying are most of a relay's own work where people send faster than it reads, and this takes a tenth of the time. Where there are
 * no vectors there is no express, and everything goes the usual way.
 */
import { AT, TAKE, VECTOR_BYTES } from "./express_loop.ts";
import { wasmModule } from "./wasm.ts";

/** More do not fit into any memory that it is given. */
const MOST_AT_ONCE = 0x7fff_ffff;

/** Where frames lie, as they arrived: whole ones, and perhaps a part of one. */
export interface Frames {
  readonly from: number;
  readonly to: number;
  readonly masked: boolean;
  /** How many at most may be taken. */
  readonly most: number;
  /** How many bytes each of them may have. */
  readonly largest: number;
}

/** What posts are expected to be. */
export interface Expected {
  readonly id: Uint8Array;
  readonly head: Uint8Array;
  readonly author: number;
  /** Those of the last post that was taken. */
  readonly cursor: number;
  readonly counter: number;
}

/** What was taken. */
export interface Taken {
  /** Where it stopped. */
  readonly at: number;
  readonly count: number;
  /** The counter of the last one. */
  readonly counter: number;
  /** How many bytes of frames there are now, from where it began. */
  readonly written: number;
}

type Run = (...numbers: readonly number[]) => number;

/** What the hub needs of an express. */
export type Taker = Pick<Express, "take">;

export class Express {
  /** From here it takes; whatever is read should be read into it. */
  readonly memory: Uint8Array;
  readonly #run: Run;
  readonly #whole: Uint8Array;
  readonly #view: DataView;

  private constructor(run: Run, memory: ArrayBufferLike, size: number) {
    this.#run = run;
    this.#whole = new Uint8Array(memory);
    this.#view = new DataView(memory);
    this.memory = this.#whole.subarray(AT.bytes, AT.bytes + size);
  }

  /** One with so much memory; undefined where there can be none. */
  static of(size: number): Express | undefined {
    try {
      // The last vector of all may reach over the end.
      const module = new WebAssembly.Module(wasmModule(TAKE, AT.bytes + size + VECTOR_BYTES));
      const { run, memory } = new WebAssembly.Instance(module).exports;
      if (typeof run !== "function" || !(memory instanceof WebAssembly.Memory)) return undefined;
      return new Express(run as Run, memory.buffer, size);
    } catch {
      return undefined;
    }
  }

  /** Takes what is as expected, and writes what everybody gets of it from where it began; undefined: nothing is, or it lies elsewhere. */
  take(bytes: Uint8Array, { from, to, masked, most, largest }: Frames, expected: Expected): Taken | undefined {
    const { buffer, byteOffset: begin } = bytes;
    if (buffer !== this.#whole.buffer) return undefined;
    const { id, head, author, cursor, counter } = expected;
    this.#whole.set(id, AT.id);
    this.#whole.set(head, AT.head);
    this.#view.setUint32(AT.author, author);
    const limits = [Math.min(most, MOST_AT_ONCE), largest, masked ? 4 : 0] as const;
    const at = this.#run(begin + from, begin + to, ...limits, cursor, counter) - begin;
    const count = this.#view.getInt32(AT.count, true);
    if (count === 0) return undefined;
    const written = this.#view.getInt32(AT.written, true);
    return { at, count, written, counter: this.#view.getFloat64(AT.counter, true) };
  }
}
