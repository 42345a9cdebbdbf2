/**
 * From boxes as they came in a channel's stream to rows that can be shown. A box counts only if the channel's key opens it, in an epoch that is not over
 * at this place of the stream, and if a member of that epoch signed it, for this channel, epoch, head and counter, under a counter that he has not used.
 * What does not is never shown: one row says how many there were, and why.
 */
import type { Glance } from "../../shared/glance.ts";
import type { ChannelId, IdentityId, MemberNumber } from "../../shared/ids.ts";
import { holds } from "../../shared/public_key.ts";
import { verifyAll } from "../../shared/verify_all.ts";
import type { ChannelLog, Person } from "./channel_log.ts";
import { decodeSaid, type Said } from "./content.ts";
import { type BoxPlace, epochOf, openBox, type Opened } from "./crypto/box.ts";
import type { Row } from "./events.ts";
import type { KeyRing } from "./key_ring.ts";
import { MOST_AT_ONCE, SaidLately } from "./said_lately.ts";
import type { SaidFrame } from "./stream_frames.ts";

/** What boxes are judged by. */
export interface Reading {
  readonly channel: ChannelId;
  readonly log: ChannelLog;
  readonly ring: KeyRing;
  readonly self: IdentityId;
  /** Looks at signatures first. */
  readonly glance: Glance | undefined;
}

/** How far a run of frames has come: it goes on from one batch to the next. */
export class Track {
  /** Where it began. */
  oldest: number | undefined;
  /** No box of an earlier epoch may follow. */
  epoch: number;
  /** Nor, in a page of the past, one of a later epoch than this. */
  readonly newest: number;
  /** Nor one that an author has said as late as the first that is known of him there. */
  readonly before: ReadonlyMap<MemberNumber, number>;
  /** The last entry that was shown; each is shown once. */
  entry = -1;
  /** The last counters from before a gap, which say nothing of holes. */
  readonly #gone = new Map<MemberNumber, number>();
  /** The first and the last counter of each author in this run. */
  readonly first = new Map<MemberNumber, number>();
  readonly last = new Map<MemberNumber, number>();
  /** What a relay that does not store it may take twice. */
  readonly lately = new SaidLately();
  /** Of these something was not shown: nothing is told of their counters before the first that was. */
  readonly hidden = new Set<MemberNumber>();
  /** What an author had said before this run, where that is known for certain. */
  base: (author: MemberNumber) => number | undefined = () => undefined;

  constructor(epoch = 0, newest = Infinity, before: ReadonlyMap<MemberNumber, number> = new Map()) {
    this.before = before;
    this.epoch = epoch;
    this.newest = newest;
  }

  /** What is known of authors from another day: none of it may be said again. */
  remember(heard: Iterable<readonly [MemberNumber, number]>): void {
    for (const [author, last] of heard) this.#gone.set(author, Math.max(last, this.#gone.get(author) ?? -1));
  }

  /** The last counter that is known of each author. */
  get heard(): ReadonlyMap<MemberNumber, number> {
    const heard = new Map(this.#gone);
    for (const [author, last] of this.last) heard.set(author, Math.max(last, heard.get(author) ?? -1));
    return heard;
  }

  /** How many of an author's messages are missing between the last that is known and this one. */
  holeBefore(author: MemberNumber, counter: number): number {
    const last = this.last.get(author) ?? (this.hidden.has(author) ? undefined : this.base(author));
    return last === undefined ? 0 : counter - last - 1;
  }

  /** Whether an author has said this or a later one before, or has said it after this run. */
  isReplay(author: MemberNumber, counter: number): boolean {
    return counter <= Math.max(this.last.get(author) ?? -1, this.#gone.get(author) ?? -1) ||
      counter >= (this.before.get(author) ?? Infinity);
  }

  /** Whether a relay that was killed may take this once more, of which it is known only that he had said it on another day: no more than is on its way at once. */
  isAgain(author: MemberNumber, counter: number): boolean {
    const heard = this.#gone.get(author) ?? -1;
    return counter <= heard && counter > Math.max(heard - MOST_AT_ONCE, this.last.get(author) ?? -1);
  }

  /** An author has said this where it cannot be heard. */
  passedBy(author: MemberNumber, counter: number, content: Uint8Array): void {
    this.last.set(author, Math.max(counter, this.last.get(author) ?? -1));
    this.lately.note(author, counter, content);
  }

  /** For a run that comes before this one. */
  earlier(): Track {
    return new Track(0, this.oldest, this.first);
  }

  /** Knows as well what a later run knows: for the one that comes before both. */
  join(later: Track): void {
    for (const [author, first] of later.first) if (!this.first.has(author)) this.first.set(author, first);
    for (const author of later.hidden) this.hidden.add(author);
    this.oldest ??= later.oldest;
  }

  /** An entry stands here: what was said under the log before it is over. */
  passed(seq: number): void {
    this.epoch = Math.max(this.epoch, seq);
    this.oldest ??= seq;
  }
}

/** Why something is not shown, in words for whoever does not see it. */
const WHY = {
  noKey: "said before you came, or while history was not shared",
  lost: "the channel's key is not known here. An admin can replace it: /rekey",
  again: "heard, as it seems, before you started pychat anew, and taken by the relay a second time",
  forged: "no member said this here and now. The relay, or somebody through it, tries to deceive you",
} as const;

type Judged =
  | { readonly frame: SaidFrame; readonly person: Person; readonly opened: Opened }
  | { readonly frame: SaidFrame; readonly why: keyof typeof WHY };

/** The rows that these frames, which follow each other in the stream, are; `wanted`: those of them only that say such things. */
export function readBoxes(
  frames: readonly SaidFrame[],
  track: Track,
  reading: Reading,
  wanted?: (content: Said | { readonly type: "unknown" }) => boolean,
): readonly Row[] {
  const opened = frames.map((frame) => open(frame, track, reading));
  // Opening costs little. Who signed it is looked at only of what is wanted.
  const judged = wanted ? opened.filter((one) => "opened" in one && wanted(decodeSaid(one.opened.content))) : opened;
  const claims = judged.flatMap((one) => "opened" in one ? [one.opened.claim] : []);
  const allHold = verifyAll(claims, reading.glance);
  const rows: Row[] = [];
  for (const one of judged) {
    if (!("opened" in one)) hide(rows, one.frame, one.why, track);
    else if (!allHold && !holds(one.opened.claim)) hide(rows, one.frame, "forged", track);
    else show(rows, one, track, reading);
  }
  return rows;
}

function open(frame: SaidFrame, track: Track, { channel, log, ring }: Reading): Judged {
  const { author, counter, body } = frame;
  const epoch = epochOf(body);
  const head = epoch === undefined ? undefined : log.headAfter(epoch);
  const person = log.person(author);
  if (epoch === undefined || head === undefined || !person) return { frame, why: "forged" };
  if (epoch < track.epoch || epoch > track.newest || !log.wasInside(author, epoch)) return { frame, why: "forged" };
  const key = ring.boxKey("said", epoch);
  if (!key) return { frame, why: epoch === log.membership.epoch ? "lost" : "noKey" };
  const place: BoxPlace = { kind: "said", channel, epoch, head, author, counter };
  const opened = openBox(key, place, person.card.id, body);
  if (!opened) return { frame, why: "forged" };
  track.epoch = epoch;
  track.oldest ??= epoch;
  return { frame, person, opened };
}

function show(
  rows: Row[],
  { frame, person, opened }: Extract<Judged, { readonly opened: Opened }>,
  track: Track,
  { self, log }: Reading,
): void {
  const { author, counter, cursor } = frame;
  const { history } = log.membership.policy;
  if (track.isReplay(author, counter)) {
    // Its author did not see it come back before the relay was killed. To hear twice what was heard deceives nobody.
    if (track.lately.has(author, counter, opened.content)) return;
    return hide(rows, frame, !history && track.isAgain(author, counter) ? "again" : "forged", track);
  }
  if (!history) track.lately.note(author, counter, opened.content);
  const hole = track.holeBefore(author, counter);
  if (!track.last.has(author)) track.first.set(author, counter);
  track.last.set(author, counter);
  if (hole > 0) rows.push({ type: "missing", from: person.card, count: hole, cursor });
  const content = decodeSaid(opened.content);
  if (!mayRefer(content, person, log)) return;
  const own = person.card.id === self;
  rows.push({ type: "message", message: { id: { author, counter }, from: person.card, own, cursor, content } });
}

/** Only the author changes what he said, also as the member that he was before he left. */
function mayRefer(content: Said | { readonly type: "unknown" }, { card }: Person, log: ChannelLog): boolean {
  if (content.type !== "edit" && content.type !== "erase") return true;
  return log.person(content.of.author)?.card.id === card.id;
}

/** Those that stand together, for one reason, are one row. */
function hide(rows: Row[], { author, cursor }: SaidFrame, reason: keyof typeof WHY, track: Track): void {
  if (reason !== "again") track.hidden.add(author);
  const last = rows.at(-1);
  const why = WHY[reason];
  if (last?.type === "unreadable" && last.why === why) {
    rows[rows.length - 1] = { type: "unreadable", count: last.count + 1, why, cursor };
  } else rows.push({ type: "unreadable", count: 1, why, cursor });
}
