/**
 * One channel as a member has it: its rooms put together. What is said goes through speech.ts, what is done through pen.ts, what comes through feed.ts; here it
 * is told what follows from what.
 */
import type { Card } from "../../shared/card.ts";
import { CODE, type Refusal } from "../../shared/codes.ts";
import type { ChannelId, MemberNumber } from "../../shared/ids.ts";
import { isAdmin, isPrivate, memberOf, type Membership } from "../../shared/log/membership.ts";
import type { FromRelay } from "../../shared/messages.ts";
import { Casts } from "./casts.ts";
import { ChangedIdentities } from "./changed_identities.ts";
import type { Cast } from "./content.ts";
import type { EngineDeps } from "./engine_deps.ts";
import type { ChannelView, Row } from "./events.ts";
import { Facts } from "./facts.ts";
import { Feed, type FeedSink } from "./feed.ts";
import { KeyDuty } from "./key_duty.ts";
import { cameAt, removalWords } from "./own_deeds.ts";
import { Pen } from "./pen.ts";
import { Presence } from "./presence.ts";
import type { RelayLine } from "./relay_line.ts";
import { Seldom } from "./seldom.ts";
import { Speech } from "./speech.ts";
import type { CastFrame, PresenceFrame, StreamFrame } from "./stream_frames.ts";
import { Typists } from "./typists.ts";
import type { SavedChannel } from "./vault_state.ts";
import { WrongPins } from "./wrong_pins.ts";

/** How long who comes may not know that I am away, where somebody came just before. */
const NEWCOMERS_MS = 5000;
const NOT_INSIDE = "You are no longer in this channel.";
const FORGOT = "The relay has forgotten the newest messages here. Its operator should know.";

export class Channel implements FeedSink {
  readonly id: ChannelId;
  readonly feed: Feed;
  readonly facts: Facts;
  readonly speech: Speech;
  readonly casts: Casts;
  readonly pen: Pen;
  readonly #deps: EngineDeps;
  readonly #saved: SavedChannel;
  #read: number;
  readonly #presence = new Presence();
  readonly #keyDuty: KeyDuty;
  readonly #changed: ChangedIdentities;
  /** How I am there, for those who come. */
  #status: Extract<Cast, { readonly type: "status" }> | undefined;
  /** Nobody could be told of it: I was muted, perhaps. */
  #untold = false;
  /** A crowd that comes is told once, and one who comes and goes all the time not each time: my messages have the same rate. */
  readonly #tellNewcomers: Seldom;
  #followed: Promise<boolean> = Promise.resolve(false);
  readonly #wrongPins: WrongPins;
  readonly #typists: Typists;
  /** It is I who goes. */
  leaving = false;
  #removedWhy = "";
  /** What was said while this program did not run has been looked through. */
  #learnt = false;

  constructor(deps: EngineDeps, saved: SavedChannel) {
    const { id } = saved;
    this.id = id;
    this.#deps = deps;
    this.#saved = saved;
    this.#read = saved.read;
    const mark = saved.count > 0 ? { count: saved.count, head: saved.head } : undefined;
    const { identity, platform } = deps;
    const [known] = saved.known;
    this.feed = new Feed({ channel: id, identity, sink: this, platform }, { ...saved, mark, known });
    this.facts = new Facts(this.feed.ledger, saved, () => deps.now());
    this.speech = new Speech(id, this.feed, deps, saved);
    this.casts = new Casts(id, this.feed, deps);
    this.pen = new Pen(id, this.feed, deps, () => this.facts.note);
    this.#keyDuty = new KeyDuty(deps, { feed: this.feed, pen: this.pen, present: this.#presence.present });
    this.#changed = new ChangedIdentities(id, deps);
    this.#tellNewcomers = new Seldom(deps.clock, NEWCOMERS_MS, () => this.#status && this.#tellStatus());
    this.#wrongPins = new WrongPins(deps, (count) => deps.emit({ type: "wrongPins", channel: id, count }));
    this.#typists = new Typists(deps.clock, (who, on) => deps.emit({ type: "typing", channel: id, who, on }));
  }

  /** Who is in it, as far as that is known; it is not only of one that was never read, which is a bug of the caller. */
  get membership(): Membership {
    return this.feed.ledger.membership ?? this.feed.log.membership;
  }

  get name(): string {
    return this.feed.ledger.membership?.name ?? this.#saved.name;
  }

  /** Whether I am an admin here. */
  get admin(): boolean {
    const you = this.feed.ledger.you;
    return you !== undefined && isAdmin(memberOf(this.membership, you));
  }

  /** The other one of a private channel. */
  get other(): Card | undefined {
    if (!isPrivate(this.membership)) return undefined;
    const people = this.feed.log.count > 0 ? this.feed.log.people : this.membership.members;
    for (const { card } of people) if (card.id !== this.#deps.identity.id) return card;
    return undefined;
  }

  get saved(): SavedChannel {
    const { feed, name } = this;
    // Before the log was read, what was saved is still true, but for what was typed since.
    const mine = { ...this.speech.saved, read: this.#read };
    if (feed.log.count === 0) return { ...this.#saved, ...mine };
    return {
      ...{ id: this.id, name, ...this.facts.saved },
      ...{ ...feed.log.mark, known: [this.membership], keys: feed.ring.saved(), ...feed.state },
      ...mine,
    };
  }

  /** Resolves when following it, if that is under way, has come to an end: whether it is followed. */
  get followed(): Promise<boolean> {
    return this.#followed;
  }

  /** Shows what a vault has kept of it, before anything is heard. */
  begin(): void {
    this.show();
    this.speech.showPending();
  }

  /** Follows on a new line; false when the relay says that there is no such channel for us. */
  follow(line: RelayLine, quiet: boolean): Promise<boolean> {
    this.casts.quiet = quiet;
    const following = this.#follow(line, quiet);
    this.#followed = following.catch(() => false);
    return following;
  }

  async #follow(line: RelayLine, quiet: boolean): Promise<boolean> {
    this.speech.interrupt();
    await this.feed.read(line);
    this.speech.countAnew();
    if (this.feed.log.count > 0) this.facts.grown(this.feed.ledger.you ?? 0);
    return await this.feed.open(line, quiet);
  }

  opened(present: readonly MemberNumber[]): void {
    this.#presence.begin(present);
    this.casts.begin();
    // Nobody here knows of a status that was given up meanwhile.
    this.#untold = false;
    if (this.#status) this.#tellStatus();
    this.facts.grown(this.feed.ledger.you ?? 0);
    this.#changed.look(this.membership);
    this.show();
    this.#keyDuty.see();
  }

  /** The line is gone. */
  interrupt(): void {
    this.feed.interrupt();
    this.speech.interrupt();
    this.#presence.end();
    this.#typists.end();
    this.#tellNewcomers.end();
    this.#keyDuty.drop();
    this.show();
  }

  /** It is over: what was on its way will not be said, and nothing more is told of it. */
  end(): void {
    this.interrupt();
    this.#wrongPins.end();
    this.speech.giveUp(NOT_INSIDE);
  }

  /** What the relay says about this channel. */
  heard(frame: StreamFrame | Extract<FromRelay, { readonly type: "refused" | "wrapped" }>): void {
    if (frame.type === "refused") this.speech.refused(frame);
    else if (frame.type === "wrapped") this.feed.ledger.hand(frame.seq, frame.sealed);
    else this.feed.take(frame);
  }

  /** Who removed me while I was away, and why, in words; undefined where it is over for another reason, or the relay does not show it. */
  async removedWhileAway(line: RelayLine): Promise<string | undefined> {
    const deed = await this.feed.removal(line);
    return deed && removalWords(deed, this.#deps.identity.id);
  }

  /** Why the relay says that it is over for us, in words. */
  ended({ code, text }: Pick<Refusal, "text"> & { readonly code: number }): string {
    this.interrupt();
    if (this.leaving) return "You left.";
    return code === CODE.removed && this.#removedWhy !== "" ? this.#removedWhy : text;
  }

  /** How I am, told to all who are there and, unless it is nothing special, to who comes. */
  setStatus(status: Extract<Cast, { readonly type: "status" }> | undefined): void {
    const isNews = status !== undefined || this.#status !== undefined;
    this.#status = status;
    if (isNews) this.#tellStatus();
  }

  /** Tells what is known of the channel now. */
  show(): void {
    const you = this.feed.ledger.you;
    if (you === undefined) return;
    const { membership, facts, feed } = this;
    const { pin, topic: { text: topic }, requests: { waiting: requests, turnedAway } } = facts;
    const view: ChannelView = {
      ...{ id: this.id, name: membership.name, membership, you, other: this.other, pin, topic, requests },
      present: new Set(this.#presence.present),
      former: [...feed.log.former, ...turnedAway],
      read: this.#read,
      sends: feed.line !== undefined && !membership.owed && feed.ledger.keyed,
    };
    this.#deps.emit({ type: "channel", view });
  }

  rows(told: readonly Row[], past = false): void {
    const rows = told.map((row) => this.#named(row));
    const { topic: { text: topic }, requests: { waiting } } = this.facts;
    // What was said before one came is no news.
    if (past && this.#saved.known.length === 0) this.read(cameAt(rows, this.#deps.identity.id));
    const asked = this.facts.heard(rows, past);
    this.#noteRemoval(rows);
    if (!past) this.#wrongPins.heard(rows);
    for (const row of rows) if (row.type === "message" && row.message.own) this.speech.makeWay(row.message);
    const shown = this.heeded(this.speech.withUnseen(rows));
    if (shown.length > 0) this.#deps.emit({ type: "rows", channel: this.id, rows: shown });
    for (const row of rows) if (row.type === "message" && row.message.own) this.speech.echoed(row.message.id);
    // Who comes in later sees them in the list of requests, and is not told as if they asked now.
    for (const request of past ? [] : asked) this.#deps.emit({ type: "asks", channel: this.id, request });
    const listed = waiting.length !== this.facts.requests.waiting.length || asked.length > 0;
    if (!past && (listed || topic !== this.facts.topic.text)) this.show();
    this.#deps.saveSoon();
  }

  /** Who asked to come in and was banned was never a member: the log has no name for him. */
  #named(row: Row): Row {
    if (row.type !== "deed" || row.deed.whom || !("identity" in row.deed.act)) return row;
    const { identity } = row.deed.act;
    const whom = this.facts.requests.everybody.find(({ card }) => card.id === identity)?.card;
    return { type: "deed", deed: { ...row.deed, whom } };
  }

  /** The rows without what is said by those whom I ignore: what they do for the channel still counts. */
  heeded(rows: readonly Row[]): readonly Row[] {
    return rows.filter((row) => row.type !== "message" || !this.#deps.ignored(row.message.from.id));
  }

  grown(): void {
    this.facts.grown(this.feed.ledger.you ?? 0);
    this.#presence.keepTo(this.membership);
    this.#changed.look(this.membership);
    this.show();
    this.#deps.saveSoon();
    this.speech.changed();
    if (this.#untold) this.#tellStatus();
    this.#keyDuty.see();
  }

  awaits(): boolean {
    return this.speech.awaits;
  }

  level(): void {
    this.speech.begin();
    if (!this.#learnt && this.#saved.cursor > 0) this.#deps.run(() => this.#learn());
  }

  /** The topic may have been set while this program did not run, further back than what is shown to who comes in. */
  async #learn(): Promise<void> {
    const { topic } = this.facts;
    const before = topic.text;
    for (const pages = this.feed.notShown("topic"); !topic.isHeard;) {
      const { value, done } = await pages.next();
      if (done) break;
      // While this was read another may have been set, which is newer.
      if (!topic.isHeard) topic.heard(value, true);
    }
    this.#learnt = true;
    if (topic.text === before) return;
    this.show();
    this.#deps.saveSoon();
  }

  cast(frame: CastFrame): void {
    const cast = this.casts.read(frame);
    const to = { channel: this.id, who: frame.author } as const;
    switch (cast?.type) {
      case "typing":
        return this.#typists.heard(frame.author, cast.on);
      case "read":
        return this.#deps.emit({ type: "read", ...to, cursor: cast.cursor });
      case "status":
        return this.#deps.emit({ type: "status", ...to, away: cast.away, text: cast.text });
      case "wrongPins":
        return this.#wrongPins.count(frame.author, cast.count);
    }
  }

  /** As a doorkeeper I have counted so many wrong PINs. */
  countWrong(count: number): void {
    const { you } = this.feed.ledger;
    this.casts.send({ type: "wrongPins", count });
    if (you !== undefined) this.#wrongPins.count(you, count);
  }

  presence(frame: PresenceFrame): void {
    const { type, author } = frame;
    const who = memberOf(this.membership, author)?.card;
    if (!who || !this.#presence.change(frame)) return;
    if (who.id !== this.#deps.identity.id) this.#deps.emit({ type, channel: this.id, who });
    this.show();
    if (type === "arrived" && this.#status) this.#tellNewcomers.ask();
    this.#keyDuty.see();
  }

  /** What has been read here, also on another day. */
  read(cursor: number): void {
    this.#read = Math.max(this.#read, cursor);
    this.#deps.saveSoon();
  }

  missed(): void {
    this.speech.missed();
  }

  forgot(): void {
    this.#deps.emit({ type: "alarm", channel: this.id, why: FORGOT });
  }

  distrusted(why: string): void {
    this.#deps.emit({ type: "alarm", channel: this.id, why });
  }

  #tellStatus(): void {
    this.#untold = !this.casts.send(this.#status ?? { type: "status", away: false, text: "" });
  }

  #noteRemoval(rows: readonly Row[]): void {
    const { id } = this.#deps.identity;
    for (const row of rows) if (row.type === "deed") this.#removedWhy = removalWords(row.deed, id) ?? this.#removedWhy;
  }
}
