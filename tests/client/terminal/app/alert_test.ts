/** What rings, and what the computer is told of it: nothing of what was written. */
import { assertEquals } from "@std/assert";
import type { Event } from "../../../../client/core/events.ts";
import type { ChannelId } from "../../../../shared/ids.ts";
import { WITH_BOB, WORK } from "../screen/scenes.ts";
import { channelEvents, room, Telling } from "../screen/story.ts";
import { type Seated, seated } from "./seated.ts";

const BELL = "\x07";

async function chat(terms = {}): Promise<Seated> {
  const seat = await seated({ columns: 80, rows: 24 }, terms);
  const events: readonly Event[] = [
    { type: "line", state: "online" },
    ...channelEvents(room({ id: WORK, name: "Work", members: ["alice", "bob"] }), []),
    ...channelEvents(room({ id: WITH_BOB, members: ["alice", "bob"], other: "bob" }), []),
  ];
  for (const event of events) seat.client.hear(event);
  seat.client.show(WORK);
  return seat;
}

function hears({ client }: Seated, channel: ChannelId, nick: string, text: string): void {
  const telling = new Telling(["alice", "bob"]);
  telling.says(nick, text);
  client.hear({ type: "rows", channel, rows: telling.rows });
}

Deno.test("a mention and what is said in private ring, and the computer is told who and where, not what", async () => {
  using seat = await chat();
  hears(seat, WORK, "bob", "the password is in the safe, @alice");
  hears(seat, WITH_BOB, "bob", "psst, a secret");
  assertEquals(seat.terminal.sent, [
    BELL,
    "\x1b]9;Work: bob wrote something for you.\x07",
    BELL,
    "\x1b]9;@bob: bob wrote something for you.\x07",
  ]);
});

Deno.test("nothing else rings: not what others say to others, nor what I say", async () => {
  using seat = await chat();
  hears(seat, WORK, "bob", "hello all");
  hears(seat, WORK, "alice", "@alice is me");
  hears(seat, WITH_BOB, "alice", "to bob");
  assertEquals(seat.terminal.sent, []);
});

Deno.test("/notify says what rings in a channel", async () => {
  using seat = await chat();
  seat.client.preferences.notify.set(WORK, "all").set(WITH_BOB, "off");
  hears(seat, WORK, "bob", "hello all");
  hears(seat, WITH_BOB, "bob", "@alice psst");
  assertEquals(seat.terminal.sent.filter((sent) => sent === BELL).length, 1);
});

Deno.test("an alarm rings, too; and the computer is told nothing unless that is asked for", async () => {
  using seat = await chat({ notifying: undefined });
  seat.client.hear({ type: "alarm", channel: undefined, why: "The relay shows another key than before." });
  hears(seat, WORK, "bob", "@alice");
  assertEquals(seat.terminal.sent, [BELL, BELL]);
});
