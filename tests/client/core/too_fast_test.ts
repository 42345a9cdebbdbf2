/** Who says more than the relay takes at once says all of it a little later, and does not storm the relay meanwhile. */
import { assert, assertEquals } from "@std/assert";
import { limits } from "../../../relay/limits.ts";
import type { ChannelId } from "../../../shared/ids.ts";
import { Client } from "../../fakes/client.ts";
import { HostileRelay } from "../../fakes/hostile_relay.ts";
import { TurnedRelay } from "../../fakes/turned_relay.ts";

const SAID = 100;
const PER_SECOND = 10;

Deno.test("what is too fast for the relay goes when it takes it, in order, once, and is not sent again at every refusal", async () => {
  await using relay = new TurnedRelay({ limits: { posts: { perSecond: PER_SECOND, burst: 20 } } });
  let answers = 0;
  const alice = await Client.open(relay, "alice", {
    between: (sink) => ({
      ...{ drained: () => sink.drained(), closed: (code, reason) => sink.closed(code, reason) },
      frame: (...frame) => {
        answers++;
        return sink.frame(...frame);
      },
    }),
  });
  const bob = await Client.open(relay, "bob");
  const channel = await alice.join("Work", "1234");
  await bob.join("Work", "1234");
  answers = 0;
  for (let at = 1; at <= SAID; at++) await alice.session.do({ type: "say", channel, text: `${at}` });
  const heard: string[] = [];
  let seconds = 0;
  for (; heard.length < SAID && seconds < 60; seconds++) {
    await relay.turn(1000);
    heard.push(...bob.heard(channel));
  }
  assertEquals(heard, Array.from({ length: SAID }, (_, at) => `alice: ${at + 1}`));
  // What is on its way at once (64), a second, and the echoes.
  assert(answers < 64 * seconds + 2 * SAID, `${answers} answers in ${seconds} s`);
  for (const { session } of [alice, bob]) await session.close();
});

Deno.test("with the least --requests that a relay takes people come in, one behind the other, and talk", async () => {
  const { kind } = limits.requests;
  assertEquals([kind.read("1/s:19"), kind.read("59/m:20")], [undefined, undefined]);
  const requests = kind.read("1/s:20");
  assert(requests);
  await using relay = new TurnedRelay({ limits: { requests } });
  const clients: Client[] = [];
  for (const name of ["alice", "bob", "carol"]) {
    const client = await Client.open(relay, name);
    clients.push(client);
    const channel = await client.join("Work", "1234");
    await client.say(channel, `I am ${name}`);
    await relay.turn(20_000);
    const [alice = client] = clients;
    assertEquals(alice.heard(channel), [`${name}: I am ${name}`]);
  }
  for (const { session } of clients) await session.close();
});

for (const when of ["while he is there", "while he is away"] as const) {
  Deno.test(`who is let into a thousand channels ${when} can still ask for what he wants`, async () => {
    // Else strangers use up what the relay takes of him, and he is told that he is too fast.
    await using relay = new HostileRelay({ limits: { requests: { perSecond: 50, burst: 500 } } });
    const others = Array.from({ length: 1000 }, (_, at) => at.toString(16).padStart(32, "0") as ChannelId);
    const bob = await Client.open(relay, "bob");
    if (when === "while he is there") {
      relay.tell("bob", ...others.map((channel) => ({ type: "added", channel }) as const));
    } else {
      relay.hears("bob", (message) => [message.type === "mine" ? { ...message, channels: others } : message]);
      await bob.loseLine();
      await bob.back();
    }
    await relay.turn(1000);
    await bob.join("Diary", "1234");
    // And none of them is forgotten.
    await relay.turn(180_000);
    const looked = new Set(relay.said("bob", "log").map(({ channel }) => channel));
    assertEquals(others.filter((id) => !looked.has(id)), []);
    await bob.session.close();
  });
}
