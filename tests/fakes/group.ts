/**
 * Two admins, two other members and one outside, who do things one after the other or at once: their lines carry only what a step says, and what becomes of
 * it all is asked once everything is quiet.
 */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { Deed } from "../../client/core/events.ts";
import type { ChannelIntent, Intent, Outcome } from "../../client/core/intents.ts";
import type { ChannelId, IdentityId } from "../../shared/ids.ts";
import type { Membership } from "../../shared/log/membership.ts";
import { assertSameKey, assertSameState } from "./agreement.ts";
import { Attendee } from "./attendee.ts";
import { Dice } from "./dice.ts";
import { ALL, INSIDE, type Nick, type Step } from "./group_step.ts";
import { memoryOf } from "./memory_of.ts";
import type { Shown } from "./screen.ts";
import { TurnedRelay } from "./turned_relay.ts";

const CHANNEL = "Work";
const FIRST_PIN = "1234";

export class Group implements AsyncDisposable {
  // The channel must outlive the time when nobody can reach it.
  readonly #relay = new TurnedRelay({ limits: { emptyTime: 30 * 86_400_000 } });
  readonly #people = new Map<Nick, Attendee>();
  #channel = "" as ChannelId;
  #link = "";
  /** What was promised to be sent, by whom, and under which member number he was then. */
  readonly #said: { readonly nick: Nick; readonly text: string; readonly you: number }[] = [];
  #texts = 0;

  static async begin(seed: number): Promise<Group> {
    const group = new Group();
    const dice = new Dice(seed);
    for (const nick of ALL) {
      const person = new Attendee(group.#relay, nick, dice.child());
      group.#people.set(nick, person);
      await person.start();
      await group.#relay.settled();
    }
    for (const nick of INSIDE) {
      const outcome = await group.#now(nick, { type: "join", name: CHANNEL, pin: FIRST_PIN, others: "ask" });
      assert(outcome?.ok && outcome.channel, `${nick} gets in`);
      group.#channel = outcome.channel;
    }
    assert((await group.#now("alice", group.#here({ type: "op", nick: "bob" })))?.ok);
    for (const person of group.#people.values()) person.line.hold();
    return group;
  }

  async take(step: Step): Promise<void> {
    if ("does" in step) this.#act(step);
    else if ("line" in step) this.#changeLine(step);
    else if ("client" in step) await this.#endClient(step);
    else if ("relay" in step) await this.#endRelay(step.relay);
    else if ("clock" in step) await this.#relay.turn(step.clock);
    else await this.#arrive();
    await this.#relay.settled();
  }

  /** Everybody is there again, what was sent has arrived, what is owed is paid. */
  async quiet(): Promise<void> {
    for (const person of this.#people.values()) {
      person.line.flow();
      await person.start();
      person.mend();
    }
    await this.#relay.settled();
    for (let turns = 0; turns < 5 || this.#busy() && turns < 100; turns++) await this.#relay.turn(2_000);
    for (const nick of this.#members()) this.#say(nick);
    await this.#relay.settled();
  }

  async agree(): Promise<void> {
    const truth = this.#truth();
    const members = this.#members();
    for (const [nick, person] of this.#people) {
      assertEquals([...person.doing], [], `${nick} is still at it`);
      assertEquals(person.thrown, [], `${nick}'s client threw`);
      assertEquals(person.screen.alarms, [], `${nick} was alarmed`);
    }
    for (const nick of members) await this.#scrollUp(nick);
    const [first] = members;
    if (!truth || !first) return;
    const story = this.#person(first).screen.texts(this.#channel);
    assert(story.every(({ cursor }, place) => cursor > (story[place - 1]?.cursor ?? 0)), "in order, once");
    const inside = members.map((nick) => this.#person(nick));
    assertSameState(this.#channel, truth, inside);
    for (const { nick, screen } of inside) {
      assertEquals(screen.holes(this.#channel), [], `${nick} misses nothing`);
      assertEquals(screen.texts(this.#channel), story, `${nick} has the same messages as ${first}`);
    }
    this.#accountFor(story.map(({ text }) => text), truth);
    this.#checkPin(inside);
    this.#checkOutsiders(story, this.#person(first).screen.deeds(this.#channel), inside);
    for (const person of this.#people.values()) await person.stop();
    assertSameKey(this.#channel, truth, inside);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const person of this.#people.values()) {
      person.line.flow();
      await person.stop();
    }
    await this.#relay[Symbol.asyncDispose]();
  }

  /** What its author was told to be safe is there once, unless he was told otherwise or was no member any more. */
  #accountFor(texts: readonly string[], { members }: Membership): void {
    const failed = new Set(
      [...this.#people.values()].flatMap(({ screens }) => screens.flatMap(({ failed }) => failed)),
    );
    for (const { nick, text, you } of this.#said) {
      const stayed = members.some(({ number, card }) => number === you && card.id === this.#person(nick).id);
      if (stayed && !failed.has(text)) assertEquals(texts.filter((one) => one === text), [text], `${nick}'s "${text}"`);
    }
    assertEquals(new Set(texts).size, texts.length, "nothing is there twice");
  }

  /** Who was put out knew the PIN of the time, and the first one is never set again. */
  #checkPin(inside: readonly Attendee[]): void {
    for (const { nick, screen } of inside) {
      const removed = screen.deeds(this.#channel).some(({ act }) => act.op === "remove");
      if (removed) assertNotEquals(screen.view(this.#channel)?.pin, FIRST_PIN, `${nick} has a PIN that outsiders know`);
    }
  }

  /** Nobody was shown what others were not, and who is outside nothing that was said after he was put out or left. */
  #checkOutsiders(story: readonly Shown[], deeds: readonly Deed[], inside: readonly Attendee[]): void {
    const places = new Set(story.map(({ cursor }) => cursor));
    for (const person of this.#people.values()) {
      const isEnd = ({ act, by, whom }: Deed) =>
        (act.op === "leave" ? by : act.op === "remove" ? whom : undefined)?.id === person.id;
      const end = inside.includes(person) ? Infinity : deeds.findLast(isEnd)?.cursor ?? 0;
      const { texts } = memoryOf(this.#channel, person.screens, person.nick);
      assertEquals(
        texts.filter(({ cursor }) => !places.has(cursor) || cursor > end),
        [],
        `${person.nick} saw too much`,
      );
    }
  }

  async #scrollUp(nick: Nick): Promise<void> {
    const { screen } = this.#person(nick);
    for (let pages = 0; pages < 20 && !screen.begins(this.#channel); pages++) {
      const outcome = await this.#now(nick, this.#here({ type: "older", most: 100 }));
      assert(outcome?.ok, `${nick} scrolls up`);
    }
  }

  #act(step: Extract<Step, { readonly does: string }>): void {
    if (step.does === "says") return this.#say(step.nick);
    const intent = this.#intentOf(step);
    if (!intent) return;
    const doing = this.#person(step.nick).do(intent);
    if (intent.type === "invite") {
      doing.then((outcome) => {
        if (outcome?.ok && outcome.link !== undefined) this.#link = outcome.link;
      });
    }
  }

  #say(nick: Nick): void {
    const person = this.#person(nick);
    const you = person.running ? person.screen.view(this.#channel)?.you : undefined;
    const text = `${nick} ${++this.#texts}`;
    person.do(this.#here({ type: "say", text })).then((outcome) => {
      if (outcome?.ok && you !== undefined) this.#said.push({ nick, text, you });
    });
  }

  #intentOf(step: Extract<Step, { readonly does: string }>): Intent | undefined {
    switch (step.does) {
      case "says":
        return undefined;
      case "leaves":
        return this.#here({ type: "leave" });
      case "joins":
        return { type: "join", name: CHANNEL, pin: this.#pin(), others: "ask" };
      case "uses the invite":
        return this.#link === "" ? undefined : { type: "useInvite", link: this.#link };
      case "ban":
        return this.#here({ type: "ban", nick: step.whom, ms: undefined, reason: "" });
      case "mute":
        return this.#here({ type: "mute", nick: step.whom, ms: 60_000 });
      case "kick":
      case "deny":
        return this.#here({ type: step.does, nick: step.whom, reason: "so" });
      case "unmute":
      case "op":
      case "deop":
      case "transfer":
      case "unban":
      case "approve":
        return this.#here({ type: step.does, nick: step.whom });
      case "locks":
      case "unlocks":
        return this.#here({ type: "policy", change: { locked: step.does === "locks" } });
      case "changes the key":
        return this.#here({ type: "rekey" });
      case "invites":
        return this.#here({ type: "invite", uses: 2, ms: undefined });
      case "revokes":
        return this.#here({ type: "revoke", invite: this.#newestInvite(step.nick) });
      case "sets the PIN":
        return this.#here({ type: "pin", pin: step.pin });
      default:
        return step satisfies never;
    }
  }

  #newestInvite(nick: Nick): number {
    return this.#person(nick).screen.view(this.#channel)?.membership.invites.at(-1)?.number ?? 0;
  }

  #changeLine(step: Extract<Step, { readonly line: string }>): void {
    const person = this.#person(step.nick);
    if ("most" in step) person.line.carry(step.line, step.most);
    else if (step.line === "comes back") person.mend();
    else person.cut(step.line);
  }

  async #endClient({ nick, client }: Extract<Step, { readonly client: string }>): Promise<void> {
    const person = this.#person(nick);
    if (client === "restarts") await person.stop();
    else await person.crash();
    await this.#relay.settled();
    await person.start();
  }

  async #endRelay(how: "restarts" | "crashes"): Promise<void> {
    if (how === "restarts") return await this.#relay.restart();
    for (const { line } of this.#people.values()) line.lose();
    await this.#relay.crash();
  }

  async #arrive(): Promise<void> {
    while ([...this.#people.values()].some(({ line }) => line.waiting() > 0)) {
      for (const { line } of this.#people.values()) {
        line.carry("up");
        line.carry("down");
      }
      await this.#relay.settled();
    }
  }

  #busy(): boolean {
    const busy = [...this.#people.values()].some(({ doing, screen }) => doing.size > 0 || !screen.online);
    return busy || this.#truth()?.owed === true;
  }

  /** What somebody inside would tell a friend. */
  #pin(): string {
    for (const { screen } of this.#people.values()) {
      const pin = screen.view(this.#channel)?.pin;
      if (pin !== undefined) return pin;
    }
    return FIRST_PIN;
  }

  #truth(): Membership | undefined {
    return this.#relay.running.context.channels.get(this.#channel)?.membership;
  }

  #members(): readonly Nick[] {
    const inside = new Set<IdentityId>(this.#truth()?.members.map(({ card }) => card.id));
    return ALL.filter((nick) => inside.has(this.#person(nick).id));
  }

  async #now(nick: Nick, intent: Intent): Promise<Outcome | undefined> {
    const outcome = this.#person(nick).do(intent);
    await this.#relay.settled();
    await this.#relay.settled();
    return await outcome;
  }

  #here(intent: ChannelIntent): Intent {
    return { ...intent, channel: this.#channel };
  }

  #person(nick: Nick): Attendee {
    const person = this.#people.get(nick);
    if (!person) throw new Error(`Cannot find ${nick}`);
    return person;
  }
}
