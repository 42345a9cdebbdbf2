/** Who asks to be let into a channel, as a member has heard it: who waits, who was banned while he asked, what who was denied is told. */
import { type Card, verifyCard } from "../../shared/card.ts";
import type { IdentityId } from "../../shared/ids.ts";
import { guessesOf } from "../../shared/log/doorkeepers.ts";
import { isAdmin, isBanned, memberById, memberOf } from "../../shared/log/membership.ts";
import type { ChannelLog } from "./channel_log.ts";
import type { JoinRequest, Message, Row } from "./events.ts";

/** How many may ask at once: who floods a door fills no memory. */
const MOST = 200;

/** What the list of requests needs to know. */
export interface JoinRequestsDeps {
  readonly log: ChannelLog;
  now(): number;
  /** What was proved up to then was another PIN, perhaps. */
  doubted(): number;
}

export class JoinRequests {
  readonly #deps: JoinRequestsDeps;
  readonly #waiting: Map<IdentityId, JoinRequest>;
  /** Who was banned while he asked: only from here his nick is known, to lift it. */
  readonly #turnedAway = new Map<IdentityId, JoinRequest>();
  readonly #denials = new Map<IdentityId, Uint8Array>();

  constructor(deps: JoinRequestsDeps, saved: readonly JoinRequest[]) {
    this.#deps = deps;
    this.#waiting = new Map(saved.map((request) => [request.card.id, request]));
  }

  /** Who waits, the longest first. */
  get waiting(): readonly JoinRequest[] {
    return [...this.#waiting.values()];
  }

  /** Also those who were banned while they asked, the newest of these first. */
  get everybody(): readonly JoinRequest[] {
    return [...this.#waiting.values(), ...[...this.#turnedAway.values()].reverse()];
  }

  /** Who was banned while he asked. */
  get turnedAway(): readonly Card[] {
    return [...this.#turnedAway.values()].map(({ card }) => card);
  }

  /** What he is told who was denied; undefined for everybody else. */
  denial(id: IdentityId): Uint8Array | undefined {
    return this.#denials.get(id);
  }

  /** The log is read: who is in it asks no more. */
  grown(): void {
    const { membership } = this.#deps.log;
    for (const [id, request] of this.#waiting) {
      if (this.#isBanned(id)) this.#turnAway(request);
      else if (memberById(membership, id)) this.#waiting.delete(id);
    }
    for (const [id] of this.#turnedAway) if (!this.#isBanned(id)) this.#turnedAway.delete(id);
  }

  /** Learns from what was said and done, in its order; gives those that are new and not yet answered. */
  heard(rows: readonly Row[]): readonly JoinRequest[] {
    const asked = rows.flatMap((row) => {
      if (row.type === "message") return this.#heardMessage(row.message);
      // Who was banned is turned away when the log is read: grown().
      if (row.type === "deed" && row.deed.act.op !== "ban" && row.deed.whom) this.#waiting.delete(row.deed.whom.id);
      return [];
    });
    return asked.filter(({ card }) => this.#waiting.has(card.id));
  }

  /** What they have proved was the old PIN. */
  doubt(): void {
    for (const [id, request] of this.#waiting) this.#waiting.set(id, { ...request, proven: false });
  }

  #heardMessage({ content, id, from }: Message): readonly JoinRequest[] {
    const { membership } = this.#deps.log;
    const byAdmin = isAdmin(memberOf(membership, id.author));
    if (content.type === "denied" && byAdmin) {
      this.#waiting.delete(content.identity);
      this.#denials.set(content.identity, content.letter);
    }
    if (content.type !== "asks" || !memberById(membership, from.id)) return [];
    // Only who keeps the door has heard a proof; it may have been of another PIN, and been told later.
    const proven = content.proven && content.at > this.#deps.doubted() && guessesOf(membership, from.id) > 0;
    const request = { card: content.card, proven, at: content.at };
    return this.#isNew(content.card, proven) && verifyCard(content.card) ? this.#file(request) : [];
  }

  /** A relay can make anybody ask at a door; that he has proved the PIN is news then. */
  #isNew({ id }: Card, proven: boolean): boolean {
    const known = this.#waiting.get(id);
    const isKnown = known !== undefined && (known.proven || !proven);
    return !isKnown && !memberById(this.#deps.log.membership, id) && !this.#isBanned(id);
  }

  /** The oldest makes way, who has proved nothing first: else who floods a door shuts it for all. */
  #file(request: JoinRequest): readonly JoinRequest[] {
    const { waiting } = this;
    if (waiting.length >= MOST) {
      const { card } = waiting.find(({ proven }) => !proven) ?? waiting[0] ?? request;
      this.#waiting.delete(card.id);
    }
    this.#waiting.set(request.card.id, request);
    this.#denials.delete(request.card.id);
    return [request];
  }

  #turnAway(request: JoinRequest): void {
    const { id } = request.card;
    this.#waiting.delete(id);
    for (const [oldest] of this.#turnedAway) {
      if (this.#turnedAway.size >= MOST) this.#turnedAway.delete(oldest);
    }
    this.#turnedAway.set(id, request);
  }

  #isBanned(id: IdentityId): boolean {
    return isBanned(this.#deps.log.membership, id, this.#deps.now());
  }
}
