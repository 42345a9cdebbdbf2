/** A channel with people in it, on a relay in memory: where most tests of the relay begin. */
import { assertEquals } from "@std/assert";
import { type ChannelId, channelId, fromHex, type IdentityId, type MemberNumber } from "../../shared/ids.ts";
import type { Act } from "../../shared/log/entry.ts";
import { memberById, type Membership } from "../../shared/log/membership.ts";
import type { Policy } from "../../shared/log/policy.ts";
import type { FromRelay } from "../../shared/messages.ts";
import { decode } from "../../shared/wire.ts";
import { EPOCH, FORWARDED, type Guest, POLICY, type Said } from "./guest.ts";
import type { LineOptions, TurnedRelay } from "./turned_relay.ts";

const utf8 = new TextDecoder();

/** A channel that is nowhere. */
export const NOWHERE: ChannelId = decode(channelId, fromHex("ee".repeat(16)));

export class Room {
  readonly relay: TurnedRelay;
  readonly #people = new Map<string, Guest>();
  readonly #counters = new Map<string, number>();
  membership: Membership;

  private constructor(relay: TurnedRelay, creator: Guest, name: string, membership: Membership) {
    this.relay = relay;
    this.membership = membership;
    this.#people.set(name, creator);
  }

  /** The first of these creates a channel and adds the others; all follow it. */
  static async open(relay: TurnedRelay, names: readonly string[], options: {
    readonly name?: string;
    readonly policy?: Partial<Policy>;
  } = {}): Promise<Room> {
    const [creator = "alice", ...others] = names;
    const guest = await relay.guest(creator);
    const membership = await guest.create(options.name ?? "Work", relay.now, options.policy);
    const room = new Room(relay, guest, creator, membership);
    await guest.open(membership.channel);
    for (const name of others) await room.admit(name);
    await relay.settled();
    for (const guest of room.#people.values()) guest.heard.splice(0);
    return room;
  }

  get channel(): ChannelId {
    return this.membership.channel;
  }

  /** Somebody new is added by the first, and follows. */
  async admit(name: string, line?: LineOptions): Promise<Guest> {
    const guest = await this.enter(name, line);
    await this.open(name);
    return guest;
  }

  /** Somebody new is added, and does not follow yet. */
  async enter(name: string, line?: LineOptions): Promise<Guest> {
    const guest = await this.relay.guest(name, line && { line });
    const [first] = this.#people.values();
    if (first) this.membership = await first.add(this.membership, guest.card, this.relay.now);
    this.#people.set(name, guest);
    return guest;
  }

  guest(name: string): Guest {
    const guest = this.#people.get(name);
    if (!guest) throw new Error(`Cannot find "${name}": not in this room`);
    return guest;
  }

  number(name: string): MemberNumber {
    const member = memberById(this.membership, this.guest(name).identity.id);
    if (!member) throw new Error(`Cannot tell the number of "${name}": no member`);
    return member.number;
  }

  id(name: string): IdentityId {
    return this.guest(name).identity.id;
  }

  open(name: string, after = 0, quiet = false): Promise<Said<"opened">> {
    return this.guest(name).open(this.channel, after, quiet);
  }

  /** Comes back over a new line, as the same identity, and follows from there. */
  async comeBack(name: string, after = 0, line?: LineOptions): Promise<Said<"opened">> {
    const { identity } = this.guest(name);
    this.#people.set(name, await this.relay.guest(name, line ? { identity, line } : { identity }));
    return this.open(name, after);
  }

  /** His line breaks, and everybody has noticed. */
  async lose(name: string): Promise<void> {
    this.guest(name).link.destroy("the test pulled the cable");
    await this.relay.settled();
  }

  async does(name: string, act: Act): Promise<void> {
    this.membership = await this.guest(name).write(this.membership, act, this.relay.now);
  }

  /** Posts under his next counter, or that one. */
  post(name: string, text: string, counter = (this.#counters.get(name) ?? 0) + 1): void {
    this.#counters.set(name, counter);
    this.guest(name).post(this.membership, counter, text);
  }

  /** Waits until he hears that text, and takes it out of what he heard. */
  hears(name: string, text: string): Promise<Said<"said">> {
    return this.guest(name).next("said", (said) => utf8.decode(said.body) === text);
  }

  /** Everything said that he has heard by now, taken out. */
  async heard(name: string): Promise<readonly string[]> {
    await this.relay.settled();
    return this.guest(name).heard.splice(0).filter((message) => message.type === "said").map(textOf);
  }

  /** All that he has heard by now, by its types, taken out. */
  async types(name: string): Promise<readonly FromRelay["type"][]> {
    await this.relay.settled();
    return this.guest(name).heard.splice(0).map(({ type }) => type);
  }

  /** Why his next post is refused; undefined when it is not. */
  async refusal(name: string, text: string, counter?: number): Promise<number | undefined> {
    this.post(name, text, counter);
    await this.relay.settled();
    const guest = this.guest(name);
    const place = guest.heard.findIndex(({ type }) => type === "refused");
    const [refused] = place < 0 ? [] : guest.heard.splice(place, 1);
    return refused?.type === "refused" ? refused.code : undefined;
  }

  /** Everybody named here talks and is heard by all the others. */
  async chats(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const text = `${name} says ${crypto.randomUUID()}`;
      this.post(name, text);
      for (const other of names) await this.hears(other, text);
    }
    assertEquals(names.map((name) => this.guest(name).closedWith), names.map(() => undefined));
  }
}

/** What members do, as acts with nothing sealed in them. */
export const act = {
  remove: (member: MemberNumber, banUntil = 0, policy: Partial<Policy> = {}): Act => {
    return { op: "remove", member, policy: { ...POLICY, ...policy }, banUntil, epoch: EPOCH };
  },
  leave: { op: "leave" },
  rekey: { op: "rekey", epoch: EPOCH },
  policy: (change: Partial<Policy>): Act => ({ op: "policy", policy: { ...POLICY, ...change }, epoch: FORWARDED }),
  op: (member: MemberNumber): Act => ({ op: "op", member, epoch: FORWARDED }),
  mute: (member: MemberNumber, until: number): Act => ({ op: "mute", member, until, epoch: FORWARDED }),
  unban: (identity: IdentityId): Act => ({ op: "unban", identity, epoch: FORWARDED }),
} as const satisfies Record<string, Act | ((...args: never[]) => Act)>;

export function textOf(message: { readonly type: string; readonly body?: Uint8Array }): string {
  return utf8.decode(message.body);
}
