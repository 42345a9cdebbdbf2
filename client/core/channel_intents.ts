/** What can be wanted of one channel, a row each; what changes its log is in power.ts. */
import { memberById, memberByNick } from "../../shared/log/membership.ts";
import { nickKey } from "../../shared/skeleton.ts";
import type { Channel } from "./channel.ts";
import { canonicalPin } from "./canonical_pin.ts";
import { MOST_PIN } from "./channel_letters.ts";
import { type MessageRef, MOST_EMOJI, MOST_REASON, MOST_TEXT, MOST_TOPIC, type Said } from "./content.ts";
import { sealDenial } from "./denial.ts";
import type { EngineDeps } from "./engine_deps.ts";
import type { ChannelIntent, Outcome } from "./intents.ts";
import { relayMark, SECRET_BYTES, writeLink } from "./invite_link.ts";
import { OFFLINE } from "./pen.ts";
import { decide, isPower, type PowerIntent } from "./power.ts";

/** The relay, for who is invited to it. */
export interface RelayPlace {
  readonly relay: string;
  readonly relayKey: Uint8Array | undefined;
}

type Plain = Exclude<ChannelIntent, PowerIntent | { readonly type: "private" }>;
type Rows = {
  readonly [K in Plain["type"]]: (the: Case<Extract<Plain, { readonly type: K }>>) => Promise<Outcome> | Outcome;
};

interface Case<I> {
  readonly deps: EngineDeps;
  readonly channel: Channel;
  readonly intent: I;
}

const DONE: Outcome = { ok: true };
const utf8 = new TextEncoder();
/** How long, in bytes, what is sealed into an entry or a message may be. */
const MOST: Readonly<Record<string, number>> = {
  emoji: MOST_EMOJI,
  topic: MOST_TOPIC,
  reason: MOST_REASON,
  pin: MOST_PIN,
  text: MOST_TEXT,
};

/** Does what is wanted in this channel. */
export async function inChannel(
  deps: EngineDeps,
  channel: Channel,
  intent: Exclude<ChannelIntent, { readonly type: "private" }>,
  place: RelayPlace,
): Promise<Outcome> {
  const wrong = tooLong(intent) ?? empty(intent);
  if (wrong) return wrong;
  if (!isPower(intent)) {
    const row = rows[intent.type] as (the: Case<Plain>) => Promise<Outcome> | Outcome;
    return await row({ deps, channel, intent });
  }
  const secret = deps.random(SECRET_BYTES);
  const { log } = channel.feed;
  const written = await channel.pen.write((membership) => {
    const self = deps.identity.id;
    return decide(intent, {
      membership,
      log,
      facts: channel.facts,
      self,
      now: deps.now(),
      random: deps.random,
      secret,
    });
  });
  if (!written.ok || intent.type !== "invite") return written;
  if (!place.relayKey) return OFFLINE;
  return {
    ok: true,
    link: writeLink({ relay: place.relay, channel: channel.id, secret, relayMark: relayMark(place.relayKey) }),
  };
}

const rows: Rows = {
  say: ({ deps, channel, intent }) => {
    const { other, membership } = channel;
    if (other && !memberById(membership, other.id)) return deserted(other.nick);
    return say(channel, { type: "text", at: deps.now(), reply: intent.reply ? [intent.reply] : [], text: intent.text });
  },
  edit: ({ deps, channel, intent }) => {
    if (!isMine(deps, channel, intent.message)) return NOT_YOURS;
    return say(channel, { type: "edit", at: deps.now(), of: intent.message, text: intent.text });
  },
  erase: ({ deps, channel, intent }) => {
    if (!isMine(deps, channel, intent.message)) return NOT_YOURS;
    return say(channel, { type: "erase", at: deps.now(), of: intent.message });
  },
  react: ({ deps, channel, intent }) => {
    const { message: of, emoji, on } = intent;
    return say(channel, { type: "react", at: deps.now(), of, emoji, on });
  },
  topic: ({ deps, channel, intent }) => {
    if (channel.membership.policy.adminsSetTopic && !channel.admin) return NOT_ADMIN;
    return say(channel, { type: "topic", at: deps.now(), topic: intent.text });
  },
  typing: ({ channel, intent }) => {
    channel.casts.send({ type: "typing", on: intent.on });
    return DONE;
  },
  read: ({ channel, intent }) => {
    channel.read(intent.cursor);
    if (intent.tell) channel.casts.send({ type: "read", cursor: intent.cursor });
    return DONE;
  },
  older: async ({ deps, channel, intent }) => {
    const page = await channel.feed.older(intent.most);
    if (!page) return OFFLINE;
    deps.emit({ type: "olderRows", channel: channel.id, rows: channel.heeded(page.rows) });
    return { ok: true, more: page.more };
  },
  deny: ({ deps, channel, intent }) => {
    const { nick, reason } = intent;
    const request = channel.facts.requests.waiting.find(({ card }) => nickKey(card.nick) === nickKey(nick));
    if (!channel.admin) return NOT_ADMIN;
    if (!request) return { ok: false, code: "absent", why: `Nobody called "${nick}" asks to join.` };
    const letter = sealDenial(reason, channel.id, request.card, deps.random);
    return say(channel, { type: "denied", at: deps.now(), identity: request.card.id, letter });
  },
  verify: async ({ deps, channel, intent }) => {
    const member = memberByNick(channel.membership, intent.nick);
    if (!member) return { ok: false, code: "absent", why: `Nobody here is called "${intent.nick}".` };
    if (intent.ok) deps.verified.set(member.nickKey, member.card.id);
    else deps.verified.delete(member.nickKey);
    await deps.save();
    return DONE;
  },
};

const NOT_ADMIN: Outcome = { ok: false, code: "forbidden", why: "You're not an admin." };
const NOT_YOURS: Outcome = { ok: false, code: "forbidden", why: "That is not your message." };

/** Also as the member that I was before I left, or was put out. */
function isMine({ identity }: EngineDeps, { feed }: Channel, { author }: MessageRef): boolean {
  return author === feed.ledger.you || feed.log.person(author)?.card.id === identity.id;
}

function deserted(nick: string): Outcome {
  return { ok: false, code: "absent", why: `"${nick}" has left this private channel, so nobody would read that.` };
}

function say(channel: Channel, content: Said): Promise<Outcome> {
  return channel.speech.say(content);
}

function empty(intent: ChannelIntent): Outcome | undefined {
  const says = intent.type === "say" || intent.type === "edit"
    ? intent.text
    : intent.type === "react"
    ? intent.emoji
    : "-";
  return says.trim() === "" ? { ok: false, code: "invalid", why: "There is nothing to say." } : undefined;
}

function tooLong(intent: ChannelIntent): Outcome | undefined {
  for (const [field, value] of Object.entries(intent)) {
    const most = MOST[intent.type === "topic" ? "topic" : field];
    if (typeof value !== "string" || most === undefined) continue;
    const kept = field === "pin" ? canonicalPin(value) : value;
    if (utf8.encode(kept).length <= most) continue;
    return { ok: false, code: "invalid", why: `That is too long: at most ${most} bytes.` };
  }
  return undefined;
}
