/**
 * The one framing of PROTOCOL.md section 2: RFC 6455's frames, restricted to what pychat sends. Bytes to frames and back, no I/O.
 * It works in place: a frame is a place in the bytes that arrived, and unmasking writes over them.
 */
import { ProtocolError } from "./protocol_error.ts";
import { release } from "./release.ts";
import { maskWords, viewOf } from "./words.ts";

export const OPCODE = { binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa } as const;

/** Close codes; PROTOCOL.md section 2 says when each is used. */
export const CLOSE = {
  normal: 1000,
  leaving: 1001,
  protocol: 1002,
  lost: 1006,
  policy: 1008,
  large: 1009,
  storage: 1011,
  replaced: 4000,
  gone: 4001,
} as const;

/** The bytes a raw link begins with. No HTTP request and no TLS hello begins like this. */
export const RAW_MAGIC: Readonly<Uint8Array> = Uint8Array.of(0xc3, 0x70, 0x79, 0x63, 0x68, 0x61, 0x74, 0x01);

/** What a frame may carry, unless the relay says otherwise: 64 KiB of content and the fields around it. */
export const FRAME_BYTES = 65_536;
export const FIELD_BYTES = 128;

const FINAL = 0x80;
const MASKED = 0x80;
const LONGEST_CONTROL = 125;
const LONGEST_REASON = LONGEST_CONTROL - 2;
const EMPTY = new Uint8Array(0);

/** A frame longer than this end takes; the link is closed with 1009 instead of 1002. */
export class FrameTooLarge extends ProtocolError {}

/** How many bytes come before a payload of this length. */
export function headerSize(length: number): number {
  return length < 126 ? 2 : length < 65_536 ? 4 : 10;
}

/** Writes the header of an unmasked binary frame at `at`; returns where its payload begins. */
export function writeHeader(target: Uint8Array, at: number, length: number): number {
  target[at] = FINAL | OPCODE.binary;
  return writeLength(target, at + 1, length, 0);
}

/** A whole frame; with a mask of four bytes as a client on a WebSocket sends it. */
export function frame(opcode: number, payload: Uint8Array, mask?: Uint8Array): Uint8Array {
  const header = headerSize(payload.length);
  const bytes = new Uint8Array(header + (mask ? 4 : 0) + payload.length);
  bytes[0] = FINAL | opcode;
  const at = writeLength(bytes, 1, payload.length, mask ? MASKED : 0);
  if (!mask) {
    bytes.set(payload, at);
    return bytes;
  }
  bytes.set(mask, at);
  bytes.set(payload, at + 4);
  maskWords(viewOf(bytes), at + 4, bytes.length, at);
  return bytes;
}

/** How much room a header may take, with a mask. */
export const HEADER_ROOM = 14;

/** Makes a whole frame of the payload that begins at `at`, within the room in front of it; returns where the frame begins. */
export function frameInPlace(bytes: Uint8Array, at: number, mask?: Uint8Array): number {
  const length = bytes.length - at;
  const begin = at - headerSize(length) - (mask ? 4 : 0);
  bytes[begin] = FINAL | OPCODE.binary;
  writeLength(bytes, begin + 1, length, mask ? MASKED : 0);
  if (!mask) return begin;
  bytes.set(mask, at - 4);
  maskWords(viewOf(bytes), at, bytes.length, at - 4);
  return begin;
}

/** The payload of a close frame; a reason too long for one is cut between characters. */
export function closePayload(code: number, reason: string): Uint8Array {
  const room = new Uint8Array(LONGEST_REASON);
  const { written } = new TextEncoder().encodeInto(reason, room);
  const payload = new Uint8Array(2 + written);
  new DataView(payload.buffer).setUint16(0, code);
  payload.set(room.subarray(0, written), 2);
  return payload;
}

/** What a close frame says; without a code it was a plain goodbye. */
export function readClose(payload: Uint8Array): { readonly code: number; readonly reason: string } {
  if (payload.length < 2) return { code: CLOSE.normal, reason: "" };
  const code = new DataView(payload.buffer, payload.byteOffset).getUint16(0);
  return { code, reason: new TextDecoder().decode(payload.subarray(2)) };
}

/**
 * Finds the frames in bytes that arrive in any chunks. After `feed`, call `next` until it is false; each time it is true
 * `opcode` tells the kind and the payload is `bytes` from `from` to `to`, until the next call.
 * It is not an iterator and hands out no views, because a relay does this half a million times a second.
 */
export class Splitter {
  readonly #masked: boolean;
  readonly #most: number;
  /** The view of `bytes`, once something in it was unmasked. */
  #view: DataView | undefined;
  /** What is being read: a chunk as it came, or a copy that grows while a frame is incomplete. */
  bytes: Uint8Array = EMPTY;
  opcode = 0;
  from = 0;
  to = 0;
  #at = 0;
  #end = 0;
  #owned = false;

  constructor(options: { readonly masked: boolean; readonly most: number }) {
    this.#masked = options.masked;
    this.#most = options.most;
  }

  /** `room`: so many bytes in front of the chunk may be written over. */
  feed(chunk: Uint8Array, room = 0): void {
    const kept = this.#end - this.#at;
    // Each time all that is kept is copied: much in front of little, again and again, would cost the square of a frame's length.
    if (kept > Math.min(room, chunk.length)) return this.#append(chunk);
    this.#read(kept > 0 ? this.#inFrontOf(chunk) : chunk);
    this.#at = 0;
    this.#end = kept + chunk.length;
  }

  /** Where that ends of which `next` has told, and what it has not told of yet. */
  get told(): number {
    return this.#at;
  }

  get end(): number {
    return this.#end;
  }

  /** Somebody else has dealt with what lies before this place. */
  skip(to: number): void {
    this.#at = to;
  }

  /** Keeps what is left as a copy of its own: the chunk it came in is about to be gone. */
  keep(): void {
    this.#wait();
  }

  /** Moves to the next whole frame; false when the rest must still arrive. Throws ProtocolError on anything PROTOCOL.md section 2 forbids. */
  next(): boolean {
    const { bytes } = this;
    const at = this.#at;
    const end = this.#end;
    if (end - at < 2) return this.#wait();
    const first = bytes[at] as number;
    const second = bytes[at + 1] as number;
    this.#check(first, second);
    let length = second & 0x7f;
    let from = at + 2;
    if (length > LONGEST_CONTROL) {
      const wide = length === 126 ? 2 : 8;
      if (end - from < wide) return this.#wait();
      length = this.#longLength(from, wide);
      from += wide;
    }
    if (this.#masked) from += 4;
    if (length > this.#most) {
      throw new FrameTooLarge(`Cannot take a frame of ${length} bytes: the limit is ${this.#most}`);
    }
    if (end - from < length) return this.#wait();
    this.opcode = first & 0x0f;
    this.from = from;
    this.to = from + length;
    this.#at = this.to;
    if (this.#masked) maskWords(this.#view ??= viewOf(bytes), from, this.to, from - 4);
    return true;
  }

  #read(bytes: Uint8Array): void {
    if (this.#owned) release(this.bytes);
    this.#owned = false;
    this.bytes = bytes;
    this.#view = undefined;
  }

  #check(first: number, second: number): void {
    const opcode = first & 0x0f;
    if ((first & 0xf0) !== FINAL) throw new ProtocolError("Cannot take a frame: it is a fragment or has reserved bits");
    if (opcode !== OPCODE.binary && (opcode < OPCODE.close || opcode > OPCODE.pong)) {
      throw new ProtocolError(`Cannot take a frame: opcode ${opcode} is not used here`);
    }
    if (opcode !== OPCODE.binary && (second & 0x7f) > LONGEST_CONTROL) {
      throw new ProtocolError("Cannot take a control frame: it is longer than 125 bytes");
    }
    if (((second & MASKED) !== 0) !== this.#masked) {
      throw new ProtocolError(`Cannot take a frame: it is ${this.#masked ? "not " : ""}masked`);
    }
  }

  #longLength(from: number, wide: number): number {
    const { bytes } = this;
    if (wide === 2) {
      const length = ((bytes[from] as number) << 8) | (bytes[from + 1] as number);
      if (length < 126) throw new ProtocolError("Cannot take a frame: its length is not in the shortest form");
      return length;
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset + from, 8);
    const length = view.getUint32(0) * 0x1_0000_0000 + view.getUint32(4);
    if (length < 65_536) throw new ProtocolError("Cannot take a frame: its length is not in the shortest form");
    return length;
  }

  /** Keeps an incomplete frame as a copy of its own size: the chunk it came in may be much larger. */
  #wait(): false {
    if (this.#at === this.#end) {
      this.#read(EMPTY);
      this.#at = this.#end = 0;
    } else if (!this.#owned) {
      this.#read(this.bytes.slice(this.#at, this.#end));
      this.#end -= this.#at;
      this.#at = 0;
      this.#owned = true;
    }
    return false;
  }

  /** The chunk, with what is kept in the room in front of it. */
  #inFrontOf(chunk: Uint8Array): Uint8Array {
    const kept = this.bytes.subarray(this.#at, this.#end);
    const whole = new Uint8Array(chunk.buffer, chunk.byteOffset - kept.length, kept.length + chunk.length);
    whole.set(kept);
    return whole;
  }

  /**
   * Grows by doubling, so that a frame sent byte by byte costs its length, not the square of it. It doubles only what is all one frame: where each
   * chunk ends in the middle of the next frame, the array would double with every chunk.
   */
  #append(chunk: Uint8Array): void {
    const kept = this.#end - this.#at;
    const needed = kept + chunk.length;
    const oneFrame = this.#owned && this.#at === 0;
    if (oneFrame && needed <= this.bytes.length) {
      this.bytes.set(chunk, kept);
    } else {
      const grown = new Uint8Array(oneFrame ? Math.max(needed, this.bytes.length * 2) : needed);
      grown.set(this.bytes.subarray(this.#at, this.#end));
      grown.set(chunk, kept);
      this.#read(grown);
      this.#at = 0;
      this.#owned = true;
    }
    this.#end = needed;
  }
}

/** By hand and not by a DataView: a relay writes a header for every message it takes. */
function writeLength(target: Uint8Array, at: number, length: number, mask: number): number {
  if (length < 126) {
    target[at] = mask | length;
    return at + 1;
  }
  if (length < 65_536) {
    target[at] = mask | 126;
    target[at + 1] = length >>> 8;
    target[at + 2] = length;
    return at + 3;
  }
  target[at] = mask | 127;
  target.fill(0, at + 1, at + 5);
  for (let place = 0; place < 4; place++) target[at + 5 + place] = length >>> (24 - 8 * place);
  return at + 9;
}
