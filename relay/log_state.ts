/**
 * What a stored log comes to. Every so many entries it is written down, and whoever needs it later goes on from there: a log may have tens of thousands, and a
 * relay that reads one does nothing else.
 */
import { flattened, restored, savedMembership } from "../shared/log/saved_membership.ts";
import type { Membership } from "../shared/log/membership.ts";
import { extend } from "../shared/log/replay.ts";
import { ProtocolError } from "../shared/protocol_error.ts";
import { decode, encode } from "../shared/wire.ts";
import type { Change, Store, StoredChannel } from "./store.ts";

const WRITTEN_EVERY = 500;

/** What is to be stored beside an entry that leads to this state: now and then, the state. */
export function writtenDown(membership: Membership): readonly Change[] {
  const { channel: id, count } = membership;
  if (count % WRITTEN_EVERY !== 0) return [];
  return [{ type: "state", id, count, bytes: encode(savedMembership, flattened(membership, [])) }];
}

/** What the log comes to. The relay checked its entries when it took them. */
export function stateOf({ id, state, entries }: StoredChannel, store: Store): Membership {
  const from = state && readState(state);
  // What another version wrote down is no loss: the entries are all there.
  const rest = state && !from ? store.log(id, 0, Infinity) : entries;
  let membership = from;
  for (const bytes of rest) {
    const next = extend(membership, bytes, { trusted: true });
    if (!next.ok) throw new RangeError(`Cannot load channel ${id}: ${next.why}`);
    membership = next.membership;
  }
  if (!membership) throw new RangeError(`Cannot load channel ${id}: its log is empty`);
  return membership;
}

function readState(bytes: Uint8Array): Membership | undefined {
  try {
    return restored(decode(savedMembership, bytes), []);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
