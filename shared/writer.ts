/** Bytes being written, number by number. What the numbers mean is wire.ts's business. */

const LEAST_BYTES = 256;
/** What fills at least this much of its array is handed over with it. */
const NEARLY_FULL = 0.75;

/** A Uint8Array that grows by doubling; `take()` hands out what was written and starts over. */
export class Writer {
  #bytes: Uint8Array;
  #view: DataView;
  #length = 0;

  constructor(capacity = LEAST_BYTES) {
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

  /** What was written, for the caller alone: a copy only where the array it stands in would be kept for little. */
  take(): Uint8Array {
    const written = this.written();
    this.#length = 0;
    if (written.length < this.#bytes.length * NEARLY_FULL) return written.slice();
    this.#use(new Uint8Array(0));
    return written;
  }

  #grow(): void {
    const bytes = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2, LEAST_BYTES));
    bytes.set(this.#bytes);
    this.#use(bytes);
  }

  #use(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }
}
