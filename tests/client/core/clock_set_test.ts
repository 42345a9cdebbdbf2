/** A computer whose clock is set while there is a line. */
import { assertEquals } from "@std/assert";
import type { Event } from "../../../client/core/events.ts";
import { Session } from "../../../client/core/session.ts";
import { Client } from "../../fakes/client.ts";
import { random } from "../../fakes/guest.ts";
import { HeldLine } from "../../fakes/held_line.ts";
import { MemoryVault } from "../../fakes/memory_vault.ts";
import { TurnedRelay } from "../../fakes/turned_relay.ts";

for (const hours of [2, -2]) {
  Deno.test(`who sets his clock by ${hours} hours while he is connected can still do what he may, and says when it is`, async () => {
    await using relay = new TurnedRelay();
    const { clock } = relay;
    let set = 0;
    const events: Event[] = [];
    const way = new HeldLine(relay);
    const alice = await Session.open({
      dial: (sink) => Promise.resolve(way.dial(sink).link),
      clock: {
        now: () => clock.now() + set,
        after: (ms, run) => clock.after(ms, run),
        every: (ms, run) => clock.every(ms, run),
        sleep: (ms, signal) => clock.sleep(ms, signal),
      },
      ...{ random, vault: new MemoryVault() },
      emit: (event) => void events.push(event),
    }, { relay: "relay.example.com:5000", nick: "alice" });
    alice.start();
    await relay.settled();
    const joined = alice.do({ type: "join", name: "Work", pin: "1234", others: "ask" });
    await relay.settled();
    const made = await joined;
    const channel = made.ok ? made.channel : undefined;
    if (!channel) throw new Error("Cannot go on: there is no channel");
    const bob = await Client.open(relay, "bob");
    await bob.join("Work", "1234");
    bob.take("rows");
    set = hours * 3_600_000;
    await relay.turn(60_000);
    const done = alice.do({ type: "policy", channel, change: { locked: true } });
    await relay.settled();
    assertEquals(await done, { ok: true });
    await alice.do({ type: "say", channel, text: "hello" });
    await relay.settled();
    const ats = bob.rows(channel).flatMap((row) =>
      row.type === "message" && "at" in row.message.content ? [row.message.content.at] : []
    );
    assertEquals(ats, [clock.now()]);
    for (const session of [alice, bob.session]) await session.close();
  });
}
