/** Whom the operator does not let in: identities and addresses, for good or for a time. */
import type { IdentityId } from "../shared/ids.ts";
import { personOf } from "./admission.ts";
import type { Ban, Store } from "./store.ts";

/** How many that are over are forgotten in one sweep: each is a write of its own, for which everybody waits. */
const FORGOTTEN_AT_ONCE = 10;

export class Bans {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #bySubject: Map<string, Ban>;
  /** Those of this relay's life, which end by the clock as it went then. */
  readonly #since = new Set<string>();

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
    this.#bySubject = new Map(store.bans().map((ban) => [ban.subject, ban]));
  }

  /** Those in force. */
  all(): readonly Ban[] {
    return [...this.#bySubject.values()].filter((ban) => !this.#over(ban));
  }

  /** Forgets some of those that are over; Failure when the disk does not let us. */
  sweep(): void {
    const over = [...this.#bySubject.values()].filter((ban) => this.#over(ban));
    for (const { subject } of over.slice(0, FORGOTTEN_AT_ONCE)) this.lift(subject);
  }

  /** Why this identity is not let in; undefined if it is. */
  ofIdentity(identity: IdentityId): string | undefined {
    return this.#inWords(identity);
  }

  ofAddress(address: string): string | undefined {
    return this.#bySubject.size === 0 ? undefined : this.#inWords(personOf(address));
  }

  /** `until` 0: for good. */
  add(ban: Ban): void {
    const kept = { ...ban, until: storable(ban.until) };
    this.#store.ban(kept);
    this.#bySubject.set(ban.subject, kept);
    this.#since.add(ban.subject);
  }

  /** The clock was set by so much: who was banned by the old one is so for as long as was said. */
  shift(by: number): void {
    const bans = [...this.#since].flatMap((subject) => this.#bySubject.get(subject) ?? []).filter(({ until }) =>
      until !== 0
    );
    const shifted = bans.map((ban) => ({ ...ban, until: Math.max(1, storable(ban.until + by)) }));
    // Also where the disk does not take it now.
    for (const ban of shifted) this.#bySubject.set(ban.subject, ban);
    for (const ban of shifted) this.#store.ban(ban);
  }

  lift(subject: string): boolean {
    const lifted = this.#store.unban(subject);
    this.#bySubject.delete(subject);
    this.#since.delete(subject);
    return lifted;
  }

  #inWords(subject: string): string | undefined {
    const ban = this.#bySubject.get(subject);
    if (!ban || this.#over(ban)) return undefined;
    return `You are banned from this relay${ban.reason ? `: ${ban.reason}` : "."}`;
  }

  #over(ban: Ban): boolean {
    return ban.until !== 0 && ban.until <= this.#now();
  }
}

/** A store may keep a later time, and could not read it again. */
function storable(time: number): number {
  return Math.min(time, Number.MAX_SAFE_INTEGER);
}
