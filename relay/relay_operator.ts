/** The operator's hands on a running relay. */
import { formatTimePast } from "../shared/duration.ts";
import { Failure } from "../shared/failure.ts";
import { CLOSE } from "../shared/frames.ts";
import { memberOf } from "../shared/log/membership.ts";
import { MOST } from "../shared/messages.ts";
import { personOf } from "./admission.ts";
import type { Channel } from "./channel.ts";
import type { ConnectedUser, OpenChannel, Operator } from "./operator.ts";
import type { Peer } from "./peer.ts";
import type { RunningRelay } from "./running_relay.ts";
import type { Ban } from "./store.ts";

/** A beginning of an identity shorter than this could be a nick. */
const SHORTEST_IDENTITY = 8;

/** Whom the operator named, by a nick or else by an address or the beginning of an identity. */
interface Meant {
  readonly who: string;
  readonly byNick: boolean;
  readonly peers: readonly Peer[];
}

export class RelayOperator implements Operator {
  readonly #relay: RunningRelay;
  readonly #memory: () => number;

  /** `memory` tells how many bytes the process has. */
  constructor(relay: RunningRelay, memory: () => number) {
    this.#relay = relay;
    this.#memory = memory;
  }

  channels(): readonly OpenChannel[] {
    const followed = [...this.#relay.context.channels.loaded()].filter((channel) => channel.seats.length > 0);
    return followed.map((channel) => ({ name: channel.membership.name, id: channel.id, users: nicksIn(channel) }));
  }

  users(): readonly ConnectedUser[] {
    return [...this.#relay.context.sessions.entered].map(({ nick, identity, address, seats, since }) => ({
      nick,
      identity,
      address,
      channels: seats.length,
      since,
    }));
  }

  stats(): readonly (readonly [label: string, value: string])[] {
    const { context, startedAt } = this.#relay;
    const { channels, files, hub, sessions } = context;
    return [
      ["Running for", formatTimePast(context.now() - startedAt)],
      ["Connections", String(sessions.size)],
      ["Channels", `${channels.count}, ${this.channels().length} of them with somebody in`],
      ["Messages since the start", String(hub.taken)],
      ["Recent messages in memory", `${Math.ceil(hub.ringsBytes / 1024)} KiB`],
      ...files.stats(),
      ["Memory", `${Math.ceil(this.#memory() / 2 ** 20)} MiB`],
    ];
  }

  kick(who: string, reason: string): number {
    return this.#close(this.#meant(who), `You were disconnected by the operator${reason ? `: ${reason}` : "."}`);
  }

  ban(who: string, until: number, reason: string): readonly string[] {
    const meant = this.#meant(who);
    const nicks = new Map<string, string>(isAddress(who) && !meant.byNick ? [[personOf(who), ""]] : []);
    for (const { identity, address, nick } of meant.peers) {
      for (const subject of [identity, ...bannable(address)]) nicks.set(subject, nick);
    }
    for (const [subject, nick] of nicks) this.#relay.bans.add({ subject, nick, until, reason });
    this.#close(meant, `You are banned from this relay${reason ? `: ${reason}` : "."}`);
    return [...nicks.keys()].map((subject) => isAddress(subject) ? `address ${subject}` : `identity ${subject}`);
  }

  unban(who: string): number {
    const wanted = isAddress(who) ? personOf(who) : who.toLowerCase();
    const isWanted = ({ subject, nick }: Ban) =>
      subject === wanted || nick.toLowerCase() === wanted || (!isAddress(subject) && isBeginning(wanted, subject));
    return this.bans().filter(isWanted).filter((ban) => this.#relay.bans.lift(ban.subject)).length;
  }

  bans(): readonly Ban[] {
    return this.#relay.bans.all();
  }

  announce(text: string): number {
    mustFit(text, MOST.textBytes);
    const peers = [...this.#relay.context.sessions.entered];
    for (const peer of peers) peer.tell({ type: "notice", text });
    return peers.length;
  }

  motd(text: string | undefined): string {
    if (text !== undefined) {
      mustFit(text, MOST.motdBytes);
      this.#relay.motd = text;
    }
    return this.#relay.motd;
  }

  #meant(who: string): Meant {
    const entered = [...this.#relay.context.sessions.entered];
    const named = entered.filter(({ nick }) => nick.toLowerCase() === who.toLowerCase());
    // Nobody can bring what the operator does to him upon others, by a nick that is their address or begins their identity.
    const byNick = named.length > 0;
    return { who, byNick, peers: byNick ? named : entered.filter((peer) => isMeant(who, peer)) };
  }

  /** Closes their sessions, and the lines that carry files for them; how many sessions there were. */
  #close({ who, byNick, peers }: Meant, reason: string): number {
    const identities = new Set(peers.map(({ identity }) => identity));
    this.#relay.context.files.carries.end(
      ({ grant: { identity }, address }) =>
        identities.has(identity) || (!byNick && isMeant(who, { identity, address })),
      CLOSE.policy,
      reason,
    );
    for (const peer of peers) peer.close(CLOSE.policy, reason);
    return peers.length;
  }
}

function mustFit(text: string, most: number): void {
  const { length } = new TextEncoder().encode(text);
  if (length > most) {
    throw new Failure(`Cannot send that: it has ${length} bytes, and ${most} is the most. Shorten it.`);
  }
}

/** Whether that is the beginning of this one's identity, or his address. */
function isMeant(who: string, { identity, address }: { readonly identity: string; readonly address: string }): boolean {
  return isBeginning(who.toLowerCase(), identity) || (isAddress(who) && personOf(address) === personOf(who));
}

function nicksIn(channel: Channel): readonly string[] {
  return channel.seats.flatMap((seat) => memberOf(channel.membership, seat.member)?.card.nick ?? []);
}

function isBeginning(who: string, identity: string): boolean {
  return who.length >= SHORTEST_IDENTITY && identity.startsWith(who);
}

/** One that somebody can have, or the part of one that is banned: of what only looks like it nobody would ever be kept out. */
function isAddress(who: string): boolean {
  const address = who.replace(/%.*$|(?<=::)\/64$/, "");
  if (/^(\d{1,3}\.){3}\d{1,3}$/.test(address)) return address.split(".").every((part) => Number(part) < 256);
  return /^[\da-f:.]+$/i.test(address) && URL.canParse(`http://[${address}]/`);
}

/** This computer's own address is where a proxy's clients seem to come from: to ban it would be to ban everybody. */
function bannable(address: string): readonly string[] {
  const person = personOf(address);
  return person.startsWith("127.") || person.startsWith("0:0:0:0:") ? [] : [person];
}
