/**
 * One channel's member log as a client keeps it: what it has verified, and what is needed to judge boxes of earlier epochs: every head, everybody who
 * was ever inside and when, and what each entry said of its epoch's key.
 */
import type { Card } from "../../shared/card.ts";
import type { Glance } from "../../shared/glance.ts";
import type { ChannelId, Head, MemberNumber } from "../../shared/ids.ts";
import { type Entry, type Epoch, headOf, numberOf } from "../../shared/log/entry.ts";
import type { Membership } from "../../shared/log/membership.ts";
import type { Policy } from "../../shared/log/policy.ts";
import { replay } from "../../shared/log/replay.ts";

/** Somebody who is, or was, a member. */
export interface Person {
  readonly card: Card;
  readonly number: MemberNumber;
  /** The epochs in which he was inside: from this one, and before that one. */
  readonly since: number;
  readonly until: number;
}

/** How far a client had come with a log, saved. */
export interface LogMark {
  readonly count: number;
  readonly head: Head;
}

/** An entry that opened an epoch. */
export interface Opening {
  readonly entry: Exclude<Entry, { readonly op: "leave" }>;
  readonly epoch: Epoch;
}

export type Added =
  | { readonly ok: true; readonly entries: readonly Entry[] }
  | { readonly ok: false; readonly why: string };

export class ChannelLog {
  #membership: Membership | undefined;
  readonly #glance: Glance | undefined;
  readonly #entries: Entry[] = [];
  readonly #heads: Head[] = [];
  readonly #seqs = new Map<Head, number>();
  /** The head after each entry that came: where it stands is asked before it is taken, and again then. */
  readonly #hashed = new WeakMap<Uint8Array, Head>();
  /** What held after each entry. */
  readonly #policies: (Policy | undefined)[] = [];
  readonly #people = new Map<MemberNumber, Person>();
  /** Undefined: to be made anew. */
  #former: readonly Card[] | undefined = [];

  /** `glance` looks at signatures first. */
  constructor(glance?: Glance) {
    this.#glance = glance;
  }

  /** The state after the newest entry; an empty log is a bug of the caller. */
  get membership(): Membership {
    if (!this.#membership) throw new RangeError("Cannot tell who is in a channel: its log is empty");
    return this.#membership;
  }

  get count(): number {
    return this.#entries.length;
  }

  get mark(): LogMark {
    return { count: this.count, head: this.membership.head };
  }

  /** Everybody who ever was inside, in the order of their coming. */
  get people(): Iterable<Person> {
    return this.#people.values();
  }

  /** Who was inside and is no more. */
  get former(): readonly Card[] {
    return this.#former ??= [...this.people].filter(({ until }) => until !== Infinity).map(({ card }) => card);
  }

  person(number: MemberNumber): Person | undefined {
    return this.#people.get(number);
  }

  /** Whether he was inside in that epoch. */
  wasInside(number: MemberNumber, epoch: number): boolean {
    const person = this.#people.get(number);
    return person !== undefined && person.since <= epoch && epoch < person.until;
  }

  entry(seq: number): Entry | undefined {
    return this.#entries[seq];
  }

  /** The head after that entry. */
  headAfter(seq: number): Head | undefined {
    return this.#heads[seq];
  }

  /** The epoch in which that entry was written. */
  epochBefore(seq: number): number | undefined {
    for (let before = seq - 1; before >= 0; before--) if (this.opening(before)) return before;
    return undefined;
  }

  /** Whether all that was ever said from that entry on was kept for who comes later. */
  sharedSince(seq: number): boolean {
    return this.#policies.slice(seq).every((policy) => policy?.history);
  }

  /** What held before that entry. */
  policyBefore(seq: number): Policy | undefined {
    return this.#policies[seq - 1];
  }

  /** Whether the log was once in this state. */
  hasHead(head: Head): boolean {
    return this.#seqs.has(head);
  }

  /** Where this very entry stands. */
  seqOf(entryBytes: Uint8Array): number | undefined {
    return this.#seqs.get(this.#headOf(entryBytes));
  }

  /**
   * Whether that entry's note binds all. Who lets somebody in, or replaces a key that is owed, need not be an admin: his note is for who comes in and knows
   * nothing yet.
   */
  bindsAll(seq: number): boolean {
    const op = this.#entries[seq]?.op;
    return op !== "add" && !(op === "rekey" && this.#entries[seq - 1]?.op === "leave");
  }

  /** Whether the PIN may be another one from that entry on: an admin sets it, and it is replaced when somebody is put out who knows it. */
  mayChangePin(seq: number): boolean {
    const op = this.#entries[seq]?.op;
    return op === "policy" || op === "remove";
  }

  /** The entry with this seq, if it opened an epoch. */
  opening(seq: number): Opening | undefined {
    const entry = this.#entries[seq];
    return entry && entry.op !== "leave" ? { entry, epoch: entry.epoch } : undefined;
  }

  /**
   * Takes the entries that follow, all or none. With a mark: the log was verified up to there before, and each entry is bound to the next by its hash, so
   * if that head comes out these are the same entries; and if it does not, somebody shows another log than before.
   */
  add(channel: ChannelId, log: readonly Uint8Array[], mark?: LogMark): Added {
    const known = mark && this.count === 0 ? mark.count : 0;
    if (mark && log.length < known) return { ok: false, why: FORKED };
    const trusted = replay(this.#membership, log.slice(0, known), { trusted: true, headOf: this.#headOf });
    if (!trusted.ok) return { ok: false, why: known > 0 ? FORKED : trusted.why };
    if (mark && known > 0 && trusted.membership?.head !== mark.head) return { ok: false, why: FORKED };
    const fresh = replay(trusted.membership, log.slice(known), { glance: this.#glance, headOf: this.#headOf });
    if (!fresh.ok) return { ok: false, why: fresh.why };
    if (fresh.membership && fresh.membership.channel !== channel) {
      return { ok: false, why: "That is another channel's log." };
    }
    const entries = [...trusted.entries, ...fresh.entries];
    const heads = [...trusted.heads, ...fresh.heads];
    for (const [place, entry] of entries.entries()) this.#keep(entry, heads[place] as Head);
    this.#membership = fresh.membership;
    return { ok: true, entries };
  }

  readonly #headOf = (entryBytes: Uint8Array): Head => {
    const head = this.#hashed.get(entryBytes) ?? headOf(entryBytes);
    this.#hashed.set(entryBytes, head);
    return head;
  };

  #keep(entry: Entry, head: Head): void {
    this.#entries.push(entry);
    this.#heads.push(head);
    this.#policies.push("policy" in entry ? entry.policy : this.#policies.at(-1));
    this.#seqs.set(head, entry.seq);
    if (entry.op === "create" || entry.op === "add") {
      const number = numberOf(entry);
      this.#people.set(number, { card: entry.card, number, since: entry.seq, until: Infinity });
    }
    if (entry.op === "remove") this.#end(entry.member, entry.seq);
    if (entry.op === "leave") this.#end(entry.author, entry.seq);
  }

  #end(number: MemberNumber, until: number): void {
    const person = this.#people.get(number);
    if (!person) return;
    this.#people.set(number, { ...person, until });
    this.#former = undefined;
  }
}

/** What the person is told when a relay shows a log that does not extend the one it showed before. */
export const FORKED =
  "The relay shows another history of this channel than before. Do not trust it: ask the others over another way what they see.";
