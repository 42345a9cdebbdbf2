/** What is over by the clock alone is not shown any longer. */
import { assert } from "@std/assert";
import { WORK } from "../screen/scenes.ts";
import { channelEvents, NOON, room } from "../screen/story.ts";
import { seated } from "./seated.ts";

Deno.test("who is muted for a while sees when he is no more, and who else is, though nothing happens", async () => {
  using seat = await seated({ columns: 140, rows: 24 });
  const view = room({ id: WORK, name: "Work", members: ["alice", "bob"], muted: ["alice", "bob"] });
  const ends = new Map([[0, NOON + 10_000], [1, NOON + 25_000]]);
  const members = view.membership.members.map((member) => ({
    ...member,
    mutedUntil: ends.get(member.number) ?? 0,
  }));
  const events = channelEvents({ ...view, membership: { ...view.membership, members } }, []);
  for (const event of [{ type: "line", state: "online" } as const, ...events]) seat.client.hear(event);
  seat.client.show(WORK);
  const shows = (words: string) => seat.terminal.text.includes(words);
  await seat.clock.turn(9000);
  assert(shows("you are muted"));
  const mark = "\u2298";
  assert(shows(mark));
  await seat.clock.turn(2000);
  assert(!shows("you are muted"));
  assert(shows(mark), "bob still is");
  await seat.clock.turn(15_000);
  assert(!shows(mark), "and now nobody");
});
