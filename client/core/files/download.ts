/** Takes a file from a line, chunk by chunk: nothing is written that the sender did not sign for this place of it. */
import { Failure } from "../../../shared/failure.ts";
import { release } from "../../../shared/release.ts";
import type { CarryLine } from "./carry_line.ts";
import { CHUNK_BYTES, CHUNK_EXTRA, chunkLength, chunksOf, type FileKeys, type FilePlace, openChunk } from "./chunk.ts";
import type { FileCipher } from "./cipher.ts";
import type { Part } from "./disk.ts";

export interface Receiving {
  readonly cipher: FileCipher;
  readonly part: Part;
  readonly keys: FileKeys;
  readonly place: FilePlace;
  /** Resolves when the next chunk may be opened. */
  readonly pass: () => Promise<void>;
  /** So many chunks are written. */
  readonly wrote: (chunks: number) => Promise<void>;
}

/** How many whole chunks wait here, at most, while one is opened and written. */
const MOST_WAITING = 2;

const WRONG = {
  unsealed: "What came is not the file that was offered: it was changed on the way, or somebody made it up.",
  unsigned: "What came was made by somebody else who has the file's key, and not by who offered it.",
} as const;

/** Writes what comes, from this chunk on; resolves when all has, or the line is over. Failure where it is not what the sender sent. */
export async function download(line: CarryLine, assembly: Assembly, receiving: Receiving): Promise<void> {
  const { cipher, part, place, keys } = receiving;
  for (let index = assembly.first; index < chunksOf(place.size); index++) {
    const sealed = await assembly.next();
    if (!sealed) return;
    await receiving.pass();
    const opened = await openChunk(cipher, { keys, place, index }, sealed);
    if (!opened.ok) throw new Failure(WRONG[opened.why]);
    await part.write(opened.content, index * CHUNK_BYTES);
    release(new Uint8Array(opened.content.buffer));
    assembly.giveBack(sealed);
    line.resume();
    await receiving.wrote(index + 1);
  }
}

/** Puts parts together to chunks. */
export class Assembly {
  /** The chunk that the first part begins. */
  readonly first: number;
  readonly #size: number;
  readonly #whole: Uint8Array[] = [];
  readonly #spare: Uint8Array[] = [];
  #index: number;
  #chunk: Uint8Array | undefined;
  #length = 0;
  #over = false;
  #waiting: (() => void) | undefined;

  constructor(size: number, first: number) {
    this.#size = size;
    this.first = this.#index = first;
  }

  /** Takes bytes that a line hands on; false when there is room for no more. */
  take(bytes: Uint8Array): boolean {
    for (let taken = 0; taken < bytes.length;) {
      const chunk = this.#chunk ??= this.#memory();
      const piece = bytes.subarray(taken, taken + chunk.length - this.#length);
      chunk.set(piece, this.#length);
      this.#length += piece.length;
      taken += piece.length;
      if (this.#length === chunk.length) this.#complete(chunk);
    }
    return this.#whole.length < MOST_WAITING;
  }

  /** Nothing more comes. */
  end(): void {
    this.#over = true;
    this.#waiting?.();
  }

  /** The next whole chunk; undefined when none comes any more. */
  async next(): Promise<Uint8Array | undefined> {
    while (this.#whole.length === 0 && !this.#over) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiting = resolve;
      await promise;
    }
    return this.#whole.shift();
  }

  /** Its memory may be used again. */
  giveBack(chunk: Uint8Array): void {
    this.#spare.push(chunk);
  }

  #complete(chunk: Uint8Array): void {
    this.#whole.push(chunk);
    this.#chunk = undefined;
    this.#length = 0;
    this.#index++;
    this.#waiting?.();
  }

  #memory(): Uint8Array {
    const length = chunkLength(this.#size, this.#index) + CHUNK_EXTRA;
    const spare = this.#spare.pop();
    return spare?.length === length ? spare : new Uint8Array(length);
  }
}
