/** Seals a file and sends it on a line, from where the relay has it. What is sealed twice is the same, so it may begin in the middle of a chunk. */
import {
  CHUNK_BYTES,
  CHUNK_EXTRA,
  chunkAt,
  chunkLength,
  CONTENT_AT,
  type FileKeys,
  type FilePlace,
  sealChunk,
  sealedSize,
  sealedStart,
} from "./chunk.ts";
import type { FileCipher } from "./cipher.ts";
import { type CarryEnd, type CarryLine, PART_ROOM } from "./carry_line.ts";
import type { Source } from "./disk.ts";

export interface Sending {
  readonly cipher: FileCipher;
  readonly source: Source;
  readonly keys: FileKeys;
  readonly place: FilePlace;
  readonly seed: Uint8Array;
  /** Resolves when the next chunk may go. */
  readonly pass: () => Promise<void>;
}

/** Resolves with the line's end; Failure where the file cannot be read, or changed. */
export async function upload(line: CarryLine, sending: Sending): Promise<CarryEnd> {
  const { source, place: { size }, cipher } = sending;
  const parts = new Parts(line);
  const inside = new Uint8Array(CONTENT_AT + Math.min(size, CHUNK_BYTES));
  const sealed = new Uint8Array(Math.min(sealedSize(size), CHUNK_BYTES + CHUNK_EXTRA));
  let at = line.at;
  while (line.open && at < sealedSize(size)) {
    await sending.pass();
    const index = chunkAt(at);
    const length = chunkLength(size, index);
    const room = inside.subarray(0, CONTENT_AT + length);
    await source.read(room.subarray(CONTENT_AT), index * CHUNK_BYTES);
    const into = sealed.subarray(0, length + CHUNK_EXTRA);
    await sealChunk(cipher, { ...sending, index }, { inside: room, into });
    await parts.add(into.subarray(at - sealedStart(size, index)));
    at = sealedStart(size, index + 1);
  }
  await parts.finish();
  return await line.ended;
}

/** Cuts what is sent into parts as long as they may be: the relay takes short ones only at the end. */
class Parts {
  readonly #line: CarryLine;
  readonly #sent: Uint8Array[] = [];
  readonly #spare: Uint8Array[] = [];
  #part: Uint8Array;
  #length = PART_ROOM;

  constructor(line: CarryLine) {
    this.#line = line;
    this.#part = this.#memory();
  }

  async add(bytes: Uint8Array): Promise<void> {
    for (let taken = 0; taken < bytes.length;) {
      const piece = bytes.subarray(taken, taken + this.#part.length - this.#length);
      this.#part.set(piece, this.#length);
      this.#length += piece.length;
      taken += piece.length;
      if (this.#length === this.#part.length) await this.finish();
    }
  }

  /** Sends what is left. */
  async finish(): Promise<void> {
    if (this.#length === PART_ROOM) return;
    const part = this.#part;
    await this.#line.send(part.subarray(0, this.#length));
    this.#sent.push(part);
    this.#part = this.#memory();
    this.#length = PART_ROOM;
  }

  /** The same again as soon as nothing in it waits for the socket. */
  #memory(): Uint8Array {
    if (this.#line.idle) this.#spare.push(...this.#sent.splice(0));
    return this.#spare.pop() ?? new Uint8Array(PART_ROOM + this.#line.mostPart);
  }
}
