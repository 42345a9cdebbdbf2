/** The channels of one session: those in the vault, those one comes into, those one is let into. It follows them all on each new line. */
import type { ChannelId, IdentityId } from "../../shared/ids.ts";
import { NOWHERE } from "../../shared/log/entry.ts";
import { isPrivate } from "../../shared/log/membership.ts";
import { nameKey } from "../../shared/names.ts";
import { abandon } from "./abandon.ts";
import { Channel } from "./channel.ts";
import { authorOf } from "./deeds.ts";
import type { EngineDeps } from "./engine_deps.ts";
import type { KeeperProof } from "./knock.ts";
import { LineLost, type RelayLine } from "./relay_line.ts";
import type { TryCounter } from "./tries.ts";
import { type Asked, type Gone, MOST_GONE, type SavedChannel, type VaultState } from "./vault_state.ts";

/** What is known of a channel before its log was read. */
export interface Entering {
  readonly id: ChannelId;
  readonly name: string;
  /** The PIN that was typed; undefined where somebody else let me in. */
  readonly pin: string | undefined;
  /** Who proved at the door that he knows it. */
  readonly proof?: KeeperProof | undefined;
  /** The key of the first epoch, for who made the channel. */
  readonly key?: Uint8Array | undefined;
}

type Status = Parameters<Channel["setStatus"]>[0];

export class Roster {
  readonly #deps: EngineDeps;
  readonly #tries: TryCounter;
  readonly #channels = new Map<ChannelId, Channel>();
  /** Channels into which somebody let me without my asking, by their names. */
  readonly #offered = new Map<ChannelId, string>();
  /** Channels that I am about to enter: the relay may tell of them first. */
  readonly #entering = new Set<ChannelId>();
  /** Channels into which somebody let me, while it is found out which they are. */
  readonly #arriving = new Map<ChannelId, Promise<void>>();
  #asked: readonly Asked[];
  /** How far the logs of those had come that are over, the newest last. */
  readonly #gone = new Map<ChannelId, Gone>();
  #ready: Promise<void> = Promise.resolve();
  #quiet = false;
  /** It was told that more want to talk in private than there is room for. */
  #crowded = false;
  #status: Status;

  constructor(deps: EngineDeps, tries: TryCounter, saved: Pick<VaultState, "channels" | "asked" | "gone"> | undefined) {
    this.#deps = deps;
    this.#tries = tries;
    this.#asked = saved?.asked ?? [];
    for (const gone of saved?.gone ?? []) this.#gone.set(gone.channel, gone);
    for (const channel of saved?.channels ?? []) this.#channels.set(channel.id, new Channel(deps, channel));
  }

  get all(): Iterable<Channel> {
    return this.#channels.values();
  }

  get saved(): readonly SavedChannel[] {
    return [...this.#channels.values()].map((channel) => channel.saved).filter(({ count }) => count > 0);
  }

  /** Channels that are over, to be recognised. */
  get gone(): readonly Gone[] {
    return [...this.#gone.values()].slice(-MOST_GONE);
  }

  /** Where somebody has to approve me. */
  get asked(): readonly Asked[] {
    return this.#asked;
  }

  get(id: ChannelId): Channel | undefined {
    return this.#channels.get(id);
  }

  /** Mine of that name, and where it is given of that PIN; failing that, of which it was the PIN before. */
  find(name: string, pin: string | undefined): Channel | undefined {
    const named = [...this.#channels.values()].filter((channel) => nameKey(channel.name) === nameKey(name));
    if (pin === undefined) return named[0];
    return named.find(({ facts }) => facts.pin === pin) ?? named.find(({ facts }) => facts.formerPins.includes(pin));
  }

  /** One of that name that somebody let me into. */
  offered(name: string): ChannelId | undefined {
    for (const [id, offered] of this.#offered) if (nameKey(offered) === nameKey(name)) return id;
    return undefined;
  }

  /** The private channel with this one. */
  privateWith(identity: IdentityId): Channel | undefined {
    const both = [...this.#channels.values()].filter((channel) => {
      return channel.feed.ledger.membership?.members.length === 2 && channel.other?.id === identity;
    });
    // Where both made one in the same moment, both go on in the same one.
    return both.sort((a, b) => a.id < b.id ? -1 : 1)[0];
  }

  /** Resolves when it is known which channels are followed on this line. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  /** On a new line: all that the relay says are mine. Of the others I am no member any more, or they are gone. */
  follow(line: RelayLine): Promise<void> {
    const following = this.#follow(line);
    this.#ready = following.catch(() => {});
    return following;
  }

  async #follow(line: RelayLine): Promise<void> {
    const mine = await line.ask({ type: "mine" }, "mine");
    if (mine.type === "no") return;
    const ids = new Set(mine.channels);
    const known = [...this.#channels.values()].map(async (channel) => {
      // Two that read a log at once would both take it from its beginning.
      await channel.followed;
      if (channel.feed.line === line) return;
      const followed = ids.has(channel.id) && await channel.follow(line, this.#quiet).catch((error) => {
        // Of this one the relay shows no log: the others are followed all the same.
        if (!(error instanceof LineLost) || !line.open) throw error;
        return false;
      });
      if (followed) return;
      const removed = await channel.removedWhileAway(line);
      // A channel about which the relay was caught lying is kept: what is known of it is the proof.
      if (channel.feed.distrusted) return;
      // Whoever follows as many as he may still has the others: strangers, who may draw him into some, must not make him lose a key.
      if (removed === undefined && ids.has(channel.id)) {
        return this.#deps.emit({ type: "alarm", channel: channel.id, why: NOT_FOLLOWED });
      }
      this.forget(channel, removed ?? WHILE_AWAY);
    });
    const others = [...ids].filter((id) => !this.#channels.has(id));
    // Mine come first, should there not be room for all.
    await Promise.all(known);
    await Promise.all(others.map((id) => this.added(id, line)));
  }

  /** Follows them all anew, seen by the others or not. */
  async setQuiet(quiet: boolean, line: RelayLine | undefined): Promise<void> {
    if (this.#quiet === quiet) return;
    this.#quiet = quiet;
    if (line) await this.#ready;
    for (const channel of line ? this.#channels.values() : []) {
      await channel.followed;
      // A post behind `shut` would be refused for good: it waits until the channel is open again.
      channel.speech.interrupt();
      await line?.ask({ type: "shut", channel: channel.id }, "done");
      if (line) await channel.follow(line, quiet);
    }
  }

  /** Shows what a vault has kept of each, before there is a line. */
  begin(): void {
    for (const channel of this.#channels.values()) channel.begin();
  }

  /** How I am, in every channel there is and will be. */
  setStatus(status: Status): void {
    this.#status = status;
    for (const channel of this.#channels.values()) channel.setStatus(status);
  }

  /** The line is gone. */
  interrupt(): void {
    for (const channel of this.#channels.values()) channel.interrupt();
  }

  /** Somebody let me in there: I asked for it, or he wants to talk in private, or it is for me to say whether I come. */
  added(id: ChannelId, line: RelayLine): Promise<void> {
    return this.#arrive(id, line, (other) => !this.#deps.ignored(other) && this.#hasRoom());
  }

  /** Whether one more may draw me into a channel of us two; that somebody could not is told once. */
  #hasRoom(): boolean {
    const drawn = [...this.#channels.values()].filter(({ feed: { ledger: { membership } } }) => {
      return membership !== undefined && isPrivate(membership);
    });
    if (drawn.length < MOST_PRIVATE) return true;
    if (!this.#crowded) this.#deps.emit({ type: "alarm", channel: undefined, why: CROWDED });
    this.#crowded = true;
    return false;
  }

  /** The private channel with this one that the relay knows of, also where he was ignored when he began it. */
  async findPrivate(identity: IdentityId, line: RelayLine): Promise<Channel | undefined> {
    const mine = await line.ask({ type: "mine" }, "mine");
    if (mine.type === "no") return undefined;
    const unknown = mine.channels.filter((id) => !this.#offered.has(id));
    await Promise.all(unknown.map((id) => this.#arriving.get(id)));
    await Promise.all(unknown.map((id) => this.#arrive(id, line, (other) => other === identity)));
    return this.privateWith(identity);
  }

  #arrive(id: ChannelId, line: RelayLine, heeds: (other: IdentityId) => boolean): Promise<void> {
    const arriving = this.#comeInto(id, line, heeds).finally(() => this.#arriving.delete(id));
    this.#arriving.set(id, arriving.catch(() => {}));
    return arriving;
  }

  async #comeInto(id: ChannelId, line: RelayLine, heeds: (other: IdentityId) => boolean): Promise<void> {
    if (this.#channels.has(id) || this.#entering.has(id)) return;
    const asked = this.#asked.find(({ channel }) => channel === id);
    if (asked) {
      const [head] = asked.head;
      // Where nobody has proved that he knows the PIN, the channel itself has to show that it is the one.
      if (!head && !this.#tries.allowed(asked.name)) return this.unask(id);
      // By what comes of it the relay, and who let me in, see whether my PIN is the one that theirs has.
      if (!head) await this.#tries.count(asked.name);
      const genuine = ({ feed, facts }: Channel) => head ? feed.log.hasHead(head) : facts.pin === asked.pin;
      // The PIN may be another one by now: who let me in says which.
      const entered = await this.enter({ id, name: asked.name, pin: undefined }, line, genuine);
      // Whoever shows channels, one after the other, would try a PIN with each.
      if (!entered) this.unask(id);
      return;
    }
    const channel = this.#made({ id, name: "", pin: undefined });
    this.#entering.add(id);
    try {
      await channel.feed.read(line);
      // A relay has the logs of others' channels, too: theirs is not to stand for mine.
      if (channel.feed.ledger.you === undefined) return;
      const { membership } = channel;
      if (isPrivate(membership) && membership.count === 1) await abandon(this.#deps, line, membership);
      else if (isPrivate(membership) && channel.other && heeds(channel.other.id)) {
        // Before it follows: what comes in its stream must find it.
        this.#hold(channel);
        if (await channel.follow(line, this.#quiet)) await this.#keep(channel);
        else this.#channels.delete(id);
      } else if (!isPrivate(membership)) {
        const { log, ledger: { you } } = channel.feed;
        const entry = you === undefined ? undefined : log.entry(you);
        const by = entry && authorOf(entry, log);
        if (!by) return;
        this.#offered.set(id, membership.name);
        this.#deps.emit({ type: "invited", channel: id, name: membership.name, by });
      }
    } finally {
      this.#entering.delete(id);
    }
  }

  /** Marks a channel as one that I come into by myself; the relay's word that I was added is then no news. */
  expect(id: ChannelId): Disposable {
    this.#entering.add(id);
    return { [Symbol.dispose]: () => this.#entering.delete(id) };
  }

  /** Into a channel of which I am a member; undefined when it is not the one it claims to be. */
  async enter(
    entering: Entering,
    line: RelayLine,
    genuine: (channel: Channel) => boolean = () => true,
  ): Promise<Channel | undefined> {
    const channel = this.#made(entering);
    if (entering.key) {
      // Mine is kept, wherever the line breaks.
      this.#channels.set(entering.id, channel);
      channel.feed.ledger.expect(0, entering.key);
    }
    using _expected = this.expect(entering.id);
    await channel.feed.read(line);
    const { you } = channel.feed.ledger;
    if (you !== undefined) channel.facts.grown(you);
    if (you === undefined || !genuine(channel)) {
      this.#channels.delete(entering.id);
      this.#deps.emit({ type: "alarm", channel: undefined, why: NOT_THE_ONE });
      return undefined;
    }
    // By an invite and by the PIN at once: who was first follows it.
    const first = this.#channels.get(entering.id);
    if (first && first !== channel) return first;
    // Only now: what is in here is followed on every line that comes, and nobody asks again whether it is the one.
    this.#hold(channel);
    if (!await channel.follow(line, this.#quiet)) {
      this.#channels.delete(entering.id);
      return undefined;
    }
    await this.#keep(channel);
    return channel;
  }

  /** Remembers that somebody has to approve me there. */
  ask(asked: Asked): void {
    this.#asked = [...this.#asked.filter(({ channel }) => channel !== asked.channel), asked];
  }

  unask(id: ChannelId): void {
    this.#asked = this.#asked.filter(({ channel }) => channel !== id);
  }

  /** It is over: nothing of it is kept. */
  forget(channel: Channel, why: string): void {
    if (!this.#channels.delete(channel.id)) return;
    const { id, name } = channel;
    channel.end();
    const { count, head, guesses, heard } = channel.saved;
    if (count > 0) this.#gone.set(id, { channel: id, count, head, guesses, heard });
    this.#deps.emit({ type: "closed", channel: id, name, why });
    this.#deps.saveSoon();
  }

  /** From now on it is mine, wherever the line breaks: it is followed on the next one, and nobody waits at its door. */
  #hold(channel: Channel): void {
    this.#channels.set(channel.id, channel);
    this.unask(channel.id);
    channel.setStatus(this.#status);
  }

  /** At once: whoever made a channel, or was let in, must not forget its PIN in a crash. */
  async #keep(channel: Channel): Promise<void> {
    this.#offered.delete(channel.id);
    this.#gone.delete(channel.id);
    await this.#deps.save();
  }

  #made({ id, name, pin }: Entering): Channel {
    const pins = pin === undefined ? [] : [pin];
    // What we knew has to go on from there: the relay may have said that it was over only to show another log, to let somebody guess anew, or to say again
    // what was said.
    const gone = this.#gone.get(id);
    return new Channel(this.#deps, {
      ...{
        id,
        name,
        pin: pins,
        formerPins: [],
        topic: "",
        topicAt: 0,
        doubted: 0,
        count: gone?.count ?? 0,
        head: gone?.head ?? NO_HEAD,
        known: [],
        keys: [],
        noted: gone?.count ?? 0,
        cursor: 0,
        passed: 0,
        heard: gone?.heard ?? [],
        read: 0,
        counter: 0,
        outbox: [],
      },
      ...{ guesses: gone?.guesses ?? 0, requests: [] },
    });
  }
}

const NO_HEAD = NOWHERE.prev;
/** Into so many private channels others may draw me: a relay lets one follow 200, and those with a name are to have room. */
const MOST_PRIVATE = 100;
const CROWDED =
  `More people want to talk to you in private than there is room for: you are in ${MOST_PRIVATE} private channels. /leave some of them.`;
const NOT_FOLLOWED =
  "The relay does not let you follow this channel now. It is kept, and tried again when you connect anew: perhaps you are in too many.";
const WHILE_AWAY = "You are no longer in it, or it was removed, while you were away.";
/** What the person is told who was let into something else than he knocked at. */
const NOT_THE_ONE =
  "What the relay shows is not the channel whose door was opened. Do not trust it: ask the others over another way.";
