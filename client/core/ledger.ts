/**
 * A channel's log and keys as they are fetched from the relay: the log whole and verified, the current epoch's key by whichever way there is. Members read
 * it before they follow the stream, invites read nothing else.
 */
import type { ChannelId, MemberNumber } from "../../shared/ids.ts";
import { inviteById, memberById, memberOf, type Membership } from "../../shared/log/membership.ts";
import { WRAPPED_FOR_ALL } from "../../shared/log/rules.ts";
import { MOST } from "../../shared/messages.ts";
import { ChannelLog, type LogMark } from "./channel_log.ts";
import type { Identity } from "./crypto/identity.ts";
import type { Platform } from "./crypto/platform.ts";
import { openWrap } from "./crypto/wrap.ts";
import { KeyRing, type SavedKey } from "./key_ring.ts";
import { LineLost, type RelayLine } from "./relay_line.ts";

/** What was saved of it. */
export interface LedgerState {
  readonly mark: LogMark | undefined;
  /** Who was in it then. */
  readonly known: Membership | undefined;
  readonly keys: readonly SavedKey[];
}

/** How long a log may be: far beyond any that people make. */
const MOST_ENTRIES = 50_000;

/** How many wraps wait for their entries, which are right behind them. */
const MOST_HANDED = 16;

export class Ledger {
  readonly channel: ChannelId;
  readonly log: ChannelLog;
  readonly ring: KeyRing;
  readonly #identity: Identity;
  readonly #platform: Platform | undefined;
  readonly #mark: LogMark | undefined;
  readonly #known: Membership | undefined;
  /** Keys from the vault, until the log says what they are for. */
  #saved: readonly SavedKey[];
  /** My number, when I last looked. */
  #you: MemberNumber | undefined;
  /** Wraps for me that the relay handed me unasked, by their entries. */
  readonly #handed = new Map<number, Uint8Array>();
  /** Keys of epochs that I opened myself, until the entries come in the stream. */
  readonly #own = new Map<number, Uint8Array>();

  constructor(channel: ChannelId, identity: Identity, saved: LedgerState, platform?: Platform) {
    this.channel = channel;
    this.log = new ChannelLog(platform?.glance);
    this.#identity = identity;
    this.#platform = platform;
    this.#mark = saved.mark;
    this.#known = saved.known;
    this.#saved = saved.keys;
    this.ring = new KeyRing(channel, this.log);
  }

  /** Who is in the channel: by its log, and before that was read as it was when it was read last. Undefined where it never was. */
  get membership(): Membership | undefined {
    return this.log.count > 0 ? this.log.membership : this.#known;
  }

  /** My number, while I am a member. */
  get you(): MemberNumber | undefined {
    const { membership } = this;
    const { id } = this.#identity;
    if (!membership) return undefined;
    // A number is found sooner than an identity, and a member keeps his.
    const same = this.#you !== undefined && memberOf(membership, this.#you)?.card.id === id;
    if (!same) this.#you = memberById(membership, id)?.number;
    return this.#you;
  }

  /** Whether the current epoch's key is known, so that things can be said and done. */
  get keyed(): boolean {
    return this.ring.key(this.log.membership.epoch) !== undefined;
  }

  /** Remembers the key of an epoch that I am about to open. */
  expect(seq: number, key: Uint8Array): void {
    this.#own.set(seq, key);
  }

  /** A wrap for me, of an entry that is about to come; it is asked for where it is none. */
  hand(seq: number, sealed: Uint8Array): void {
    for (const [oldest] of this.#handed) if (this.#handed.size >= MOST_HANDED) this.#handed.delete(oldest);
    this.#handed.set(seq, sealed);
  }

  /** Takes an entry that came in the stream; why it cannot be the next one, if it cannot. */
  async take(entry: Uint8Array, line: RelayLine | undefined): Promise<string | undefined> {
    const added = this.log.add(this.channel, [entry]);
    if (!added.ok) return added.why;
    await this.fetchKey(line);
    return undefined;
  }

  /** Reads what there is of the log beyond what is known, and the key; why the relay cannot be believed, if it cannot. */
  async read(line: RelayLine): Promise<string | undefined> {
    const log: Uint8Array[] = [];
    for (let total = Infinity; this.log.count + log.length < total;) {
      const from = this.log.count + log.length;
      const page = await line.ask({ type: "log", channel: this.channel, from }, "log");
      if (page.type === "no") throw new LineLost(page.text);
      if (page.entries.length === 0) break;
      log.push(...page.entries);
      if (log.length > MOST_ENTRIES) throw new LineLost("The relay shows a log without an end.");
      total = page.total;
    }
    const added = this.log.add(this.channel, log, this.#mark);
    if (!added.ok) return added.why;
    if (this.log.count === 0) throw new LineLost("The relay shows an empty log.");
    for (const { epoch, key } of this.#saved) this.ring.learn(epoch, key);
    this.#saved = [];
    await this.fetchKey(line);
    return undefined;
  }

  /** The current epoch's key: known, or read with one that is, or in a wrap for me at the last entry that had wraps for all. */
  async fetchKey(line: RelayLine | undefined): Promise<void> {
    const number = this.#holder();
    if (number !== undefined) await this.#fetchKeyOf(this.log.membership.epoch, number, line);
  }

  /** Where the log ends with a removal, and reads the key under which it says why. */
  async readRemoval(line: RelayLine): Promise<number | undefined> {
    const { log } = this;
    const seq = log.count - 1;
    const entry = log.entry(seq);
    if (entry?.op !== "remove") return undefined;
    const before = log.epochBefore(seq);
    if (before !== undefined) await this.#fetchKeyOf(before, entry.member, line);
    return seq;
  }

  async #fetchKeyOf(epoch: number, number: MemberNumber, line: RelayLine | undefined): Promise<void> {
    const { channel, log, ring } = this;
    for (const [seq, key] of this.#own) if (ring.learn(seq, key) || seq < log.count) this.#own.delete(seq);
    if (ring.key(epoch)) return;
    for (const seq of this.#wrappedAt(epoch, number)) {
      // With history shared the newest opens those before it.
      if (ring.key(seq)) continue;
      if (this.#learnHanded(seq, number)) continue;
      const wrap = await line?.ask({ type: "wrap", channel, seq }, "wrap");
      if (wrap?.type === "wrap") this.#learn(wrap.sealed, { seq, number });
    }
  }

  #learnHanded(seq: number, number: MemberNumber): boolean {
    const sealed = this.#handed.get(seq);
    this.#handed.delete(seq);
    return sealed !== undefined && this.#learn(sealed, { seq, number });
  }

  /** Whether it is the key that the log says. */
  #learn(sealed: Uint8Array, at: { readonly seq: number; readonly number: MemberNumber }): boolean {
    const key = this.#opened(sealed, at);
    return key !== undefined && this.ring.learn(at.seq, key);
  }

  #opened(sealed: Uint8Array, at: { readonly seq: number; readonly number: MemberNumber }): Uint8Array | undefined {
    return openWrap(sealed, { channel: this.channel, ...at }, this.#identity, this.#platform?.agree);
  }

  /** The number under which I hold the key, as a member or as an invite. */
  #holder(): MemberNumber | undefined {
    const { membership } = this.log;
    const { id } = this.#identity;
    return (memberById(membership, id) ?? inviteById(membership, id))?.number;
  }

  /** The entries at which there are wraps for me of keys that cannot be read otherwise, the newest first: with history shared that one is enough. */
  #wrappedAt(epoch: number, number: MemberNumber): readonly number[] {
    const found: number[] = [];
    for (let seq = epoch; seq > number && found.length < MOST.wrapsKept; seq--) {
      const opening = this.log.opening(seq);
      if (opening && this.ring.key(seq)) return found;
      if (opening && WRAPPED_FOR_ALL.has(opening.entry.op)) found.push(seq);
    }
    return found.length < MOST.wrapsKept ? [...found, number] : found;
  }
}
