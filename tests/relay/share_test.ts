import { assert, assertEquals, assertRejects } from "@std/assert";
import { Share } from "../../relay/share.ts";
import { Failure } from "../../shared/failure.ts";
import { Guest } from "../fakes/guest.ts";
import { NOWHERE } from "../fakes/room.ts";
import { OpenRelay } from "../fakes/open_relay.ts";
import { until } from "../fakes/until.ts";

Deno.test("who asks for nothing as long as what he asked for took never waits", () => {
  let [now, waited] = [0, 0];
  const line = { pause() {}, resume() {} };
  const share = new Share(line, { monotonic: () => now, rests: { wait: () => waited++ } });
  const ask = (idle: number) => {
    share.spend(100, () => now += 1);
    now += idle;
  };
  for (let asked = 0; asked < 100; asked++) ask(1.5);
  assertEquals(waited, 0);
  for (let asked = 0; asked < 100; asked++) ask(0.5);
  assert(waited > 20 && waited < 50, `${waited}`);
});

Deno.test("what the disk cannot read costs the line of who asks for it, also behind what took longer than his turn", async () => {
  await using relay = await OpenRelay.open();
  const { store, monotonic } = relay.running.context;
  const [alice, bob] = [await relay.raw("alice"), await relay.raw("bob")];
  store.removal = () => {
    for (const until = monotonic() + 3; monotonic() < until;);
    return undefined;
  };
  store.channelsOf = () => {
    throw new Failure("Cannot read what is stored: the disk is broken.");
  };
  for (let ask = 1000; ask < 1010; ask++) alice.say({ type: "log", ask, channel: NOWHERE, from: 0 });
  alice.say({ type: "mine", ask: 2000 });
  await alice.untilClosed();
  assertEquals(alice.heard.length, 10);
  assert(relay.failures.splice(0).length === 1, "the operator is told");
  assertEquals((await bob.ask({ type: "find", name: "Work" }, "doors")).type, "doors");
});

Deno.test("who is sent away by what took longer than his turn is gone at once", async () => {
  await using relay = await OpenRelay.open();
  const { context } = relay.running;
  context.banned = () => {
    for (const until = context.monotonic() + 3; context.monotonic() < until;);
    return "You are banned from this relay.";
  };
  const guest = new Guest(await relay.rawPipe(), "mallory");
  await assertRejects(() => guest.enter(), Error, "banned");
  const since = performance.now();
  await until(() => relay.connections === 0, "his line is gone");
  assert(performance.now() - since < 2000, "nothing of it is waited for");
});
