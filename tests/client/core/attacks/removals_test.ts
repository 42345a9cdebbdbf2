/** Attacks around a removal that somebody missed: the relay tells him of it in its own words, and he tells the relay's from the admin's; and he asks for more. */
import { assert, assertEquals } from "@std/assert";
import { CODE } from "../../../../shared/codes.ts";
import { FORKED } from "../../../../client/core/channel_log.ts";
import { KEY_BYTES } from "../../../../client/core/crypto/under_key.ts";
import type { FromRelay } from "../../../../shared/messages.ts";
import { POLICY, random } from "../../../fakes/guest.ts";
import { HostileScene, PIN, SAVED } from "../../../fakes/hostile_scene.ts";

/** What the relay says to one of whom it pretends that he is no member. */
function without(scene: HostileScene, log: readonly Uint8Array[]): (message: FromRelay) => readonly FromRelay[] {
  return (message) => {
    if (message.type === "mine") {
      return [{
        ...message,
        channels: message.channels.filter((id) => id !== scene.channel),
      }];
    }
    if (message.type !== "log") return [message];
    return [{ ...message, total: log.length, entries: log.slice(message.first) }];
  };
}

/** Why the channel was closed for bob, who comes back to what the relay shows; nothing where it was not. */
async function comesBack(scene: HostileScene, log: readonly Uint8Array[]): Promise<readonly string[]> {
  const client = scene.client("bob");
  await client.loseLine();
  using _shown = scene.relay.hears("bob", without(scene, log));
  await client.back();
  return client.take("closed").map(({ why }) => why);
}

for (const history of [true, false]) {
  Deno.test(`nothing is said twice to who was told that he was out, with history ${history ? "on" : "off"}`, async () => {
    // Else "yes, pay him" is said again, whenever the relay likes.
    await using scene = await HostileScene.open("alice", "bob");
    const { channel, relay } = scene;
    const bob = scene.client("bob");
    if (!history) await scene.client("alice").must({ type: "policy", channel, change: { history } });
    await scene.says("alice", "yes, pay him");
    const said = relay.heard("bob", "said").at(-1);
    assert(said);
    await relay.turn(2000);
    await bob.loseLine();
    {
      using _feigned = relay.hears("bob", (message) => {
        if (message.type === "mine") return [{ ...message, channels: [] }];
        return message.type === "log" ? [{ type: "no", ask: message.ask, code: CODE.absent, text: "" }] : [message];
      });
      await bob.back();
    }
    assertEquals(bob.take("closed").length, 1);
    using _pages = relay.pages("bob", (frames) => frames.filter(({ type }) => type !== "said"));
    await bob.join("Work", PIN);
    scene.forget();
    relay.inject("bob", said);
    await relay.settled();
    assertEquals(scene.shown("bob"), [history ? "1 forged" : "1 unreadable"]);
  });
}

Deno.test("a relay cannot put a removal into anybody's mouth: bob's channel stays, and he is warned", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const mallory = await scene.takeOver("mallory");
  const epoch = mallory.epoch(random(KEY_BYTES), { fwd: false });
  const removal = mallory.entry({ op: "remove", member: scene.number("bob"), policy: POLICY, banUntil: 0, epoch });
  const closed = await comesBack(scene, [...scene.relay.log(scene.channel), removal]);
  assertEquals(closed, []);
  assertEquals(scene.alarms("bob").length, 1);
});

Deno.test("a relay that shows an older log to one whom it calls removed is noticed", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  await scene.relay.turn(SAVED);
  using _shown = scene.relay.hears("bob", without(scene, scene.relay.log(scene.channel).slice(0, -1)));
  await scene.restart("bob");
  assertEquals(scene.client("bob").take("closed"), []);
  assertEquals(scene.alarms("bob"), [FORKED]);
});

Deno.test("a removal of somebody else is no reason of mine", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  await scene.client("alice").must({ type: "kick", channel: scene.channel, nick: "mallory", reason: "spam" });
  const closed = await comesBack(scene, scene.relay.log(scene.channel));
  assertEquals(closed, ["You are no longer in it, or it was removed, while you were away."]);
});

Deno.test("a relay that does not tell one that he was removed does not end his program when the key is owed", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const { channel, relay } = scene;
  using _told = relay.hears("bob", (message) => message.type === "shut" ? [] : [message]);
  const author = scene.number("mallory");
  await scene.client("alice").must({ type: "kick", channel, nick: "bob", reason: "" });
  const { length } = relay.log(channel);
  await scene.client("mallory").must({ type: "leave", channel });
  const entry = relay.log(channel)[length];
  assert(entry);
  relay.inject("bob", { type: "entry", channel, author, cursor: 0, entry });
  await relay.turn(20_000);
  assertEquals(scene.alarms("bob"), []);
  await scene.client("bob").session.close();
});

for (
  const [what, answer] of [
    ["does not give one the new key", () => []],
    ["says that there is no new key for one", ({ ask }) => [{ type: "no", ask, code: CODE.absent, text: "" }]],
  ] as readonly (readonly [string, (wrap: Extract<FromRelay, { readonly type: "wrap" }>) => readonly FromRelay[]])[]
) {
  Deno.test(`who is away when somebody is removed learns the new PIN, though the relay first ${what}`, async () => {
    // Else he would turn away who has the right one, let in who was removed, and bind all to the old one as an admin.
    for (const ends of [true, false]) {
      await using scene = await HostileScene.open("alice", "bob", "mallory");
      const { channel, relay } = scene;
      await relay.turn(SAVED);
      await scene.client("bob").loseLine();
      const alice = scene.client("alice");
      await alice.must({ type: "kick", channel, nick: "mallory", reason: "" });
      const kept = relay.hears("bob", (message) => message.type === "wrap" ? answer(message) : [message]);
      await scene.client("bob").back();
      if (ends) await scene.restartAsIs("bob", "close");
      kept[Symbol.dispose]();
      await scene.client("bob").loseLine();
      await scene.client("bob").back();
      assertEquals(scene.client("bob").view(channel).pin, alice.view(channel).pin);
    }
  });
}

Deno.test("who was removed reads the log up to his removal, and nothing that came after", async () => {
  // Else he would see who comes, goes and has what power, for as long as he likes.
  await using scene = await HostileScene.open("alice", "bob", "carol");
  const { relay, channel } = scene;
  const bob = scene.number("bob");
  await scene.client("alice").must({ type: "kick", channel, nick: "bob", reason: "spam" });
  const removed = relay.log(channel).length;
  await scene.client("alice").must({ type: "rekey", channel });
  await scene.says("alice", "only us");
  const asks = [
    { type: "log", ask: 1001, channel, from: 0 },
    { type: "log", ask: 1002, channel, from: removed },
    { type: "log", ask: 1003, channel, from: removed + 1 },
    { type: "wrap", ask: 1004, channel, seq: removed - 1 },
    { type: "wrap", ask: 1005, channel, seq: removed },
    { type: "wrap", ask: 1006, channel, seq: bob },
    { type: "open", ask: 1007, channel, quiet: true, after: 0 },
    { type: "page", ask: 1008, channel, before: 2 ** 53 - 1, most: 100 },
  ] as const;
  const answers: FromRelay[] = [];
  using _heard = relay.hears("bob", (message) => {
    if (!("ask" in message) || message.ask < 1001) return [message];
    answers.push(message);
    return [];
  });
  relay.speak("bob", ...asks);
  await relay.settled();
  const told = answers.map((answer) => {
    if (answer.type === "log") return [answer.total, answer.entries.length];
    return answer.type === "no" ? answer.code : answer.type;
  });
  const no = CODE.absent;
  assertEquals(told, [[removed, removed], [removed, 0], [removed, 0], no, no, "wrap", no, no]);
});

Deno.test("who never was inside, or left by himself, reads no log", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const { relay, channel } = scene;
  await scene.comes("mallory");
  await scene.client("bob").must({ type: "leave", channel });
  for (const who of ["mallory", "bob"]) {
    const answers: FromRelay[] = [];
    using _heard = relay.hears(who, (message) => {
      answers.push(message);
      return "ask" in message && message.ask > 1000 ? [] : [message];
    });
    relay.speak(who, { type: "log", ask: 1001, channel, from: 0 });
    await relay.settled();
    assert(answers.some((answer) => answer.type === "no" && answer.code === CODE.absent), who);
  }
});

/** Bob has typed something without a line, was removed meanwhile by mistake, and let in again. */
async function putBack(): Promise<HostileScene> {
  const scene = await HostileScene.open("alice", "bob", "carol");
  const { channel } = scene;
  const bob = scene.client("bob");
  await scene.says("bob", "one");
  await scene.says("bob", "two");
  const [card] = scene.client("alice").view(channel).membership.members.flatMap(({ card }) =>
    card.nick === "bob" ? [card] : []
  );
  assert(card);
  await bob.loseLine();
  await bob.do({ type: "say", channel, text: "meant for before" });
  await scene.client("alice").must({ type: "kick", channel, nick: "bob", reason: "a mistake" });
  const alice = await scene.takeOver("alice");
  await alice.letsIn({ card }, "4321");
  scene.forget();
  return scene;
}

Deno.test("who was removed and let in again says nothing under his new number that he typed under the old one", async () => {
  // Else what he meant for the channel that he was in is said to whoever is in this one.
  await using scene = await putBack();
  const bob = scene.client("bob");
  await bob.back();
  assertEquals(bob.take("failed").map(({ why }) => why), ["You were removed and let in again meanwhile."]);
  await scene.says("bob", "now");
  assertEquals(scene.shown("carol").at(-1), "bob: now");
  assertEquals(scene.relay.said("bob", "post").at(-1)?.counter, 1);
});

Deno.test("nor does a relay that keeps the stream from him make him say it after a crash", async () => {
  await using scene = await putBack();
  const bob = scene.client("bob");
  {
    using _never = scene.relay.hears("bob", (message) => {
      return [message.type === "opened" ? { ...message, newest: message.newest + 1 } : message];
    });
    await bob.back();
    await scene.restart("bob", "crash");
  }
  await scene.restart("bob", "crash");
  await scene.says("bob", "now");
  assertEquals(scene.shown("carol"), ["bob: now"]);
});

Deno.test("nor one that first shows him the log up to his removal, as if he were still in", async () => {
  await using scene = await putBack();
  const { relay, channel } = scene;
  const log = relay.log(channel);
  {
    using _removed = relay.hears("bob", (message) => {
      if (message.type !== "log") return [message];
      const shown = log.slice(0, -1);
      return [{ ...message, total: shown.length, entries: shown.slice(message.first) }];
    });
    using _held = relay.hears("bob", (message) => message.type === "opened" ? [] : [message]);
    await scene.client("bob").back();
    await scene.restart("bob", "crash");
  }
  await scene.restart("bob", "crash");
  await scene.says("bob", "now");
  assertEquals(scene.shown("carol").filter((line) => line.startsWith("bob: ")), ["bob: now"]);
});
