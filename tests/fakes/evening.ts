/**
 * A simulated evening: people come into rooms by PIN, talk, are cut off, crash, are put out, leave and return, while the relay restarts and crashes. All of it
 * comes from one seed. What they did is told to nobody but the test; what they must have read is for the test to say.
 */
import { assert } from "@std/assert";
import type { ChannelIntent, Intent, Outcome } from "../../client/core/intents.ts";
import type { ChannelId } from "../../shared/ids.ts";
import { Attendee } from "./attendee.ts";
import { Dice } from "./dice.ts";
import type { Screen } from "./screen.ts";
import { TurnedRelay } from "./turned_relay.ts";

/** One channel, and who is to come into it. */
export interface RoomPlan {
  readonly name: string;
  readonly people: readonly number[];
  readonly messages: number;
}

export interface EveningPlan {
  readonly seed: number;
  readonly people: number;
  readonly rooms: readonly RoomPlan[];
  /** How many run their clients at a time; the others read later what was said meanwhile. */
  readonly awake: number;
}

/** A channel with the texts that were promised to be sent there. */
export interface Room {
  readonly name: string;
  readonly id: ChannelId;
  /** He made it, and never leaves. */
  readonly host: Attendee;
  readonly guests: readonly Attendee[];
  readonly said: Said[];
  /** Keys that people held when they were put out or left. */
  readonly leavings: Leaving[];
  left: number;
}

/** A text that its author's client said to be safe. */
export interface Said {
  readonly by: Attendee;
  readonly text: string;
  /** His member number then. */
  readonly you: number;
}

/** Somebody put out or gone, and what he had. */
export interface Leaving {
  readonly who: Attendee;
  readonly you: number;
  readonly keys: readonly { readonly epoch: number; readonly key: Uint8Array }[];
  /** Whether he was there until then, and so must have read everything up to it. */
  saw: boolean;
}

type Incident =
  | "wrong PIN"
  | "cut"
  | "slow"
  | "restart"
  | "crash"
  | "kick"
  | "leave"
  | "return"
  | "relay restart"
  | "relay crash"
  | "new key";

/** How likely each is in one moment. */
const LIKELY: Readonly<Record<Incident, number>> = {
  "wrong PIN": 0.3,
  "cut": 0.6,
  "slow": 0.9,
  "restart": 0.25,
  "crash": 0.25,
  "kick": 0.3,
  "leave": 0.2,
  "return": 0.4,
  "relay restart": 0.08,
  "relay crash": 0.08,
  "new key": 0.15,
};
const FIRST_PIN = "2468";
/** What is said in a moment in each of two rooms; in bursts, because signatures that come together are checked together. */
const BURST = 64;
/** How many moments somebody is away at most: cut off or crashed, or by his own wish. */
const AWAY = 6;
const REST = 20;

export class Evening implements AsyncDisposable {
  readonly #plan: EveningPlan;
  readonly #dice: Dice;
  // A room must outlive the moments when nobody can reach it.
  readonly relay = new TurnedRelay({ limits: { emptyTime: 30 * 86_400_000 } });
  readonly people: readonly Attendee[];
  /** Who tries PINs that are wrong, and gets in nowhere. */
  readonly stranger: Attendee;
  readonly rooms: Room[] = [];
  /** What came of the stranger's guesses. */
  readonly guesses: Outcome[] = [];
  readonly counts = new Map<Incident, number>();
  /** In how many moments somebody comes back. */
  readonly #away = new Map<Attendee, number>();
  /** Who has not come into a room yet. */
  readonly #expected: { readonly room: Room; readonly guest: Attendee }[] = [];
  /** What runs have shown from where the one before had ended. */
  readonly #readUps = new WeakSet<Screen>();
  /** Of this moment. */
  readonly #leavings: Leaving[] = [];
  /** Who left by himself, or whose line or client ended, in this moment. */
  readonly #disturbed = new Set<Attendee>();
  #texts = 0;

  constructor(plan: EveningPlan) {
    this.#plan = plan;
    this.#dice = new Dice(plan.seed);
    this.people = Array.from({ length: plan.people }, (_, place) => {
      return new Attendee(this.relay, nickOf(place), this.#dice.child());
    });
    this.stranger = new Attendee(this.relay, "stranger", this.#dice.child());
  }

  async begin(): Promise<void> {
    await this.stranger.start();
    for (const { name, people, messages } of this.#plan.rooms) {
      const [host, ...guests] = people.map((place) => this.#at(place));
      assert(host);
      await host.start();
      await this.relay.settled();
      const outcome = await this.now(host, { type: "join", name, pin: FIRST_PIN, others: "ask" });
      assert(outcome?.ok && outcome.channel);
      const room: Room = { name, id: outcome.channel, host, guests, said: [], leavings: [], left: messages };
      this.rooms.push(room);
      for (const guest of guests) this.#expected.push({ room, guest });
    }
    this.#expected.splice(0, Infinity, ...this.#dice.shuffled(this.#expected));
  }

  /** Goes on until everything is said. */
  async pass(): Promise<void> {
    while (this.rooms.some(({ left }) => left > 0)) await this.#moment();
  }

  /** Everybody comes, everything arrives, and everybody reads what he has missed. */
  async quiet(): Promise<void> {
    for (const { room, guest } of this.#expected.splice(0)) await this.#comeIn(room, guest);
    this.#away.clear();
    for (const person of this.people) await this.#isBack(person);
    do await this.relay.turn(2_000); while (this.people.some(({ doing }) => doing.size > 0));
    for (const room of this.rooms) await this.#acceptAll(room);
    for (const person of this.people) await this.#readUp(person);
  }

  /** Who was let in and crashed before his client had saved it is told that he may come, and comes. */
  async #acceptAll({ id, name, guests }: Room): Promise<void> {
    const members = new Set(this.relay.running.context.channels.get(id)?.membership.members.map(({ card }) => card.id));
    for (const guest of guests.filter(({ id: who, screen }) => members.has(who) && !screen.view(id))) {
      await this.now(guest, { type: "join", name, pin: undefined, others: "ask" });
    }
  }

  /** Does something and sees what comes of it, however long it takes. */
  async now(person: Attendee, intent: Intent): Promise<Outcome | undefined> {
    const outcome = person.do(intent);
    for (let turns = 0; person.doing.has(intent); turns++) {
      if (turns > 100) throw new Error(`${person.nick} cannot ${intent.type}: it is still going on`);
      await this.relay.settled();
      if (turns > 1) await this.relay.turn(1_000);
    }
    return await outcome;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const person of [...this.people, this.stranger]) {
      person.line.flow();
      await person.stop();
    }
    await this.relay[Symbol.asyncDispose]();
  }

  async #moment(): Promise<void> {
    this.#disturbed.clear();
    await this.#comeBack();
    for (const { room, guest } of this.#expected.splice(0, 2)) await this.#comeIn(room, guest);
    await this.#rest();
    const talking = this.#dice.shuffled(this.rooms.filter(({ left }) => left > 0)).slice(0, 2);
    for (const room of talking) this.#talk(room, BURST / 2);
    for (const incident of this.#dice.shuffled(Object.keys(LIKELY) as Incident[])) {
      if (!this.#dice.chance(LIKELY[incident])) continue;
      if (!await this.#happen(incident, this.#dice.one(this.rooms))) continue;
      this.counts.set(incident, (this.counts.get(incident) ?? 0) + 1);
    }
    for (const room of talking) this.#talk(room, BURST / 2);
    await this.relay.settled();
    for (const person of this.#dice.shuffled(this.people)) person.line.flow();
    await this.relay.turn(1_000 + this.#dice.below(3_000));
    for (const leaving of this.#leavings.splice(0)) leaving.saw &&= !this.#disturbed.has(leaving.who);
  }

  /** Where more are awake than should be, some end their clients for a while; hosts stay. */
  async #rest(): Promise<void> {
    const hosts = new Set(this.rooms.map(({ host }) => host));
    const guests = this.people.filter((person) => person.running && !hosts.has(person));
    const tired = this.#dice.shuffled(guests).slice(0, Math.max(0, guests.length + hosts.size - this.#plan.awake));
    for (const person of tired) {
      await person.stop();
      this.#away.set(person, 1 + this.#dice.below(REST));
    }
  }

  /** Some of those who are there say something; also those whose line is gone. */
  #talk(room: Room, most: number): void {
    const here = this.#inside(room);
    const said = here.length > 0 ? Math.min(most, room.left) : 0;
    room.left -= said;
    for (let count = 0; count < said; count++) this.#say(room, this.#dice.one(here));
  }

  #say(room: Room, by: Attendee): void {
    const you = by.screen.view(room.id)?.you;
    const text = `${++this.#texts} ${by.nick}`;
    by.do({ type: "say", channel: room.id, text }).then((outcome) => {
      if (outcome?.ok && you !== undefined) room.said.push({ by, text, you });
      // What could not even be begun is said by somebody else.
      else room.left++;
    });
  }

  async #happen(incident: Incident, room: Room): Promise<boolean> {
    switch (incident) {
      case "wrong PIN":
        return this.#guess(room);
      case "cut":
        return this.#cut(this.#dice.one(this.people));
      case "slow":
        return this.#slow(this.#dice.one(this.people));
      case "restart":
      case "crash":
        return await this.#endClient(this.#dice.one(this.people), incident);
      case "kick":
        return this.#kick(room);
      case "leave":
        return this.#leave(room);
      case "return":
        return this.#return(room);
      case "relay restart":
      case "relay crash":
        return await this.#endRelay(incident);
      case "new key":
        return this.#begin(room.host, room, { type: "rekey" });
      default:
        return incident satisfies never;
    }
  }

  #guess({ name }: Room): boolean {
    if (this.stranger.doing.size > 0) return false;
    const pin = `${1 + this.#dice.below(999)}`;
    this.stranger.do({ type: "join", name, pin, others: "ask" }).then((outcome) => {
      if (outcome) this.guesses.push(outcome);
    });
    return true;
  }

  #cut(person: Attendee): boolean {
    if (!person.running || person.isCut) return false;
    person.cut(this.#dice.one(["heard", "silent"]));
    return this.#goAway(person);
  }

  #slow(person: Attendee): boolean {
    if (!person.running || person.isCut) return false;
    person.line.hold();
    return true;
  }

  async #endClient(person: Attendee, how: "restart" | "crash"): Promise<boolean> {
    if (!person.running) return false;
    await (how === "crash" ? person.crash() : person.stop());
    return this.#goAway(person);
  }

  #kick(room: Room): boolean {
    const [whom] = this.#dice.shuffled(this.#inside(room));
    if (!whom || whom === room.host || !room.host.running || room.host.isCut) return false;
    this.#expectEnd(room, whom);
    return this.#begin(room.host, room, { type: "kick", nick: whom.nick, reason: "" });
  }

  #leave(room: Room): boolean {
    const [who] = this.#dice.shuffled(this.#inside(room));
    if (!who || who === room.host || who.isCut) return false;
    this.#expectEnd(room, who);
    this.#disturbed.add(who);
    return this.#begin(who, room, { type: "leave" });
  }

  /** Remembers what he has of the room now: all that he may ever read with. */
  #expectEnd(room: Room, who: Attendee): void {
    const you = who.screen.view(room.id)?.you;
    const keys = who.saved(room.id)?.keys ?? [];
    if (you === undefined) return;
    const leaving = { who, you, keys, saw: !who.isCut };
    room.leavings.push(leaving);
    this.#leavings.push(leaving);
  }

  /** One who was put out or left comes again. */
  #return(room: Room): boolean {
    const out = room.guests.filter((guest) => guest.running && !guest.isCut && !guest.screen.view(room.id));
    const [guest] = this.#dice.shuffled(out);
    if (!guest || this.#expected.some((one) => one.room === room && one.guest === guest)) return false;
    this.#expected.push({ room, guest });
    return true;
  }

  async #endRelay(how: "relay restart" | "relay crash"): Promise<boolean> {
    for (const person of this.people) this.#disturbed.add(person);
    if (how === "relay restart") await this.relay.restart();
    else {
      for (const { line } of [...this.people, this.stranger]) line.lose();
      await this.relay.crash();
    }
    return true;
  }

  #begin(who: Attendee, room: Room, intent: ChannelIntent): boolean {
    if (!who.running || who.isCut) return false;
    who.do({ ...intent, channel: room.id });
    return true;
  }

  #goAway(person: Attendee): boolean {
    this.#disturbed.add(person);
    this.#away.set(person, 1 + this.#dice.below(AWAY));
    return true;
  }

  async #comeBack(): Promise<void> {
    for (const [person, moments] of [...this.#away]) {
      if (moments > 1) {
        this.#away.set(person, moments - 1);
        continue;
      }
      this.#away.delete(person);
      await this.#isBack(person);
      await this.#readUp(person);
    }
  }

  async #isBack(person: Attendee): Promise<void> {
    person.line.flow();
    await person.start();
    person.mend();
    await this.relay.settled();
  }

  /** Reads what he has missed, page by page: up to what he knew before, or to where he came in. */
  async #readUp(person: Attendee): Promise<void> {
    if (!person.running || person.isCut) return;
    for (const { id } of this.rooms) {
      const known = this.#newestRead(person, id);
      while (person.screen.view(id) && !this.#reachesBack(person, id, known)) {
        const outcome = await this.now(person, { type: "older", channel: id, most: 500 });
        if (!outcome?.ok) return;
      }
    }
    this.#readUps.add(person.screen);
  }

  #reachesBack({ id: self, screen }: Attendee, channel: ChannelId, known: number): boolean {
    if (screen.begins(channel) || screen.oldest(channel) <= known) return true;
    return screen.deeds(channel).some(({ act, whom }) => act.op === "add" && whom?.id === self);
  }

  /** The newest text that an earlier run has shown, without a hole before it. */
  #newestRead({ screens }: Attendee, channel: ChannelId): number {
    const read = screens.slice(0, -1).filter((screen) => this.#readUps.has(screen));
    const places = read.flatMap((screen) => screen.stays(channel).flat().map(({ cursor }) => cursor));
    return places.reduce((newest, place) => Math.max(newest, place), 0);
  }

  /** He comes through the door, with the PIN that the host has told him. */
  async #comeIn(room: Room, guest: Attendee): Promise<void> {
    await this.#isBack(room.host);
    await this.#isBack(guest);
    const pin = room.host.screen.view(room.id)?.pin ?? FIRST_PIN;
    await this.now(guest, { type: "join", name: room.name, pin, others: "ask" });
  }

  #inside(room: Room): readonly Attendee[] {
    return [room.host, ...room.guests].filter((person) => person.running && person.screen.view(room.id));
  }

  #at(place: number): Attendee {
    const person = this.people[place];
    if (!person) throw new RangeError(`Cannot find guest ${place}`);
    return person;
  }
}

/** Names that nobody takes for each other. */
function nickOf(place: number): string {
  return `${"BDFGHJKLMN"[place % 10]}${"aeiou"[Math.floor(place / 10) % 5]}s`;
}
