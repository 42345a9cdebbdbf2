/** What was taken just before a computer died, and was not seen to come back, is shown as taken: in its place, and once. */
import { assertEquals } from "@std/assert";
import type { Row } from "../../../client/core/events.ts";
import { Client } from "../../fakes/client.ts";
import { MemoryVault } from "../../fakes/memory_vault.ts";
import { TurnedRelay } from "../../fakes/turned_relay.ts";

for (const [since, what] of [[3, "little"], [120, "much"], [700, "very much"]] as const) {
  Deno.test(`what was taken before a crash is shown once, in its place, where ${what} has been said since`, async () => {
    await using relay = new TurnedRelay();
    const alice = await Client.open(relay, "alice");
    const bob = await Client.open(relay, "bob");
    const channel = await alice.join("Work", "1234");
    await bob.join("Work", "1234");
    await relay.turn(1000);
    bob.freeze();
    await bob.session.do({ type: "say", channel, text: "mine" });
    await relay.settled();
    assertEquals(alice.heard(channel), ["bob: mine"]);
    bob.vanish();
    for (let at = 1; at <= since; at++) await alice.say(channel, `${at}`);
    const again = await Client.open(relay, "bob", { vault: new MemoryVault(bob.vault.saved.at(-1)) });
    const texts: string[] = again.rows(channel).flatMap(textOf);
    assertEquals(again.take("pending").length, 1);
    for (let page = 0; page < 20; page++) {
      await again.must({ type: "older", channel, most: 50 });
      texts.unshift(...again.take("olderRows").flatMap(({ rows }) => rows.flatMap(textOf)));
    }
    await again.say(channel, "next");
    texts.push(...again.rows(channel).flatMap(textOf));
    assertEquals(texts, ["mine", ...Array.from({ length: since }, (_, at) => `${at + 1}`), "next"]);
    for (const { session } of [alice, again]) await session.close();
  });
}

function textOf(row: Row): readonly string[] {
  return row.type === "message" && row.message.content.type === "text" ? [row.message.content.text] : [];
}
