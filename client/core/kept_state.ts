/** Knows what a vault holds of a state, and tells what has changed since: of a channel of many only what became of a few. */
import type { ChannelId } from "../../shared/ids.ts";
import type { Member, Membership } from "../../shared/log/membership.ts";
import { distance, flattened, type SavedMembership } from "../../shared/log/saved_membership.ts";
import { sameBytes } from "./same_bytes.ts";
import type { Changes, Parts } from "./vault.ts";
import { encodeChannel, encodeMembers, encodeSelf, PART, type SavedChannel, type VaultState } from "./vault_state.ts";

/** So many members may be other than they were written before all are written again. */
const MOST_DIFFERENCES = 32;

/** The parts as they are now, and the members that stand in those that were made for this. */
interface Made {
  readonly now: Map<string, Uint8Array>;
  readonly written: Map<string, readonly Member[]>;
}

export class KeptState {
  /** What is in the vault, and what changes were told of. */
  readonly #parts: Map<string, Uint8Array>;
  /** The members that stand in parts, by their names. */
  readonly #written = new Map<string, readonly Member[]>();

  /** `parts`: what the vault holds. */
  constructor(parts: Parts = new Map()) {
    this.#parts = new Map(parts);
  }

  /** What has changed since it was last asked. */
  changes(state: VaultState): Changes {
    const now = new Map<string, Uint8Array>([[PART.self, encodeSelf(state)]]);
    const written = new Map<string, readonly Member[]>();
    for (const channel of state.channels) this.#add(channel, { now, written });
    const changes = new Map<string, Uint8Array | undefined>();
    for (const name of this.#parts.keys()) if (!now.has(name)) changes.set(name, undefined);
    for (const [name, bytes] of now) if (!isSame(bytes, this.#parts.get(name))) changes.set(name, bytes);
    for (const [name, bytes] of changes) this.#keep(name, bytes);
    for (const [name, members] of written) this.#written.set(name, members);
    return changes;
  }

  #keep(name: string, bytes: Uint8Array | undefined): void {
    if (bytes) {
      this.#parts.set(name, bytes);
    } else {
      this.#parts.delete(name);
      this.#written.delete(name);
    }
  }

  #add(channel: SavedChannel, made: Made): void {
    const { id, known: [membership] } = channel;
    const known = membership && this.#beside(id, membership, made);
    made.now.set(PART.channel(id), encodeChannel(channel, known ? [known] : []));
  }

  /** The membership beside its members, whose part is written anew if they have changed too much. */
  #beside(id: ChannelId, membership: Membership, { now, written: anew }: Made): SavedMembership {
    const { members } = membership;
    const name = PART.members(id);
    const [written, part] = [this.#written.get(name), this.#parts.get(name)];
    const known = written && part && flattened(membership, written);
    if (known && distance(known) <= MOST_DIFFERENCES) {
      now.set(name, part);
      return known;
    }
    anew.set(name, members);
    now.set(name, encodeMembers(members));
    return flattened(membership, members);
  }
}

/** All the parts of a state. */
export function encodeState(state: VaultState): Parts {
  const parts = new Map<string, Uint8Array>();
  for (const [name, bytes] of new KeptState().changes(state)) if (bytes) parts.set(name, bytes);
  return parts;
}

/** A part that was not made anew is not looked at. */
function isSame(bytes: Uint8Array, before: Uint8Array | undefined): boolean {
  return bytes === before || (before !== undefined && sameBytes(bytes, before));
}
