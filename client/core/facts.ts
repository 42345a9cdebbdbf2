/** What a member knows of a channel besides its log: its PIN and how many guesses he has answered at its door, its topic, who asks to be let in. */
import { type Note, openNote } from "./channel_letters.ts";
import type { ChannelLog } from "./channel_log.ts";
import type { JoinRequest, Row } from "./events.ts";
import { JoinRequests } from "./join_requests.ts";
import type { KeyRing } from "./key_ring.ts";
import type { Ledger } from "./ledger.ts";
import { Topic } from "./topic.ts";
import { MOST_FORMER_PINS, type SavedChannel } from "./vault_state.ts";

/** What of it is kept. */
type SavedFacts = Pick<
  SavedChannel,
  "pin" | "formerPins" | "guesses" | "noted" | "doubted" | "topic" | "topicAt" | "requests"
>;

export class Facts {
  readonly #log: ChannelLog;
  readonly #ring: KeyRing;
  /** Notes of entries before this one have been read. */
  #noted: number;
  #pin: string | undefined;
  /** Those before, the newest first. */
  #formerPins: readonly string[];
  /** What was proved up to then was another PIN, perhaps. */
  #doubted: number;
  readonly topic: Topic;
  readonly requests: JoinRequests;
  guesses: number;

  constructor(
    { log, ring }: Pick<Ledger, "log" | "ring">,
    saved: SavedFacts & Pick<SavedChannel, "cursor">,
    now: () => number,
  ) {
    this.#log = log;
    this.#ring = ring;
    this.#noted = saved.noted;
    this.#pin = saved.pin[0];
    this.#formerPins = saved.formerPins;
    this.#doubted = saved.doubted;
    this.topic = new Topic({ log, now }, saved);
    this.requests = new JoinRequests({ log, now, doubted: () => this.#doubted }, saved.requests);
    this.guesses = saved.guesses;
  }

  get pin(): string | undefined {
    return this.#pin;
  }

  get formerPins(): readonly string[] {
    return this.#formerPins;
  }

  /** Who cannot read what the PIN has become must not bring the old one back: who was put out knows it. */
  get note(): Note {
    const pin = this.#mayHaveMissedPin() ? undefined : this.#pin;
    return { hasPin: pin !== undefined, pin: pin ?? "", topic: this.topic.text, topicAt: this.topic.at };
  }

  get saved(): SavedFacts {
    const { guesses, topic: { text: topic, at: topicAt } } = this;
    return {
      ...{ pin: this.#pin === undefined ? [] : [this.#pin], formerPins: this.#formerPins },
      ...{ guesses, noted: this.#noted, doubted: this.#doubted },
      ...{ topic, topicAt, requests: this.requests.everybody },
    };
  }

  /** Learns from entries that came since the last time; of a log that is new here, from those since `you` came. */
  grown(you: number): void {
    // Without the key there is nothing to read yet.
    if (this.#ring.key(this.#log.membership.epoch)) this.#readNotes(you);
    this.requests.grown();
  }

  /** Learns from what was said and done, in its order; gives the requests that are new and not yet answered. `past`: as FeedSink has it. */
  heard(rows: readonly Row[], past: boolean): readonly JoinRequest[] {
    this.topic.heard(rows, past);
    return this.requests.heard(rows);
  }

  /** Whether there may be another PIN in what I have not the key for. */
  #mayHaveMissedPin(): boolean {
    for (let seq = this.#noted; seq < this.#log.count; seq++) if (this.#log.mayChangePin(seq)) return true;
    return false;
  }

  #readNotes(you: number): void {
    const { count } = this.#log;
    for (let seq = Math.max(this.#noted, you); seq < count; seq++) this.#readNote(seq, you);
    this.#noted = count;
  }

  /** What a note that binds all says of PIN and topic holds; another one is read by him for whom it is, and only for what he does not know. */
  #readNote(seq: number, you: number): void {
    const opening = this.#log.opening(seq);
    if (!opening) return;
    const { entry: { op, channel, time }, epoch } = opening;
    const bindsAll = this.#log.bindsAll(seq);
    if (!bindsAll && seq !== you && this.#pin !== undefined) return;
    const key = this.#ring.key(seq);
    const note = key && epoch.note.length > 0 && openNote({ key, place: { channel, seq } }, epoch.note);
    const pin = note && note.hasPin ? note.pin : undefined;
    if (op === "remove" || (op === "policy" && pin !== this.#pin)) this.#doubt(time);
    // A relay that keeps the key from me keeps me from hearing of a new PIN: by the old one who was put out would come back.
    if (!key && this.#log.mayChangePin(seq)) this.#changePin(undefined);
    if (!note) return;
    if (note.hasPin && (bindsAll || this.#pin === undefined)) this.#changePin(note.pin);
    this.topic.noted(note, bindsAll);
    // With a PIN of its own, or where an admin has looked after the door.
    if (this.#log.mayChangePin(seq)) this.guesses = 0;
  }

  #changePin(pin: string | undefined): void {
    const before = this.#pin === undefined ? [] : [this.#pin];
    const former = [...new Set([...before, ...this.#formerPins])].filter((one) => one !== pin);
    this.#formerPins = former.slice(0, MOST_FORMER_PINS);
    this.#pin = pin;
  }

  /** What was proved up to then was the old PIN. */
  #doubt(at: number): void {
    this.#doubted = Math.max(this.#doubted, at);
    this.requests.doubt();
  }
}
