/** What is unread, from the engine to what a screen shows: over a restart it is what was said since one read last. */
import { assertEquals } from "@std/assert";
import { NO_CHAT, reduce } from "../../../client/core/state.ts";
import type { ChannelId } from "../../../shared/ids.ts";
import { Client } from "../../fakes/client.ts";
import { MemoryVault } from "../../fakes/memory_vault.ts";
import { TurnedRelay } from "../../fakes/turned_relay.ts";

/** How many messages of a channel are unread by all that a client has told so far. */
function unread({ events }: Client, channel: ChannelId): number | undefined {
  return events.reduce(reduce, NO_CHAT).channels.get(channel)?.unread;
}

async function readAll(client: Client, channel: ChannelId): Promise<void> {
  const cursor = client.events.reduce(reduce, NO_CHAT).channels.get(channel)?.newest ?? 0;
  await client.must({ type: "read", channel, cursor, tell: true });
}

Deno.test("what was said before somebody came is no news to him, and what comes then is", async () => {
  await using relay = new TurnedRelay();
  const alice = await Client.open(relay, "alice");
  const work = await alice.join("Work", "1234");
  await alice.say(work, "before");
  const bob = await Client.open(relay, "bob");
  await bob.join("Work", "1234");
  assertEquals(unread(bob, work), 0);
  await alice.say(work, "hello");
  assertEquals(unread(bob, work), 1);
  for (const { session } of [alice, bob]) await session.close();
});

Deno.test("after a restart that is unread which was not read, and was said meanwhile", async () => {
  await using relay = new TurnedRelay();
  const alice = await Client.open(relay, "alice");
  const bob = await Client.open(relay, "bob");
  const work = await alice.join("Work", "1234");
  await bob.join("Work", "1234");
  await alice.say(work, "read");
  await readAll(bob, work);
  await alice.say(work, "not looked at");
  await bob.session.close();
  await alice.say(work, "while he was away");
  // Without a line nothing of it is known, and nothing of what was read is forgotten.
  const offline = await Client.open(relay, "bob", {
    vault: new MemoryVault(bob.vault.saved.at(-1)),
    line: { soon: () => {} },
  });
  assertEquals(unread(offline, work), 0);
  await offline.say(work, "typed meanwhile");
  await offline.session.close();
  const again = await Client.open(relay, "bob", { vault: new MemoryVault(offline.vault.saved.at(-1)) });
  assertEquals(unread(again, work), 2);
  await readAll(again, work);
  const last = await again.restart();
  assertEquals(unread(last, work), 0);
  for (const { session } of [alice, last]) await session.close();
});
