/**
 * Tickets: what somebody is granted on his main line, he shows on a second one, which needs no proof of its own. Each is for one identity, one
 * file and one direction, is good once, and not for long. They are random, so to guess one is to guess a key.
 */
import { toHex } from "../shared/ids.ts";
import { MOST } from "../shared/messages.ts";
import { carryKey, type Grant } from "./carry.ts";

const LIFE_MS = 30_000;

export interface TicketsDeps {
  readonly now: () => number;
  readonly random: (size: number) => Uint8Array;
}

export class Tickets {
  readonly #deps: TicketsDeps;
  readonly #grants = new Map<string, { readonly grant: Grant; readonly until: number }>();

  constructor(deps: TicketsDeps) {
    this.#deps = deps;
  }

  /** What those are for that were not used yet, but could be. */
  get grants(): readonly Grant[] {
    this.#forgetOld();
    return [...this.#grants.values()].map(({ grant }) => grant);
  }

  /** A ticket for this; an older one for the same is good no more. */
  issue(grant: Grant): Uint8Array {
    for (const [key, { grant: one }] of this.#grants) {
      if (carryKey(one) === carryKey(grant)) this.#grants.delete(key);
    }
    const ticket = this.#deps.random(MOST.ticketBytes);
    this.#grants.set(toHex(ticket), { grant, until: this.#deps.now() + LIFE_MS });
    return ticket;
  }

  /** What it is for, once; undefined for what is no ticket, or no longer one. */
  take(ticket: Uint8Array): Grant | undefined {
    this.#forgetOld();
    const key = toHex(ticket);
    const found = this.#grants.get(key);
    this.#grants.delete(key);
    return found?.grant;
  }

  /** The oldest come first: all live equally long. */
  #forgetOld(): void {
    const now = this.#deps.now();
    for (const [key, { until }] of this.#grants) {
      if (until > now) return;
      this.#grants.delete(key);
    }
  }
}
