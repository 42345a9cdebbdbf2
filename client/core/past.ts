/** What was said before: pages of a channel's stored stream, read backwards from where one came in. The log is ahead of them, so their entries are only shown. */
import type { MemberNumber } from "../../shared/ids.ts";
import type { Page, Unasked } from "./asking.ts";
import type { Said } from "./content.ts";
import type { Row } from "./events.ts";
import { deedOf } from "./deeds.ts";
import type { Ledger } from "./ledger.ts";
import { readBoxes, type Reading, Track } from "./read_boxes.ts";
import type { ReadBefore, Skipped } from "./read_before.ts";
import type { RelayLine } from "./relay_line.ts";
import type { EntryFrame, SaidFrame } from "./stream_frames.ts";

/** Rows of a page, and whether there are more before them. */
export interface PastRows {
  readonly rows: readonly Row[];
  readonly more: boolean;
}

/** Where a page's reading begins. */
export interface PastStart {
  /** The newest cursor. */
  readonly upTo: number;
  readonly most: number;
  /** It is to be read back to this place at least. */
  readonly until: number;
  /** What follows in the stream is judged by this. */
  readonly track: Track;
  /** The relay says that it has let go of what was said before. */
  readonly trimmed: boolean;
}

/** How many pages are read, at most, for the messages that who comes in is shown. */
const MOST_PAGES = 8;
/** How large they are where it has to be read back to where one was. */
const LARGE_PAGE = 500;
/** How many pages are read, at most, that are not shown; each is a moment in which nothing else is done. */
const MOST_BETWEEN = 40;
const LEARNING_PAGE = 100;

export class Past {
  readonly #ledger: Ledger;
  readonly #reading: Reading;
  /** Everything before this cursor is still to be asked for. */
  #oldest = 0;
  /** It has been told that nothing comes before. */
  #begun = false;
  /** What is known of the authors' counters there. */
  #newer = new Track();
  /** The stream as it goes on, and the newest page. */
  #live = new Track();
  readonly #before: ReadBefore;
  /** The last counter of each author on the pages before the newest. */
  readonly #lasts = new Map<MemberNumber, number>();
  #trimmed = false;
  /** The page that was asked for last. */
  #last: Promise<unknown> = Promise.resolve();
  /** It is known of each author what he had said before what was read here. */
  #settled = false;
  /** How many entries there were when it was begun. */
  #entries = 0;

  constructor(ledger: Ledger, reading: Reading, before: ReadBefore) {
    this.#ledger = ledger;
    this.#reading = reading;
    this.#before = before;
  }

  /** The newest page, and those before it until there are enough messages; undefined when the relay gives none. */
  async begin(line: RelayLine, { upTo, most, until, track, trimmed }: PastStart): Promise<PastRows | undefined> {
    this.#oldest = upTo + 1;
    this.#goesOn(track);
    this.#trimmed = trimmed;
    // A line may have broken on the way: nothing of what was read then was shown.
    this.#settled = this.#begun = false;
    this.#entries = this.#ledger.log.count;
    this.#lasts.clear();
    const page = await this.#page(line, this.#oldest, most);
    if (!page) return undefined;
    let { rows, more } = this.#finish([...this.#read(page.frames, track)], page);
    // Entries of the log stand among the messages, and may be many.
    for (let pages = 1; more && pages < MOST_PAGES; pages++) {
      const wanted = this.#oldest > until ? LARGE_PAGE : most - messagesIn(rows);
      const older = wanted > 0 ? await this.older(line, wanted) : undefined;
      if (!older) break;
      rows = [...older.rows, ...rows];
      more = older.more;
    }
    return { rows, more };
  }

  /** Without history there is nothing before what comes from now on. */
  beginNow(cursor: number, track: Track): PastRows {
    this.#oldest = cursor;
    this.#goesOn(track);
    return this.#finish([], undefined);
  }

  /** As it is now: until it is read back to where one was, only of who was heard since is known what he said last. */
  get skipped(): Skipped {
    const { unheard } = this.#before;
    const isSkipped = (author: MemberNumber) =>
      !this.#live.last.has(author) && !this.#lasts.has(author) && (!this.#settled || this.#before.isSkipped(author));
    return {
      skipped: [...this.#live.heard.keys()].filter(isSkipped),
      unheard: this.#settled ? unheard : Math.max(unheard, this.#entries),
    };
  }

  /** The page before all that were read; undefined when the relay gives none. One at a time: each begins where the last ended. */
  older(line: RelayLine, most: number): Promise<PastRows | undefined> {
    const read = this.#last.then(() => this.#older(line, most));
    this.#last = read.catch(() => {});
    return read;
  }

  /** What was said of this type between where one was on another day and what was read here, the newest first: to learn from, not to be shown. */
  async *between(line: RelayLine, type: Said["type"]): AsyncGenerator<readonly Row[]> {
    let [before, newer] = [this.#oldest, this.#newer];
    for (let pages = 0; before > this.#before.cursor + 1 && pages < MOST_BETWEEN; pages++) {
      const page = await this.#page(line, before, LEARNING_PAGE);
      const [first] = page?.frames ?? [];
      if (!page || !first || !("cursor" in first) || first.cursor >= before) return;
      before = first.cursor;
      const track = newer.earlier();
      track.remember(this.#before.heard);
      const said = page.frames.filter((frame) => frame.type === "said");
      yield readBoxes(said, track, this.#reading, (content) => content.type === type);
      if (!page.more) return;
      track.join(newer);
      newer = track;
    }
  }

  async #older(line: RelayLine, most: number): Promise<PastRows | undefined> {
    const page = await this.#page(line, this.#oldest, most);
    if (!page) return undefined;
    const newer = this.#newer;
    const track = newer.earlier();
    const rows = [...this.#read(page.frames, track)];
    for (const [author, last] of track.last) {
      if (!this.#lasts.has(author)) this.#lasts.set(author, last);
      const first = newer.first.get(author) ?? this.#nextKnown(author);
      if (first !== undefined) rows.push(...this.#missing(author, first - last - 1));
    }
    // What was read here is not said again as news, not even on another day.
    this.#live.remember(track.last);
    track.join(newer);
    this.#newer = track;
    return this.#finish(rows, page);
  }

  /** Who is heard in the stream first has said what is on older pages, once those are read, and nothing before what is known for certain. */
  #goesOn(live: Track): void {
    this.#newer = this.#live = live;
    live.base = (author) => this.#lasts.get(author) ?? (this.#settled ? this.#base(author) : undefined);
  }

  /** The counter behind all that is known of an author before the stream; what is between was told already. */
  #nextKnown(author: MemberNumber): number | undefined {
    const base = this.#settled ? this.#base(author) : undefined;
    return base === undefined ? this.#live.first.get(author) : base + 1;
  }

  #page(line: RelayLine, before: number, most: number): Promise<Page | undefined> {
    return line.page({ type: "page", channel: this.#ledger.channel, before, most });
  }

  #finish(rows: Row[], page: Page | undefined): PastRows {
    const [first] = page?.frames ?? [];
    if (first && "cursor" in first) this.#oldest = first.cursor;
    const more = page?.more === true;
    const missing = this.#settle(more);
    if (more || this.#begun) return { rows: [...missing, ...rows], more };
    this.#begun = true;
    return { rows: [{ type: "begins", cursor: this.#oldest }, ...missing, ...rows], more };
  }

  /**
   * Where reading back has come to what was read on another day, or to the beginning, the counters of what is known first of each author tell what is missing
   * before it; and of who speaks only later, his first.
   */
  #settle(more: boolean): readonly Row[] {
    if (this.#settled || (more && this.#oldest > this.#before.cursor)) return [];
    this.#settled = true;
    const firsts = new Map([...this.#live.first, ...this.#newer.first]);
    const missing = [...firsts].flatMap(([author, first]) => {
      const base = this.#newer.hidden.has(author) ? undefined : this.#base(author);
      if (base === undefined || first <= base) return [];
      this.#newer.first.set(author, base + 1);
      return this.#missing(author, first - base - 1);
    });
    const told = missing.length === 0 || !this.#trimmed;
    return told ? missing : [{ type: "missing", from: undefined, count: 0, cursor: this.#oldest }];
  }

  /** What he had said before all that is here: known from another day, or nothing, where all was said to me too or kept for who comes later. */
  #base(author: MemberNumber): number | undefined {
    if (this.#before.isSkipped(author)) return undefined;
    const { log, you } = this.#ledger;
    const isWhole = (you !== undefined && author > you) || log.sharedSince(author);
    return this.#before.heard.get(author) ?? (isWhole ? 0 : undefined);
  }

  #missing(author: MemberNumber, count: number): readonly Row[] {
    const from = this.#ledger.log.person(author)?.card;
    return count > 0 ? [{ type: "missing", from, count, cursor: this.#oldest }] : [];
  }

  #read(frames: readonly Unasked[], track: Track): readonly Row[] {
    const rows: Row[] = [];
    const run: SaidFrame[] = [];
    const read = () => rows.push(...readBoxes(run.splice(0), track, this.#reading));
    for (const frame of frames) {
      if (frame.type === "said") run.push(frame);
      if (frame.type !== "entry") continue;
      read();
      rows.push(...deedRows(frame, track, this.#reading));
    }
    read();
    return rows;
  }
}

function messagesIn(rows: readonly Row[]): number {
  return rows.filter(({ type }) => type === "message").length;
}

/** An entry where it stands in the stream; what follows it was said under the log that it is part of. */
export function deedRows(frame: EntryFrame, track: Track, reading: Reading): readonly Row[] {
  const seq = reading.log.seqOf(frame.entry);
  if (seq === undefined || seq <= track.entry || seq > track.newest) return [];
  track.entry = seq;
  track.passed(seq);
  const deed = deedOf(seq, frame.cursor, reading);
  return deed ? [{ type: "deed", deed }] : [];
}
