/** Remembers one answer for as long as nothing that it depends on has changed. */
export class Memo<T> {
  #key: readonly unknown[] | undefined;
  #value: T | undefined;

  /** The answer for this key: the last one if that was for the same, or a new one. */
  of(key: readonly unknown[], make: () => T): T {
    const same = this.#key?.length === key.length && this.#key.every((part, at) => part === key[at]);
    if (same && this.#value !== undefined) return this.#value;
    const value = make();
    this.#key = key;
    this.#value = value;
    return value;
  }
}
