/** What was said before: pages of a channel's stored stream, read backwards from where one came in. The log is ahead of them, so their entries are only shown. */
import type { Row } from "./events.ts";
import { deedOf } from "./deeds.ts";
import type { Ledger } from "./ledger.ts";
import { readBoxes, type Reading, type SaidFrame, Track } from "./read_boxes.ts";
import type { EntryFrame } from "./feed.ts";
import type { Page, RelayLine, Unasked } from "./relay_line.ts";

/** Rows of a page, and whether there are more before them. */
export interface PastRows {
  readonly rows: readonly Row[];
  readonly more: boolean;
}

/** How many pages are read, at most, for the messages that who comes in is shown. */
const MOST_PAGES = 8;

export class Past {
  readonly #ledger: Ledger;
  readonly #reading: Reading;
  /** Everything before this cursor is still to be asked for. */
  #oldest = 0;
  /** It has been told that nothing comes before. */
  #begun = false;
  /** What is known of the authors' counters there. */
  #newer = new Track();

  constructor(ledger: Ledger, reading: Reading) {
    this.#ledger = ledger;
    this.#reading = reading;
  }

  /** The newest page, up to a cursor; what follows it in the stream is judged by `track`. */
  async begin(
    line: RelayLine,
    upTo: number,
    { most, track }: { readonly most: number; readonly track: Track },
  ): Promise<PastRows> {
    this.#oldest = upTo + 1;
    this.#newer = track;
    const page = await this.#page(line, most);
    let { rows, more } = this.#finish([...this.#read(page?.frames ?? [], track)], page);
    // Entries of the log stand among the messages, and may be many.
    for (let pages = 1; more && pages < MOST_PAGES && messagesIn(rows) < most; pages++) {
      const older = await this.older(line, most - messagesIn(rows));
      if (!older) break;
      rows = [...older.rows, ...rows];
      more = older.more;
    }
    return { rows, more };
  }

  /** Without history there is nothing before what comes from now on. */
  beginNow(cursor: number, track: Track): PastRows {
    this.#oldest = cursor;
    this.#newer = track;
    return this.#finish([], undefined);
  }

  /** The page before all that were read; undefined when the relay gives none. */
  async older(line: RelayLine, most: number): Promise<PastRows | undefined> {
    const page = await this.#page(line, most);
    if (!page) return undefined;
    const newer = this.#newer;
    const track = new Track(0, newer.oldest, newer.first);
    const rows = [...this.#read(page.frames, track)];
    for (const [author, last] of track.last) {
      const first = newer.first.get(author);
      const hole = first === undefined ? 0 : first - last - 1;
      const from = this.#ledger.log.person(author)?.card;
      if (hole > 0) rows.push({ type: "missing", from, count: hole, cursor: this.#oldest });
    }
    for (const [author, first] of newer.first) if (!track.first.has(author)) track.first.set(author, first);
    track.oldest ??= newer.oldest;
    this.#newer = track;
    return this.#finish(rows, page);
  }

  #page(line: RelayLine, most: number): Promise<Page | undefined> {
    return line.page({ type: "page", channel: this.#ledger.channel, before: this.#oldest, most });
  }

  #finish(rows: Row[], page: Page | undefined): PastRows {
    const [first] = page?.frames ?? [];
    if (first && "cursor" in first) this.#oldest = first.cursor;
    const more = page?.more === true;
    if (more || this.#begun) return { rows, more };
    this.#begun = true;
    return { rows: [{ type: "begins", cursor: this.#oldest }, ...rows], more };
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
