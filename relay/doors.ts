/**
 * Visits: the relay carries letters between somebody who knocks at a channel's door and the member who keeps it.
 * It knows who talks to whom and for how long, and nothing of what they say.
 */
import { type Refusal, refuse } from "../shared/codes.ts";
import type { ChannelId } from "../shared/ids.ts";
import type { Channel } from "./channel.ts";
import type { Door } from "./channels.ts";
import type { Outlet } from "./outlet.ts";

/** They take turns, so that one whose guess budget is spent does not shut the door; all their budgets together are what an attacker gets. */
const DOORKEEPERS = 8;
/** How long a visit may take once somebody answers. */
const VISIT_MS = 30_000;
/** Visits that wait or go on at one door. */
const VISITS_AT_A_DOOR = 16;
const VISITS_OF_ONE = 8;
/** Who says nothing for so long when it is his turn makes room where others wait: no person has to be thought of, and a few who are silent would keep a door. */
const SILENT_MS = 3000;
/** The relay's own numbers, for doorkeepers, have this bit and a visitor's have not: one client can be both. */
const RELAYS_NUMBER = 0x8000_0000;

interface Visit {
  readonly channel: ChannelId;
  readonly visitor: Outlet;
  /** The visitor's number for it, and the doorkeeper's. */
  readonly theirs: number;
  readonly ours: number;
  readonly first: Uint8Array;
  keeper: Outlet | undefined;
  deadline: number;
  /** Since when it is the visitor's turn to say something, if it is. */
  owing: number | undefined;
}

export class Doors {
  readonly #now: () => number;
  readonly #visits = new Set<Visit>();
  #next = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** How many visits wait or go on. */
  get size(): number {
    return this.#visits.size;
  }

  /** Begins a visit, or says why not; nobody being there is no reason: the knock waits. */
  knock(
    visitor: Outlet,
    { id, channel }: Door,
    knock: { readonly visit: number; readonly body: Uint8Array },
  ): Refusal | undefined {
    if (knock.visit >= RELAYS_NUMBER || this.#of(visitor, knock.visit)) {
      return refuse("rule", "This visit's number is taken.");
    }
    const here = [...this.#visits];
    if (here.filter((visit) => visit.visitor === visitor).length >= VISITS_OF_ONE) return refuse("full");
    const queue = here.filter((visit) => visit.channel === id);
    if (queue.length >= VISITS_AT_A_DOOR && !this.#makeRoom(queue)) {
      return refuse("full", "There is a queue at this door. Try again in a minute.");
    }
    const visit: Visit = {
      channel: id,
      visitor,
      theirs: knock.visit,
      ours: (RELAYS_NUMBER | this.#next++) >>> 0,
      first: knock.body.slice(),
      keeper: undefined,
      deadline: Infinity,
      owing: undefined,
    };
    this.#visits.add(visit);
    if (channel) this.#answer(visit, channel);
    return undefined;
  }

  /** Carries a letter to the other side. */
  carry(from: Outlet, number: number, body: Uint8Array): void {
    const visit = this.#of(from, number);
    if (!visit) return from.tell({ type: "unvisit", visit: number, ...refuse("ended") });
    const fromVisitor = visit.visitor === from && visit.theirs === number;
    const to = fromVisitor ? visit.keeper : visit.visitor;
    // For one who does not read, letters would pile up here.
    if (to?.full) return this.#close(visit, refuse("ended"));
    visit.owing = fromVisitor ? undefined : this.#now();
    to?.tell({ type: "visit", visit: fromVisitor ? visit.ours : visit.theirs, body });
  }

  /** Ends a visit because one side wants to. */
  end(from: Outlet, number: number): void {
    const visit = this.#of(from, number);
    if (visit) this.#close(visit, refuse("ended"), from);
  }

  /** Somebody began to follow: perhaps he keeps a door at which somebody waits. */
  arrived(channel: Channel): void {
    for (const visit of this.#visits) {
      if (visit.channel === channel.id && !visit.keeper) this.#answer(visit, channel);
    }
  }

  /** Somebody is gone, from the relay or (with a channel) from there. */
  left(peer: Outlet, channel?: ChannelId): void {
    for (const visit of this.#visits) {
      const visitorLeft = visit.visitor === peer && channel === undefined;
      const keeperLeft = visit.keeper === peer && (channel === undefined || visit.channel === channel);
      if (visitorLeft || keeperLeft) this.#close(visit, refuse("ended"), peer);
    }
  }

  /** A channel was removed, and nobody will ever answer there. */
  gone(channel: ChannelId): void {
    for (const visit of this.#visits) if (visit.channel === channel) this.#close(visit, refuse("gone"));
  }

  sweep(now: number): void {
    for (const visit of this.#visits) if (visit.deadline <= now) this.#close(visit, refuse("late"));
  }

  #answer(visit: Visit, channel: Channel): void {
    const keepers = doorkeepers(channel).filter((keeper) => keeper !== visit.visitor);
    const keeper = keepers[this.#next % keepers.length];
    if (!keeper) return;
    visit.keeper = keeper;
    visit.deadline = this.#now() + VISIT_MS;
    keeper.tell({
      type: "knocked",
      visit: visit.ours,
      channel: visit.channel,
      from: visit.visitor.identity,
      body: visit.first,
    });
  }

  /** Ends the visit of one who owes a letter for long; false: nobody does. */
  #makeRoom(queue: readonly Visit[]): boolean {
    const before = this.#now() - SILENT_MS;
    const silent = queue.find(({ owing }) => owing !== undefined && owing <= before);
    if (silent) this.#close(silent, refuse("late"));
    return silent !== undefined;
  }

  #close(visit: Visit, why: Refusal, except?: Outlet): void {
    this.#visits.delete(visit);
    if (visit.visitor !== except) visit.visitor.tell({ type: "unvisit", visit: visit.theirs, ...why });
    if (visit.keeper && visit.keeper !== except) visit.keeper.tell({ type: "unvisit", visit: visit.ours, ...why });
  }

  #of(peer: Outlet, number: number): Visit | undefined {
    for (const visit of this.#visits) {
      if (visit.visitor === peer && visit.theirs === number) return visit;
      if (visit.keeper === peer && visit.ours === number) return visit;
    }
    return undefined;
  }
}

/** Who keeps this channel's door now: of its keepers those who follow, in their order. */
export function doorkeepers(channel: Channel): readonly Outlet[] {
  const { keepers: order, seats } = channel;
  return seats
    .filter(({ member }) => order.has(member))
    .sort((a, b) => (order.get(a.member) ?? 0) - (order.get(b.member) ?? 0))
    .slice(0, DOORKEEPERS)
    .map(({ outlet }) => outlet);
}
