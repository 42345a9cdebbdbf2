/** Bytes being written, number by number. What the numbers mean is wire.ts's business. */

/** A Uint8Array that grows by doubling; `take()` hands out a copy of what was written and starts over. */
export class Writer {
  #bytes: Uint8Array;
  #view: DataView;
  #length = 0;

  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  get length(): number {
    return this.#length;
  }

  /** Makes room for `size` more bytes and returns where they begin. */
  claim(size: number): number {
    const at = this.#length;
    this.#length += size;
    if (this.#length > this.#bytes.length) this.#grow();
    return at;
  }

  // Room is claimed before the view is looked at: claiming may replace it.
  u8(value: number): void {
    const at = this.claim(1);
    this.#view.setUint8(at, value);
  }

  u16(value: number): void {
    const at = this.claim(2);
    this.#view.setUint16(at, value);
  }

  u32(value: number): void {
    const at = this.claim(4);
    this.#view.setUint32(at, value);
  }

  u53(value: number): void {
    this.u32(Math.floor(value / 0x1_0000_0000));
    this.u32(value >>> 0);
  }

  bytes(value: Uint8Array): void {
    const at = this.claim(value.length);
    this.#bytes.set(value, at);
  }

  /** The bytes written so far, without a copy: true only until the next write. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }

  #grow(): void {
    const bytes = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2));
    bytes.set(this.#bytes);
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }
}
