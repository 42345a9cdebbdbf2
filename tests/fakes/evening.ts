/**
 * A simulated evening: people come into rooms by PIN, talk, are cut off, crash, are put out, leave and return, while the relay restarts and crashes. All of it
 * comes from one seed. What they must have read is for the test to say.
 */
import { assert } from "@std/assert";
import type { Intent, Outcome } from "../../client/core/intents.ts";
import type { ChannelId } from "../../shared/ids.ts";
import { Attendee } from "./attendee.ts";
import { Dice } from "./dice.ts";
import type { EveningPlan, Leaving, Room } from "./evening_plan.ts";
import { MISHAPS } from "./mishaps.ts";
import type { Screen } from "./screen.ts";
import { TurnedRelay } from "./turned_relay.ts";

const FIRST_PIN = "2468";
/** How many come in a moment. */
const COMING = 4;
/** What is said in a room before things happen, and again behind them: as many signatures as a client checks together. */
const BURST = 64;
/** How many moments somebody sleeps at most. */
const REST = 20;
/** How many seconds what somebody does may take. */
const PATIENCE = 100;

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
  /** What has happened, and how often. */
  readonly counts = new Map<string, number>();
  /** In how many moments somebody comes back. */
  readonly #away = new Map<Attendee, number>();
  /** Who is still to come into a room. */
  readonly #expected: { readonly room: Room; readonly guest: Attendee }[] = [];
  /** Screens that begin where the ones before had ended. */
  readonly #readUps = new WeakSet<Screen>();
  /** Of this moment: who is being put out or leaves, and whose line or client ended. */
  readonly #leavings: Leaving[] = [];
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

  /** The hosts make their rooms. */
  async begin(): Promise<void> {
    await this.stranger.start();
    for (const { name, people, messages: left, early = false } of this.#plan.rooms) {
      const [host, ...guests] = people.flatMap((place) => this.people.slice(place, place + 1));
      assert(host, `somebody makes ${name}`);
      await this.#isBack(host);
      const outcome = await this.now(host, { type: "join", name, pin: FIRST_PIN, others: "ask" });
      assert(outcome?.ok && outcome.channel, `${name} can be made`);
      const room: Room = { name, id: outcome.channel, host, guests, said: [], leavings: [], left };
      this.rooms.push(room);
      for (const guest of guests) {
        this.expect(room, guest);
        if (!early) continue;
        await this.#comeIn();
        await guest.stop();
      }
    }
    this.#expected.splice(0, Infinity, ...this.#dice.shuffled(this.#expected));
  }

  /** Goes on until everything is said. */
  async pass(): Promise<void> {
    while (this.rooms.some(({ left }) => left > 0)) await this.#moment();
  }

  /** Everybody comes, everything arrives, and everybody reads what he has missed. */
  async quiet(): Promise<void> {
    while (this.#expected.length > 0) await this.#comeIn();
    this.#away.clear();
    for (const person of this.people) await this.#isBack(person);
    do await this.relay.turn(2_000); while (this.people.some(({ doing, screen }) => doing.size > 0 || !screen.online));
    for (const person of this.people) await this.#readUp(person);
  }

  /** Does something and sees what comes of it. */
  async now(person: Attendee, intent: Intent): Promise<Outcome | undefined> {
    const outcome = person.do(intent);
    for (let seconds = 0; person.doing.has(intent); seconds++) {
      if (seconds > PATIENCE) throw new Error(`${person.nick} cannot ${intent.type}: it is still going on`);
      await this.relay.settled();
      if (person.doing.has(intent)) await this.relay.turn(1_000);
    }
    return await outcome;
  }

  /** Who is in a room, with or without a line. */
  inside(room: Room): readonly Attendee[] {
    return [room.host, ...room.guests].filter((person) => person.running && person.screen.view(room.id));
  }

  /** Somebody is to come into a room before long; false when he is awaited there. */
  expect(room: Room, guest: Attendee): boolean {
    if (this.#expected.some((one) => one.room === room && one.guest === guest)) return false;
    this.#expected.push({ room, guest });
    return true;
  }

  /** Somebody may not have heard all of this moment; and if he is away, for so many moments. */
  disturb(person: Attendee, away = 0): true {
    this.#disturbed.add(person);
    if (away > 0) this.#away.set(person, away);
    return true;
  }

  /** Remembers what somebody has of a room who is about to be put out or to leave: all that he may ever read with. */
  expectEnd(room: Room, who: Attendee): void {
    const you = who.screen.view(room.id)?.you;
    if (you === undefined) return;
    const leaving = { who, you, keys: who.saved(room.id)?.keys ?? [], saw: !who.isCut };
    room.leavings.push(leaving);
    this.#leavings.push(leaving);
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
    for (let coming = 0; coming < COMING && this.#expected.length > 0; coming++) await this.#comeIn();
    await this.#rest();
    const talking = this.#dice.one(this.rooms.filter(({ left }) => left > 0));
    this.#talk(talking);
    for (const [name, { likely, happen }] of this.#dice.shuffled(Object.entries(MISHAPS))) {
      if (!this.#dice.chance(likely)) continue;
      const happened = await happen({ evening: this, dice: this.#dice, room: this.#dice.one(this.rooms) });
      if (happened) this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    }
    this.#talk(talking);
    await this.relay.settled();
    for (const { line } of this.#dice.shuffled(this.people)) line.flow();
    await this.relay.turn(300 + this.#dice.below(900));
    for (const leaving of this.#leavings.splice(0)) leaving.saw &&= !this.#disturbed.has(leaving.who);
  }

  /** Where more are awake than should be, some end their clients for a while; hosts stay. */
  async #rest(): Promise<void> {
    const hosts = new Set(this.rooms.map(({ host }) => host));
    const guests = this.people.filter((person) => person.running && !hosts.has(person));
    const tired = this.#dice.shuffled(guests).slice(0, Math.max(0, guests.length + hosts.size - this.#plan.awake));
    for (const person of tired) {
      await person.stop();
      this.disturb(person, 1 + this.#dice.below(REST));
    }
  }

  /** Some of those who are there say something; also those whose line is gone. */
  #talk(room: Room): void {
    const here = this.inside(room);
    const texts = here.length > 0 ? Math.min(BURST, room.left) : 0;
    room.left -= texts;
    for (let count = 0; count < texts; count++) this.#say(room, this.#dice.one(here));
  }

  #say(room: Room, by: Attendee): void {
    const you = by.screen.view(room.id)?.you;
    const text = `${++this.#texts} ${by.nick}`;
    by.do({ type: "say", channel: room.id, text }).then((outcome) => {
      if (outcome?.ok && you !== undefined) room.said.push({ by, text, you });
      // What could not be begun is said by somebody else.
      else room.left++;
    });
  }

  async #comeBack(): Promise<void> {
    for (const [person, moments] of [...this.#away]) {
      this.#away.set(person, moments - 1);
      if (moments > 1) continue;
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

  /** The next one comes through a door, with the PIN that the host has told him. */
  async #comeIn(): Promise<void> {
    const next = this.#expected.shift();
    if (!next) return;
    const { room: { host, id, name }, guest } = next;
    await this.#isBack(host);
    await this.#isBack(guest);
    const pin = host.screen.view(id)?.pin ?? FIRST_PIN;
    await this.now(guest, { type: "join", name, pin, others: "ask" });
  }

  /** Reads what he has missed, page by page: up to what he knew before, or to where he came in. */
  async #readUp(person: Attendee): Promise<void> {
    if (!person.running || person.isCut) return;
    for (const { id } of this.rooms) {
      const known = this.#newestRead(person, id);
      while (person.screen.view(id) && !reachesBack(person, id, known)) {
        const outcome = await this.now(person, { type: "older", channel: id, most: 500 });
        if (!outcome?.ok) return;
      }
    }
    this.#readUps.add(person.screen);
  }

  /** The place of the newest text that an earlier run has shown, with no hole before it. */
  #newestRead({ screens }: Attendee, channel: ChannelId): number {
    const read = screens.slice(0, -1).filter((screen) => this.#readUps.has(screen));
    const texts = read.flatMap((screen) => screen.stays(channel).flat());
    return texts.reduce((newest, { cursor }) => Math.max(newest, cursor), 0);
  }
}

function reachesBack({ id: self, screen }: Attendee, channel: ChannelId, known: number): boolean {
  if (screen.begins(channel) || screen.oldest(channel) <= known) return true;
  return screen.deeds(channel).some(({ act, whom }) => act.op === "add" && whom?.id === self);
}

/** Names that nobody takes for each other. */
function nickOf(place: number): string {
  return `${"BDFGHJKLMN"[place % 10]}${"aeiou"[Math.floor(place / 10) % 5]}s`;
}
