/**
 * Casts: what is true for a moment (typing, read up to here, away), sealed and signed like boxes and never kept. Who reads one knows that a member sent it
 * now or a moment ago: an old one, sent again, is dropped.
 */
import type { ChannelId, IdentityId, MemberNumber } from "../../shared/ids.ts";
import { isMuted, memberOf } from "../../shared/log/membership.ts";
import { verifyAll } from "../../shared/verify_all.ts";
import { type Cast, decodeCast, encodeCast, type Unknown } from "./content.ts";
import { type BoxPlace, epochOf, openBox, sealBox } from "./crypto/box.ts";
import type { EngineDeps } from "./engine_deps.ts";
import type { Feed } from "./feed.ts";
import type { CastFrame } from "./stream_frames.ts";

/** How old a cast may be, by clocks that need not agree to the second. */
const SKEW_MS = 5000;
const OLD_MS = 10 * 60_000;
const FRESH_MS = 60_000;

export class Casts {
  readonly #channel: ChannelId;
  readonly #feed: Feed;
  readonly #deps: EngineDeps;
  readonly #counters = new Map<IdentityId, number>();
  #counter = 0;
  /** Nobody is to see that I am here. */
  quiet = false;
  /** What was cast before one came is not for him. */
  #since = Infinity;

  constructor(channel: ChannelId, feed: Feed, deps: EngineDeps) {
    this.#channel = channel;
    this.#feed = feed;
    this.#deps = deps;
  }

  /** From now on casts are read. */
  begin(): void {
    this.#since = Math.min(this.#since, this.#deps.now() - SKEW_MS);
  }

  /** Tells everybody who is there; false when nobody could be told, by who is muted or has no line. */
  send(content: Cast): boolean {
    const { line } = this.#feed;
    const { you } = this.#feed.ledger;
    if (this.quiet || !line) return false;
    const place = this.#placeNow(you);
    const key = place && this.#feed.ring.boxKey("cast", place.epoch);
    if (!place || !key) return false;
    this.#counter = place.counter;
    const { identity, random } = this.#deps;
    const body = sealBox(key, place, { content: encodeCast(content), identity, random });
    line.send({ type: "cast", head: place.head, channel: this.#channel, counter: place.counter, body });
    return true;
  }

  /** What somebody casts; undefined when it is not his, not of now, or his own. */
  read({ author, counter, body }: CastFrame): Cast | Unknown | undefined {
    const { log, ring } = this.#feed;
    const epoch = epochOf(body);
    const person = log.person(author);
    if (!person || epoch !== log.membership.epoch || person.until !== Infinity) return undefined;
    if (person.card.id === this.#deps.identity.id || this.#deps.ignored(person.card.id)) return undefined;
    if (Math.abs(counter - this.#deps.now()) > FRESH_MS) return undefined;
    // A relay whose clock says another hour must not make old casts new.
    if (counter < this.#since || counter < this.#deps.clock.now() - OLD_MS) return undefined;
    if (counter <= (this.#counters.get(person.card.id) ?? 0)) return undefined;
    const key = ring.boxKey("cast", epoch);
    const place: BoxPlace = {
      kind: "cast",
      channel: this.#channel,
      epoch,
      head: log.membership.head,
      author,
      counter,
    };
    const opened = key && openBox(key, place, person.card.id, body);
    if (!opened || !verifyAll([opened.claim], this.#deps.platform?.glance)) return undefined;
    this.#counters.set(person.card.id, counter);
    return decodeCast(opened.content);
  }

  /** A cast's counter is its time, and rises. */
  #placeNow(you: MemberNumber | undefined): BoxPlace | undefined {
    if (you === undefined) return undefined;
    const { membership } = this.#feed.log;
    const { epoch, head, owed } = membership;
    const self = memberOf(membership, you);
    if (owed || !self || isMuted(self, this.#deps.now())) return undefined;
    const counter = Math.max(this.#deps.now(), this.#counter + 1);
    return { kind: "cast", channel: this.#channel, epoch, head, author: you, counter };
  }
}
