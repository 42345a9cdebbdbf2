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

export class KeyRing {
  readonly #channel: ChannelId;
  readonly #log: ChannelLog;
  readonly #keys = new Map<number, Uint8Array>();
  readonly #boxKeys = { said: new Map<number, Uint8Array>(), cast: new Map<number, Uint8Array>() };
  /** Epochs whose key is not to be had until another becomes known. */
  readonly #dark = new Set<number>();

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
    const epochs = [...this.#keys.keys()].sort((a, b) => b - a);
    return epochs.filter((epoch, place) => place === 0 || !this.#readableFromNext(epoch))
      .slice(0, MOST_SAVED)
      .map((epoch) => ({ epoch, key: this.#keys.get(epoch) as Uint8Array }));
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
      at = before;
    }
  }

  /** Reads the key of `to` with that of `from`, in the entry at `seq`. */
  #step(purpose: typeof PURPOSE.forward | typeof PURPOSE.back, from: number, to: number, seq: number): boolean {
    const key = this.#keys.get(from);
    const epoch = this.#log.opening(seq)?.epoch;
    const letter = purpose === PURPOSE.forward ? epoch?.fwd : epoch?.back;
    if (!key || !letter || letter.length === 0) return false;
    const found = openLetter(purpose, { key, place: { channel: this.#channel, seq } }, letter);
    return found !== undefined && this.learn(to, found);
  }

  #readableFromNext(epoch: number): boolean {
    const next = this.#after(epoch);
    return next !== undefined && this.#keys.has(next) && (this.#log.opening(next)?.epoch.back.length ?? 0) > 0;
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
