/**
 * The keys of a channel's epochs, as far as one member has them: given to him in a wrap, read from an entry with the key before, or, where history is
 * shared, with the one after. A key counts only if it is the one that the entry's author committed to.
 */
import type { ChannelLog } from "./channel_log.ts";
import type { ChannelId } from "../../shared/ids.ts";
import { commitTo, KEY_BYTES, keyFor, openLetter, PURPOSE } from "./crypto/under_key.ts";
import { sameBytes } from "./same_bytes.ts";

/** A key as a vault keeps it. */
export interface SavedKey {
  readonly epoch: number;
  readonly key: Uint8Array;
}

/** Without history every epoch's key stands for itself, and none but the last ones opens anything that is still to be had. */
const MOST_SAVED = 64;
/** So many letters may be untried: to open them together costs less than one by one. */
const MOST_UNTRIED = 8;

type LetterPurpose = typeof PURPOSE.forward | typeof PURPOSE.back;

export class KeyRing {
  readonly #channel: ChannelId;
  readonly #log: ChannelLog;
  readonly #keys = new Map<number, Uint8Array>();
  readonly #boxKeys = { said: new Map<number, Uint8Array>(), cast: new Map<number, Uint8Array>() };
  /** Epochs whose key is not to be had until another becomes known. */
  readonly #dark = new Set<number>();
  /** Epochs whose key is known, and not known to be in the letter that opens with the next one's. */
  readonly #apart = new Set<number>();
  /** Those of them for which that can be tried: a letter may have anything in it. */
  readonly #untried = new Set<number>();

  constructor(channel: ChannelId, log: ChannelLog) {
    this.#channel = channel;
    this.#log = log;
  }

  /** Takes a key for an epoch; false when it is not the one that epoch's entry committed to. */
  learn(epoch: number, key: Uint8Array): boolean {
    const opening = this.#log.opening(epoch);
    if (!opening || key.length !== KEY_BYTES || !sameBytes(commitTo(key), opening.epoch.commit)) return false;
    this.#keys.set(epoch, key);
    this.#dark.clear();
    this.#apart.add(epoch);
    for (const one of [this.#before(epoch), epoch]) {
      if (one !== undefined && this.#apart.has(one)) this.#untried.add(one);
    }
    return true;
  }

  /** The key of an epoch, if it is known or can be read with one that is. */
  key(epoch: number): Uint8Array | undefined {
    const known = this.#keys.get(epoch);
    if (known || this.#dark.has(epoch)) return known;
    this.#reachForward(epoch);
    if (!this.#keys.has(epoch)) this.#reachBack(epoch);
    if (!this.#keys.has(epoch)) this.#dark.add(epoch);
    return this.#keys.get(epoch);
  }

  /** The key for boxes of an epoch. */
  boxKey(kind: "said" | "cast", epoch: number): Uint8Array | undefined {
    const cached = this.#boxKeys[kind].get(epoch);
    if (cached) return cached;
    const key = this.key(epoch);
    if (!key) return undefined;
    const derived = keyFor(PURPOSE[kind], key);
    this.#boxKeys[kind].set(epoch, derived);
    return derived;
  }

  /** The newest key, and the others that could not be read again with those. */
  saved(): readonly SavedKey[] {
    if (this.#untried.size > MOST_UNTRIED) this.#tryLetters();
    return [...this.#apart].sort((a, b) => b - a)
      .slice(0, MOST_SAVED)
      .map((epoch) => ({ epoch, key: this.#keys.get(epoch) as Uint8Array }));
  }

  #tryLetters(): void {
    for (const epoch of this.#untried) {
      const next = this.#after(epoch);
      const found = next === undefined ? undefined : this.#inLetter(PURPOSE.back, next, next);
      if (found && sameBytes(found, this.#keys.get(epoch) as Uint8Array)) this.#apart.delete(epoch);
    }
    this.#untried.clear();
  }

  /** From the nearest known epoch before, step by step up to this one. */
  #reachForward(epoch: number): void {
    let at = epoch;
    while (at >= 0 && !this.#keys.has(at)) {
      if (this.#log.opening(at)?.epoch.fwd.length === 0) return;
      at--;
    }
    for (let next = this.#after(at); at >= 0 && next !== undefined && next <= epoch; next = this.#after(at)) {
      if (!this.#step(PURPOSE.forward, at, next, next)) return;
      at = next;
    }
  }

  /** From the nearest known epoch after, step by step down to this one. */
  #reachBack(epoch: number): void {
    let at = epoch + 1;
    while (at < this.#log.count && !this.#keys.has(at)) {
      if (this.#log.opening(at)?.epoch.back.length === 0) return;
      at++;
    }
    for (let before = this.#before(at); before !== undefined && before >= epoch; before = this.#before(at)) {
      if (!this.#step(PURPOSE.back, at, before, at)) return;
      this.#apart.delete(before);
      this.#untried.delete(before);
      at = before;
    }
  }

  /** Reads the key of `to` with that of `from`, in the entry at `seq`. */
  #step(purpose: LetterPurpose, from: number, to: number, seq: number): boolean {
    const found = this.#inLetter(purpose, from, seq);
    return found !== undefined && this.learn(to, found);
  }

  /** What is in that letter of the entry at `seq`, for who has the key of `from`. */
  #inLetter(purpose: LetterPurpose, from: number, seq: number): Uint8Array | undefined {
    const key = this.#keys.get(from);
    const epoch = this.#log.opening(seq)?.epoch;
    const letter = purpose === PURPOSE.forward ? epoch?.fwd : epoch?.back;
    if (!key || !letter || letter.length === 0) return undefined;
    return openLetter(purpose, { key, place: { channel: this.#channel, seq } }, letter);
  }

  /** The epoch after this one: every entry but a leave opens one. */
  #after(epoch: number): number | undefined {
    for (let seq = epoch + 1; seq < this.#log.count; seq++) if (this.#log.opening(seq)) return seq;
    return undefined;
  }

  #before(epoch: number): number | undefined {
    for (let seq = epoch - 1; seq >= 0; seq--) if (this.#log.opening(seq)) return seq;
    return undefined;
  }
}
