/**
 * A channel's stream as one member follows it: log and keys first, then whatever comes, in order, each thing once; across cuts it goes on from where it was.
 * What is shown of it and what is done about it is the owner's business (channel.ts).
 */
import type { ChannelId, MemberNumber } from "../../shared/ids.ts";
import type { FromRelay } from "../../shared/messages.ts";
import { type ChannelLog, FORKED } from "./channel_log.ts";
import type { Said } from "./content.ts";
import type { Identity } from "./crypto/identity.ts";
import type { Platform } from "./crypto/platform.ts";
import { deedOf } from "./deeds.ts";
import type { Deed, Row } from "./events.ts";
import type { KeyRing } from "./key_ring.ts";
import { Ledger, type LedgerState } from "./ledger.ts";
import { LogGrowth } from "./log_growth.ts";
import { deedRows, Past, type PastRows } from "./past.ts";
import { readBoxes, type Reading } from "./read_boxes.ts";
import { LineLost, type RelayLine } from "./relay_line.ts";
import type { CastFrame, EntryFrame, MissedFrame, PresenceFrame, SaidFrame, StreamFrame } from "./stream_frames.ts";
import { type SavedPlace, StreamPlace } from "./stream_place.ts";
import { StreamQueue, type StreamReader } from "./stream_queue.ts";

type OpenedFrame = Extract<FromRelay, { readonly type: "opened" }>;

/** What a feed tells its one owner, in the order of the stream. */
export interface FeedSink {
  /** The channel is followed, and these are there; what comes in the stream comes after this. */
  opened(present: readonly MemberNumber[]): void;
  /** `past`: they were said before I came, or before this program began. */
  rows(rows: readonly Row[], past?: boolean): void;
  /** The log has grown, by entries that were said here or that were missed. */
  grown(): void;
  /** All that had been said when the stream was opened has been read. */
  level(): void;
  /** Whether something of mine may have been taken on another day, and has not been seen to come back. */
  awaits(): boolean;
  cast(frame: CastFrame): void;
  presence(frame: PresenceFrame): void;
  /** A part of the stream is gone before it was read. */
  missed(): void;
  /** The relay has no longer what it had given us. */
  forgot(): void;
  /** The relay gave what cannot be true; nothing more of this channel is taken from it. */
  distrusted(why: string): void;
}

export interface FeedOptions {
  readonly channel: ChannelId;
  readonly identity: Identity;
  readonly sink: FeedSink;
  readonly platform: Platform | undefined;
}

/** What was saved of it. */
export interface FeedState extends LedgerState, SavedPlace {}

/** How many messages are shown to who comes in. */
const FIRST_PAGE = 50;
/** A cursor that no stream reaches: from now on. */
const FROM_NOW = Number.MAX_SAFE_INTEGER;

export class Feed implements StreamReader {
  readonly ledger: Ledger;
  readonly #options: FeedOptions;
  readonly #reading: Reading;
  readonly #past: Past;
  readonly #place: StreamPlace;
  readonly #queue = new StreamQueue(this);
  readonly #growth: LogGrowth;
  #line: RelayLine | undefined;
  #state: "new" | "opening" | "live" | "distrusted" = "new";
  /** Where the stream was when it was opened, until it has been read up to there. */
  #level: number | undefined;

  constructor(options: FeedOptions, saved: FeedState) {
    const { channel, identity, sink, platform } = options;
    this.#options = options;
    this.ledger = new Ledger(channel, identity, saved, platform);
    this.#reading = { channel, log: this.log, ring: this.ring, self: identity.id, glance: platform?.glance };
    this.#place = new StreamPlace(saved);
    this.#past = new Past(this.ledger, this.#reading, this.#place.before);
    this.#growth = new LogGrowth(this.log, () => sink.grown());
  }

  get log(): ChannelLog {
    return this.ledger.log;
  }

  get ring(): KeyRing {
    return this.ledger.ring;
  }

  /** The line, while the channel is followed on it. */
  get line(): RelayLine | undefined {
    return this.#state === "live" && this.#line?.open ? this.#line : undefined;
  }

  get cursor(): number {
    return this.#place.cursor;
  }

  get reads(): boolean {
    return this.#state === "live";
  }

  /** Where the stream was read to, to be saved. */
  get state(): SavedPlace {
    return this.#place.state(this.#past);
  }

  /** Reads the log, and the key, without following yet. */
  async read(line: RelayLine): Promise<void> {
    if (this.#distrusts()) return;
    // A line may have broken between the log and the key.
    if (this.log.count > 0) await this.ledger.fetchKey(line);
    else this.#believe(await this.ledger.read(line));
  }

  /** The removal that the log ends with, of what the relay shows to one who is no member any more; it is signed by who did it. */
  async removal(line: RelayLine): Promise<Deed | undefined> {
    if (this.#distrusts()) return undefined;
    try {
      this.#believe(await this.ledger.read(line));
    } catch (error) {
      // Of who left, or of a channel that is gone, there is nothing to read.
      if (!(error instanceof LineLost) || !line.open) throw error;
      return undefined;
    }
    const seq = this.#distrusts() ? undefined : await this.ledger.readRemoval(line);
    return seq === undefined ? undefined : deedOf(seq, this.cursor, this.#reading);
  }

  /** Follows the stream on this line; false when the relay has no such channel for us, or shows one that cannot be it. */
  async open(line: RelayLine, quiet: boolean): Promise<boolean> {
    const { channel, sink } = this.#options;
    await this.read(line);
    if (this.#distrusts()) return false;
    const resumes = this.#place.begun;
    this.#line = line;
    this.#queue.clear();
    this.#state = "opening";
    const after = this.#from;
    const opened = await line.ask({ type: "open", channel, quiet, after }, "opened");
    if (opened.type === "no") return this.#stayOut();
    if (this.#wentBack(opened)) this.#distrust(FORKED);
    else if (!resumes && opened.entries > this.log.count) this.#believe(await this.ledger.read(line));
    if (this.#distrusts()) return false;
    // History was turned off a moment ago: what was said before is to be had another way.
    if (after > this.#from) {
      await line.ask({ type: "shut", channel }, "done");
      return await this.open(line, quiet);
    }
    if (opened.newest < this.cursor) this.#forgot(opened.newest);
    const reads = resumes || await this.#begin(line, opened, after === FROM_NOW && this.log.membership.policy.history);
    if (this.#distrusts()) return false;
    if (!reads) return this.#stayOut();
    this.#state = "live";
    this.#level = opened.newest;
    this.#growth.known();
    sink.opened(opened.present);
    this.#queue.start();
    return true;
  }

  /** The relay was caught showing what cannot be true: the channel is kept as it was, and not followed. */
  get distrusted(): boolean {
    return this.#distrusts();
  }

  /** Resolves when the log has more than so many entries; false when the line goes first. */
  grows(count: number): Promise<boolean> {
    return this.#growth.past(count);
  }

  /** Takes what comes in the stream; it is read in order, as soon as what came before has been. */
  take(frame: StreamFrame): void {
    // Nobody would ever read it.
    if (this.#distrusts()) return;
    this.#queue.push(frame);
  }

  /** Resolves when what has come so far is read. */
  drained(): Promise<void> {
    return this.#queue.drained();
  }

  /** Nothing more comes on this line. */
  interrupt(): void {
    if (this.#state !== "distrusted") this.#state = "new";
    this.#queue.clear();
    this.#growth.giveUp();
  }

  /** An author has said this where the stream is gone: it is neither missing nor, should it come all the same, news. */
  passedBy(author: MemberNumber, counter: number, content: Uint8Array): void {
    this.#place.track.passedBy(author, counter, content);
  }

  /** The last counter of an author that was heard, also on another day. */
  saidBy(author: MemberNumber): number {
    return this.#place.track.heard.get(author) ?? 0;
  }

  /** Rows before all that were shown; undefined while there is no line. */
  async older(most: number): Promise<PastRows | undefined> {
    return this.line && await this.#past.older(this.line, most);
  }

  /** What was said of this type while this program did not run, as far as it was not read, the newest first: to learn from, not to be shown. */
  async *notShown(type: Said["type"]): AsyncGenerator<readonly Row[]> {
    if (this.line && this.log.membership.policy.history) yield* this.#past.between(this.line, type);
  }

  /** From where the stream is asked for: without history, what was said since then is nowhere else. */
  get #from(): number {
    const { history } = this.log.membership.policy;
    return this.#place.begun || (!history && this.cursor > 0) ? this.cursor : FROM_NOW;
  }

  /** A relay that shows an older log than it did, or another one of that length. */
  #wentBack({ entries, head }: OpenedFrame): boolean {
    const { count } = this.log;
    return entries < count || (entries === count && head !== this.log.membership.head);
  }

  /** A relay that lost what it had acknowledged, or says that it has. */
  #forgot(newest: number): void {
    this.#place.cursor = newest;
    this.#options.sink.forgot();
  }

  #stayOut(): false {
    this.#state = "new";
    return false;
  }

  /** What was said before I came, as far as it is kept; false when I was put out meanwhile: then nothing is missing, and what comes is for others. */
  async #begin(line: RelayLine, opened: OpenedFrame, history: boolean): Promise<boolean> {
    if (this.ledger.you === undefined) return false;
    const { sink } = this.#options;
    const place = this.#place;
    const track = place.trackAnew();
    const { newest: upTo, oldest } = opened;
    const until = sink.awaits() ? this.cursor : Infinity;
    const past = history
      ? await this.#past.begin(line, { upTo, most: FIRST_PAGE, until, track, trimmed: oldest > 0 })
      : this.#past.beginNow(opened.after, track);
    if (!past) return false;
    // What comes now comes after all entries that there were, unless it goes on from where a vault says we were.
    const fromNow = history || this.cursor === 0;
    place.begin(opened.after, fromNow ? Math.min(opened.entries, this.log.count) : undefined);
    sink.rows(past.rows, true);
    return true;
  }

  readSaid(run: readonly SaidFrame[]): void {
    const rows = readBoxes(run, this.#place.track, this.#reading);
    this.#place.cursor = run.at(-1)?.cursor ?? this.cursor;
    this.#options.sink.rows(rows);
  }

  async readFrame(frame: Exclude<StreamFrame, SaidFrame>): Promise<void> {
    const { sink } = this.#options;
    if (frame.type === "entry") await this.#entry(frame);
    else if (frame.type === "missed") await this.#missed(frame);
    else if (frame.type === "cast") sink.cast(frame);
    else sink.presence(frame);
  }

  allRead(): void {
    if (this.#level === undefined || this.cursor < this.#level || !this.reads) return;
    this.#level = undefined;
    this.#options.sink.level();
  }

  /** After a gap the log is ahead of the stream, and some entries are known. */
  async #entry(frame: EntryFrame): Promise<void> {
    if (frame.cursor <= this.cursor) return;
    if (this.log.seqOf(frame.entry) === undefined) {
      this.#believe(await this.ledger.take(frame.entry, this.#line));
      if (this.#distrusts()) return;
    }
    this.#place.cursor = frame.cursor;
    this.#options.sink.rows(deedRows(frame, this.#place.track, this.#reading));
    this.#growth.tell();
  }

  /** What is gone is named once; the log has no gaps, so what is missing of it is asked for. */
  async #missed({ resumed }: MissedFrame): Promise<void> {
    const { line } = this;
    if (!line) return;
    this.#believe(await this.ledger.read(line));
    if (this.#distrusts()) return;
    // Whether it was anything, and how much, each author's next counter tells: a relay that restarts says this to everybody.
    this.#place.cursor = resumed;
    this.#growth.tell();
    this.#options.sink.missed();
  }

  #believe(wrong: string | undefined): void {
    if (wrong !== undefined) this.#distrust(wrong);
  }

  #distrust(why: string): void {
    this.#state = "distrusted";
    this.#queue.clear();
    this.#growth.giveUp();
    this.#options.sink.distrusted(why);
  }

  #distrusts(): boolean {
    return this.#state === "distrusted";
  }
}
