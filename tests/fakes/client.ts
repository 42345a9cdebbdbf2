/** A real client in a test: a session on a line in memory, a vault that outlives it, and all that it told, to be asked for. */
import type { ChannelView, Event, Row } from "../../client/core/events.ts";
import type { Disk } from "../../client/core/files/disk.ts";
import type { Intent, Outcome } from "../../client/core/intents.ts";
import { Session } from "../../client/core/session.ts";
import { nativePlatform } from "../../client/machine/native_platform.ts";
import { Failure } from "../../shared/failure.ts";
import type { Glance } from "../../shared/glance.ts";
import type { ChannelId } from "../../shared/ids.ts";
import { Link, type LinkSink } from "../../shared/link.ts";
import type { MemoryLineOptions, MemoryPipe } from "../../shared/memory_pipe.ts";
import { random } from "./guest.ts";
import { MemoryVault } from "./memory_vault.ts";
import type { TurnedRelay } from "./turned_relay.ts";

export interface ClientOptions {
  readonly vault?: MemoryVault;
  readonly line?: MemoryLineOptions;
  /** Puts something between this client and the relay. */
  readonly between?: (sink: LinkSink) => LinkSink;
  readonly random?: (size: number) => Uint8Array;
  /** His system's first look at signatures; without it, as most people have it. */
  readonly glance?: Glance;
  /** Where his files are. */
  readonly disk?: Disk;
}

export class Client {
  readonly nick: string;
  readonly relay: TurnedRelay;
  /** All that the engine told, oldest first; a test takes out what it has read. */
  readonly events: Event[];
  readonly session: Session;
  readonly vault: MemoryVault;
  readonly #options: ClientOptions;
  #pipe: MemoryPipe | undefined;
  readonly #links = new Set<Link>();
  /** Whether the relay can be reached. */
  cut = false;

  private constructor(
    relay: TurnedRelay,
    session: Session,
    vault: MemoryVault,
    options: ClientOptions & {
      readonly nick: string;
      readonly events: Event[];
    },
  ) {
    this.relay = relay;
    this.nick = options.nick;
    this.session = session;
    this.vault = vault;
    this.events = options.events;
    this.#options = options;
  }

  /** Somebody at a relay who has entered. */
  static async open(relay: TurnedRelay, nick: string, options: ClientOptions = {}): Promise<Client> {
    const vault = options.vault ?? new MemoryVault();
    const events: Event[] = [];
    const session = await Session.open({
      dial: (sink) => client.#dial(sink),
      clock: relay.clock,
      random: options.random ?? random,
      ...{ vault, disk: options.disk },
      platform: options.glance ? { ...nativePlatform, glance: options.glance } : nativePlatform,
      emit: (event) => void events.push(event),
    }, { relay: "relay.example.com:5000", nick });
    const client: Client = new Client(relay, session, vault, { ...options, nick, events });
    session.start();
    await relay.settled();
    return client;
  }

  /** The same one, after his program ended: `crash` leaves only what was saved. */
  async restart(how: "close" | "crash" = "close"): Promise<Client> {
    if (how === "close") await this.session.close();
    else this.vanish();
    await this.relay.settled();
    const { line, between, disk } = this.#options;
    const saved = new MemoryVault(this.vault.saved.at(-1));
    return await Client.open(this.relay, this.nick, {
      ...(line && { line }),
      ...(between && { between }),
      ...(disk && { disk }),
      vault: saved,
    });
  }

  /** Does it, and waits until all that comes of it has come. */
  async do(intent: Intent): Promise<Outcome> {
    const outcome = this.session.do(intent);
    const done = await Promise.race([outcome, this.relay.settled().then(() => this.relay.settled())]);
    if (!done) throw new Error(`Cannot ${intent.type}: it is still going on`);
    await this.relay.settled();
    return done;
  }

  /** Does what must succeed; gives the channel that came of it. */
  async must(intent: Intent): Promise<ChannelId> {
    const outcome = await this.do(intent);
    if (!outcome.ok) throw new Error(`${this.nick} cannot ${intent.type}: ${outcome.why}`);
    return outcome.channel ?? ("channel" in intent ? intent.channel : "" as ChannelId);
  }

  join(name: string, pin: string): Promise<ChannelId> {
    return this.must({ type: "join", name, pin, others: "ask" });
  }

  async say(channel: ChannelId, text: string): Promise<void> {
    await this.must({ type: "say", channel, text });
  }

  /** The texts that were shown in a channel since the last time, own ones too, as "nick: text". */
  heard(channel: ChannelId): readonly string[] {
    return this.rows(channel).flatMap((row) => {
      if (row.type !== "message" || row.message.content.type !== "text") return [];
      return [`${row.message.from.nick}: ${row.message.content.text}`];
    });
  }

  /** The rows of a channel since the last time, taken out. */
  rows(channel: ChannelId): readonly Row[] {
    return this.take("rows", (event) => event.channel === channel).flatMap(({ rows }) => rows);
  }

  /** The events of a type, taken out. */
  take<K extends Event["type"]>(
    type: K,
    fits: (event: Extract<Event, { readonly type: K }>) => boolean = () => true,
  ): readonly Extract<Event, { readonly type: K }>[] {
    const taken: Extract<Event, { readonly type: K }>[] = [];
    for (let place = 0; place < this.events.length;) {
      const event = this.events[place] as Extract<Event, { readonly type: K }>;
      if (event.type === type && fits(event)) {
        taken.push(event);
        this.events.splice(place, 1);
      } else place++;
    }
    return taken;
  }

  /** What is known of a channel now. */
  view(channel: ChannelId): ChannelView {
    const views = this.events.filter((event) => event.type === "channel").filter(({ view }) => view.id === channel);
    const last = views.at(-1);
    if (!last) throw new Error(`${this.nick} knows nothing of that channel`);
    return last.view;
  }

  /** His lines break, and he cannot come back until `back`. */
  async loseLine(): Promise<void> {
    this.cut = true;
    for (const link of this.#links) link.destroy("the test pulled the cable");
    this.#links.clear();
    await this.relay.settled();
  }

  async back(): Promise<void> {
    this.cut = false;
    this.session.retry();
    await this.relay.settled();
  }

  /** Nothing that is sent to him arrives any more, and nobody is told. */
  freeze(): void {
    this.#pipe?.pause();
  }

  /** What waited for him arrives. */
  thaw(): void {
    this.#pipe?.resume();
  }

  /** His computer dies: nobody is told, and nothing more is saved. */
  vanish(): void {
    this.cut = true;
    this.vault.full = true;
    this.#pipe?.destroy();
  }

  #dial(sink: LinkSink): Promise<Link> {
    if (this.cut) return Promise.reject(new Failure("Cannot reach the relay: the test pulled the cable."));
    const pipe = this.relay.line(this.#options.line);
    this.#pipe = pipe;
    const link = new Link(pipe, this.#options.between?.(sink) ?? sink);
    this.#links.add(link);
    pipe.own(link);
    return Promise.resolve(link);
  }
}
