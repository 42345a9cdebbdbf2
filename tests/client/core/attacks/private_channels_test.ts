/** Attacks on channels of two: the relay tells of one that is not mine, or says that there is one. */
import { assert, assertEquals } from "@std/assert";
import type { Client } from "../../../fakes/client.ts";
import { HostileScene } from "../../../fakes/hostile_scene.ts";
import type { ChannelId } from "../../../../shared/ids.ts";
import type { FromRelay } from "../../../../shared/messages.ts";

/** The relay shows `who` another's channel as one of his own. */
function shows(scene: HostileScene, who: string, channel: ChannelId): Disposable {
  const log = scene.relay.log(channel);
  const ask = (message: FromRelay) => "ask" in message ? message.ask : undefined;
  return scene.relay.hears(who, (message) => {
    if (message.type === "mine") return [{ ...message, channels: [channel, ...message.channels] }];
    if (message.type !== "no") return [message];
    const asked = scene.relay.said(who, "log").find((one) => one.ask === ask(message) && one.channel === channel);
    if (asked) {
      const { ask, from } = asked;
      return [{ type: "log", ask, first: from, total: log.length, entries: log.slice(from) }];
    }
    const opens = scene.relay.said(who, "open").find((one) => one.ask === ask(message) && one.channel === channel);
    if (!opens) return [message];
    const { ask: opening, after } = opens;
    const { head, count: entries } = scene.client("alice").view(channel).membership;
    const stream = { after: Math.min(after, 9), newest: 9, oldest: 0, present: [] };
    return [{ type: "opened", ask: opening, channel, you: scene.number("alice"), head, entries, ...stream }];
  });
}

function privately(client: Client, channel: ChannelId, nick: string): Promise<ChannelId> {
  return client.must({ type: "private", channel, nick });
}

Deno.test("the channel of two others does not come between me and one of them", async () => {
  // Else the relay makes me unable to write to alice in private: what I say goes into a channel that I am not in.
  await using scene = await HostileScene.open("alice", "carol", "bob");
  const { channel } = scene;
  const theirs = await privately(scene.client("alice"), channel, "carol");
  const bob = scene.client("bob");
  await bob.loseLine();
  using _shown = shows(scene, "bob", theirs);
  await bob.back();
  const mine = await privately(bob, channel, "alice");
  assertEquals(mine === theirs, false);
  await bob.say(mine, "hello");
  assertEquals(scene.client("alice").heard(mine), ["bob: hello"]);
});

Deno.test("a channel of one other that nobody came into is no reason to stumble", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const { channel, relay } = scene;
  const theirs = await privately(scene.client("alice"), channel, "bob");
  const bob = scene.client("bob");
  await scene.comes("mallory");
  // Only its creation is shown, to one who is not in it.
  const log = relay.log.bind(relay);
  relay.log = (id) => id === theirs ? log(id).slice(0, 1) : log(id);
  const mallory = scene.client("mallory");
  await mallory.loseLine();
  using _shown = shows(scene, "mallory", theirs);
  await mallory.back();
  const joined = mallory.join("Elsewhere", "4711");
  assertEquals(await joined.then(() => "still there"), "still there");
  assertEquals(bob.take("closed"), []);
});

Deno.test("in a private channel that the other one has left nothing is said to nobody, and the next one is another", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const [alice, bob] = [scene.client("alice"), scene.client("bob")];
  const old = await privately(alice, scene.channel, "bob");
  await alice.say(old, "hello");
  await bob.must({ type: "leave", channel: old });
  await scene.relay.settled();
  const said = await alice.session.do({ type: "say", channel: old, text: "are you there?" });
  const why = '"bob" has left this private channel, so nobody would read that.';
  assertEquals(said, { ok: false, code: "absent", why });
  const anew = await privately(alice, scene.channel, "bob");
  assertEquals(anew === old, false);
  await alice.say(anew, "there you are");
  assertEquals(bob.heard(anew), ["alice: there you are"]);
});

Deno.test("who writes to somebody twice in one moment is in one channel with him, and accuses no relay", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const { session } = scene.client("alice");
  const intent = { type: "private", channel: scene.channel, nick: "bob" } as const;
  const both = Promise.all([session.do(intent), session.do(intent)]);
  await scene.relay.settled();
  await scene.relay.settled();
  const [one, other] = await both;
  assertEquals(one.ok && other.ok && one.channel === other.channel, true);
});

Deno.test("strangers draw nobody into so many channels that there is no room for those with a name", async () => {
  await using scene = await HostileScene.open("alice");
  const { relay } = scene;
  const alice = scene.client("alice");
  const [card] = alice.view(scene.channel).membership.members.map(({ card }) => card);
  assert(card);
  for (let i = 0; i < 102; i++) {
    const stranger = await relay.guest(`mallory${i}`);
    await stranger.add(await stranger.create("", relay.now), card, relay.now);
    stranger.link.destroy("gone");
    await relay.settled();
  }
  // What comes behind the first hundred is looked at by and by.
  await relay.turn(1000);
  const ids = new Set(alice.take("channel").filter(({ view }) => view.name === "").map(({ view }) => view.id));
  assertEquals(ids.size, 100);
  assertEquals(scene.alarms("alice").length, 1);
});
