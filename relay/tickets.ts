/**
 * Tickets: what somebody is granted on his main line, he shows on a second one, which needs no proof of its own. Each is for one identity, one
 * file and one direction, is good once, and not for long. They are random, so to guess one is to guess a key.
 */
import { type IdentityId, toHex } from "../shared/ids.ts";
import { MOST } from "../shared/messages.ts";
import { carryKey, type Grant } from "./carry.ts";

const LIFE_MS = 30_000;

export interface TicketsDeps {
  readonly now: () => number;
  readonly random: (size: number) => Uint8Array;
}

/** A grant that waits to be used. */
interface Issued {
  readonly key: string;
  readonly grant: Grant;
  readonly at: number;
}

export class Tickets {
  readonly #deps: TicketsDeps;
  readonly #issued = new Map<string, Issued>();
  /** Whose they are: each asks for his own, and to look through all for that would be the others' time. */
  readonly #of = new Map<IdentityId, Map<string, Issued>>();

  constructor(deps: TicketsDeps) {
    this.#deps = deps;
  }

  /** What those of one identity are for that were not used yet, but could be. */
  grantsOf(identity: IdentityId): readonly Grant[] {
    this.#forgetOld();
    return [...this.#of.get(identity)?.values() ?? []].map(({ grant }) => grant);
  }

  /** A ticket for this; an older one for the same is good no more. */
  issue(grant: Grant): Uint8Array {
    const place = carryKey(grant);
    this.#forget(this.#of.get(grant.identity)?.get(place));
    const ticket = this.#deps.random(MOST.ticketBytes);
    const issued = { key: toHex(ticket), grant, at: this.#deps.now() };
    this.#issued.set(issued.key, issued);
    const his = this.#of.get(grant.identity) ?? new Map<string, Issued>();
    this.#of.set(grant.identity, his.set(place, issued));
    return ticket;
  }

  /** What it is for, once; undefined for what is no ticket, or no longer one. */
  take(ticket: Uint8Array): Grant | undefined {
    this.#forgetOld();
    const found = this.#issued.get(toHex(ticket));
    this.#forget(found);
    return found?.grant;
  }

  /** The oldest come first: all live equally long. What is of a time to come is of before the clock was set back, and would stay until then. */
  #forgetOld(): void {
    const now = this.#deps.now();
    for (const issued of this.#issued.values()) {
      const age = now - issued.at;
      if (age >= 0 && age < LIFE_MS) return;
      this.#forget(issued);
    }
  }

  #forget(issued: Issued | undefined): void {
    if (!issued) return;
    const { key, grant } = issued;
    this.#issued.delete(key);
    const his = this.#of.get(grant.identity);
    his?.delete(carryKey(grant));
    if (his?.size === 0) this.#of.delete(grant.identity);
  }
}
