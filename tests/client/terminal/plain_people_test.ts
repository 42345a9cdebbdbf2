/** Lists of people are lines that say no more than is so. */
import { assert, assertEquals } from "@std/assert";
import { isOpen } from "../../../client/core/state/channel_state.ts";
import { describePerson, ignoredWords, listBans, listMembers } from "../../../client/terminal/plain_people.ts";
import type { IdentityId } from "../../../shared/ids.ts";
import { NEVER } from "../../../shared/log/entry.ts";
import { alice, bob, carol, channel, type ViewOptions, work } from "../core/story.ts";

const NOW = 1_700_000_000_000;

function open(options: ViewOptions = {}) {
  const opened = work(channel(options));
  assert(isOpen(opened));
  return opened;
}

Deno.test("how much longer a ban lasts is told in seconds, and never as none", () => {
  const cases = [[60_000, "1m"], [58_956, "59s"], [1, "1s"], [NEVER - NOW, "ever"]] as const;
  for (const [left, words] of cases) {
    const bans = new Map([[bob.id, NOW + left]]);
    const [title, row] = listBans(open({ membership: { bans } }), { self: alice.id, now: NOW });
    assertEquals(title, "Banned from Work: 1");
    assert(row?.endsWith(` ${words}`), row);
  }
});

Deno.test("who is banned is listed by the nick that /unban takes, however long ago that was", () => {
  const bans = new Map([[bob.id, NEVER], [carol.id, NEVER]]);
  const [, ...rows] = listBans(open({ membership: { bans }, more: { former: [bob] } }), { self: alice.id, now: NOW });
  assertEquals(rows.map((row) => row.trim().split(" ")[0]), ["bob", `${carol.id.slice(0, 16)}\u2026`]);
});

Deno.test("who is ignored is listed, also where no channel knows his nick", () => {
  assertEquals(ignoredWords([], 0), "You ignore nobody.");
  assertEquals(ignoredWords(["bob", "carol"], 2), "You ignore bob, carol.");
  assertEquals(ignoredWords(["bob"], 3), "You ignore bob, 2 whom none of your channels knows.");
});

Deno.test("in a channel the admins are marked, in private nobody is", () => {
  const admin = { adminSince: 0 };
  const listed = (options: ViewOptions) => {
    const { view } = open({ ...options, members: [alice, carol] });
    const members = view.membership.members.map((member) => ({ ...member, ...admin }));
    return listMembers(open({ ...options, membership: { members } }), false, { self: alice.id, now: NOW }).slice(1);
  };
  assertEquals(listed({ name: "Work" }).map((row) => row.includes("admin")), [true, true]);
  assertEquals(listed({ name: "", other: carol }).map((row) => row.includes("admin")), [false, false]);
});

Deno.test("of somebody it is told that one has verified him, and that one ignores him", () => {
  const told = (people: { ignored?: readonly IdentityId[]; verified?: readonly IdentityId[] }) => {
    const { ignored = [], verified = [] } = people;
    const known = { type: "people", ignored, verified: new Map(verified.map((id) => [`${id}`, id])) } as const;
    const lines = describePerson(open(), "bob", { self: alice.id, now: NOW, people: known });
    return lines.find((line) => line.includes("also"))?.trim().replace(/ +/g, " ");
  };
  assertEquals(told({}), undefined);
  assertEquals(told({ verified: [carol.id], ignored: [carol.id] }), undefined);
  assertEquals(told({ verified: [bob.id] }), "also verified");
  assertEquals(told({ verified: [bob.id], ignored: [bob.id] }), "also verified, ignored by you");
});
