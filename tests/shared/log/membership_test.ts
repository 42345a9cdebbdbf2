import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type MemberNumber } from "../../../shared/ids.ts";
import { type Act, decodeEntry, headOf, NEVER } from "../../../shared/log/entry.ts";
import { admins, keyHolders, type Membership } from "../../../shared/log/membership.ts";
import { extend, replay, wrapsNeeded } from "../../../shared/log/replay.ts";
import { MOST_INVITES } from "../../../shared/log/rules.ts";
import { act, Story } from "./story.ts";

/** What somebody tries with somebody: a member or invite by number, or anybody by name. */
type Trick = (whom: MemberNumber, name: string, until: number) => Act;

const tricks: readonly Trick[] = [
  // First what makes a crowd of some standing; each comes as often as it is listed.
  ...Array.from({ length: 6 }, (): Trick => (_, name) => act.add(name)),
  ...Array.from({ length: 4 }, (): Trick => () => act.rekey()),
  ...Array.from({ length: 3 }, (): Trick => act.op),
  (whom, _, banUntil) => act.remove(whom, { banUntil }),
  () => act.leave(),
  (_, name) => act.policy({ locked: name === "alice" }),
  act.deop,
  act.transfer,
  (whom, _, until) => act.mute(whom, until),
  act.unmute,
  (_, name, until) => act.ban(name, until),
  (_, name) => act.unban(name),
  (_, name, until) => act.invite(name, { until, uses: 2 }),
  act.revoke,
];

const attempts = fc.array(
  fc.record({
    trick: fc.constantFrom(...tricks),
    who: fc.nat(99),
    whom: fc.nat(99),
    name: fc.constantFrom("alice", "bob", "carol", "dave", "erin", "link", "door"),
    until: fc.constantFrom(NEVER, 1_000_020, 1_000_100),
    later: fc.nat(3),
  }),
  { minLength: 40, maxLength: 80 },
);

function checkInvariants({ members, invites, bans, ...membership }: Membership): void {
  const distinct = (keys: readonly unknown[]) => assertEquals(new Set(keys).size, keys.length);
  const holders = [...members, ...invites];
  distinct(holders.map((holder) => holder.card.id));
  distinct(holders.map((holder) => holder.number));
  distinct(members.map((member) => member.nickKey));
  distinct(members.flatMap((member) => member.adminSince ?? []));
  assertEquals(members, members.toSorted((a, b) => a.number - b.number));
  assertEquals(invites, invites.toSorted((a, b) => a.number - b.number));
  assert(holders.every((holder) => holder.number < membership.count));
  assert(members.every((member) => !bans.has(member.card.id)));
  assert(invites.every((invite) => invite.usesLeft > 0 && invite.until > membership.time));
  assert(invites.length <= MOST_INVITES);
  assert(membership.epoch < membership.count);
}

Deno.test("whatever anybody tries, a channel with members has an admin, and nobody is in twice or in spite of a ban", () => {
  const done = new Map<string, number>();
  fc.assert(
    fc.property(attempts, (attempts) => {
      const story = new Story();
      for (const { trick, who, whom, name, until, later } of attempts) {
        const before = story.membership;
        const holders = keyHolders(before);
        const author = holders[who % holders.length];
        if (before.members.length === 0 || !author) break;
        const what = trick(holders[whom % holders.length]?.number ?? author.number, name, until);
        story.now += later;
        const entryBytes = story.bytes(author.card.nick, what);
        if (story.takes(entryBytes, { trusted: true }) !== undefined) {
          assert(story.membership === before);
          continue;
        }
        done.set(what.op, (done.get(what.op) ?? 0) + 1);
        checkEntry(before, story.membership, entryBytes);
      }
      const replayed = replay(undefined, story.log);
      assert(replayed.ok);
      assertEquals(replayed.membership, story.membership);
    }),
    { numRuns: 60, seed: 5 },
  );
  assertEquals([...done.keys()].length, 14, `only these were ever done: ${[...done.keys()]}`);
});

function checkEntry(before: Membership, after: Membership, entryBytes: Uint8Array): void {
  assertEquals(after.head, headOf(entryBytes));
  assertEquals(after.count, before.count + 1);
  assert(after.members.length === 0 || admins(after).length > 0);
  const holders = keyHolders(after).map((holder) => holder.number);
  const entry = decodeEntry(entryBytes);
  assert(wrapsNeeded(after, entry).every((number) => holders.includes(number)));
  if (entry.op === "remove") assertEquals(after.invites, []);
  checkInvariants(after);
}

Deno.test("extend() leaves the membership before as it was", () => {
  const story = new Story().does("alice", act.add("bob")).does("alice", act.ban("carol")).does(
    "alice",
    act.invite("link"),
  );
  const before = structuredClone(story.membership);
  const bob = story.number("bob");
  const acts = [
    act.add("dave"),
    act.remove(bob),
    act.transfer(bob),
    act.unban("carol"),
    act.revoke(story.number("link")),
  ];
  for (const what of acts) {
    assert(extend(story.membership, story.bytes("alice", what)).ok);
    assertEquals(structuredClone(story.membership), before);
  }
});

Deno.test("an entry shares with the state before it all that it did not change", () => {
  const story = new Story().does("alice", act.add("bob"));
  const { members, bans, invites } = story.membership;
  const { membership } = story.does("alice", act.policy({ keep: true }));
  assert(membership.members === members && membership.bans === bans && membership.invites === invites);
});
