/** What names and PINs are compared by can be many times as long as they are. */
import { assertEquals } from "@std/assert";
import { MOST_PIN } from "../../../client/core/channel_letters.ts";
import { Client } from "../../fakes/client.ts";
import { TurnedRelay } from "../../fakes/turned_relay.ts";

/** Three bytes, and thirty-three where names are compared. */
const LONG = "\ufdfa";
/** Three bytes, and six where PINs are compared. */
const DOUBLED = "\u0958";

Deno.test("a wrong PIN at the door of a name that is compared by a long key is counted, and all else is still kept", async () => {
  await using relay = new TurnedRelay();
  const [alice, bob] = [await Client.open(relay, "alice"), await Client.open(relay, "bob")];
  const name = LONG.repeat(20);
  const channel = await alice.join(name, "1234");
  const wrong = await bob.do({ type: "join", name, pin: "9999", others: "ask" });
  assertEquals(!wrong.ok && wrong.code, "wrongPin");
  await bob.join(name, "1234");
  await bob.say(channel, "hello");
  assertEquals(alice.heard(channel), ["bob: hello"]);
  for (const { session } of [alice, bob]) await session.close();
});

Deno.test("a PIN is as long as what is kept of it", async () => {
  await using relay = new TurnedRelay();
  const alice = await Client.open(relay, "alice");
  const channel = await alice.join("Work", "1234");
  const tooLong = await alice.do({ type: "pin", channel, pin: DOUBLED.repeat(Math.floor(MOST_PIN / 6) + 1) });
  assertEquals(!tooLong.ok && tooLong.code, "invalid");
  await alice.must({ type: "pin", channel, pin: DOUBLED.repeat(Math.floor(MOST_PIN / 6)) });
  await alice.session.close();
});
