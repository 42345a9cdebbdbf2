/** Which entry of the log an intent is: who is meant, what the policy is afterwards, what becomes of the PIN. Whether it is allowed is rules.ts's business. */
import type { IdentityId } from "../../shared/ids.ts";
import { NEVER, type Op } from "../../shared/log/entry.ts";
import {
  inviteOf,
  isAdmin,
  isBanned,
  type Member,
  memberById,
  memberByNick,
  type Membership,
} from "../../shared/log/membership.ts";
import { nickKey } from "../../shared/skeleton.ts";
import type { ChannelLog } from "./channel_log.ts";
import { cardOf, type Random } from "./crypto/identity.ts";
import type { Facts } from "./facts.ts";
import type { ChannelIntent } from "./intents.ts";
import { inviteIdentity } from "./invite_link.ts";
import type { Decision, ToWrite } from "./pen.ts";
import { canonicalPin } from "./canonical_pin.ts";
import { drawPin } from "./draw_pin.ts";

/** What is decided on. */
export interface Scene {
  readonly membership: Membership;
  readonly log: ChannelLog;
  readonly facts: Facts;
  readonly self: IdentityId;
  readonly now: number;
  readonly random: Random;
  /** For an invite: what its keys are made of. */
  readonly secret: Uint8Array;
}

/** An intent that changes the log. */
export type PowerIntent = Extract<ChannelIntent, { readonly type: keyof typeof powers }>;

type Simple = Extract<Op, "mute" | "unmute" | "op" | "deop" | "transfer">;

const powers = {
  leave: (): Decision => does({ op: "leave" }),
  rekey: (): Decision => does({ op: "rekey" }),
  policy: (intent: IntentOf<"policy">, { membership: { policy } }: Scene): Decision => {
    const changed = { ...policy, ...intent.change };
    const same = Object.entries(changed).every(([name, on]) => policy[name as keyof typeof policy] === on);
    return same ? { type: "nothing" } : does({ op: "policy", policy: changed });
  },
  pin: ({ pin: typed }: IntentOf<"pin">, { membership: { policy } }: Scene): Decision => {
    const pin = canonicalPin(typed);
    if (pin === "" && policy.open) return { type: "nothing" };
    return { ...does({ op: "policy", policy: { ...policy, open: pin === "" } }), note: { hasPin: true, pin } };
  },
  approve: ({ nick }: IntentOf<"approve">, scene: Scene): Decision => {
    const asking = scene.facts.requests.waiting.filter(({ card }) => nickKey(card.nick) === nickKey(nick));
    // A stranger can ask under anybody's name, but not show that he knows the PIN.
    const request = asking.find(({ proven }) => proven) ?? asking.find(({ card }) => card.nick === nick) ?? asking[0];
    if (!request) return absent(`Nobody called "${nick}" asks to join.`);
    return does({ op: "add", card: request.card });
  },
  kick: ({ nick, reason }: IntentOf<"kick">, scene: Scene) => remove(nick, 0, reason, scene),
  ban: ({ nick, ms, reason }: IntentOf<"ban">, scene: Scene): Decision => {
    const until = untilOf(ms, scene);
    if (memberByNick(scene.membership, nick)) return remove(nick, until, reason, scene);
    const identity = identityByNick(nick, scene);
    return identity ? does({ op: "ban", identity, until }) : absent(`Nobody called "${nick}" was ever here.`);
  },
  unban: ({ nick }: IntentOf<"unban">, scene: Scene): Decision => {
    const identity = identityByNick(nick, scene, (id) => isBanned(scene.membership, id, scene.now));
    return identity ? does({ op: "unban", identity }) : absent(`Nobody called "${nick}" is banned.`);
  },
  mute: ({ nick, ms }: IntentOf<"mute">, scene: Scene): Decision => {
    const found = withMember(nick, scene, ({ number: member }) => ({ op: "mute", member, until: untilOf(ms, scene) }));
    // The rules allow it, and he could not take it back.
    const self = memberById(scene.membership, scene.self);
    const slip = found.type === "write" && found.deed.op === "mute" && found.deed.member === self?.number;
    return slip ? { type: "refuse", code: "invalid", why: "Nobody can mute himself." } : found;
  },
  unmute: ({ nick }: IntentOf<"unmute">, scene: Scene) => onMember("unmute", nick, scene),
  op: ({ nick }: IntentOf<"op">, scene: Scene) => onMember("op", nick, scene),
  deop: ({ nick }: IntentOf<"deop">, scene: Scene) => onMember("deop", nick, scene),
  transfer: ({ nick }: IntentOf<"transfer">, scene: Scene): Decision => {
    const [to, self] = [memberByNick(scene.membership, nick), memberById(scene.membership, scene.self)];
    if (!to || !self || to.number === self.number || !isAdmin(to)) return onMember("transfer", nick, scene);
    // He has what would be handed over: what is left of it is to lay down one's own.
    const why = `"${to.card.nick}" is an admin already. /deop ${self.card.nick} lays down your own power.`;
    return { type: "refuse", code: "invalid", why };
  },
  invite: ({ uses, ms }: IntentOf<"invite">, scene: Scene): Decision => {
    if (!Number.isInteger(uses) || uses < 1 || uses > MOST_USES) {
      return { type: "refuse", code: "invalid", why: `An invite has from one to ${MOST_USES} uses.` };
    }
    const card = cardOf(inviteIdentity(scene.secret), "invite");
    return does({ op: "invite", card, uses, until: untilOf(ms, scene) });
  },
  revoke: ({ invite }: IntentOf<"revoke">, { membership, now }: Scene): Decision => {
    const found = membership.invites.find(({ number }) => number === invite);
    if (!found || !inviteOf(membership, found.number, now)) return absent("There is no such invite.");
    return does({ op: "revoke", invite: found.number });
  },
} as const;

const MOST_USES = 65_535;

/** Those that a member may do who is no admin. */
const FOR_ALL: ReadonlySet<string> = new Set(["leave"]);

type IntentOf<K extends ChannelIntent["type"]> = Extract<ChannelIntent, { readonly type: K }>;

/** Whether an intent is one that changes the log. */
export function isPower(intent: ChannelIntent): intent is PowerIntent {
  return intent.type in powers;
}

/** What to write for an intent, in this state. */
export function decide(intent: PowerIntent, scene: Scene): Decision {
  const self = memberById(scene.membership, scene.self);
  if (!self) return absent("You are not in this channel.");
  if (!FOR_ALL.has(intent.type) && !isAdmin(self) && scene.membership.name !== "") return NOT_ADMIN;
  const power = powers[intent.type] as (intent: PowerIntent, scene: Scene) => Decision;
  return power(intent, scene);
}

const NOT_ADMIN: Decision = { type: "refuse", code: "forbidden", why: "You're not an admin." };

/** Whoever is shut out knows the PIN, and could come back under another name: it is replaced, or where there is none the door is locked. */
function remove(nick: string, banUntil: number, reason: string, scene: Scene): Decision {
  const { policy } = scene.membership;
  const after = policy.open ? { ...policy, locked: true } : policy;
  const found = withMember(nick, scene, ({ number: member }) => ({ op: "remove", member, policy: after, banUntil }));
  if (found.type !== "write" || policy.open) return found.type === "write" ? { ...found, reason } : found;
  return { ...found, reason, note: { hasPin: true, pin: drawPin(scene.random) } };
}

function onMember(op: Exclude<Simple, "mute">, nick: string, scene: Scene): Decision {
  return withMember(nick, scene, ({ number: member }) => ({ op, member }));
}

function withMember(nick: string, { membership }: Scene, make: (member: Member) => ToWrite["deed"]): Decision {
  const member = memberByNick(membership, nick);
  return member ? does(make(member)) : absent(`Nobody here is called "${nick}".`);
}

/** Somebody who was here, the latest of that name first, or asks to come. */
function identityByNick(
  nick: string,
  { log, facts }: Scene,
  fits: (id: IdentityId) => boolean = () => true,
): IdentityId | undefined {
  const key = nickKey(nick);
  const cards = [
    ...[...log.people].map(({ card }) => card).reverse(),
    ...facts.requests.everybody.map(({ card }) => card),
  ];
  return cards.find((card) => nickKey(card.nick) === key && fits(card.id))?.id;
}

/** From the newest entry's time, should that be later: what is over by then would be over at once. */
function untilOf(ms: number | undefined, { now, membership }: Scene): number {
  return ms === undefined ? NEVER : Math.min(Math.max(now, membership.time) + ms, NEVER);
}

function does(deed: ToWrite["deed"]): ToWrite {
  return { type: "write", deed };
}

function absent(why: string): Decision {
  return { type: "refuse", code: "absent", why };
}
