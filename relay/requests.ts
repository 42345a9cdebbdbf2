/** What a client may ask for, a row each: it is carried out and answered, or refused with a reason. Posts and casts are not here, but in the hub. */
import { type Refusal, refuse } from "../shared/codes.ts";
import type { ChannelId } from "../shared/ids.ts";
import { inviteById, memberById, memberOf } from "../shared/log/membership.ts";
import { MOST_INVITES } from "../shared/log/rules.ts";
import { type FromClient, MOST } from "../shared/messages.ts";
import { framesIn } from "./batch.ts";
import type { Channel } from "./channel.ts";
import type { Outcome } from "./channels.ts";
import { doorkeepers } from "./doors.ts";
import { holderNumber } from "./hub.ts";
import type { Ticketed } from "./files.ts";
import type { Peer } from "./peer.ts";

type Request = Exclude<FromClient, { readonly type: "enter" | "carry" | "post" | "cast" }>;
type Handlers = {
  readonly [K in Request["type"]]: (peer: Peer, message: Request & { readonly type: K }) => Refusal | void;
};

/** How much of stored history one page carries at most. */
const PAGE_BYTES = 192 * 1024;
const PAGE_FRAMES = 500;

/** Carries out one request; a refusal is for the caller to send. */
export function carryOut(peer: Peer, message: Request): Refusal | undefined {
  const handler = handlers[message.type] as (peer: Peer, message: Request) => Refusal | void;
  return handler(peer, message) ?? undefined;
}

/** What becomes of one that is beyond the rate: it is not carried out, and nothing waits for it any more. */
export function tooFast(peer: Peer, message: Request): Refusal {
  if (message.type === "stage") peer.stage.miss();
  if (message.type === "create" || message.type === "append") peer.stage.take();
  // Nobody waits for a letter that is not carried, nor at a door for who has gone.
  if (message.type === "visit" || message.type === "unvisit") peer.context.doors.end(peer, message.visit);
  return refuse("fast");
}

const handlers: Handlers = {
  mine(peer, { ask }) {
    peer.tell({ type: "mine", ask, channels: peer.context.store.channelsOf(peer.identity, MOST.channelsOfOne) });
  },

  find(peer, { ask, name }) {
    const doors = peer.context.channels.find(name, MOST.doors).map(({ id, open, channel }) => ({
      channel: id,
      open,
      answered: channel !== undefined && doorkeepers(channel).length > 0,
    }));
    peer.tell({ type: "doors", ask, doors });
  },

  knock(peer, { visit, channel: id, body }) {
    const { channels, doors } = peer.context;
    if (!peer.context.mayKnock(peer.address)) {
      return refuse("fast", "Too many knocks from your address. Wait a while.");
    }
    const door = channels.door(id);
    if (!door) return refuse("absent");
    return doors.knock(peer, door, { visit, body });
  },

  visit(peer, { visit, body }) {
    peer.context.doors.carry(peer, visit, body);
  },

  unvisit(peer, { visit }) {
    peer.context.doors.end(peer, visit);
  },

  stage(peer, { wraps }) {
    peer.stage.add(wraps, mostStaged(peer));
  },

  create(peer, { ask, entry }) {
    const { channels } = peer.context;
    const wraps = peer.stage.take();
    if ("code" in wraps) return wraps;
    if (!peer.context.mayCreate(peer.address)) {
      return refuse("fast", "Too many new channels from your address. Wait a while.");
    }
    return settle(peer, ask, channels.create({ entry, wraps, identity: peer.identity }));
  },

  append(peer, { ask, channel: id, entry }) {
    const { channels, doors, files, sessions } = peer.context;
    const wraps = peer.stage.take();
    if ("code" in wraps) return wraps;
    const channel = channels.getFor(id, peer.identity);
    if (!channel) return refuse("absent");
    const { members } = channel.membership;
    const outcome = channels.append(channel, { entry, wraps, identity: peer.identity });
    if (outcome.ok && channel.membership.members.length === 0) {
      doors.gone(id);
      files.gone([id]);
    } else if (outcome.ok) {
      const went = outcome.entry.op === "remove" || outcome.entry.op === "leave";
      const gone = went ? members.find(({ number }) => !memberOf(channel.membership, number)) : undefined;
      files.changed(channel.membership, gone?.card.id);
    }
    if (outcome.ok && outcome.entry.op === "add") {
      sessions.find(outcome.entry.card.id)?.tell({ type: "added", channel: id });
    }
    return settle(peer, ask, outcome);
  },

  open(peer, { ask, channel: id, quiet, after }) {
    const { hub, doors, limits } = peer.context;
    const channel = joined(peer, id);
    if (!channel) return refuse("absent");
    if (peer.seats.length >= limits.channelsOpen) {
      return refuse("full", "You follow as many channels as one connection may.");
    }
    if (peer.seatIn(id)) return refuse("rule", "You follow this channel already.");
    const seat = hub.follow(channel, peer, { identity: peer.identity, quiet, after });
    if (!seat) return refuse("absent");
    // What was to be stored before it may have failed, in a channel that he follows: then he was let go of meanwhile.
    if (!peer.link.open) {
      hub.unfollow(seat);
      return undefined;
    }
    peer.seats.push(seat);
    peer.tell({
      type: "opened",
      ask,
      channel: id,
      you: seat.member,
      head: channel.membership.head,
      entries: channel.membership.count,
      after: seat.cursor,
      newest: channel.committed,
      oldest: channel.history ? channel.oldest : channel.committed,
      present: channel.seats.filter((seat) => !seat.quiet).map((seat) => seat.member),
    });
    seat.follow();
    doors.arrived(channel);
  },

  shut(peer, { ask, channel: id }) {
    const seat = peer.seatIn(id);
    if (!seat) return refuse("absent");
    peer.seats.splice(peer.seats.indexOf(seat), 1);
    peer.context.hub.unfollow(seat);
    peer.context.doors.left(peer, id);
    return done(peer, ask);
  },

  log(peer, { ask, channel: id, from }) {
    const { store } = peer.context;
    const removal = store.removal(id, peer.identity);
    const total = holding(peer, id)?.membership.count ?? (removal && removal.seq + 1);
    if (total === undefined) return refuse("absent");
    const entries = store.log(id, from, MOST.logPageBytes).slice(0, Math.max(0, total - from));
    peer.tell({ type: "log", ask, first: from, total, entries });
  },

  wrap(peer, { ask, channel: id, seq }) {
    const { store } = peer.context;
    const channel = holding(peer, id);
    const number = channel ? holderNumber(channel.membership, peer.identity) : store.removal(id, peer.identity)?.member;
    if (number === undefined) return refuse("absent");
    const sealed = store.wrap(id, seq, number);
    if (!sealed) return refuse("absent", "There is no key for you at that entry.");
    peer.tell({ type: "wrap", ask, seq, sealed });
  },

  page(peer, { ask, channel: id, before, most }) {
    const channel = joined(peer, id);
    if (!channel) return refuse("absent");
    if (!peer.context.hub.flush()) return refuse("storage");
    const page = pageBefore(peer, channel, before, Math.min(most, PAGE_FRAMES));
    peer.tell({ type: "page", ask, count: page.frames.length, more: page.more });
    if (page.frames.length > 0) peer.streamAll(page.frames);
  },

  put(peer, { ask, channel: id, blob, size }) {
    const channel = joined(peer, id);
    if (!channel) return refuse("absent");
    if (!peer.seatIn(id)) return refuse("rule", "Only who follows a channel brings files to it.");
    return handOut(peer, ask, peer.context.files.put(peer, channel.membership, { blob, size }));
  },

  get(peer, { ask, channel: id, blob, from }) {
    if (!joined(peer, id)) return refuse("absent");
    return handOut(peer, ask, peer.context.files.get(peer, { channel: id, blob }, from));
  },

  had(peer, { ask, channel: id, blob }) {
    const channel = joined(peer, id);
    if (!channel) return refuse("absent");
    return peer.context.files.had(peer, channel.membership, blob) ?? done(peer, ask);
  },

  drop(peer, { ask, channel: id, blob }) {
    const channel = joined(peer, id);
    if (!channel) return refuse("absent");
    return peer.context.files.drop(peer, channel.membership, blob) ?? done(peer, ask);
  },
};

/** The channel, if this peer is a member: what is said there is for members, not for whoever has a link. */
function joined(peer: Peer, id: ChannelId): Channel | undefined {
  const channel = peer.context.channels.getFor(id, peer.identity);
  return channel && memberById(channel.membership, peer.identity) ? channel : undefined;
}

/** The channel, if this peer holds its key, as a member or as an invite. */
function holding(peer: Peer, id: ChannelId): Channel | undefined {
  const channel = peer.context.channels.getFor(id, peer.identity);
  if (!channel) return undefined;
  const { membership } = channel;
  return memberById(membership, peer.identity) || inviteById(membership, peer.identity, peer.context.now())
    ? channel
    : undefined;
}

/** As many as a channel has key holders: one that he follows may be from when this relay let more in. */
function mostStaged({ seats, context }: Peer): number {
  const here = seats.map(({ channel }) => channel.membership.members.length);
  return Math.max(context.limits.members, ...here) + MOST_INVITES;
}

function settle(peer: Peer, ask: number, outcome: Outcome): Refusal | undefined {
  return outcome.ok ? done(peer, ask) : { code: outcome.code, text: outcome.text };
}

function done(peer: Peer, ask: number): undefined {
  peer.tell({ type: "done", ask });
}

function handOut(peer: Peer, ask: number, outcome: Ticketed): Refusal | undefined {
  if (!outcome.ok) return { code: outcome.code, text: outcome.text };
  peer.tell({ type: "ticket", ask, ticket: outcome.ticket, offset: outcome.offset });
  return undefined;
}

/** The stored frames before a cursor, oldest first: as many as asked for and fit. */
function pageBefore(
  peer: Peer,
  channel: Channel,
  before: number,
  most: number,
): { frames: Uint8Array[]; more: boolean } {
  const { store } = peer.context;
  const frames: Uint8Array[] = [];
  let size = 0;
  let cursor = Math.min(before, channel.committed + 1);
  while (channel.history) {
    const chunk = store.chunkBefore(channel.id, cursor);
    if (!chunk) return { frames, more: false };
    const found = [...framesIn(chunk.bytes)].filter((frame) => frame.cursor < cursor).reverse();
    for (const { from, to } of found) {
      size += to - from;
      if (frames.length >= most || (size > PAGE_BYTES && frames.length > 0)) return { frames, more: true };
      frames.unshift(chunk.bytes.subarray(from, to));
    }
    cursor = chunk.after + 1;
  }
  return { frames, more: false };
}
