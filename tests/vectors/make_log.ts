/**
 * Writes log.json: an entry of each op, really signed, and what the channel is after each. Run by hand when the bytes are meant to change:
 * deno run --allow-write=tests/vectors tests/vectors/make_log.ts
 */
import { type Act, decodeEntry, NEVER } from "../../shared/log/entry.ts";
import { type Membership } from "../../shared/log/membership.ts";
import { wrapsNeeded } from "../../shared/log/replay.ts";
import { act, card, CLOSED, Story } from "../shared/log/story.ts";

/** What a membership says, as JSON with numbers for members; cards are in the entries. */
export function summary({ members, invites, bans, mutes, ...rest }: Membership): Record<string, unknown> {
  return {
    ...rest,
    members: members.map(({ number, card, nickKey, nickLook, adminSince, mutedUntil }) => {
      return { number, id: card.id, nickKey, nickLook, adminSince: adminSince ?? null, mutedUntil };
    }),
    invites: invites.map(({ number, card, usesLeft, until }) => ({ number, id: card.id, usesLeft, until })),
    bans: Object.fromEntries(bans),
    mutes: Object.fromEntries(mutes),
  };
}

/** Bytes as { hex }, which `revived` reads back. */
export function replaced(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { hex: value.toHex() } : value;
}

export function revived(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("hex" in value)) return value;
  return Uint8Array.fromHex(String(value.hex));
}

const LETTERS = {
  commit: new Uint8Array(32).fill(0xc0),
  fwd: new Uint8Array(72).fill(0xf0),
  back: new Uint8Array(72).fill(0xb0),
  why: new Uint8Array(40).fill(0xa0),
  note: new Uint8Array(48).fill(0xe0),
};
const SHARED = { ...CLOSED, history: true };

export function vectors(): readonly Record<string, unknown>[] {
  const story = new Story({ policy: SHARED });
  const all = [vector(story)];
  const does = (name: string, what: Act) => {
    story.now += 1000;
    all.push(vector(story.does(name, what)));
  };
  does("alice", { op: "add", card: card("bob"), epoch: LETTERS });
  does("bob", act.add("carol", "Кэрол"));
  does("alice", act.op(story.number("bob")));
  does("alice", act.mute(story.number("carol"), story.now + 60_000));
  does("bob", act.unmute(story.number("carol")));
  does("bob", act.policy({ ...SHARED, locked: true, keep: true, adminsSetTopic: true }));
  does("alice", act.invite("link", { uses: 3, until: story.now + 3_600_000 }));
  does("link", act.add("dave"));
  does("alice", act.ban("mallory"));
  does("alice", act.unban("mallory"));
  does("bob", act.revoke(story.number("link")));
  does("bob", act.invite("door"));
  // Ends the invite "door", too.
  does("alice", act.remove(story.number("dave"), { policy: SHARED, banUntil: NEVER }));
  does("alice", act.deop(story.number("bob")));
  does("alice", act.transfer(story.number("carol")));
  does("carol", act.leave());
  does("bob", act.rekey());
  return all;
}

function vector({ log, membership }: Story): Record<string, unknown> {
  const entryBytes = log.at(-1) ?? new Uint8Array();
  const entry = decodeEntry(entryBytes);
  return { entry, bytes: entryBytes.toHex(), after: summary(membership), wraps: wrapsNeeded(membership, entry) };
}

if (import.meta.main) {
  Deno.writeTextFileSync(new URL("log.json", import.meta.url), `${JSON.stringify(vectors(), replaced, 2)}\n`);
}
