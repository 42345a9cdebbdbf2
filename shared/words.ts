/**
 * Comparing, copying and masking runs of bytes a word at a time. In V8 that takes a third to a fifth of what a loop over bytes does, and, other than `subarray`
 * with `set`, leaves no garbage: a relay does each of these for every message it takes.
 */

/** The view of some bytes; asked again for the same array it gives the same view, so that a chunk of many frames costs one. */
export class ViewOf {
  #bytes: Uint8Array = new Uint8Array(0);
  #view = new DataView(this.#bytes.buffer);

  of(bytes: Uint8Array): DataView {
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#view = viewOf(bytes);
    }
    return this.#view;
  }
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Whether `size` bytes, a multiple of 4, are the same in two places. */
export function sameWords(a: DataView, aAt: number, b: DataView, bAt: number, size: number): boolean {
  for (let step = 0; step < size; step += 4) {
    if (a.getInt32(aAt + step) !== b.getInt32(bAt + step)) return false;
  }
  return true;
}

/** Copies the bytes between `from` and `to` to another place, which must not overlap. */
export function copyWords(source: DataView, from: number, to: number, target: DataView, at: number): void {
  const ahead = at - from;
  let place = from;
  for (; place + 8 <= to; place += 8) target.setBigInt64(place + ahead, source.getBigInt64(place, true), true);
  if (place === to) return;
  // The last word once more, with what is left over in it: seven single bytes take longer than all the words of a message.
  if (to - 8 >= from) return target.setBigInt64(to - 8 + ahead, source.getBigInt64(to - 8, true), true);
  for (; place < to; place++) target.setUint8(place + ahead, source.getUint8(place));
}

/** XORs the bytes between `from` and `to` with the four at `mask`, again and again. */
export function maskWords(view: DataView, from: number, to: number, mask: number): void {
  const word = view.getInt32(mask);
  let place = from;
  for (; place + 4 <= to; place += 4) view.setInt32(place, view.getInt32(place) ^ word);
  for (let shift = 24; place < to; place++, shift -= 8) view.setUint8(place, view.getUint8(place) ^ (word >>> shift));
}
