/** The people of a flow as real clients: each has a session and a vault, and does what a person does. */
import type { MessageRef } from "../../client/core/content.ts";
import { safetyNumber } from "../../client/core/crypto/safety_number.ts";
import type { ChannelView, Event } from "../../client/core/events.ts";
import type { ChannelIntent, Intent, Outcome } from "../../client/core/intents.ts";
import { RelayOperator } from "../../relay/relay_operator.ts";
import type { ChannelId, IdentityId, MemberNumber } from "../../shared/ids.ts";
import { memberByNick, memberOf } from "../../shared/log/membership.ts";
import { Failure } from "../../shared/failure.ts";
import { Client } from "./client.ts";
import { SENTENCES } from "./client_sentences.ts";
import { noise } from "./file_scene.ts";
import type { Cast, Person } from "./flow.ts";
import { MemoryDisk } from "./memory_disk.ts";
import { MemoryVault } from "./memory_vault.ts";
import { lineOf, listOf, noteOf, type Seen } from "./shown.ts";
import { TurnedRelay } from "./turned_relay.ts";

export class ClientCast implements Cast {
  readonly world = new TurnedRelay();
  readonly people = new Map<string, ClientPerson>();

  async person(name: string): Promise<ClientPerson> {
    const known = this.people.get(name);
    if (known) return known;
    const disk = new MemoryDisk();
    const person = new ClientPerson(name, this, { client: await Client.open(this.world, name, { disk }), disk });
    this.people.set(name, person);
    return person;
  }

  async relay(what: string): Promise<void> {
    const [, announced] = /^announces (.+)$/.exec(what) ?? [];
    if (announced !== undefined) return void new RelayOperator(this.world.running, () => 0).announce(announced);
    if (what === "restarts") await this.world.restart();
    else if (what === "crashes") await this.world.crash();
    else if (what === "stops") return await this.#stop();
    else if (what === "starts") this.#start();
    else throw new RangeError(`the relay does not know how to "${what}"`);
    for (const { client } of this.people.values()) if (!client.cut) client.session.retry();
  }

  turn(ms: number): Promise<void> {
    return this.world.turn(ms);
  }

  async settled(): Promise<void> {
    await this.world.settled();
    for (const person of this.people.values()) person.read();
  }

  /** The name by which the flow knows somebody. */
  nameOf(id: IdentityId): string {
    for (const { name, client } of this.people.values()) if (client.session.id === id) return name;
    return "a stranger";
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { client } of this.people.values()) await client.session.close();
    await this.world[Symbol.asyncDispose]();
  }

  async #stop(): Promise<void> {
    for (const { client } of this.people.values()) client.cut = true;
    await this.world.halt();
  }

  #start(): void {
    this.world.resume();
    for (const { client } of this.people.values()) client.cut = false;
  }
}

export class ClientPerson implements Person {
  readonly lines: string[] = [];
  readonly notes: string[] = [];
  readonly name: string;
  readonly #cast: ClientCast;
  readonly disk: MemoryDisk;
  client: Client;
  /** Where he is: the channel he came to last. */
  #here: ChannelId | undefined;
  /** Where somebody has to approve him. */
  #awaited: ChannelId | undefined;
  /** The channel that he left last: that it closes is no news to him. */
  #leaving: ChannelId | undefined;
  readonly #channels = new Map<ChannelId, ChannelView>();
  readonly #last = new Map<string, MessageRef>();
  /** The numbers of files, by their names. */
  readonly #files = new Map<string, number>();
  /** What each who is away says about it. */
  readonly #away = new Map<string, string>();
  /** The last place in a stream that he was shown. */
  cursor = 0;
  link = "";
  /** What arrives is held back, until it is released. */
  #holds = false;
  #release = () => {};
  /** He is doing something, and reads when it is done. */
  #busy = false;

  constructor(
    name: string,
    cast: ClientCast,
    { client, disk }: { readonly client: Client; readonly disk: MemoryDisk },
  ) {
    this.name = name;
    this.#cast = cast;
    this.client = client;
    this.disk = disk;
  }

  say(text: string): Promise<void> {
    return this.#try(this.here({ type: "say", text }));
  }

  offline(): Promise<void> {
    return this.client.loseLine();
  }

  online(): Promise<void> {
    this.#holds = false;
    this.#release();
    return this.client.back();
  }

  /** One thing, or "one thing while bob does another": nobody waits for the other. */
  async act(words: string): Promise<void> {
    const [, mine, name, theirs] = /^(.+?) while (\S+) (.+)$/.exec(words) ?? [];
    if (mine !== undefined && name !== undefined && theirs !== undefined) {
      const other = await this.#cast.person(name);
      return void await Promise.all([this.act(mine), other.act(theirs)]);
    }
    for (const [form, run] of SENTENCES) {
      const found = form.exec(words);
      if (!found) continue;
      const intent = run(this, found.slice(1));
      return intent instanceof Promise ? await intent : await this.#try(intent);
    }
    throw new RangeError(`${this.name} does not know how to "${words}"`);
  }

  here(intent: ChannelIntent): Intent {
    if (!this.#here) throw new Error(`${this.name} is nowhere`);
    return { ...intent, channel: this.#here };
  }

  leave(): Intent {
    this.#leaving = this.#here;
    return this.here({ type: "leave" });
  }

  /** Turns to a channel by its name, or to the private one with somebody by his; `pin` tells channels of one name apart. */
  goTo(name: string, pin?: string): Promise<void> {
    const meant = [...this.#channels.values()].filter((view) => {
      const called = view.name === "" ? view.other?.nick : view.name;
      return called === name && (pin === undefined || view.pin === pin);
    });
    const [view] = meant;
    if (!view || meant.length > 1) throw new Error(`${this.name} is in ${meant.length} channels "${name}"`);
    this.#here = view.id;
    return Promise.resolve();
  }

  async joinWithPinOf(name: string, nick: string): Promise<void> {
    const { pin } = (await this.#cast.person(nick)).view();
    await this.#try({ type: "join", name, pin, others: "ask" });
  }

  /** Tries one wrong PIN after the other; what he is told is what the last one comes to. */
  async guess(count: number, name: string): Promise<void> {
    for (let pin = 1; pin < count; pin++) await this.client.do({ type: "join", name, pin: `${pin}`, others: "ask" });
    await this.#try({ type: "join", name, pin: `${count}`, others: "ask" });
  }

  async tell(nick: string, text: string): Promise<void> {
    const outcome = await this.client.do(this.here({ type: "private", nick }));
    if (!outcome.ok || !outcome.channel) return this.#tell(outcome);
    const said = await this.client.do({ type: "say", channel: outcome.channel, text });
    if (!said.ok) this.#tell(said);
  }

  /** Says 1, 2, 3 …, each as a message. */
  async count(to: number): Promise<void> {
    for (let number = 1; number <= to; number++) await this.client.must(this.here({ type: "say", text: `${number}` }));
  }

  /** Turns keep on and off. */
  async fidget(times: number): Promise<void> {
    for (let time = 0; time < times; time++) {
      for (const keep of [true, false]) await this.client.must(this.here({ type: "policy", change: { keep } }));
    }
  }

  async invite(uses: number, ms: number | undefined): Promise<void> {
    const outcome = await this.client.do(this.here({ type: "invite", uses, ms }));
    if (outcome.ok) this.link = outcome.link ?? "";
    this.#tell(outcome);
  }

  revoke(): Promise<void> {
    const [invite] = this.view().membership.invites;
    return this.#try(this.here({ type: "revoke", invite: invite?.number ?? 0 }));
  }

  async useInviteOf(nick: string): Promise<void> {
    const { link } = await this.#cast.person(nick);
    await this.#try({ type: "useInvite", link });
  }

  /** Both look at each other's safety number. */
  async compare(nick: string): Promise<void> {
    const other = await this.#cast.person(nick);
    const mine = safetyNumber(this.client.session.id, this.idOf(other.client.nick));
    const theirs = safetyNumber(other.client.session.id, other.idOf(this.client.nick));
    this.lines.push(mine === theirs ? "the numbers are the same" : "! the numbers differ");
  }

  /** Fails if he was told so, as far as nobody has asked yet what he was told. */
  notTold(note: string): Promise<void> {
    if (this.notes.includes(note)) throw new Error(`${this.name} was told "${note}"`);
    return Promise.resolve();
  }

  list(what: keyof typeof listOf): Promise<void> {
    this.lines.push(`${what}: ${listOf[what](this.#seen()).join(", ") || "none"}`);
    return Promise.resolve();
  }

  async restart(how: "close" | "crash"): Promise<void> {
    this.read();
    this.#channels.clear();
    this.client = await this.client.restart(how);
  }

  /** He starts again where there is no line, and until he is online nothing arrives. */
  async restartOffline(): Promise<void> {
    this.read();
    this.#channels.clear();
    await this.client.session.close();
    const vault = new MemoryVault(this.client.vault.saved.at(-1));
    const held: (() => void)[] = [];
    const soon = (run: () => void) => this.#holds ? void held.push(run) : queueMicrotask(run);
    this.#holds = true;
    this.#release = () => held.splice(0).forEach((run) => run());
    const { disk } = this;
    this.client = await Client.open(this.#cast.world, this.client.nick, { vault, line: { soon }, disk });
  }

  /** His computer dies as soon as his client has taken the message. */
  async crashSaying(text: string): Promise<void> {
    await this.client.session.do(this.here({ type: "say", text }));
    await this.restart("crash");
  }

  /** He comes anew, as somebody else of that name, if it can be one. */
  async rename(nick: string): Promise<void> {
    try {
      const client = await Client.open(this.#cast.world, nick, { disk: this.disk });
      await this.client.session.close();
      this.client = client;
      this.#channels.clear();
      this.#here = undefined;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.lines.push(`! ${error.message}`);
    }
  }

  /** His client, started a second time on a copy of what it keeps. */
  async openWindow(name: string): Promise<void> {
    const vault = new MemoryVault(this.client.vault.saved.at(-1));
    const { disk } = this;
    const client = await Client.open(this.#cast.world, this.client.nick, { vault, disk });
    const window = new ClientPerson(name, this.#cast, { client, disk });
    this.#cast.people.set(name, window);
  }

  /** Offers a file of so many bytes, which are others for each name. */
  offer(name: string, size: number): Promise<void> {
    this.disk.files.set(name, contentOf(name, size));
    return this.#try({ type: "sendFiles", channel: this.view().id, paths: [name] });
  }

  fileCalled(name: string): number {
    const number = this.#files.get(name);
    if (number === undefined) throw new Error(`${this.name} knows of no file "${name}"`);
    return number;
  }

  /** Fails unless he has what was offered under that name, whole. */
  has(path: string, name: string): Promise<void> {
    const content = this.disk.files.get(path);
    const same = content && contentOf(name, content.length).every((byte, at) => byte === content[at]);
    if (!same) throw new Error(`${this.name} has ${content ? "something else as" : "no"} "${path}"`);
    return Promise.resolve();
  }

  setDisk(how: "full" | "free"): Promise<void> {
    this.client.vault.full = how === "full";
    return Promise.resolve();
  }

  idOf(nick: string): IdentityId {
    const member = memberByNick(this.view().membership, nick);
    if (!member) throw new Error(`${this.name} knows no "${nick}"`);
    return member.card.id;
  }

  lastOf(nick: string): MessageRef {
    const id = this.#last.get(nick);
    if (!id) throw new Error(`${this.name} has heard nothing from "${nick}"`);
    return id;
  }

  view(): ChannelView {
    const view = this.#here && this.#channels.get(this.#here);
    if (!view) throw new Error(`${this.name} is nowhere`);
    return view;
  }

  /** What he knows of each of his channels. */
  get views(): Iterable<ChannelView> {
    return this.#channels.values();
  }

  /** Shows him what his client has told. */
  read(): void {
    if (this.#busy) return;
    const events = this.client.events.splice(0);
    // What a channel is called may be told after what is said in it.
    for (const event of events) if (event.type === "channel") this.#saw(event.view);
    for (const event of events) this.#read(event);
  }

  #read(event: Event): void {
    this.#noteAway(event);
    this.#remember(event);
    if (event.type === "file") this.#files.set(event.file.name, event.file.number);
    if (event.type === "closed" && event.channel === this.#leaving) {
      this.#leaving = undefined;
      this.notes.push(`${event.name || "private"} closed: ${event.why}`);
      return void this.#channels.delete(event.channel);
    }
    const where = "channel" in event && event.channel !== undefined ? this.#where(event.channel) : "";
    for (const line of lineOf(event, this.name)) this.lines.push(`${where}${line}`);
    for (const note of noteOf(event, this.#nickOf(event))) this.notes.push(note);
    if (event.type === "closed") this.#channels.delete(event.channel);
  }

  #saw(view: ChannelView): void {
    this.#channels.set(view.id, view);
    if (view.id !== this.#awaited) return;
    this.#here = view.id;
    this.#awaited = undefined;
    this.notes.push("let in");
  }

  /** Who comes anew is not away until he says so. */
  #noteAway(event: Event): void {
    if (event.type === "status" && event.away) this.#away.set(keyOf(event.channel, event.who), event.text);
    else if (event.type === "status") this.#away.delete(keyOf(event.channel, event.who));
    if (event.type !== "left" && event.type !== "arrived") return;
    const member = this.#channels.get(event.channel)?.membership.members.find(({ card }) => card.id === event.who.id);
    if (member) this.#away.delete(keyOf(event.channel, member.number));
  }

  #remember(event: Event): void {
    const rows = event.type === "rows" || event.type === "olderRows" ? event.rows : [];
    for (const row of rows) {
      if (row.type !== "message") continue;
      const { from, id, content, cursor } = row.message;
      if (content.type === "text") this.#last.set(from.nick, id);
      this.cursor = Math.max(this.cursor, cursor ?? 0);
    }
  }

  /** What stands before what is said elsewhere than where he is. */
  #where(channel: ChannelId): string {
    const view = this.#channels.get(channel);
    if (channel === this.#here || !view) return "";
    return view.name === "" ? "(private) " : `(${view.name}) `;
  }

  #nickOf(event: Event): string {
    if (!("who" in event) || typeof event.who !== "number") return "";
    const view = this.#channels.get(event.channel);
    return view ? memberOf(view.membership, event.who)?.card.nick ?? "" : "";
  }

  #seen(): Seen {
    const view = this.#here && this.#channels.get(this.#here);
    return {
      view,
      channels: [...this.#channels.values()],
      away: (member) => view && this.#away.get(keyOf(view.id, member)),
      nameOf: (id) => this.#cast.nameOf(id),
    };
  }

  /** Does it; what takes longer than all that can happen now is told when it has happened. */
  async #try(intent: Intent): Promise<void> {
    this.#busy = true;
    try {
      const told = this.client.session.do(intent).then((outcome) => this.#tell(outcome));
      await Promise.race([told, this.#cast.world.settled()]);
    } finally {
      this.#busy = false;
    }
  }

  #tell(outcome: Outcome): void {
    if (outcome.ok && outcome.channel) {
      if (outcome.waiting) this.#awaited = outcome.channel;
      else this.#here = outcome.channel;
    }
    this.#busy = false;
    this.read();
    if (!outcome.ok) {
      const suggestion = outcome.suggestion ? ` (${outcome.suggestion} is free)` : "";
      this.lines.push(`! ${outcome.why}${suggestion}`);
      return;
    }
    if (outcome.created) this.notes.push("created");
    if (outcome.waiting) this.notes.push("waiting");
  }
}

function contentOf(name: string, size: number): Uint8Array {
  return noise(size, name.length);
}

function keyOf(channel: ChannelId, member: MemberNumber): string {
  return `${channel} ${member}`;
}
