/** Whom the operator does not let in: identities and addresses, for good or for a time. */
import type { IdentityId } from "../shared/ids.ts";
import { personOf } from "./admission.ts";
import type { Ban, Store } from "./store.ts";

export class Bans {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #bySubject: Map<string, Ban>;

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
    this.#bySubject = new Map(store.bans().map((ban) => [ban.subject, ban]));
  }

  /** Those in force. */
  all(): readonly Ban[] {
    return [...this.#bySubject.values()].filter((ban) => !this.#over(ban));
  }

  /** Forgets those that are over; Failure when the disk does not let us. */
  sweep(): void {
    for (const ban of this.#bySubject.values()) if (this.#over(ban)) this.lift(ban.subject);
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
    // A store may keep a later time, and could not read it again.
    const kept = { ...ban, until: Math.min(ban.until, Number.MAX_SAFE_INTEGER) };
    this.#store.ban(kept);
    this.#bySubject.set(ban.subject, kept);
  }

  lift(subject: string): boolean {
    const lifted = this.#store.unban(subject);
    this.#bySubject.delete(subject);
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
