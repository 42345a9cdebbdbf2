/**
 * From bytes that anybody may have sent to the membership they describe: decoding, rules and signatures, in this order.
 * It never throws for what a peer sent, and knows neither relays nor keys.
 */
import { signedCard } from "../card.ts";
import type { Glance } from "../glance.ts";
import { fromHex, type Head, type IdentityId, type MemberNumber } from "../ids.ts";
import { LABEL, type Signed, signed } from "../public_key.ts";
import { verifyAll } from "../verify_all.ts";
import { ProtocolError } from "../protocol_error.ts";
import { apply } from "./apply.ts";
import { channelOf, decodeEntry, type Entry, headOf, numberOf, signedPart } from "./entry.ts";
import { inviteOf, keyHolders, memberOf, type Membership } from "./membership.ts";
import { isStale, type Limits, refusal, WRAPPED_FOR_ALL } from "./rules.ts";

/** How much of an entry is taken on trust, and what a relay limits. */
export interface ReplayOptions extends Limits {
  /** Signatures are not checked again: for a relay's own store, of what it checked when it took it. */
  readonly trusted?: boolean | undefined;
  /** Looks at signatures first. */
  readonly glance?: Glance | undefined;
  /** The head after an entry, for who may know it already. */
  readonly headOf?: typeof headOf | undefined;
}

/** The log with one more entry, or why there is none; `stale` if its author only has to catch up and try again. */
export type Extended =
  | { readonly ok: true; readonly membership: Membership; readonly entry: Entry }
  | { readonly ok: false; readonly stale: boolean; readonly why: string };

/** The log with all these entries, and the head after each; or the seq of the first that is refused, and why. */
export type Replayed =
  | {
    readonly ok: true;
    readonly membership: Membership | undefined;
    readonly entries: readonly Entry[];
    readonly heads: readonly Head[];
  }
  | { readonly ok: false; readonly seq: number; readonly why: string };

/** Adds one entry to a log. */
export function extend(
  membership: Membership | undefined,
  entryBytes: Uint8Array,
  options: ReplayOptions = {},
): Extended {
  const next = step(membership, entryBytes, options);
  if (!next.ok || options.trusted) return next;
  if (verifyAll(signaturesOf(membership, next.entry, entryBytes), options.glance)) return next;
  return { ok: false, stale: false, why: "The signature is wrong." };
}

/** Adds a whole log, or a page of one: the signatures are checked together, several times faster than one by one. */
export function replay(
  membership: Membership | undefined,
  log: readonly Uint8Array[],
  options: ReplayOptions = {},
): Replayed {
  const entries: Entry[] = [];
  const heads: Head[] = [];
  const signatures: Signed[] = [];
  let now = membership;
  for (const entryBytes of log) {
    const next = step(now, entryBytes, options);
    if (!next.ok) return oneByOne(membership, log, options);
    if (!options.trusted) signatures.push(...signaturesOf(now, next.entry, entryBytes));
    entries.push(next.entry);
    heads.push(next.membership.head);
    now = next.membership;
  }
  return verifyAll(signatures, options.glance)
    ? { ok: true, membership: now, entries, heads }
    : oneByOne(membership, log, options);
}

/** For whom a wrap of the new key comes with an entry: the others read it with the old key, or are not to have it. */
export function wrapsNeeded(after: Membership, entry: Entry): readonly MemberNumber[] {
  if ("card" in entry) return [numberOf(entry)];
  return WRAPPED_FOR_ALL.has(entry.op) ? keyHolders(after).map((holder) => holder.number) : [];
}

/** Everything but the signatures. The bytes are copied: what a membership keeps of them must not change under it. */
function step(membership: Membership | undefined, entryBytes: Uint8Array, options: ReplayOptions): Extended {
  const entry = decoded(entryBytes.slice());
  if (typeof entry === "string") return { ok: false, stale: false, why: entry };
  const why = refusal(membership, entry, options) ?? misnamed(entry, entryBytes);
  if (why !== undefined) return { ok: false, stale: membership !== undefined && isStale(membership, entry), why };
  return { ok: true, membership: apply(membership, entry, (options.headOf ?? headOf)(entryBytes)), entry };
}

function decoded(entryBytes: Uint8Array): Entry | string {
  try {
    return decodeEntry(entryBytes);
  } catch (error) {
    if (error instanceof ProtocolError) return error.message;
    throw error;
  }
}

function misnamed(entry: Entry, entryBytes: Uint8Array): string | undefined {
  if (entry.op === "create" && entry.channel !== channelOf(entryBytes)) return "The channel's id is not its own.";
}

/**
 * The author's signature, and the newcomer's own under his card. The second is everybody's business, not only of who lets him in: without it a
 * member adds a friend's identity with a box key of his own, and once he is removed reads on as that friend, whose name all trust.
 */
function signaturesOf(before: Membership | undefined, entry: Entry, entryBytes: Uint8Array): readonly Signed[] {
  const author = authorOf(before, entry);
  const own = signed(fromHex(author), entry.sig, LABEL.entry, signedPart(entryBytes));
  return "card" in entry ? [own, signedCard(entry.card)] : [own];
}

function authorOf(before: Membership | undefined, entry: Entry): IdentityId {
  if (entry.op === "create") return entry.card.id;
  const author = before && (memberOf(before, entry.author) ?? inviteOf(before, entry.author, entry.time));
  if (!author) throw new RangeError("Cannot check a signature: its author is not in the channel");
  return author.card.id;
}

/** The slow way, for a log in which something is known to be wrong: it finds the first entry that is. */
function oneByOne(membership: Membership | undefined, log: readonly Uint8Array[], options: ReplayOptions): Replayed {
  const entries: Entry[] = [];
  const heads: Head[] = [];
  let now = membership;
  for (const entryBytes of log) {
    const next = extend(now, entryBytes, options);
    if (!next.ok) return { ok: false, seq: (membership?.count ?? 0) + entries.length, why: next.why };
    entries.push(next.entry);
    heads.push(next.membership.head);
    now = next.membership;
  }
  return { ok: true, membership: now, entries, heads };
}
