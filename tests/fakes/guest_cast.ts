/** The people of a flow as guests of a relay in memory: they speak the protocol, and seal nothing. */
import { parseDuration } from "../../shared/duration.ts";
import type { ChannelId } from "../../shared/ids.ts";
import { type Act, decodeEntry, type Entry } from "../../shared/log/entry.ts";
import { memberById, memberByNick, type Membership } from "../../shared/log/membership.ts";
import type { Policy } from "../../shared/log/policy.ts";
import { extend } from "../../shared/log/replay.ts";
import type { FromRelay } from "../../shared/messages.ts";
import type { Cast, Person } from "./flow.ts";
import type { Guest } from "./guest.ts";
import { act, textOf } from "./room.ts";
import { TurnedRelay } from "./turned_relay.ts";

export class GuestCast implements Cast {
  readonly world = new TurnedRelay();
  readonly people = new Map<string, GuestPerson>();

  async person(name: string): Promise<GuestPerson> {
    const known = this.people.get(name);
    if (known) return known;
    const person = new GuestPerson(name, this, await this.world.guest(name));
    this.people.set(name, person);
    return person;
  }

  async relay(what: string): Promise<void> {
    if (what === "restarts") await this.world.restart();
    else if (what === "crashes") await this.world.crash();
    else throw new RangeError(`the relay does not know how to "${what}"`);
  }

  turn(ms: number): Promise<void> {
    return this.world.turn(ms);
  }

  async settled(): Promise<void> {
    await this.world.settled();
    for (const person of this.people.values()) await person.readAll();
    await this.world.settled();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.world[Symbol.asyncDispose]();
  }
}

type Sentence = readonly [form: RegExp, run: (person: GuestPerson, words: readonly string[]) => Promise<void>];

/** What people can do, besides talking. */
const SENTENCES: readonly Sentence[] = [
  [/^creates (\S+)(.*)$/, (person, [name = "", how = ""]) => person.create(name, policyOf(how))],
  [/^adds (\S+)$/, (person, [other = ""]) => person.add(other)],
  [/^returns to (\S+)$/, (person, [name = ""]) => person.follow(name)],
  [
    /^kicks (\S+)$/,
    (person, [other = ""]) => person.write(({ number, policy }) => act.remove(number(other), 0, policy)),
  ],
  [/^bans (\S+) for (\S+)$/, (person, [other = "", time = ""]) => {
    return person.write(({ number, policy, now }) =>
      act.remove(number(other), now + (parseDuration(time) ?? NaN), policy)
    );
  }],
  [/^unbans (\S+)$/, (person, [other = ""]) => person.unban(other)],
  [/^mutes (\S+) for (\S+)$/, (person, [other = "", time = ""]) => {
    return person.write(({ number, now }) => act.mute(number(other), now + (parseDuration(time) ?? NaN)));
  }],
  [/^leaves$/, (person) => person.write(() => act.leave)],
  [/^rekeys$/, (person) => person.write(() => act.rekey)],
  [
    /^turns history (on|off)$/,
    (person, [how]) => person.write(({ policy }) => act.policy({ ...policy, history: how === "on" })),
  ],
  [/^knocks at (\S+)$/, (person, [name = ""]) => person.knock(name)],
];

/** What an act is made from. */
interface Scene {
  readonly policy: Policy;
  readonly now: number;
  number(nick: string): Parameters<typeof act.op>[0];
}

class GuestPerson implements Person {
  readonly lines: string[] = [];
  readonly notes: string[] = [];
  readonly name: string;
  readonly #cast: GuestCast;
  #guest: Guest;
  #membership: Membership | undefined;
  /** Everybody who ever was a member, by number: what is said stays said by him. */
  readonly #nicks = new Map<number, string>();
  #cursor = 0;
  #counter = 0;
  #outbox: { readonly counter: number; readonly text: string }[] = [];
  #visits = 0;

  constructor(name: string, cast: GuestCast, guest: Guest) {
    this.name = name;
    this.#cast = cast;
    this.#guest = guest;
  }

  say(text: string): Promise<void> {
    this.#outbox.push({ counter: ++this.#counter, text });
    this.#send();
    return Promise.resolve();
  }

  async offline(): Promise<void> {
    this.#guest.link.destroy("the flow says so");
    await this.#cast.world.settled();
  }

  async online(): Promise<void> {
    const { identity } = this.#guest;
    this.#guest = await this.#cast.world.guest(this.name, { identity });
    const channel = this.#membership?.channel;
    if (channel === undefined) return;
    await this.#open(channel);
    this.#send();
  }

  async act(words: string): Promise<void> {
    for (const [form, run] of SENTENCES) {
      const [, ...found] = form.exec(words) ?? [];
      if (found.length > 0 || form.test(words)) return await this.#tried(run(this, found));
    }
    throw new RangeError(`${this.name} does not know how to "${words}"`);
  }

  async create(name: string, policy: Partial<Policy>): Promise<void> {
    const { channel } = await this.#guest.create(name, this.#now, policy);
    await this.#open(channel);
  }

  async add(name: string): Promise<void> {
    const other = await this.#cast.person(name);
    const membership = await this.#required();
    await this.#guest.add(membership, other.#guest.card, this.#now);
    await other.#open(membership.channel);
  }

  async follow(name: string): Promise<void> {
    const { doors } = await this.#guest.get({ type: "find", name }, "doors");
    const [door] = doors;
    if (!door) throw new Error("There is no such channel.");
    await this.#open(door.channel);
  }

  async unban(name: string): Promise<void> {
    const other = await this.#cast.person(name);
    await this.write(() => act.unban(other.#guest.identity.id));
  }

  async write(make: (scene: Scene) => Act): Promise<void> {
    const membership = await this.#required();
    const number = (nick: string) => {
      const member = memberByNick(membership, nick);
      if (!member) throw new Error(`"${nick}" is not in this channel.`);
      return member.number;
    };
    await this.#guest.write(membership, make({ policy: membership.policy, now: this.#now, number }), this.#now);
  }

  async knock(name: string): Promise<void> {
    const { doors } = await this.#guest.get({ type: "find", name }, "doors");
    const [door] = doors;
    if (!door) throw new Error("There is no such channel.");
    this.#guest.say({
      type: "knock",
      visit: ++this.#visits,
      channel: door.channel,
      body: new TextEncoder().encode(this.name),
    });
  }

  /** Shows him what his guest has heard. */
  async readAll(): Promise<void> {
    for (const message of this.#guest.heard.splice(0)) await this.#read(message);
  }

  async #read(message: FromRelay): Promise<void> {
    switch (message.type) {
      case "said":
        this.#cursor = message.cursor;
        if (message.author === this.#number) {
          this.#outbox = this.#outbox.filter(({ counter }) => counter > message.counter);
        } else this.lines.push(`${this.#nicks.get(message.author)}: ${textOf(message)}`);
        return;
      case "entry":
        this.#cursor = message.cursor;
        return this.#changed(decodeEntry(message.entry), message.entry);
      case "arrived":
      case "left":
        if (message.author !== this.#number) this.notes.push(`${this.#nicks.get(message.author)} ${message.type}`);
        return;
      case "refused":
      case "shut":
      case "unvisit":
        this.lines.push(`! ${message.text}`);
        return;
      case "missed":
        this.lines.push("! Something is missing here.");
        return;
      case "knocked":
        this.lines.push(`(knock) ${textOf(message)}`);
        return;
      default:
        await Promise.resolve();
    }
  }

  #changed(entry: Entry, bytes: Uint8Array): void {
    if (!this.#membership || entry.seq < this.#membership.count) return;
    const nicks = new Map(this.#nicks);
    this.#learn(bytes);
    this.notes.push(
      entry.op === "remove" ? `${nicks.get(entry.member)} removed` : `${this.#nicks.get(entry.author)} ${entry.op}`,
    );
  }

  /** The next entry of the log; it verifies everything, as any client must. */
  #learn(bytes: Uint8Array): void {
    const next = extend(this.#membership, bytes);
    if (!next.ok) throw new Error(`${this.name} was given a wrong log: ${next.why}`);
    this.#membership = next.membership;
    for (const { number, card } of next.membership.members) this.#nicks.set(number, card.nick);
  }

  async #open(channel: ChannelId): Promise<void> {
    if (this.#membership?.channel !== channel) {
      this.#membership = undefined;
      this.#nicks.clear();
      this.#cursor = 0;
      this.#outbox = [];
    }
    await this.#catchUp(channel);
    await this.#guest.open(channel, this.#cursor);
  }

  async #catchUp(channel: ChannelId): Promise<void> {
    for (let total = Infinity; (this.#membership?.count ?? 0) < total;) {
      const page = await this.#guest.get({ type: "log", channel, from: this.#membership?.count ?? 0 }, "log");
      total = page.total;
      for (const bytes of page.entries) this.#learn(bytes);
    }
  }

  async #required(): Promise<Membership> {
    const channel = this.#membership?.channel;
    if (channel) await this.#catchUp(channel);
    if (!this.#membership) throw new Error("You are in no channel.");
    return this.#membership;
  }

  get #number(): number | undefined {
    return this.#membership && memberById(this.#membership, this.#guest.identity.id)?.number;
  }

  get #now(): number {
    return this.#cast.world.now;
  }

  #send(): void {
    if (!this.#membership) return;
    for (const { counter, text } of this.#outbox) this.#guest.post(this.#membership, counter, text);
  }

  async #tried(attempt: Promise<void>): Promise<void> {
    try {
      await attempt;
    } catch (error) {
      const why = error instanceof Error ? error.message.replace(/^Cannot "\w+": /, "") : String(error);
      this.lines.push(`! ${why}`);
    }
  }
}

function policyOf(how: string): Partial<Policy> {
  return { keep: how.includes("kept"), history: !how.includes("without history") };
}
