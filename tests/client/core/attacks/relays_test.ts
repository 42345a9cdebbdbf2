/** Attacks by whoever is at the relay's address: another relay, one without the key it shows, one of another version, one that says what makes no sense. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { CODE } from "../../../../shared/codes.ts";
import type { ChannelId, MemberNumber } from "../../../../shared/ids.ts";
import { type FromRelay, MOST } from "../../../../shared/messages.ts";
import { random } from "../../../fakes/guest.ts";
import { type Heard, HostileRelay } from "../../../fakes/hostile_relay.ts";
import { HostileScene, SAVED } from "../../../fakes/hostile_scene.ts";

function hello(change: Partial<Heard<"hello">>): HostileRelay["greets"] {
  return (message) => message.type === "hello" ? [{ ...message, ...change }] : [message];
}

function offline(scene: HostileScene, who: string) {
  return scene.client(who).take("line").flatMap((line) => line.state === "offline" ? [line] : []);
}

Deno.test("who has not shown that he holds the relay's key refuses no message, and says nothing to the person", async () => {
  // Else whoever is at the relay's address for a moment takes away what waits to be sent, and speaks as the operator.
  await using scene = await HostileScene.open("alice", "bob");
  const { channel, relay } = scene;
  const alice = scene.client("alice");
  await alice.loseLine();
  await alice.do({ type: "say", channel, text: "precious" });
  {
    using _poses = relay.says("alice", (message) => {
      if (message.type !== "enter") return [message];
      const refused = { type: "refused", channel, counter: 1, code: CODE.rule, text: "no" } as const;
      relay.tell("alice", refused, { type: "notice", text: "Pay your operator." });
      return [];
    });
    await alice.back();
    await relay.turn(20_000);
  }
  assertEquals([alice.take("failed"), alice.take("notice")], [[], []]);
  await alice.back();
  await relay.turn(60_000);
  assertEquals(scene.shown("bob"), ["alice: precious"]);
});

Deno.test("a relay whose key is another than before is told nothing at all, also after a restart", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const { relay } = scene;
  relay.greets = hello({ relayKey: random(32) });
  const before = relay.recorded.filter(({ way }) => way === "said").length;
  await scene.client("bob").loseLine();
  scene.client("bob").take("line");
  await scene.client("bob").back();
  await scene.restart("alice");
  for (const name of ["alice", "bob"]) {
    const [line] = offline(scene, name);
    assert(line?.why.includes("key has changed"), line?.why);
    assert(line?.why.includes("another name gets you in"), line?.why);
    assertEquals(line?.retryMs, undefined);
  }
  // Else who stands between them has their proofs of who they are, and all that they ask for.
  assertEquals(relay.recorded.filter(({ way }) => way === "said").length, before);
});

Deno.test("a relay that does not hold the key it shows is told who one is, and nothing else", async () => {
  // Else whoever repeats the real relay's hello is taken for it.
  const welcomes: Readonly<Record<string, (proof: Uint8Array) => Uint8Array>> = {
    "one made up": () => random(64),
    "one changed": (proof) => proof.with(3, (proof[3] ?? 0) ^ 1),
    "none": () => new Uint8Array(64),
  };
  for (const [what, change] of Object.entries(welcomes)) {
    await using scene = await HostileScene.open("alice");
    const { relay } = scene;
    await scene.client("alice").loseLine();
    const before = relay.recorded.length;
    using _lie = relay.hears("alice", (message) => {
      return message.type === "welcome" ? [{ ...message, proof: change(message.proof) }] : [message];
    });
    scene.client("alice").take("line");
    await scene.client("alice").back();
    const [line] = offline(scene, "alice");
    assert(line?.why.includes("does not hold the key"), what);
    const said = relay.recorded.slice(before).filter(({ way }) => way === "said").map(({ message }) => message.type);
    assertEquals(said, ["enter"], what);
  }
});

Deno.test("a welcome of another meeting is worth nothing, although the relay once gave it to the same identity", async () => {
  await using scene = await HostileScene.open("alice");
  const { relay } = scene;
  const [old, challenge] = [relay.heard("alice", "welcome")[0], random(32)];
  assert(old);
  // Whoever recorded a meeting has the hello and the welcome, and can say both again; the client's challenge is new each time.
  const [was] = relay.recorded.flatMap(({ message }) => message.type === "hello" ? [message] : []);
  relay.greets = hello(was ?? { challenge });
  using _old = relay.hears("alice", (message) => message.type === "welcome" ? [old] : [message]);
  await scene.client("alice").loseLine();
  scene.client("alice").take("line");
  // The real relay does not take a proof for another challenge; the man in the middle would not ask it.
  using _entered = relay.says("alice", (message) => {
    if (message.type === "enter") relay.tell("alice", old);
    return message.type === "enter" ? [] : [message];
  });
  await scene.client("alice").back();
  assert(offline(scene, "alice")[0]?.why.includes("does not hold the key"));
});

Deno.test("what a relay says before it has shown that it holds its key is not taken for an answer or a message", async () => {
  // Else who has not shown that he is the relay says what is so in the channels.
  await using scene = await HostileScene.open("alice", "bob");
  const { relay, channel } = scene;
  await scene.says("alice", "hello");
  const said = relay.heard("bob", "said").at(-1);
  assert(said);
  for (const early of [said, { type: "mine", ask: 1, channels: [] }, { type: "welcome", proof: random(64) }] as const) {
    await scene.client("bob").loseLine();
    scene.forget();
    relay.greets = (greeting) => [early, greeting];
    await scene.client("bob").back();
    assertEquals(scene.shown("bob"), []);
    relay.greets = (greeting) => [greeting];
    await relay.turn(60_000);
  }
  assertEquals(scene.client("bob").take("closed"), []);
  assert(scene.client("bob").view(channel).sends);
});

Deno.test("a relay of another version is told so by nobody's words but the client's own, and nothing more is tried", async () => {
  // Else a program talks to what it does not understand, for ever.
  const versions = [[{ oldest: 2, newest: 9 }, "older than the relay"], [
    { oldest: 0, newest: 0 },
    "relay is older",
  ]] as const;
  for (const [version, why] of versions) {
    await using scene = new HostileScene();
    scene.relay.greets = hello(version);
    await scene.comes("alice");
    const [line] = offline(scene, "alice");
    assert(line?.why.includes(why), line?.why);
    assertEquals(line?.retryMs, undefined);
    assertEquals(scene.relay.recorded.filter(({ way }) => way === "said"), []);
  }
});

Deno.test("a relay that serves an old head makes nobody say anything under it", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const { relay, channel } = scene;
  using _held = relay.hears("bob", (message) => message.type === "entry" ? [] : [message]);
  await scene.client("alice").must({ type: "kick", channel, nick: "mallory", reason: "" });
  const { head } = scene.client("bob").view(channel).membership;
  await scene.says("bob", "only for friends");
  // Bob cannot know that mallory was removed. What he says names the head he knows, and at the honest relay behind this one that is not taken.
  assertEquals(relay.said("bob", "post").at(-1)?.head, head);
  assertEquals(relay.heard("bob", "refused").length, 1);
  assertEquals(scene.shown("alice").filter((line) => line.startsWith("bob:")), []);
});

Deno.test("a relay whose clock is at the end of time makes nobody's program fail", async () => {
  // Times become numbers of casts, entries and invites: past the last one there is none.
  await using scene = await HostileScene.open("alice", "bob");
  scene.relay.greets = hello({ now: Number.MAX_SAFE_INTEGER });
  await scene.restart("alice");
  for (let times = 0; times < 3; times++) {
    await scene.client("alice").do({ type: "typing", channel: scene.channel, on: true });
  }
  await scene.client("alice").do({ type: "mute", channel: scene.channel, nick: "bob", ms: 1000 });
  await scene.client("alice").do({ type: "invite", channel: scene.channel, uses: 1, ms: 1000 });
});

Deno.test("a relay says whatever it likes unasked, and at worst the line is closed", async () => {
  // Else the relay ends everybody's program: what throws here ends the session, and this test with it.
  const types = [
    ...["hello", "welcome", "knocked", "visit", "unvisit", "refused", "added", "missed", "shut", "notice"],
    ...["said", "cast", "entry", "arrived", "left", "done", "no", "mine", "opened", "page"],
  ] as const;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...types), fc.uint8Array({ minLength: 40, maxLength: 40 })), {
        minLength: 1,
        maxLength: 12,
      }),
      async (sayings) => {
        await using scene = await HostileScene.open("alice", "bob");
        const { relay, channel } = scene;
        for (const [type, noise] of sayings) {
          relay.tell("bob", anything(type, noise, channel));
          await relay.settled();
        }
        await scene.says("alice", "hello");
        await relay.turn(5000);
      },
    ),
    { numRuns: 25 },
  );
});

/** A message of a type, of numbers and bytes that come from noise; half of them concern a channel that there is. */
function anything(type: string, noise: Uint8Array, known: ChannelId): FromRelay {
  const [first = 0, second = 0, third = 0] = noise;
  const small = [0, 1, 2, 3, 0xffff_ffff][first % 5] ?? 0;
  const large = [0, 1, 2, 3, 1000, Number.MAX_SAFE_INTEGER][second % 6] ?? 0;
  const channel = third % 2 === 0 ? known : "cd".repeat(16) as ChannelId;
  const author = small as MemberNumber;
  const at = { channel, author, cursor: large };
  const text = "words\u202e\u0007";
  const body = noise.slice(0, third % 40);
  const id = noise.toHex().slice(0, 64) as never;
  const bytes32 = noise.slice(0, 32);
  const all: Readonly<Record<string, FromRelay>> = {
    hello: {
      ...{ type: "hello", oldest: 1, newest: 1, relayKey: bytes32, challenge: bytes32, now: large, accounts: 0 },
      ...{ frameBytes: small, members: small, name: text, motd: text },
    },
    welcome: { type: "welcome", proof: new Uint8Array(64) },
    knocked: { type: "knocked", visit: small, channel, from: id, body },
    visit: { type: "visit", visit: small, body },
    unvisit: { type: "unvisit", visit: small, code: first, text },
    refused: { type: "refused", channel, counter: large, code: first % 20, text },
    added: { type: "added", channel },
    missed: { type: "missed", channel, after: large, resumed: large },
    shut: { type: "shut", channel, code: first % 20, text },
    notice: { type: "notice", text },
    said: { type: "said", ...at, counter: large, body },
    cast: { type: "cast", ...at, counter: large, body },
    entry: { type: "entry", ...at, entry: body },
    arrived: { type: "arrived", ...at },
    left: { type: "left", ...at },
    done: { type: "done", ask: small },
    no: { type: "no", ask: small, code: first % 20, text },
    mine: { type: "mine", ask: small, channels: [channel] },
    opened: {
      ...{ type: "opened", ask: small, channel, you: author, head: id, entries: small, after: large, newest: large },
      ...{ oldest: large, present: [author] },
    },
    page: { type: "page", ask: small, count: second % 3, more: third % 3 === 0 },
  };
  const message = all[type];
  assert(message, type);
  return message;
}

Deno.test("an answer of another type than was asked for closes the line, and nothing else", async () => {
  for (const type of ["mine", "log", "wrap", "open", "page"] as const) {
    await using scene = await HostileScene.open("alice", "bob");
    const { relay } = scene;
    await relay.turn(SAVED);
    {
      using _answers = relay.says("bob", (message) => {
        if (message.type !== type) return [message];
        relay.tell("bob", { type: "done", ask: message.ask });
        return [];
      });
      await scene.restart("bob");
      await relay.settled();
    }
    await relay.turn(120_000);
    assertEquals(scene.client("bob").take("closed"), [], type);
    assert(scene.client("bob").view(scene.channel).sends, type);
  }
});

Deno.test("a relay that does not let bob follow a channel of his cannot make him lose it", async () => {
  // Else strangers who draw him into as many channels as one may follow make his program throw away the keys of his own.
  await using scene = await HostileScene.open("alice", "bob");
  const bob = scene.client("bob");
  await bob.loseLine();
  await bob.do({ type: "say", channel: scene.channel, text: "typed meanwhile" });
  {
    const text = "You follow as many channels as one connection may.";
    using _full = scene.relay.hears("bob", (message) => {
      return [message.type === "opened" ? { type: "no", ask: message.ask, code: CODE.full, text } : message];
    });
    await bob.back();
    assertEquals(bob.take("closed"), []);
    assertEquals(bob.take("alarm").map(({ channel }) => channel), [scene.channel]);
    await bob.loseLine();
  }
  await bob.back();
  assertEquals(scene.shown("alice"), ["bob: typed meanwhile"]);
});

/** Bob is in more channels than a relay lists: it lists the oldest, and his own is a newer one. */
function crowded({ relay }: HostileScene): Disposable {
  const channels = Array.from(
    { length: MOST.channelsOfOne },
    (_, at) => at.toString(16).padStart(32, "0") as ChannelId,
  );
  return relay.hears("bob", (message) => [message.type === "mine" ? { ...message, channels } : message]);
}

Deno.test("strangers who draw bob into more channels than a relay lists do not make him lose his own", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  using _crowded = crowded(scene);
  await scene.restart("bob");
  await scene.relay.turn(120_000);
  assertEquals(scene.client("bob").take("closed"), []);
  await scene.client("bob").say(scene.channel, "still here");
  assertEquals(scene.shown("alice"), ["bob: still here"]);
});

Deno.test("bob learns who put him out also from a relay that lists as many channels as it may", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  using _crowded = crowded(scene);
  const bob = scene.client("bob");
  await bob.loseLine();
  await scene.client("alice").must({ type: "kick", channel: scene.channel, nick: "bob", reason: "so" });
  await bob.back();
  await scene.relay.turn(120_000);
  assertEquals(bob.take("closed").map(({ channel }) => channel), [scene.channel]);
});

for (const history of [true, false]) {
  Deno.test(`who was told that a channel is over, and comes back, goes on counting ${history ? "with" : "without"} history`, async () => {
    // Else what he says next has numbers that were taken, and nobody hears it.
    await using scene = await HostileScene.open("alice", "bob");
    const { relay, channel } = scene;
    const bob = scene.client("bob");
    await scene.client("alice").must({ type: "policy", channel, change: { history } });
    for (const text of ["one", "two"]) await scene.says("bob", text);
    // More than who comes in is shown.
    for (let at = 0; at < 60; at++) await scene.says("alice", `${at}`);
    relay.tell("bob", { type: "shut", channel, code: CODE.gone, text: "It is gone." });
    await relay.settled();
    await bob.loseLine();
    await bob.back();
    assertEquals(await bob.must({ type: "join", name: "Work", pin: undefined, others: "ask" }), channel);
    scene.forget();
    for (const text of ["three", "four"]) await scene.says("bob", text);
    assertEquals(scene.shown("alice"), ["bob: three", "bob: four"]);
    assertEquals(bob.take("failed"), []);
  });
}
