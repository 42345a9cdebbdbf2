/** Which colour each of some people has: the same on every day, and no two the same while there are colours left. */
import type { IdentityId } from "../../../shared/ids.ts";

/** Colours come in eights that are unlike each other (theme.ts): the next eight are used when those before are. */
const TIER = 8;
/** To quite another hue. */
const STRIDE = 3;

/** For each of these, in their order, one of so many colours. Who is first has the one that his identity says; a later one makes way. */
export function assignColours(ids: readonly IdentityId[], count: number): ReadonlyMap<IdentityId, number> {
  const assigned = new Map<IdentityId, number>();
  const taken = new Set<number>();
  for (const id of ids) {
    const colour = freeColour(id, taken, count);
    taken.add(colour);
    assigned.set(id, colour);
  }
  return assigned;
}

/** The colour that an identity says, for who is not in a channel any more. */
export function ownColour(id: IdentityId, count: number): number {
  return hash(id) % Math.min(TIER, count);
}

function freeColour(id: IdentityId, taken: ReadonlySet<number>, count: number): number {
  for (let begin = 0; begin < count; begin += TIER) {
    const size = Math.min(TIER, count - begin);
    for (let turn = 0; turn < size * STRIDE; turn++) {
      // A step further each time round, or a stride that divides the size would pass few.
      const colour = begin + (hash(id) + turn * STRIDE + Math.floor(turn / size)) % size;
      if (!taken.has(colour)) return colour;
    }
  }
  return hash(id) % count;
}

/** Identities are public keys: any of their bytes are as good as random. */
function hash(id: IdentityId): number {
  return parseInt(id.slice(0, 8), 16);
}
