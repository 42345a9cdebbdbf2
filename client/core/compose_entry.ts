/**
 * The next entry of a channel's log, ready to be sent: a fresh key for the epoch it opens, in a form that exactly those can read who are to have it.
 * Whether the rules allow it is asked here too, so that a refusal costs no trip to the relay.
 */
import type { ChannelId, MemberNumber } from "../../shared/ids.ts";
import { type Act, type ActOf, type Epoch, type Op } from "../../shared/log/entry.ts";
import { keyHolders, type Membership } from "../../shared/log/membership.ts";
import { extend, wrapsNeeded } from "../../shared/log/replay.ts";
import { WRAPPED_FOR_ALL } from "../../shared/log/rules.ts";
import { type Note, sealNote, sealWhy } from "./channel_letters.ts";
import type { Identity, Random } from "./crypto/identity.ts";
import type { Agree } from "./crypto/platform.ts";
import { createEntry, nextEntry } from "./crypto/sign_entry.ts";
import { commitTo, KEY_BYTES, PURPOSE, sealLetter } from "./crypto/under_key.ts";
import { sealWraps } from "./crypto/wrap.ts";

/** What somebody wants to do; the epoch it opens is made here. */
export type Deed = { [K in Op]: Omit<ActOf<K>, "epoch"> }[Op];

/** What it is made with. */
export interface Composing {
  readonly identity: Identity;
  readonly now: number;
  readonly random: Random;
  /** Is asked first when keys are wrapped. */
  readonly agree?: Agree | undefined;
  /** What the channel keeps to itself, from this entry on. */
  readonly note: Note;
  /** For who is removed. */
  readonly reason?: string | undefined;
}

/** An entry with the wraps that go with it, and the key of the epoch it opens; a leave opens none. */
export interface Composed {
  readonly ok: true;
  readonly channel: ChannelId;
  readonly entry: Uint8Array;
  readonly seq: number;
  readonly key: Uint8Array | undefined;
  readonly wraps: readonly { readonly to: MemberNumber; readonly sealed: Uint8Array }[];
  readonly after: Membership;
}

export type Refused = { readonly ok: false; readonly why: string };

const NOTHING = new Uint8Array(0);

/** The first entry of a new channel. Its note follows with the next one: a channel has no id to bind it to before its first. */
export function composeCreate(deed: Deed & { readonly op: "create" }, composing: Composing): Composed | Refused {
  const key = composing.random(KEY_BYTES);
  const epoch: Epoch = { commit: commitTo(key), fwd: NOTHING, back: NOTHING, why: NOTHING, note: NOTHING };
  return finish(undefined, createEntry({ ...deed, epoch }, composing), key, composing);
}

/** The entry that comes after a membership's newest one. `old` is the current epoch's key; who has it not can only replace it. */
export function composeNext(
  before: Membership,
  old: Uint8Array | undefined,
  deed: Exclude<Deed, { readonly op: "create" }>,
  composing: Composing,
): Composed | Refused {
  if (deed.op === "leave") return finish(before, nextEntry(before, deed, composing), undefined, composing);
  const key = composing.random(KEY_BYTES);
  const place = { channel: before.channel, seq: before.count };
  const { random, note, reason = "" } = composing;
  const shared = before.policy.history && (!("policy" in deed) || deed.policy.history);
  const forward = old && !WRAPPED_FOR_ALL.has(deed.op);
  if (!old && !WRAPPED_FOR_ALL.has(deed.op)) {
    return { ok: false, why: "The channel's key is not known here. An admin can replace it: /rekey" };
  }
  const epoch: Epoch = {
    commit: commitTo(key),
    fwd: forward ? sealLetter(PURPOSE.forward, { key: old, place, random }, key) : NOTHING,
    back: old && shared ? sealLetter(PURPOSE.back, { key, place, random }, old) : NOTHING,
    why: old && reason !== "" ? sealWhy({ key: old, place, random }, reason) : NOTHING,
    note: sealNote({ key, place, random }, note),
  };
  // The compiler cannot see that an op's fields and an epoch are that op's act.
  const act = { ...deed, epoch } as Act;
  return finish(before, nextEntry(before, act, composing), key, composing);
}

function finish(
  before: Membership | undefined,
  entry: Uint8Array,
  key: Uint8Array | undefined,
  composing: Composing,
): Composed | Refused {
  const next = extend(before, entry, { trusted: true });
  if (!next.ok) return { ok: false, why: next.why };
  const { membership: after } = next;
  const place = { channel: after.channel, seq: next.entry.seq };
  const needed = new Set(wrapsNeeded(after, next.entry));
  const holders = keyHolders(after).filter(({ number }) => needed.has(number))
    .map(({ number, card }) => ({ number, box: card.box }));
  const wraps = key ? sealWraps(key, place, holders, composing) : [];
  return { ok: true, channel: after.channel, entry, seq: next.entry.seq, key, wraps, after };
}
