/** A channel for tests: people with fixed keys act in it by name, and every entry is really signed. */
import { sha256 } from "@noble/hashes/sha2.js";
import { cardOf, type Identity, identityFrom } from "../../../client/core/crypto/identity.ts";
import { createEntry, signEntry } from "../../../client/core/crypto/sign_entry.ts";
import { type Card } from "../../../shared/card.ts";
import { type IdentityId, type MemberNumber } from "../../../shared/ids.ts";
import { type Act, type ActOf, type Epoch, NEVER, type Place } from "../../../shared/log/entry.ts";
import { keyHolders, type Member, memberOf, type Membership } from "../../../shared/log/membership.ts";
import { type Policy } from "../../../shared/log/policy.ts";
import { extend, type ReplayOptions } from "../../../shared/log/replay.ts";

const utf8 = new TextEncoder();
const nothing = new Uint8Array();

export const EPOCH: Epoch = {
  commit: new Uint8Array(32).fill(7),
  fwd: nothing,
  back: nothing,
  why: nothing,
  note: nothing,
};
export const CLOSED: Policy = { locked: false, keep: false, history: false, adminsSetTopic: false, open: false };

/** The identity of this name: always the same keys. */
export function identityOf(name: string): Identity {
  return identityFrom({ seed: sha256(utf8.encode(`${name} signs`)), boxSecret: sha256(utf8.encode(`${name} opens`)) });
}

export function card(name: string, nick = name): Card {
  return cardOf(identityOf(name), nick);
}

export function creation(change: Partial<ActOf<"create">> = {}): ActOf<"create"> {
  return {
    op: "create",
    name: "garden",
    card: card("alice"),
    policy: CLOSED,
    salt: new Uint8Array(16),
    epoch: EPOCH,
    ...change,
  };
}

/** What people do most, with an epoch that nobody can open. */
export const act = {
  add: (name: string, nick = name): Act => ({ op: "add", card: card(name, nick), epoch: EPOCH }),
  remove: (member: MemberNumber, change: Partial<ActOf<"remove">> = {}): Act => {
    return { op: "remove", member, policy: CLOSED, banUntil: 0, epoch: EPOCH, ...change };
  },
  leave: (): Act => ({ op: "leave" }),
  rekey: (): Act => ({ op: "rekey", epoch: EPOCH }),
  policy: (change: Partial<Policy>): Act => ({ op: "policy", policy: { ...CLOSED, ...change }, epoch: EPOCH }),
  op: (member: MemberNumber): Act => ({ op: "op", member, epoch: EPOCH }),
  deop: (member: MemberNumber): Act => ({ op: "deop", member, epoch: EPOCH }),
  transfer: (member: MemberNumber): Act => ({ op: "transfer", member, epoch: EPOCH }),
  mute: (member: MemberNumber, until = NEVER): Act => ({ op: "mute", member, until, epoch: EPOCH }),
  unmute: (member: MemberNumber): Act => ({ op: "unmute", member, epoch: EPOCH }),
  ban: (name: string, until = NEVER): Act => ({ op: "ban", identity: identityOf(name).id, until, epoch: EPOCH }),
  unban: (name: string): Act => ({ op: "unban", identity: identityOf(name).id, epoch: EPOCH }),
  invite: (name: string, change: Partial<ActOf<"invite">> = {}): Act => {
    return { op: "invite", card: card(name), uses: 1, until: NEVER, epoch: EPOCH, ...change };
  },
  revoke: (invite: MemberNumber): Act => ({ op: "revoke", invite, epoch: EPOCH }),
} as const;

/** A channel that alice created, and its log so far. */
export class Story {
  readonly log: Uint8Array[] = [];
  readonly #numbers = new Map<IdentityId, MemberNumber>();
  #membership: Membership;
  now = 1_000_000;

  constructor(create: Partial<ActOf<"create">> = {}) {
    const bytes = createEntry(creation(create), { identity: identityOf("alice"), now: this.now });
    const begun = extend(undefined, bytes);
    if (!begun.ok) throw new Error(begun.why);
    this.#membership = this.#keep(bytes, begun.membership);
  }

  get membership(): Membership {
    return this.#membership;
  }

  /** The number that this name has, or had last. */
  number(name: string): MemberNumber {
    const number = this.#numbers.get(identityOf(name).id);
    if (number === undefined) throw new RangeError(`Cannot tell the number of "${name}": never in this channel`);
    return number;
  }

  member(name: string): Member | undefined {
    return memberOf(this.#membership, this.number(name));
  }

  /** The next entry, by somebody who need not be in. */
  bytes(name: string, what: Act, place: Partial<Place> = {}): Uint8Array {
    const { channel, count: seq, head: prev } = this.#membership;
    const author = place.author ?? this.number(name);
    return signEntry({ ...what, channel, seq, prev, time: this.now, ...place, author }, identityOf(name));
  }

  /** Why somebody may not do this; undefined if he may, and then it is done. */
  tries(name: string, what: Act, options: ReplayOptions = {}): string | undefined {
    return this.takes(this.bytes(name, what), options);
  }

  does(name: string, what: Act): this {
    const why = this.tries(name, what);
    if (why !== undefined) throw new Error(`${name} cannot ${what.op}: ${why}`);
    return this;
  }

  takes(bytes: Uint8Array, options: ReplayOptions = {}): string | undefined {
    const next = extend(this.#membership, bytes, options);
    if (!next.ok) return next.why;
    this.#membership = this.#keep(bytes, next.membership);
  }

  #keep(bytes: Uint8Array, membership: Membership): Membership {
    this.log.push(bytes);
    for (const { card, number } of keyHolders(membership)) this.#numbers.set(card.id, number);
    return membership;
  }
}
