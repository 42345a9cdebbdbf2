/** Bytes being read, number by number, with no mercy for too few or too many. */
import { ProtocolError } from "./protocol_error.ts";

/** Reads what a Writer wrote; past the end, or with bytes left at the end, it throws ProtocolError. */
export class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  u8(): number {
    return this.#view.getUint8(this.#step(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#step(2));
  }

  u32(): number {
    return this.#view.getUint32(this.#step(4));
  }

  u53(): number {
    const high = this.u32();
    if (high > 0x1f_ffff) throw new ProtocolError("Cannot read a number: it is above 2^53");
    return high * 0x1_0000_0000 + this.u32();
  }

  /** A view of the next bytes, not a copy. */
  bytes(size: number): Uint8Array {
    const at = this.#step(size);
    return this.#bytes.subarray(at, at + size);
  }

  end(): void {
    if (this.left > 0) throw new ProtocolError(`Cannot read a message: ${this.left} bytes too many`);
  }

  #step(size: number): number {
    const at = this.#at;
    if (size > this.left) throw new ProtocolError(`Cannot read a message: ${size - this.left} bytes are missing`);
    this.#at = at + size;
    return at;
  }
}
