/** Channels into which somebody lets me: because I asked for it, to talk in private, or so that it is for me to say whether I come. */
import type { Card } from "../../shared/card.ts";
import type { ChannelId, IdentityId } from "../../shared/ids.ts";
import { isPrivate, type Membership } from "../../shared/log/membership.ts";
import { nameKey } from "../../shared/names.ts";
import { abandon } from "./abandon.ts";
import { ByAndBy } from "./by_and_by.ts";
import type { Channel } from "./channel.ts";
import { authorOf } from "./deeds.ts";
import type { EngineDeps } from "./engine_deps.ts";
import type { RelayLine } from "./relay_line.ts";
import type { Roster } from "./roster.ts";
import type { TryCounter } from "./tries.ts";
import type { Asked } from "./vault_state.ts";

/** Somebody let me in there. */
interface Offer {
  readonly id: ChannelId;
  readonly name: string;
  readonly by: Card;
}

type Heeds = (other: IdentityId) => boolean;

export class Arrivals {
  readonly #deps: EngineDeps;
  readonly #roster: Roster;
  readonly #tries: TryCounter;
  #asked: readonly Asked[];
  /** Those into which somebody let me without my asking. */
  readonly #offered = new Map<ChannelId, Offer>();
  /** Those that I made, when the line went before I heard of it: nobody else can be in them. */
  readonly #begun = new Map<ChannelId, Membership>();
  /** Of strangers anybody may let me in, as often as he likes. */
  readonly #unasked: ByAndBy;
  /** While it is found out which they are. */
  readonly #arriving = new Map<ChannelId, Promise<void>>();
  /** It was told that more want to talk in private than there is room for. */
  #crowded = false;

  constructor(deps: EngineDeps, roster: Roster, tries: TryCounter, asked: readonly Asked[]) {
    this.#deps = deps;
    this.#roster = roster;
    this.#tries = tries;
    this.#asked = asked;
    this.#unasked = new ByAndBy(deps);
  }

  /** Where somebody has to approve me. */
  get asked(): readonly Asked[] {
    return this.#asked;
  }

  /** Remembers that somebody has to approve me there. */
  ask(asked: Asked): void {
    this.#asked = [...this.#asked.filter(({ channel }) => channel !== asked.channel), asked];
  }

  unask(id: ChannelId): void {
    this.#asked = this.#asked.filter(({ channel }) => channel !== id);
  }

  /** One of that name that somebody let me into. */
  offered(name: string): Offer | undefined {
    for (const offer of this.#offered.values()) if (nameKey(offer.name) === nameKey(name)) return offer;
    return undefined;
  }

  /** One of that name that I made and have not heard of, open or with a PIN; it is told once. */
  takeBegun(name: string, open: boolean): ChannelId | undefined {
    for (const [id, begun] of this.#begun) {
      if (nameKey(begun.name) !== nameKey(name) || begun.policy.open !== open) continue;
      this.#begun.delete(id);
      return id;
    }
    return undefined;
  }

  /** It is mine: nobody waits at its door any more. */
  came(id: ChannelId): void {
    this.#offered.delete(id);
    this.unask(id);
  }

  /** Somebody let me in there: I asked for it, or he wants to talk in private, or it is for me to say whether I come. */
  async added(id: ChannelId, line: RelayLine): Promise<void> {
    if (this.#roster.knows(id)) return;
    const arrive = async () => {
      if (line.open) await this.#arrive(id, line, (other) => !this.#deps.ignored(other) && this.#hasRoom());
    };
    await (this.#asked.some(({ channel }) => channel === id) ? arrive() : this.#unasked.do(id, arrive));
  }

  /** The private channel with this one that the relay knows of, also where he was ignored when he began it. */
  async findPrivate(identity: IdentityId, line: RelayLine): Promise<Channel | undefined> {
    const mine = await line.ask({ type: "mine" }, "mine");
    if (mine.type === "no") return undefined;
    const unknown = mine.channels.filter((id) => !this.#offered.has(id));
    await Promise.all(unknown.map((id) => this.#arriving.get(id)));
    await Promise.all(unknown.map((id) => this.#arrive(id, line, (other) => other === identity)));
    return this.#roster.privateWith(identity);
  }

  /** Whether one more may draw me into a channel of us two; that somebody could not is told once. */
  #hasRoom(): boolean {
    const drawn = [...this.#roster.all].filter(({ feed: { ledger: { membership } } }) => {
      return membership !== undefined && isPrivate(membership);
    });
    if (drawn.length < MOST_PRIVATE) return true;
    if (!this.#crowded) this.#deps.emit({ type: "alarm", channel: undefined, why: CROWDED });
    this.#crowded = true;
    return false;
  }

  #arrive(id: ChannelId, line: RelayLine, heeds: Heeds): Promise<void> {
    const arriving = this.#comeInto(id, line, heeds).finally(() => this.#arriving.delete(id));
    this.#arriving.set(id, arriving.catch(() => {}));
    return arriving;
  }

  async #comeInto(id: ChannelId, line: RelayLine, heeds: Heeds): Promise<void> {
    if (this.#roster.knows(id)) return;
    const asked = this.#asked.find(({ channel }) => channel === id);
    if (asked) return await this.#letIn(asked, line);
    const channel = this.#roster.made({ id, name: "", pin: undefined });
    using _expected = this.#roster.expect(id);
    await channel.feed.read(line);
    // A relay has the logs of others' channels, too: theirs is not to stand for mine.
    if (channel.feed.ledger.you === undefined) return;
    const { membership, other } = channel;
    const isAlone = membership.count === 1;
    if (isPrivate(membership)) {
      if (isAlone) await abandon(this.#deps, line, membership);
      else if (other && heeds(other.id)) await this.#roster.take(channel, line);
      return;
    }
    if (isAlone) this.#begun.set(id, membership);
    else this.#offer(channel);
  }

  /** Where I had asked. */
  async #letIn({ channel: id, name, head: [head], pin }: Asked, line: RelayLine): Promise<void> {
    // Where nobody has proved that he knows the PIN, the channel itself has to show that it is the one.
    if (!head && !this.#tries.allowed(name)) return this.unask(id);
    // By what comes of it the relay, and who let me in, see whether my PIN is the one that theirs has.
    if (!head) await this.#tries.count(name);
    const genuine = ({ feed, facts }: Channel) => head ? feed.log.hasHead(head) : facts.pin === pin;
    // The PIN may be another one by now: who let me in says which.
    const entered = await this.#roster.enter({ id, name, pin: undefined }, line, genuine);
    if (!("ok" in entered)) return;
    // Whoever shows channels, one after the other, would try a PIN with each.
    this.unask(id);
    this.#deps.saveSoon();
    this.#deps.emit({ type: "closed", channel: id, name, why: entered.why });
  }

  /** Somebody let me in without my asking. */
  #offer({ id, feed: { log, ledger: { you } } }: Channel): void {
    const { name } = log.membership;
    const entry = you === undefined ? undefined : log.entry(you);
    const by = entry && authorOf(entry, log);
    // Of whom one ignores one hears nothing, this way either.
    if (!by || this.#deps.ignored(by.id)) return;
    this.#offered.set(id, { id, name, by });
    this.#deps.emit({ type: "invited", channel: id, name, by });
  }
}

/** Into so many private channels others may draw me: a relay lets one follow 200, and those with a name are to have room. */
const MOST_PRIVATE = 100;
const CROWDED =
  `More people want to talk to you in private than there is room for: you are in ${MOST_PRIVATE} private channels. /leave some of them.`;
