/** What a group of five can do and what can happen to it, and everything of that, by chance. */
import fc from "fast-check";
import type { Cut } from "./attendee.ts";
import type { Way } from "./held_line.ts";

const ADMINS = ["alice", "bob"] as const;
/** Who is a member when it begins; the first two are admins. */
export const INSIDE = [...ADMINS, "carol", "dave"] as const;
export const ALL = [...INSIDE, "erin"] as const;

export type Nick = typeof ALL[number];

/** What can happen next, as data, so that what goes wrong can be made smaller and printed. What is impossible then changes nothing. */
export type Step =
  | { readonly nick: Nick; readonly does: "says" | "leaves" | "joins" | "uses the invite" }
  | { readonly nick: Nick; readonly does: "kick" | "mute" | "unmute" | "op" | "deop" | "transfer"; readonly whom: Nick }
  | { readonly nick: Nick; readonly does: "ban" | "unban" | "approve" | "deny"; readonly whom: Nick }
  | { readonly nick: Nick; readonly does: "locks" | "unlocks" | "changes the key" | "invites" | "revokes" }
  | { readonly nick: Nick; readonly does: "sets the PIN"; readonly pin: string }
  | { readonly nick: Nick; readonly line: Way; readonly most: number }
  | { readonly nick: Nick; readonly line: Cut | "comes back" }
  | { readonly nick: Nick; readonly client: "restarts" | "crashes" }
  | { readonly relay: "restarts" | "crashes" }
  | { readonly clock: number }
  /** Everything that was sent arrives. */
  | { readonly all: "arrives" };

/** Any step; the admins do most. */
export function step(): fc.Arbitrary<Step> {
  const admin = fc.constantFrom(...ADMINS, ...ADMINS, ...ADMINS, ...ALL);
  const anybody = fc.constantFrom(...ADMINS, ...ALL);
  const of = <const T>(...all: readonly T[]) => fc.constantFrom(...all);
  return fc.oneof(
    { weight: 8, arbitrary: fc.record({ nick: anybody, does: of("says") }) },
    { weight: 2, arbitrary: fc.record({ nick: anybody, does: of("joins") }) },
    { weight: 1, arbitrary: fc.record({ nick: anybody, does: of("leaves", "uses the invite") }) },
    {
      weight: 6,
      arbitrary: fc.record({
        nick: admin,
        does: of("kick", "mute", "unmute", "op", "deop", "transfer", "ban", "unban", "approve", "deny"),
        whom: anybody,
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ nick: admin, does: of("locks", "unlocks", "changes the key", "invites", "revokes") }),
    },
    { weight: 1, arbitrary: fc.record({ nick: admin, does: of("sets the PIN"), pin: of("1111", "2222", "") }) },
    {
      weight: 12,
      arbitrary: fc.record({ nick: anybody, line: of("up", "down"), most: fc.integer({ min: 1, max: 6 }) }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ nick: anybody, line: of("heard", "silent", "comes back", "comes back") }),
    },
    { weight: 1, arbitrary: fc.record({ nick: anybody, client: of("restarts", "crashes") }) },
    { weight: 1, arbitrary: fc.record({ relay: of("restarts", "crashes") }) },
    { weight: 1, arbitrary: fc.record({ clock: of(100, 2_000, 40_000) }) },
    { weight: 6, arbitrary: fc.record({ all: of("arrives") }) },
  ) as fc.Arbitrary<Step>;
}
