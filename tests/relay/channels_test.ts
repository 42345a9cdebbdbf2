import { assert, assertEquals } from "@std/assert";
import { createEntry, nextEntry } from "../../client/core/crypto/sign_entry.ts";
import { CODE } from "../../shared/codes.ts";
import { CLOSE } from "../../shared/frames.ts";
import type { ChannelId } from "../../shared/ids.ts";
import { type Act, NEVER } from "../../shared/log/entry.ts";
import { MOST_INVITES } from "../../shared/log/rules.ts";
import { EPOCH, FORWARDED, Guest, POLICY, random } from "../fakes/guest.ts";
import { MemoryStore } from "../fakes/memory_store.ts";
import { act, NOWHERE, Room } from "../fakes/room.ts";
import { TurnedRelay } from "../fakes/turned_relay.ts";

const DAY = 86_400_000;

Deno.test("of two entries for one head the first is taken, and the second is stale", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  await room.does("alice", act.op(room.number("bob")));
  const { channel } = room;
  const answers = ["alice", "bob"].map((name) => {
    return room.guest(name).ask(
      { type: "append", channel, entry: entryOf(room, name, act.policy({ locked: true })) },
      "done",
    );
  });
  const [first, second] = await Promise.all(answers);
  assertEquals(first?.type, "done");
  assertEquals(second?.type === "no" && second.code, CODE.stale);
});

Deno.test("a log has an end, but whoever goes or is removed still goes, and the key is replaced after him", async () => {
  // Else one member who does and undoes something day and night makes a log that nobody who comes back can read.
  const logEntries = 100;
  await using relay = new TurnedRelay({ limits: { logEntries } });
  const room = await Room.open(relay, ["alice", "bob", "carol"]);
  for (let locked = true; room.membership.count < logEntries; locked = !locked) {
    await room.does("alice", act.policy({ locked }));
  }
  const more = {
    type: "append",
    channel: room.channel,
    entry: entryOf(room, "alice", act.policy({ keep: true })),
  } as const;
  const answer = await room.guest("alice").ask(more, "done");
  assertEquals(answer.type === "no" && answer.code, CODE.full);
  await room.does("bob", act.leave);
  await room.does("alice", act.rekey);
  await room.does("alice", act.remove(room.number("carol")));
  assertEquals(room.membership.count, logEntries + 3);
});

Deno.test("an entry's place in the stream is the same for all, behind what was posted before it", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  room.post("bob", "before");
  await room.does("alice", act.policy({ locked: true }));
  room.post("bob", "after");
  await room.hears("alice", "after");
  assertEquals(await room.types("alice"), ["said", "entry"]);
  assertEquals(await room.types("bob"), ["said", "entry", "said"]);
});

const wrongWraps: Readonly<Record<string, (numbers: readonly number[]) => readonly number[]>> = {
  "without wraps": () => [],
  "with a wrap too few": (numbers) => numbers.slice(1),
  "with a wrap too many": (numbers) => [...numbers, 999],
  "with a wrap for another": ([_, ...numbers]) => [...numbers, 999],
  "with two wraps for one": (numbers) => [...numbers, ...numbers.slice(0, 1)],
};

for (const [what, wrong] of Object.entries(wrongWraps)) {
  Deno.test(`an entry ${what} is refused, and changes nothing`, async () => {
    await using relay = new TurnedRelay();
    const room = await Room.open(relay, ["alice", "bob"]);
    const alice = room.guest("alice");
    const numbers = [room.number("alice"), room.number("bob")];
    stage(alice, wrong(numbers));
    const entry = entryOf(room, "alice", act.rekey);
    const answer = await alice.ask({ type: "append", channel: room.channel, entry }, "done");
    assertEquals(answer.type === "no" && answer.code, CODE.rule);
    // What was staged is forgotten, or the next attempt would have too many.
    await room.does("alice", act.rekey);
    assertEquals(await room.types("bob"), ["wrapped", "entry"]);
  });
}

Deno.test("wraps may come in several stages, and belong to the entry that follows them only", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  const alice = room.guest("alice");
  stage(alice, [room.number("alice")]);
  stage(alice, [room.number("bob")]);
  const entry = entryOf(room, "alice", act.rekey);
  await alice.get({ type: "append", channel: room.channel, entry }, "done");
  const { channel } = room;
  assertEquals(
    (await alice.get({ type: "wrap", channel, seq: 2 }, "wrap")).sealed,
    new Uint8Array([room.number("alice")]),
  );
  assertEquals(
    (await room.guest("bob").get({ type: "wrap", channel, seq: 2 }, "wrap")).sealed,
    new Uint8Array([room.number("bob")]),
  );
  // He follows, so he has been handed it already.
  const handed = room.guest("bob").heard.filter(({ type }) => type === "wrapped");
  assertEquals(handed, [{ type: "wrapped", channel, seq: 2, sealed: new Uint8Array([room.number("bob")]) }]);
});

Deno.test("an entry whose wraps came too fast is refused as too fast, and not as one that keeps no rule", async () => {
  await using relay = new TurnedRelay({ limits: { requests: { perSecond: 1, burst: 20 } } });
  const room = await Room.open(relay, ["alice"]);
  const alice = room.guest("alice");
  for (let ask = 1001; ask <= 1020; ask++) alice.say({ type: "mine", ask });
  stage(alice, [room.number("alice")]);
  await relay.settled();
  await relay.turn(2000);
  const entry = entryOf(room, "alice", act.rekey);
  const answer = await alice.ask({ type: "append", channel: room.channel, entry }, "done");
  assertEquals(answer.type === "no" && answer.code, CODE.fast);
  await relay.turn(5000);
  await room.does("alice", act.rekey);
});

Deno.test("more wraps than there can be key holders are not kept", async () => {
  await using relay = new TurnedRelay({ limits: { members: 4 } });
  const room = await Room.open(relay, ["alice"]);
  const alice = room.guest("alice");
  for (let i = 0; i < 100; i++) stage(alice, Array.from({ length: 200 }, (_, n) => n));
  await relay.settled();
  for (const peer of relay.running.context.sessions.entered) {
    assert(peer.stage.count <= 4 + MOST_INVITES, `${peer.stage.count} wraps wait`);
  }
  await room.does("alice", act.rekey);
});

Deno.test("the key of a small relay's channel is replaced also where there are more invites than members", async () => {
  await using relay = new TurnedRelay({ limits: { members: 4 } });
  const room = await Room.open(relay, ["alice", "bob", "carol"]);
  for (let i = 0; i < MOST_INVITES; i++) {
    const { card } = new Guest(relay.line(), "invite");
    await room.does("alice", { op: "invite", card, uses: 1, until: NEVER, epoch: FORWARDED });
  }
  await room.does("bob", act.leave);
  await room.does("carol", act.rekey);
  assertEquals(room.membership.owed, false);
});

Deno.test("the key is replaced also in a channel that has more members than the relay lets in now", async () => {
  const limits = { members: 100 };
  await using relay = new TurnedRelay({ limits });
  const names = Array.from({ length: 70 }, (_, place) => `guest${place}`);
  const room = await Room.open(relay, names);
  limits.members = 2;
  await relay.restart();
  await room.comeBack("guest0");
  await room.does("guest0", act.rekey);
});

Deno.test("an entry is appended by its author's session only", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  const entry = entryOf(room, "alice", act.policy({ locked: true }));
  const answer = await room.guest("bob").ask({ type: "append", channel: room.channel, entry }, "done");
  assertEquals(answer.type === "no" && answer.code, CODE.rule);
});

Deno.test("what a member may not do the relay refuses with the reason", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  const entry = entryOf(room, "bob", act.policy({ locked: true }));
  const answer = await room.guest("bob").ask({ type: "append", channel: room.channel, entry }, "done");
  assertEquals(answer.type === "no" && [answer.code, answer.text], [
    CODE.rule,
    "Only an admin can change what holds in a channel.",
  ]);
});

Deno.test("an entry with a wrong signature is refused", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  const entry = entryOf(room, "alice", act.policy({ locked: true }));
  entry[entry.length - 1] = (entry.at(-1) ?? 0) ^ 1;
  const answer = await room.guest("alice").ask({ type: "append", channel: room.channel, entry }, "done");
  assertEquals(answer.type, "no");
  await room.chats(["alice"]);
});

Deno.test("an entry more than ten minutes from the relay's clock is refused, on either side", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  const alice = room.guest("alice");
  const at = async (time: number) => {
    const { identity } = alice;
    const entry = nextEntry(room.membership, act.policy({ locked: true }), { identity, now: time });
    return (await alice.ask({ type: "append", channel: room.channel, entry }, "done")).type;
  };
  assertEquals(await at(relay.now + 600_001), "no");
  await relay.turn(600_002);
  assertEquals(await at(relay.now - 600_001), "no");
  assertEquals(await at(relay.now), "done");
});

Deno.test("where the relay's clock was ahead for a while, a channel goes on at the time of its last entry", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  relay.clock.set(DAY);
  await room.does("alice", act.op(room.number("bob")));
  relay.clock.set(-DAY);
  // Else nobody could come in, or be put out, until the next day.
  await room.admit("carol");
  await room.does("bob", act.leave);
  await room.does("alice", act.rekey);
  await room.chats(["alice", "carol"]);
});

Deno.test("an entry's time is not that of the last one, where that is long ago", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  const { identity } = room.guest("alice");
  const entry = nextEntry(room.membership, act.policy({ locked: true }), { identity, now: relay.now });
  relay.clock.set(DAY);
  const answer = await room.guest("alice").ask({ type: "append", channel: room.channel, entry }, "done");
  assertEquals(answer.type === "no" && answer.code, CODE.rule);
});

Deno.test("who is let in is told at once, if he is connected", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  const bob = await room.enter("bob");
  assertEquals((await bob.next("added")).channel, room.channel);
  assertEquals((await bob.get({ type: "mine" }, "mine")).channels, [room.channel]);
});

Deno.test("a channel that is not there and one that is not for you are not told apart", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  const mallory = await relay.guest("mallory");
  const number = room.number("bob");
  await room.does("alice", act.remove(number));
  const entry = entryOf(room, "alice", act.policy({ locked: true }));
  for (const guest of [mallory, room.guest("bob")]) {
    const answers: unknown[][] = [];
    for (const channel of [room.channel, NOWHERE]) {
      answers.push([
        await guest.ask({ type: "open", channel, quiet: false, after: 0 }, "opened"),
        await guest.ask({ type: "shut", channel }, "done"),
        // Who was removed may read how.
        ...guest !== mallory ? [] : [
          await guest.ask({ type: "log", channel, from: 0 }, "log"),
          await guest.ask({ type: "wrap", channel, seq: 0 }, "wrap"),
        ],
        await guest.ask({ type: "page", channel, before: 100, most: 10 }, "page"),
        await guest.ask({ type: "append", channel, entry }, "done"),
      ].map((answer) => answer.type === "no" ? [answer.code, answer.text] : answer));
    }
    assertEquals(answers[0], answers[1]);
    assertEquals(
      answers[0]?.map((answer) => Array.isArray(answer) && answer[0]),
      answers[0]?.map(() => CODE.absent),
    );
  }
});

Deno.test("a channel is created by its creator's session, once", async () => {
  await using relay = new TurnedRelay();
  const alice = await relay.guest("alice");
  const bob = await relay.guest("bob");
  const entry = createEntry(
    { op: "create", name: "Work", card: alice.card, policy: POLICY, salt: random(16), epoch: EPOCH },
    { identity: alice.identity, now: relay.now },
  );
  const tries = async (guest: Guest) => {
    stage(guest, [0]);
    const answer = await guest.ask({ type: "create", entry }, "done");
    return answer.type === "no" ? answer.code : answer.type;
  };
  assertEquals(await tries(bob), CODE.rule);
  assertEquals(await tries(alice), "done");
  assertEquals(await tries(alice), CODE.rule);
  assertEquals(relay.running.context.channels.count, 1);
});

Deno.test("a relay and an identity have their number of channels; a removed one makes room", async () => {
  await using relay = new TurnedRelay({ limits: { channels: 3, channelsPerIdentity: 2 } });
  const alice = await relay.guest("alice");
  const bob = await relay.guest("bob");
  for (const name of ["A", "B"]) await alice.create(name, relay.now);
  await refused(alice.create("C", relay.now), "You have 2 channels here");
  await bob.create("D", relay.now);
  await refused(bob.create("E", relay.now), "as many channels as it can hold");
  await relay.turn(62_000);
  assertEquals(relay.running.context.channels.count, 0);
  await alice.create("C", relay.now);
});

Deno.test("new channels have a rate", async () => {
  await using relay = new TurnedRelay({ limits: { newChannels: { perSecond: 0.1, burst: 2 } } });
  const alice = await relay.guest("alice");
  for (const name of ["A", "B"]) await alice.create(name, relay.now);
  await refused(alice.create("C", relay.now), "Too many new channels from your address");
  await relay.turn(11_000);
  await alice.create("C", relay.now);
});

Deno.test("a channel holds as many members as the relay allows", async () => {
  await using relay = new TurnedRelay({ limits: { members: 2 } });
  const room = await Room.open(relay, ["alice", "bob"]);
  const carol = await relay.guest("carol");
  await refused(room.guest("alice").add(room.membership, carol.card, relay.now), "This channel is full.");
});

Deno.test("a connection follows as many channels as it may, each once", async () => {
  await using relay = new TurnedRelay({ limits: { channelsOpen: 2 } });
  const alice = await relay.guest("alice");
  const channels: ChannelId[] = [];
  for (const name of ["A", "B", "C"]) channels.push((await alice.create(name, relay.now)).channel);
  const open = async (index: number) => {
    const answer = await alice.ask(
      { type: "open", channel: channels[index] ?? NOWHERE, quiet: false, after: 0 },
      "opened",
    );
    return answer.type === "no" ? answer.code : answer.type;
  };
  assertEquals([await open(0), await open(0), await open(1), await open(2)], [
    "opened",
    CODE.rule,
    "opened",
    CODE.full,
  ]);
});

Deno.test("wraps of an entry that came too fast are forgotten with it", async () => {
  await using relay = new TurnedRelay({ limits: { requests: { perSecond: 1, burst: 4 } } });
  const alice = await relay.guest("alice");
  await alice.create("A", relay.now);
  await alice.get({ type: "mine" }, "mine");
  await refused(alice.create("B", relay.now), "faster than this relay allows");
  await relay.turn(5000);
  await alice.create("B", relay.now);
});

Deno.test("strangers bring no channel into memory, whatever they ask of it", async () => {
  // Else a name with many channels of long logs would hold up everybody, as often as somebody asks for it.
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"], { policy: { keep: true } });
  const { channel } = room;
  await room.does("bob", act.leave);
  await room.does("alice", act.rekey);
  const loads = loadsOf(relay);
  await room.lose("alice");
  await room.lose("bob");
  await relay.turn(200_000);
  const eve = await relay.guest("eve");
  const bob = await relay.guest("bob", { identity: room.guest("bob").identity });
  for (const guest of [eve, bob]) {
    const { doors } = await guest.get({ type: "find", name: "Work" }, "doors");
    assertEquals(doors, [{ channel, open: false, answered: false }]);
    const entry = entryOf(room, "alice", act.policy({ locked: true }));
    for (
      const question of [
        { type: "open", channel, quiet: false, after: 0 },
        { type: "log", channel, from: 0 },
        { type: "wrap", channel, seq: 0 },
        { type: "page", channel, before: 1, most: 10 },
        { type: "append", channel, entry },
      ] as const
    ) {
      const answer = await guest.ask(question, "done");
      assertEquals(answer.type === "no" && answer.code, CODE.absent, question.type);
    }
    guest.say({ type: "knock", visit: 1, channel, body: new Uint8Array(1) });
    await relay.settled();
  }
  assertEquals(loads(), []);
  // Who knocked is heard when somebody comes home.
  await room.comeBack("alice");
  assertEquals(loads(), [channel]);
  await room.guest("alice").next("knocked");
  await room.guest("alice").next("knocked");
});

Deno.test("a channel that is loaded again goes on where its log was", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"], { policy: { keep: true } });
  for (let locked = true; room.membership.count < 1003; locked = !locked) {
    await room.does("alice", act.policy({ keep: true, locked }));
  }
  await room.does("alice", act.op(room.number("bob")));
  const { entries = [] } = relay.store.load(room.channel) ?? {};
  assertEquals(entries.length, 4, "it is not read whole");
  await room.lose("alice");
  await room.lose("bob");
  await relay.turn(200_000);
  const loads = loadsOf(relay);
  await room.comeBack("bob");
  assertEquals(loads(), [room.channel]);
  await room.does("bob", act.policy({ keep: true, locked: true }));
});

Deno.test("requests have a rate", async () => {
  await using relay = new TurnedRelay({ limits: { requests: { perSecond: 2, burst: 3 } } });
  const alice = await relay.guest("alice");
  const ask = async () => (await alice.ask({ type: "mine" }, "mine")).type;
  assertEquals([await ask(), await ask(), await ask(), await ask()], ["mine", "mine", "mine", "no"]);
  await relay.turn(1000);
  assertEquals([await ask(), await ask(), await ask()], ["mine", "mine", "no"]);
});

Deno.test("what is said after a history was turned off and on again is kept", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"], { policy: { history: false } });
  await room.does("alice", act.policy({ history: true }));
  room.post("alice", "old");
  await room.hears("alice", "old");
  await relay.turn(3000);
  await room.does("alice", act.policy({ history: false }));
  await room.does("alice", act.policy({ history: true }));
  await room.lose("bob");
  room.post("alice", "new");
  await room.hears("alice", "new");
  await relay.turn(5000);
  await relay.crash();
  await room.comeBack("bob");
  assertEquals(await room.heard("bob"), ["new"]);
});

Deno.test("a channel that nobody follows is removed after its time, with all that was stored", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  await room.lose("alice");
  await relay.turn(100_000);
  assert(relay.store.load(room.channel));
  await room.lose("bob");
  await relay.turn(60_000);
  assert(relay.store.load(room.channel));
  await relay.turn(2000);
  assert(!relay.store.load(room.channel));
  assertEquals(relay.running.context.channels.count, 0);
  const { identity } = room.guest("alice");
  const alice = await relay.guest("alice", { identity });
  const answer = await alice.ask({ type: "open", channel: room.channel, quiet: false, after: 0 }, "opened");
  assertEquals(answer.type === "no" && answer.code, CODE.absent);
});

Deno.test("a channel to which somebody comes back in time stays", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  for (let i = 0; i < 3; i++) {
    await room.lose("alice");
    await relay.turn(59_000);
    await room.comeBack("alice");
    await relay.turn(30_000);
  }
  await room.chats(["alice"]);
});

Deno.test("a quiet follower keeps a channel too", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  await room.lose("alice");
  const { identity } = room.guest("alice");
  await (await relay.guest("alice", { identity })).open(room.channel, 0, true);
  await relay.turn(120_000);
  assert(relay.store.load(room.channel));
});

Deno.test("a kept channel stays for thirty days", async () => {
  await using relay = new TurnedRelay({ limits: { emptyTime: 1000, keepTime: 300_000 } });
  const room = await Room.open(relay, ["alice"], { policy: { keep: true } });
  await room.lose("alice");
  await relay.turn(299_000);
  assert(relay.store.load(room.channel));
  await room.comeBack("alice");
  await room.lose("alice");
  await relay.turn(299_000);
  assert(relay.store.load(room.channel));
  await relay.turn(3000);
  assert(!relay.store.load(room.channel));
});

Deno.test("a channel that was followed when the relay died is removed in time like any other", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  await relay.crash();
  await relay.turn(59_000);
  assert(relay.store.load(room.channel));
  await relay.turn(3000);
  assert(!relay.store.load(room.channel));
});

Deno.test("a channel whose only follower is removed by one who does not follow is removed in time", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  await room.guest("alice").get({ type: "shut", channel: room.channel }, "done");
  await room.does("alice", act.remove(room.number("bob")));
  await relay.turn(59_000);
  assert(relay.store.load(room.channel));
  await relay.turn(3000);
  assert(!relay.store.load(room.channel));
});

Deno.test("who comes back right after a relay was down for long finds his channels", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  await relay.halt();
  await relay.clock.turn(3_600_000);
  relay.resume();
  await relay.turn(2000);
  await room.comeBack("alice");
  await room.chats(["alice"]);
});

for (const days of [-3000, -0.1, 0.1, 3000]) {
  Deno.test(`no channel goes because a clock is set by ${days} days, and who is there asks anew what time it is`, async () => {
    // A small computer without a battery starts with some day of the past, and hears only later what day it is.
    await using relay = new TurnedRelay();
    const rooms = await Promise.all([true, false].map((keep) => Room.open(relay, ["alice"], { policy: { keep } })));
    await relay.crash();
    const bob = await relay.guest("bob");
    await relay.turn(2000);
    relay.clock.set(days * DAY);
    await relay.turn(50_000);
    for (const { channel } of rooms) assert(relay.store.load(channel));
    assertEquals(bob.closedWith, { code: CLOSE.leaving, reason: "The relay's clock was set." });
    await relay.turn(15_000);
    assertEquals(rooms.map(({ channel }) => relay.store.load(channel) !== undefined), [true, false]);
  });
}

Deno.test("a kept channel's thirty days go on while the relay is down", async () => {
  await using relay = new TurnedRelay({ limits: { keepTime: 300_000 } });
  const room = await Room.open(relay, ["alice"], { policy: { keep: true } });
  await room.lose("alice");
  for (let i = 0; i < 4; i++) {
    await relay.halt();
    await relay.clock.turn(80_000);
    relay.resume();
  }
  await relay.turn(2000);
  assert(!relay.store.load(room.channel));
});

Deno.test("a channel is over when its last member leaves: its stream ends with a reason", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  await room.does("alice", act.leave);
  const shut = await room.guest("alice").next("shut");
  assert(shut.code === CODE.removed || shut.code === CODE.gone);
  assert(!relay.store.load(room.channel));
  assertEquals(relay.running.context.channels.count, 0);
});

Deno.test("a channel that the disk does not let go of is counted until it is gone", async () => {
  const store = new MemoryStore();
  await using relay = new TurnedRelay({ store });
  const room = await Room.open(relay, ["alice"]);
  await room.lose("alice");
  store.full = true;
  await relay.turn(70_000);
  assertEquals(relay.running.context.channels.count, 1);
  store.full = false;
  await relay.turn(2000);
  assertEquals(relay.running.context.channels.count, 0);
  assert(!relay.store.load(room.channel));
});

Deno.test("an entry that the disk refuses did not happen", async () => {
  const store = new MemoryStore();
  await using relay = new TurnedRelay({ store });
  const room = await Room.open(relay, ["alice", "bob"]);
  store.full = true;
  const entry = entryOf(room, "alice", act.policy({ locked: true }));
  room.guest("alice").say({ type: "append", ask: 99, channel: room.channel, entry });
  assertEquals((await room.guest("bob").untilClosed()).code, CLOSE.storage);
  store.full = false;
  const opened = await room.comeBack("alice");
  assertEquals([opened.head, opened.entries], [room.membership.head, 2]);
  await room.does("alice", act.policy({ locked: true }));
});

Deno.test("the stored stream of a channel stays within its bound", async () => {
  await using relay = new TurnedRelay({ limits: { historySize: 10_000 } });
  const room = await Room.open(relay, ["alice"]);
  for (let i = 0; i < 100; i++) {
    room.post("alice", `${i} ${"x".repeat(500)}`);
    await relay.settled();
  }
  await relay.turn(2000);
  const stored = relay.store.load(room.channel)?.storedBytes ?? NaN;
  assert(stored <= 10_000 && stored > 5000, `${stored} bytes`);
});

Deno.test("a sweep that finds the disk full does not stop the relay", async () => {
  const store = new MemoryStore();
  await using relay = new TurnedRelay({ store, limits: { historySize: 1000 } });
  const room = await Room.open(relay, ["alice"]);
  for (let i = 0; i < 10; i++) room.post("alice", "x".repeat(500));
  await relay.settled();
  store.full = true;
  await relay.turn(3000);
  store.full = false;
  await relay.turn(2000);
  assert((relay.store.load(room.channel)?.storedBytes ?? NaN) <= 10 * 600);
  await room.chats(["alice"]);
});

Deno.test("channels whose time is over at once are removed with one write", async () => {
  await using relay = new TurnedRelay();
  const { store } = relay;
  const alice = await relay.guest("alice");
  for (let i = 0; i < 20; i++) await alice.create(`Work ${i}`, relay.now);
  const removals: number[] = [];
  const commit = store.commit.bind(store);
  store.commit = (changes) => {
    removals.push(changes.filter(({ type }) => type === "remove").length);
    commit(changes);
  };
  await relay.turn(62_000);
  assertEquals(removals.filter((count) => count > 0), [20]);
  assertEquals((await alice.get({ type: "mine" }, "mine")).channels, []);
});

function entryOf(room: Room, name: string, what: Act): Uint8Array {
  return nextEntry(room.membership, what, { identity: room.guest(name).identity, now: room.relay.now });
}

/** Stages a wrap for each of these, in which the number itself is what was sealed. */
function stage(guest: Guest, numbers: readonly number[]): void {
  guest.say({ type: "stage", wraps: numbers.map((to) => ({ to: to as never, sealed: Uint8Array.of(to) })) });
}

async function refused(attempt: Promise<unknown>, why: string): Promise<void> {
  const outcome = await attempt.then(() => "granted", (error: Error) => error.message);
  assert(outcome.includes(why), outcome);
}

Deno.test("two have one private channel, whoever of them began it, until one of them leaves it", async () => {
  // Else each of two who write to each other at once goes on in his own.
  await using relay = new TurnedRelay();
  const [alice, bob] = [await relay.guest("alice"), await relay.guest("bob")];
  const first = await alice.create("", relay.now);
  const second = await bob.create("", relay.now);
  const both = await alice.add(first, bob.card, relay.now);
  const refused = async (creator: Guest, membership: typeof first, other: Guest) => {
    const entry = nextEntry(membership, { op: "add", card: other.card, epoch: FORWARDED }, {
      identity: creator.identity,
      now: relay.now,
    });
    stage(creator, [membership.count]);
    const answer = await creator.ask({ type: "append", channel: membership.channel, entry }, "done");
    return answer.type === "no" ? answer.code : answer.type;
  };
  assertEquals(await refused(bob, second, alice), CODE.already);
  const third = await alice.create("", relay.now);
  assertEquals(await refused(alice, third, bob), CODE.already);
  assertEquals(await refused(alice, third, await relay.guest("carol")), "done");
  await bob.write(both, { op: "leave" }, relay.now);
  assertEquals(await refused(bob, second, alice), "done");
});

Deno.test("nobody learns by an entry of his whether two others have a private channel", async () => {
  // The relay says "already" to one of the two only: else who asked would know who talks with whom.
  await using relay = new TurnedRelay();
  const [alice, bob, mallory] = [await relay.guest("alice"), await relay.guest("bob"), await relay.guest("mallory")];
  await alice.add(await alice.create("", relay.now), bob.card, relay.now);
  const bobs = await bob.create("", relay.now);
  const hers = await mallory.create("", relay.now);
  const withAlice = await mallory.add(await mallory.create("", relay.now), alice.card, relay.now);
  const add = (card: Guest["card"]) => ({ op: "add", card, epoch: FORWARDED }) as const;
  const by = ({ identity }: Guest) => ({ identity, now: relay.now });
  const answers: (number | string)[] = [];
  for (
    const [membership, entry] of [
      // What bob's own program would say, said by her.
      [bobs, nextEntry(bobs, add(alice.card), by(bob))],
      // Alice's word in a channel that is not hers, and bob as a third in one that is.
      [withAlice, nextEntry(withAlice, add(bob.card), by(alice))],
      [withAlice, nextEntry(withAlice, add(bob.card), by(mallory))],
      [hers, nextEntry(hers, add(bob.card), by(mallory))],
    ] as const
  ) {
    stage(mallory, [membership.count]);
    const answer = await mallory.ask({ type: "append", channel: membership.channel, entry }, "done");
    answers.push(answer.type === "no" ? answer.code : answer.type);
  }
  assertEquals(answers, [CODE.absent, CODE.rule, CODE.rule, "done"]);
});

Deno.test("the sweeps take away what was forgotten", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  for (let i = 0; i < 5; i++) room.post("alice", `${i}`);
  await relay.settled();
  await room.does("alice", act.policy({ history: false }));
  await relay.turn(5000);
  assertEquals(relay.store.tidy(), false, "nothing is left to be taken away");
});

/** Which channels were loaded from the store since. */
function loadsOf({ store }: TurnedRelay): () => readonly ChannelId[] {
  const loaded: ChannelId[] = [];
  const load = store.load.bind(store);
  store.load = (id) => {
    loaded.push(id);
    return load(id);
  };
  return () => loaded;
}

Deno.test("the ring of a channel that is gone does not stay with one who does not read", async () => {
  await using relay = new TurnedRelay({ limits: { ringSize: 1 << 20 } });
  const { running } = relay;
  const room = await Room.open(relay, ["alice", "mallory"], { policy: { history: false } });
  const channel = running.context.channels.get(room.channel);
  assert(channel);
  const line = relay.lineOf(room.guest("mallory"));
  line.pause();
  const text = "x".repeat(60_000);
  for (let i = 0; i < 30; i++) {
    room.post("alice", text);
    await relay.settled();
  }
  assert(channel.ring.bytes > 0);
  await room.does("alice", act.remove(room.number("mallory")));
  await room.does("alice", act.leave);
  await relay.settled();
  assertEquals(running.context.channels.get(room.channel), undefined);
  for (let minutes = 0; minutes < 10; minutes++) {
    // A pong that nobody asked for.
    line.write(Uint8Array.of(0x8a, 0));
    await relay.turn(20_000);
  }
  assert(running.context.sessions.find(room.id("mallory")), "he is there still");
  assertEquals(channel.ring.bytes, 0);
});
