/** What a member knows of a channel besides its log: PIN and topic, who asks to be let in, how many guesses he has answered at its door. */
import type { Card } from "../../shared/card.ts";
import { verifyCard } from "../../shared/card.ts";
import type { IdentityId } from "../../shared/ids.ts";
import { guessesOf } from "../../shared/log/doorkeepers.ts";
import { isAdmin, isBanned, memberById, memberOf } from "../../shared/log/membership.ts";
import { type Note, openNote } from "./channel_letters.ts";
import type { ChannelLog } from "./channel_log.ts";
import type { JoinRequest, Message, Row } from "./events.ts";
import type { KeyRing } from "./key_ring.ts";
import type { Ledger } from "./ledger.ts";
import { MOST_FORMER_PINS, type SavedChannel } from "./vault_state.ts";

/** How many may ask at once: who floods a door fills no memory. */
const MOST_REQUESTS = 200;
/** A topic's time is at most this: there is room for all that come after it, whatever somebody has written into a note. */
const LATEST = 2 ** 52;

export class Facts {
  readonly #log: ChannelLog;
  readonly #ring: KeyRing;
  readonly #now: () => number;
  readonly #requests = new Map<IdentityId, JoinRequest>();
  /** Who was banned while he asked: only from here his nick is known, to lift it. */
  readonly #turnedAway = new Map<IdentityId, JoinRequest>();
  /** What who was denied is told. */
  readonly #denials = new Map<IdentityId, Uint8Array>();
  /** Up to here the stream was read on another day. */
  readonly #readTo: number;
  /** When the topic was set that was known then. */
  readonly #knownAt: number;
  /** Where in the stream the last topic stands that was heard since. */
  #topicPlace = 0;
  /** Notes of entries before this one have been read. */
  noted: number;
  pin: string | undefined;
  /** Those before, the newest first. */
  formerPins: readonly string[];
  topic: string;
  /** When it was set, by the clock of who set it; 0: it never was. */
  topicAt: number;
  /** What was proved up to then was another PIN, perhaps. */
  doubted: number;
  guesses: number;

  constructor({ log, ring }: Pick<Ledger, "log" | "ring">, saved: SavedChannel, now: () => number) {
    this.#now = now;
    this.#log = log;
    this.#ring = ring;
    this.#readTo = saved.cursor;
    this.#knownAt = saved.topicAt;
    this.noted = saved.noted;
    this.pin = saved.pin[0];
    this.formerPins = saved.formerPins;
    this.topic = saved.topic;
    this.topicAt = saved.topicAt;
    this.doubted = saved.doubted;
    this.guesses = saved.guesses;
    for (const request of saved.requests) this.#requests.set(request.card.id, request);
  }

  /** Who cannot read what the PIN has become must not bring the old one back: who was put out knows it. */
  get note(): Note {
    const pin = this.#mayHaveMissedPin() ? undefined : this.pin;
    return { hasPin: pin !== undefined, pin: pin ?? "", topic: this.topic, topicAt: this.topicAt };
  }

  get requests(): readonly JoinRequest[] {
    return [...this.#requests.values()];
  }

  /** Also those who were banned while they asked, the newest of these first. */
  get allWhoAsked(): readonly JoinRequest[] {
    return [...this.#requests.values(), ...[...this.#turnedAway.values()].reverse()];
  }

  /** Who was banned while he asked. */
  get turnedAway(): readonly Card[] {
    return [...this.#turnedAway.values()].map(({ card }) => card);
  }

  denial(id: IdentityId): Uint8Array | undefined {
    return this.#denials.get(id);
  }

  /** Learns from entries that came since the last time; of a log that is new here, from those since `you` came. */
  grown(you: number): void {
    const { membership } = this.#log;
    // Without the key there is nothing to read yet.
    if (this.#ring.key(membership.epoch)) this.#readNotes(you);
    for (const [id, request] of this.#requests) {
      if (isBanned(membership, id, this.#now())) this.#turnAway(request);
      else if (memberById(membership, id)) this.#requests.delete(id);
    }
    for (const [id] of this.#turnedAway) if (!isBanned(membership, id, this.#now())) this.#turnedAway.delete(id);
  }

  #turnAway(request: JoinRequest): void {
    const { id } = request.card;
    this.#requests.delete(id);
    for (const [oldest] of this.#turnedAway) {
      if (this.#turnedAway.size >= MOST_REQUESTS) this.#turnedAway.delete(oldest);
    }
    this.#turnedAway.set(id, request);
  }

  /** Learns from what was said and done, in its order; gives the requests that are new and not yet answered. `past`: as FeedSink has it. */
  heard(rows: readonly Row[], past = false): readonly JoinRequest[] {
    this.#heardTopics(rows, past);
    const asked = rows.flatMap((row) => {
      if (row.type === "message") return this.#heardMessage(row.message);
      // Who was banned is turned away when the log is read: grown().
      if (row.type === "deed" && row.deed.act.op !== "ban" && row.deed.whom) this.#requests.delete(row.deed.whom.id);
      return [];
    });
    return asked.filter(({ card }) => this.#requests.has(card.id));
  }

  /** Whether a topic was heard in what came since another day. */
  get heardTopic(): boolean {
    return this.#topicPlace > this.#readTo;
  }

  /** Learns from what came since another day and is not shown, the newest first. */
  learn(rows: readonly Row[]): void {
    if (!this.heardTopic) this.#heardTopics(rows, true);
  }

  /** Whether there may be another PIN in what I have not the key for. */
  #mayHaveMissedPin(): boolean {
    for (let seq = this.noted; seq < this.#log.count; seq++) if (this.#log.mayChangePin(seq)) return true;
    return false;
  }

  #readNotes(you: number): void {
    const { count } = this.#log;
    for (let seq = Math.max(this.noted, you); seq < count; seq++) this.#readNote(seq, you);
    this.noted = count;
  }

  /**
   * Of the past the last topic counts, if it was not read before and no note tells of a later one: who set that may be no admin any more, and who set an
   * earlier one may have become one.
   */
  #heardTopics(rows: readonly Row[], past: boolean): void {
    const { membership } = this.#log;
    const topics = rows.flatMap((row) => {
      if (row.type !== "message" || row.message.content.type !== "topic") return [];
      const { id, cursor = 0, content } = row.message;
      const maySet = isAdmin(memberOf(membership, id.author)) || !membership.policy.adminsSetTopic;
      // A clock that is ahead must not keep what is said later out of everybody's notes.
      return maySet ? [{ topic: content.topic, at: Math.min(content.at, this.#now()), cursor }] : [];
    });
    // What was typed without a line has an older time than what was known, and was said later all the same.
    const noted = this.topicAt > this.#knownAt;
    for (const { topic, at, cursor } of past ? topics.slice(-1) : topics) {
      this.#topicPlace = Math.max(this.#topicPlace, cursor);
      if (past && (cursor <= this.#readTo || (noted && at <= this.topicAt))) continue;
      this.topic = topic;
      // Nor one that is behind what is said now.
      this.topicAt = Math.max(this.topicAt + 1, at);
    }
  }

  #heardMessage({ content, id, from }: Message): readonly JoinRequest[] {
    const { membership } = this.#log;
    const byAdmin = isAdmin(memberOf(membership, id.author));
    if (content.type === "denied" && byAdmin) {
      this.#requests.delete(content.identity);
      this.#denials.set(content.identity, content.letter);
    }
    if (content.type !== "asks" || !memberById(membership, from.id)) return [];
    // Only who keeps the door has heard a proof; it may have been of another PIN, and been told later.
    const proven = content.proven && content.at > this.doubted && guessesOf(membership, from.id) > 0;
    const request = { card: content.card, proven, at: content.at };
    return this.#isNew(content.card, proven) && verifyCard(content.card) ? this.#file(request) : [];
  }

  /** A relay can make anybody ask at a door; that he has proved the PIN is news then. */
  #isNew({ id }: Card, proven: boolean): boolean {
    const { membership } = this.#log;
    const known = this.#requests.get(id);
    const isKnown = known !== undefined && (known.proven || !proven);
    return !isKnown && !memberById(membership, id) && !isBanned(membership, id, this.#now());
  }

  /** The oldest makes way, who has proved nothing first: else who floods a door shuts it for all. */
  #file(request: JoinRequest): readonly JoinRequest[] {
    if (this.#requests.size >= MOST_REQUESTS) {
      const { card } = this.requests.find(({ proven }) => !proven) ?? this.requests[0] ?? request;
      this.#requests.delete(card.id);
    }
    this.#requests.set(request.card.id, request);
    this.#denials.delete(request.card.id);
    return [request];
  }

  #changePin(pin: string | undefined): void {
    const before = this.pin === undefined ? [] : [this.pin];
    this.formerPins = [...new Set([...before, ...this.formerPins])].filter((one) => one !== pin).slice(
      0,
      MOST_FORMER_PINS,
    );
    this.pin = pin;
  }

  /** What was proved was the old PIN. */
  #doubt(at: number): void {
    this.doubted = Math.max(this.doubted, at);
    for (const [id, request] of this.#requests) this.#requests.set(id, { ...request, proven: false });
  }

  /** What a note that binds all says of PIN and topic holds; another one is read by him for whom it is, and only for what he does not know. */
  #readNote(seq: number, you: number): void {
    const opening = this.#log.opening(seq);
    if (!opening) return;
    const { entry: { op, channel, time }, epoch } = opening;
    const bindsAll = this.#log.bindsAll(seq);
    if (!bindsAll && seq !== you && this.pin !== undefined) return;
    const key = this.#ring.key(seq);
    const note = key && epoch.note.length > 0 && openNote({ key, place: { channel, seq } }, epoch.note);
    const pin = note && note.hasPin ? note.pin : undefined;
    if (op === "remove" || (op === "policy" && pin !== this.pin)) this.#doubt(time);
    // A relay that keeps the key from me keeps me from hearing of a new PIN: by the old one who was put out would come back.
    if (!key && this.#log.mayChangePin(seq)) this.#changePin(undefined);
    if (!note) return;
    if (note.hasPin && (bindsAll || this.pin === undefined)) this.#changePin(note.pin);
    // Its author may have missed a topic that came meanwhile.
    const topicAt = Math.min(note.topicAt, LATEST);
    if (topicAt > this.topicAt && (bindsAll || this.topicAt === 0)) [this.topic, this.topicAt] = [note.topic, topicAt];
    // With a PIN of its own, or where an admin has looked after the door.
    if (this.#log.mayChangePin(seq)) this.guesses = 0;
  }
}
