/** What a typed line can refer to, made of what is shown. */
import { assert, assertEquals } from "@std/assert";
import type { Event } from "../../../../client/core/events.ts";
import { reduce } from "../../../../client/core/state.ts";
import { contextOf } from "../../../../client/core/state/context_of.ts";
import { NEVER } from "../../../../shared/log/entry.ts";
import {
  after,
  alice,
  bob,
  carol,
  channel,
  dave,
  erase,
  HOME,
  numbered,
  older,
  react,
  ref,
  rows,
  said,
  WORK,
} from "../story.ts";

const NO_POWERS = { admin: false, muted: false };

Deno.test("contextOf() knows people, powers, channels and messages by their numbers", () => {
  const request = { card: dave, proven: true, at: 5 };
  const state = after(
    channel({ id: HOME, name: "", other: bob, members: [alice, bob] }),
    rows(said(bob, 2, "hello"), said(alice, 3, "gone"), said(alice, 4, erase(ref(alice, 3)))),
    rows(said(alice, 5, react(ref(bob, 2), "👍")), said(carol, 6, react(ref(bob, 2), "🎉"))),
    channel({ more: { requests: [request] }, membership: { invites: [invite(8)] } }),
  );
  const people = [{ nick: "bob", id: bob.id, admin: false, muted: false }];
  const { channel: work, channels, ignored } = contextOf(state, WORK);
  assertEquals(channels.map(({ id, name, other }) => [id, name, other]), [[HOME, "", "bob"], [
    WORK,
    "Work",
    undefined,
  ]]);
  assertEquals([channels[0]?.people, ignored], [people, []]);
  assertEquals(work?.people.map(({ nick }) => nick), ["bob", "carol"]);
  assertEquals([work?.you, work?.admin, work?.asking, work?.invites], ["alice", true, ["dave"], [8]]);
  assertEquals(work?.messages, [{ ref: ref(bob, 2), number: 2, nick: "bob", own: false, reacted: ["👍"] }]);
  assertEquals(work?.earlier, true);
  const whole = reduce(state, older({ type: "begins", cursor: 1 }));
  assertEquals(contextOf(whole, WORK).channel?.earlier, false);
});

Deno.test("contextOf() knows that my last message is on its way, or was never sent", () => {
  const first = after(channel(), rows(said(alice, 2, "first"), said(bob, 3, "hello")));
  const unsent = (...events: readonly Event[]) => contextOf(events.reduce(reduce, first), WORK).channel?.unsent;
  const mine = said(alice, 9, "second");
  const changing = said(alice, 9, erase(ref(alice, 2)));
  assert(mine.type === "message" && changing.type === "message");
  const pending = ({ message }: typeof mine): Event => ({
    type: "pending",
    channel: WORK,
    message: { ...message, cursor: undefined },
  });
  const failed: Event = { type: "failed", channel: WORK, id: mine.message.id, why: "You are muted." };
  assertEquals(unsent(), undefined);
  assertEquals(unsent(pending(changing)), undefined, "what only changes another is none");
  assertEquals(unsent(pending(mine)), "pending");
  assertEquals(unsent(pending(mine), failed), "failed");
  assertEquals(unsent(pending(mine), failed, rows(said(bob, 10, "well"))), "failed");
  assertEquals(unsent(pending(mine), failed, rows(said(alice, 11, "third"))), undefined);
  assertEquals(unsent(pending(mine), rows(mine)), undefined);
});

Deno.test("contextOf() knows who was here and who of them is banned, and who has come back", () => {
  const bans = new Map([[bob.id, NEVER]]);
  const former = [bob, dave, carol];
  const state = after(channel({ members: [alice, carol], membership: { bans }, more: { former } }));
  const { channel: work } = contextOf(state, WORK);
  assertEquals([work?.former, work?.banned], [["bob", "dave"], ["bob"]]);
});

Deno.test("contextOf() knows whom I ignore, also after he left", () => {
  const ignoring: Event = { type: "people", ignored: [dave.id, bob.id, carol.id], verified: new Map() };
  const state = after(channel({ members: [alice, carol], more: { former: [bob] } }), ignoring);
  assertEquals(contextOf(state, WORK).ignored, [bob, carol].map(({ nick, id }) => ({ nick, id, ...NO_POWERS })));
});

Deno.test("contextOf() has no channel where none is shown, or where it is over", () => {
  const closed: Event = { type: "closed", channel: WORK, name: "Work", why: "" };
  assertEquals(contextOf(after(channel()), undefined).channel, undefined);
  assertEquals(contextOf(after(channel()), HOME).channel, undefined);
  const over = contextOf(after(channel(), closed), WORK);
  assertEquals([over.channel, over.over, over.channels], [undefined, WORK, []]);
  assertEquals(contextOf(after(channel()), WORK).over, undefined);
});

function invite(seq: number) {
  return { number: numbered(seq), card: dave, usesLeft: 1, until: NEVER };
}
