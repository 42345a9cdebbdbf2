/** A channel's policy: the switches that its admins set, and the byte they travel in. */
import { as, type Field, u8 } from "../wire.ts";
import { ProtocolError } from "../protocol_error.ts";

/** What holds in a channel. */
export interface Policy {
  /** Only an admin, or an invite, lets somebody in. */
  readonly locked: boolean;
  /** The relay keeps the channel although nobody follows it. */
  readonly keep: boolean;
  /** The relay stores boxes, and who joins can read the past. */
  readonly history: boolean;
  readonly adminsSetTopic: boolean;
  /** There is a door without a PIN. */
  readonly open: boolean;
}

const BIT = { locked: 1, keep: 2, history: 4, adminsSetTopic: 8, open: 16 } as const satisfies Record<
  keyof Policy,
  number
>;
const ALL = Object.values(BIT).reduce((sum, bit) => sum | bit, 0);

/** A policy on the wire; bits that have no meaning yet are refused, so that nobody reads them as something else later. */
export const policy: Field<Policy> = as(u8, policyFrom, policyBits);

function policyBits({ locked, keep, history, adminsSetTopic, open }: Policy): number {
  return (locked ? BIT.locked : 0) | (keep ? BIT.keep : 0) | (history ? BIT.history : 0) |
    (adminsSetTopic ? BIT.adminsSetTopic : 0) | (open ? BIT.open : 0);
}

function policyFrom(bits: number): Policy {
  if (bits & ~ALL) throw new ProtocolError("Cannot read a policy: it has bits that mean nothing");
  return {
    locked: (bits & BIT.locked) > 0,
    keep: (bits & BIT.keep) > 0,
    history: (bits & BIT.history) > 0,
    adminsSetTopic: (bits & BIT.adminsSetTopic) > 0,
    open: (bits & BIT.open) > 0,
  };
}
