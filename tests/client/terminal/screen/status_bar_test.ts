/** The line under a channel says what keeps others out, and what keeps me from speaking. */
import { assert } from "@std/assert";
import { drawScreen } from "../../../../client/terminal/screen/draw_screen.ts";
import { Layouts } from "../../../../client/terminal/screen/layouts.ts";
import { lookOf } from "../../../../client/terminal/screen/look.ts";
import { newView } from "../../../../client/terminal/screen/view.ts";
import type { Policy } from "../../../../shared/log/policy.ts";
import { WORK } from "./scenes.ts";
import { channelEvents, NOON, room, told } from "./story.ts";

function barOf(policy: Partial<Policy>, muted: readonly string[] = []): string {
  const state = told(...channelEvents(room({ id: WORK, name: "Work", members: ["alice", "bob"], policy, muted }), []));
  const look = lookOf({ theme: "dark", depth: "16", unicode: true, minutesEast: () => 0 });
  const options = { size: { columns: 80, rows: 24 }, look, layouts: new Layouts() };
  const { rows } = drawScreen(state, { ...newView("relay", NOON), current: WORK }, options);
  return rows.at(-2)?.map(({ text }) => text).join("") ?? "";
}

const DOORS = [
  [{}, "door: PIN"],
  [{ open: true }, "door: open"],
  [{ locked: true }, "door: locked"],
  [{ open: true, locked: true }, "door: locked"],
] as const;
for (const [policy, words] of DOORS) {
  Deno.test(`the bar of a channel that is ${JSON.stringify(policy)} says "${words}"`, () => {
    const bar = barOf(policy);
    assert(bar.includes(words), bar);
  });
}

Deno.test("the bar says that I am muted, and of nobody else", () => {
  assert(barOf({}, ["alice"]).includes("you are muted"));
  assert(!barOf({}, ["bob"]).includes("muted"));
});
