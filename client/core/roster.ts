/** The channels of one session: those in the vault, and those one comes into. It follows them all on each new line; who is let into more: arrivals.ts. */
import type { ChannelId, IdentityId } from "../../shared/ids.ts";
import { NOWHERE } from "../../shared/log/entry.ts";
import { MOST } from "../../shared/messages.ts";
import { nameKey } from "../../shared/names.ts";
import { Arrivals } from "./arrivals.ts";
import { Channel } from "./channel.ts";
import type { EngineDeps } from "./engine_deps.ts";
import type { Refused } from "./intents.ts";
import { LineLost, type RelayLine } from "./relay_line.ts";
import type { TryCounter } from "./tries.ts";
import { type Gone, MOST_GONE, type SavedChannel, type VaultState } from "./vault_state.ts";

/** What is known of a channel before its log was read. */
export interface Entering {
  readonly id: ChannelId;
  readonly name: string;
  /** The PIN that was typed; undefined where somebody else let me in. */
  readonly pin: string | undefined;
  /** The key of the first epoch, for who made the channel. */
  readonly key?: Uint8Array | undefined;
}

type Status = Parameters<Channel["setStatus"]>[0];

export class Roster {
  readonly arrivals: Arrivals;
  readonly #deps: EngineDeps;
  readonly #channels = new Map<ChannelId, Channel>();
  /** Channels that I am about to enter: the relay may tell of them first. */
  readonly #entering = new Set<ChannelId>();
  /** How far the logs of those had come that are over, the newest last. */
  readonly #gone = new Map<ChannelId, Gone>();
  #ready: Promise<void> = Promise.resolve();
  #quiet = false;
  /** Resolves when that has come to an end for all channels. */
  #quieted: Promise<void> = Promise.resolve();
  #status: Status;

  constructor(deps: EngineDeps, tries: TryCounter, saved: Pick<VaultState, "channels" | "asked" | "gone"> | undefined) {
    this.#deps = deps;
    this.arrivals = new Arrivals(deps, this, tries, saved?.asked ?? []);
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

  get(id: ChannelId): Channel | undefined {
    return this.#channels.get(id);
  }

  /** Mine of that name, and where it is given of that PIN; failing that, of which it was the PIN before. */
  find(name: string, pin: string | undefined): Channel | undefined {
    const named = [...this.#channels.values()].filter((channel) => nameKey(channel.name) === nameKey(name));
    if (pin === undefined) return named[0];
    return named.find(({ facts }) => facts.pin === pin) ?? named.find(({ facts }) => facts.formerPins.includes(pin));
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
    const known = [...this.#channels.values()].map((one) => this.#followAgain(one, line, mayBeMine(one.id, mine)));
    const others = mine.channels.filter((id) => !this.#channels.has(id));
    // Mine come first, should there not be room for all.
    await Promise.all(known);
    await Promise.all(others.map((id) => this.arrivals.added(id, line)));
  }

  /** `isMine`: the relay says that I am in it, or at least not that I am not. */
  async #followAgain(channel: Channel, line: RelayLine, isMine: boolean): Promise<void> {
    // Two that read a log at once would both take it from its beginning.
    await channel.followed;
    if (channel.feed.line === line) return;
    const followed = isMine && await this.#tryFollow(channel, line);
    if (!followed) await this.#unfollowed(channel, line, isMine);
  }

  async #tryFollow(channel: Channel, line: RelayLine): Promise<boolean> {
    return await channel.follow(line, this.#quiet).catch((error) => {
      // Of this one the relay shows no log: the others are followed all the same.
      if (!(error instanceof LineLost) || !line.open) throw error;
      return false;
    });
  }

  /** The relay does not let me follow it: I was put out, or it is over, or it is kept for another time. */
  async #unfollowed(channel: Channel, line: RelayLine, isMine: boolean): Promise<void> {
    const removed = await channel.removedWhileAway(line);
    // A channel about which the relay was caught lying is kept: what is known of it is the proof.
    if (channel.feed.distrusted) return;
    // Whoever follows as many as he may still has the others: strangers, who may draw him into some, must not make him lose a key.
    if (removed === undefined && isMine) {
      return this.#deps.emit({ type: "alarm", channel: channel.id, why: NOT_FOLLOWED });
    }
    this.forget(channel, removed ?? WHILE_AWAY);
  }

  /** Follows them all anew, seen by the others or not; one such change after the other, or two of them would open a channel that is open. */
  setQuiet(quiet: boolean, lineNow: () => RelayLine | undefined): Promise<void> {
    const setting = this.#quieted.then(() => this.#setQuiet(quiet, lineNow()));
    this.#quieted = setting.catch(() => {});
    return setting;
  }

  async #setQuiet(quiet: boolean, line: RelayLine | undefined): Promise<void> {
    if (this.#quiet === quiet) return;
    this.#quiet = quiet;
    if (line) await this.#ready;
    for (const channel of line ? this.#channels.values() : []) {
      await channel.followed;
      // A post behind `shut` would be refused for good: it waits until the channel is open again.
      channel.speech.interrupt();
      await line?.ask({ type: "shut", channel: channel.id }, "done");
      if (line && !await this.#tryFollow(channel, line)) await this.#putOut(channel, line);
    }
  }

  /** While nobody followed it here, and so nobody was told of it. */
  async #putOut(channel: Channel, line: RelayLine): Promise<void> {
    const mine = await line.ask({ type: "mine" }, "mine");
    if (mine.type === "mine") await this.#unfollowed(channel, line, mayBeMine(channel.id, mine));
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

  /** Marks a channel as one that I come into by myself; the relay's word that I was added is then no news. */
  expect(id: ChannelId): Disposable {
    this.#entering.add(id);
    return { [Symbol.dispose]: () => this.#entering.delete(id) };
  }

  /** Whether it is one of mine, or about to be. */
  knows(id: ChannelId): boolean {
    return this.#channels.has(id) || this.#entering.has(id);
  }

  /** Into a channel of which I am a member; or why not. */
  async enter(
    entering: Entering,
    line: RelayLine,
    genuine: (channel: Channel) => boolean = () => true,
  ): Promise<Channel | Refused> {
    const channel = this.made(entering);
    if (entering.key) {
      // Mine is kept, wherever the line breaks.
      this.#channels.set(entering.id, channel);
      channel.feed.ledger.expect(0, entering.key);
    }
    using _expected = this.expect(entering.id);
    await channel.feed.read(line);
    const { you } = channel.feed.ledger;
    if (you !== undefined) channel.facts.grown(you);
    if (!genuine(channel) || (you === undefined && !this.#wasIn(channel))) {
      this.#channels.delete(entering.id);
      this.#deps.emit({ type: "alarm", channel: undefined, why: NOT_THE_ONE });
      return { ok: false, code: "failed", why: "It is not the channel it claims to be." };
    }
    // By an invite and by the PIN at once: who was first follows it.
    const first = this.#channels.get(entering.id);
    if (first && first !== channel) return first;
    // Only now: what is in here is followed on every line that comes, and nobody asks again whether it is the one.
    if (you !== undefined && await this.take(channel, line)) return channel;
    return { ok: false, code: "failed", why: await channel.removedWhileAway(line) ?? NOT_LET_IN };
  }

  /** A channel that was read, from now on one of mine, wherever the line breaks; false when the relay does not let me follow it. */
  async take(channel: Channel, line: RelayLine): Promise<boolean> {
    const { id } = channel;
    // Before it follows: what comes in its stream must find it.
    this.#channels.set(id, channel);
    this.arrivals.came(id);
    channel.setStatus(this.#status);
    if (!await channel.follow(line, this.#quiet)) {
      this.#channels.delete(id);
      return false;
    }
    this.#gone.delete(id);
    // At once: whoever made a channel, or was let in, must not forget its PIN in a crash.
    await this.#deps.save();
    return true;
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

  /** Whether I was put out again between coming in and reading of it: that is no lie of the relay's. */
  #wasIn({ feed: { log } }: Channel): boolean {
    return log.former.some(({ id }) => id === this.#deps.identity.id);
  }

  /** A channel of which nothing has been read yet. */
  made({ id, name, pin }: Entering): Channel {
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
        skipped: [],
        unheard: 0,
        heard: gone?.heard ?? [],
        read: 0,
        counter: 0,
        outbox: [],
      },
      ...{ guesses: gone?.guesses ?? 0, requests: [] },
    });
  }
}

/** A list that is full leaves out the rest: strangers, who may draw one into a thousand channels, must not make him lose the keys of his own. */
function mayBeMine(channel: ChannelId, { channels }: { readonly channels: readonly ChannelId[] }): boolean {
  return channels.length >= MOST.channelsOfOne || channels.includes(channel);
}

const NO_HEAD = NOWHERE.prev;
const NOT_FOLLOWED =
  "The relay does not let you follow this channel now. It is kept, and tried again when you connect anew: perhaps you are in too many.";
const WHILE_AWAY = "You are no longer in it, or it was removed, while you were away.";
const NOT_LET_IN = "The relay does not let you follow it: perhaps it was removed, or you are in too many channels.";
/** What the person is told who was let into something else than he knocked at. */
const NOT_THE_ONE =
  "What the relay shows is not the channel whose door was opened. Do not trust it: ask the others over another way.";
