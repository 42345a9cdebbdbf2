import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { CLOSE } from "../../../../shared/frames.ts";
import { relayCarryTable } from "../../../../shared/messages.ts";
import { HostileRelay } from "../../../fakes/hostile_relay.ts";
import { MemoryBlobs } from "../../../fakes/memory_blobs.ts";
import { FileScene, noise } from "../../../fakes/file_scene.ts";
import { TurnedRelay } from "../../../fakes/turned_relay.ts";
import { turn, until } from "../../../fakes/until.ts";

const KB = 1024;
const CHUNK = 256 * KB;

for (const size of [0, 1, 5000, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 777]) {
  Deno.test(`a file of ${size} bytes comes as it was sent`, async () => {
    await using relay = new TurnedRelay();
    await using scene = await FileScene.open(relay, "alice", "bob");
    const content = noise(size);
    const sent = await scene.sends("alice", scene.write("alice", "plan.pdf", content));
    await scene.until("bob", 1, "offered");
    await scene.accepts("bob", 1);
    const { path } = await scene.until("bob", 1, "saved");
    await scene.until("alice", sent, "sent");
    assertEquals(path, `${scene.downloads("bob")}/plan.pdf`);
    assertEquals(scene.saved("bob", "plan.pdf"), content);
    assertEquals(scene.names("bob"), ["plan.pdf"]);
  });
}

const LARGE = 12 * CHUNK + 99;

Deno.test("who accepts at once gets the file while it is still on its way to the relay", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  await scene.sends("alice", scene.write("alice", "plan.pdf", noise(LARGE)));
  await scene.until("bob", 1, "offered");
  await scene.accepts("bob", 1);
  await scene.until("bob", 1, "saved");
  assertEquals(scene.saved("bob", "plan.pdf"), noise(LARGE));
});

Deno.test("several files go at once, in a private channel too", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob", "carol");
  const alice = scene.client("alice");
  const channel = await alice.must({ type: "private", channel: scene.channel, nick: "bob" });
  const paths = [1, 2, 3, 4, 5].map((seed) => scene.write("alice", `${seed}.txt`, noise(100_000, seed)));
  assertEquals(await alice.session.do({ type: "sendFiles", channel, paths }), { ok: true, files: [1, 2, 3, 4, 5] });
  for (const number of [1, 2, 3, 4, 5]) {
    await scene.until("bob", number, "offered");
    await scene.accepts("bob", number);
  }
  for (const number of [1, 2, 3, 4, 5]) await scene.until("bob", number, "saved");
  assertEquals(scene.names("bob"), ["1.txt", "2.txt", "3.txt", "4.txt", "5.txt"]);
  assertEquals(scene.saved("bob", "5.txt"), noise(100_000, 5));
  assertEquals(scene.client("carol").take("file"), []);
});

Deno.test("whoever brings his files slowly keeps nobody from sending his own", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  for (const name of ["one", "two", "three", "four"]) {
    await scene.sends("alice", scene.write("alice", name, noise(CHUNK + 1)));
  }
  await scene.eventually("alice", 4, "sent");
  await scene.until("bob", 4, "offered");
  // What comes is written no further than this, as if no more came.
  scene.disk("bob").hold(CHUNK);
  for (const file of [1, 2, 3, 4]) await scene.accepts("bob", file);
  await until(() => scene.disk("bob").writes.length >= 4, "as many as may are on their way");
  const own = await scene.sends("bob", scene.write("bob", "mine", noise(1000)));
  await scene.eventually("bob", own, "sent");
  scene.disk("bob").letGo();
  for (const file of [1, 2, 3, 4]) await scene.eventually("bob", file, "saved");
});

Deno.test("several files are offered in the order in which they were given", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  const names = Array.from({ length: 8 }, (_, place) => `${place}.txt`);
  const paths = names.map((name, place) => scene.write("alice", name, noise((8 - place) * 100_000, place)));
  const channel = scene.channel;
  scene.disk("alice").holdSending(paths[0] ?? "");
  await scene.client("alice").session.do({ type: "sendFiles", channel, paths });
  for (let turns = 0; turns < 300; turns++) await turn();
  scene.disk("alice").letGo();
  await scene.until("bob", 8, "offered");
  assertEquals([1, 2, 3, 4, 5, 6, 7, 8].map((number) => scene.file("bob", number)?.name), names);
  for (const number of [1, 2, 3, 4, 5, 6, 7, 8]) await scene.until("alice", number, "sent");
});

Deno.test("none of several files goes where one of them cannot", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  const paths = [scene.write("alice", "1.txt", noise(10)), `${scene.folder("alice")}/2.txt`];
  const outcome = await scene.client("alice").session.do({ type: "sendFiles", channel: scene.channel, paths });
  assertEquals(outcome.ok ? "" : outcome.why, `Cannot send "${paths[1]}": there is no such file or folder.`);
  assertEquals(scene.client("alice").take("file"), []);
});

Deno.test("what cannot be kept is not sent, also not when there is room again", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  const { session, vault } = scene.client("alice");
  const paths = [scene.write("alice", "plan.pdf", noise(10))];
  vault.full = true;
  const outcome = await session.do({ type: "sendFiles", channel: scene.channel, paths });
  assertEquals(outcome.ok ? "" : outcome.why, "Cannot save: the disk is full. Make room on it, then try again.");
  assertEquals(scene.file("alice", 1)?.state.type, "failed");
  vault.full = false;
  await scene.client("alice").say(scene.channel, "there is room again");
  await scene.restart("alice");
  await relay.turn(1000);
  assertEquals([scene.file("alice", 1), scene.file("bob", 1)], [undefined, undefined]);
});

Deno.test("a name that is taken gets a number, and nothing is overwritten", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  for (const number of [1, 2, 3]) {
    await scene.sends("alice", scene.write("alice", "plan.pdf", noise(10, number)));
    await scene.until("bob", number, "offered");
    await scene.accepts("bob", number);
    await scene.until("bob", number, "saved");
  }
  assertEquals(scene.names("bob"), ["plan (2).pdf", "plan (3).pdf", "plan.pdf"]);
  assertEquals(scene.saved("bob", "plan.pdf"), noise(10, 1));
  assertEquals(scene.saved("bob", "plan (3).pdf"), noise(10, 3));
});

Deno.test("a file goes where its receiver says", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  const folder = scene.folder("bob");
  await scene.sends("alice", scene.write("alice", "plan.pdf", noise(10)));
  await scene.until("bob", 1, "offered");
  await scene.accepts("bob", 1, `${folder}/my plan.pdf`);
  assertEquals(await scene.until("bob", 1, "saved"), { type: "saved", path: `${folder}/my plan.pdf` });
  await scene.sends("alice", scene.write("alice", "plan.pdf", noise(10)));
  await scene.until("bob", 2, "offered");
  assertEquals((await scene.accepts("bob", 2, `${folder}/nowhere/x`)).ok, false);
  await scene.accepts("bob", 2, folder);
  assertEquals(await scene.until("bob", 2, "saved"), { type: "saved", path: `${folder}/plan.pdf` });
});

Deno.test("a file that is on its way goes on where it was when it is wanted where it cannot be", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  await scene.sends("alice", scene.write("alice", "plan.pdf", noise(3 * 65_536)));
  await scene.until("bob", 1, "offered");
  await scene.client("bob").loseLine();
  assertEquals((await scene.accepts("bob", 1)).ok, true);
  assertEquals((await scene.accepts("bob", 1, `${scene.folder("bob")}/nowhere/x`)).ok, false);
  await scene.client("bob").back();
  assertEquals((await scene.until("bob", 1, "saved")).type, "saved");
});

Deno.test("the relay's copy goes when all have the file or do not want it", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob", "carol");
  const sent = await scene.sends("alice", scene.write("alice", "plan.pdf", noise(10)));
  await scene.until("alice", sent, "sent");
  await scene.until("carol", 1, "offered");
  await scene.client("carol").must({ type: "declineFile", file: 1 });
  await scene.until("carol", 1, "declined");
  assertEquals((await relay.blobs.list()).length, 1);
  await scene.accepts("bob", 1);
  await scene.until("bob", 1, "saved");
  let left = 1;
  await until(() => {
    void relay.blobs.list().then(({ length }) => left = length);
    return left === 0;
  }, "its bytes are gone");
});

Deno.test("who declines what cannot be declined is told how it is with it", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  for (const seed of [1, 2]) await scene.sends("alice", scene.write("alice", `${seed}.txt`, noise(10, seed)));
  for (const number of [1, 2]) await scene.until("bob", number, "offered");
  await scene.accepts("bob", 1);
  const { path } = await scene.until("bob", 1, "saved");
  await scene.client("bob").must({ type: "declineFile", file: 2 });
  const whys = [
    `You have that file already: ${path}`,
    "You have declined that file already. /accept takes it after all.",
  ];
  for (const [index, why] of whys.entries()) {
    const declined = await scene.client("bob").session.do({ type: "declineFile", file: index + 1 });
    assertEquals(declined, { ok: false, code: "invalid", why });
  }
  await scene.client("bob").loseLine();
  await scene.accepts("bob", 2);
  const declined = await scene.client("bob").session.do({ type: "declineFile", file: 2 });
  const why = "You have accepted that file already: /cancel stops it.";
  assertEquals(declined, { ok: false, code: "invalid", why });
});

Deno.test("a file that its sender takes back is gone, for him and for others", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  const sent = await scene.sends("alice", scene.write("alice", "plan.pdf", noise(10)));
  await scene.until("alice", sent, "sent");
  await scene.client("alice").must({ type: "cancelFile", file: sent });
  await scene.until("alice", sent, "cancelled");
  await relay.settled();
  await scene.until("bob", 1, "offered");
  await scene.accepts("bob", 1);
  await scene.until("bob", 1, "gone");
  assertEquals(scene.names("bob"), []);
  assertEquals(await relay.blobs.list(), []);
});

Deno.test("a file that an admin takes back while it is brought was not sent", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  scene.disk("bob").hold(2 * CHUNK);
  const sent = await scene.sends("bob", scene.write("bob", "plan.pdf", noise(LARGE)));
  await scene.until("alice", 1, "offered");
  const { channels, files } = relay.running.context;
  const channel = channels.get(scene.channel);
  const blob = scene.file("alice", 1)?.blob;
  assert(channel && blob);
  files.drop({ identity: scene.client("alice").session.id, address: "" }, channel.membership, blob);
  scene.disk("bob").letGo();
  await scene.eventually("bob", sent, "failed");
});

Deno.test("a download that is cancelled leaves nothing, and can be accepted again", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  await scene.sends("alice", scene.write("alice", "plan.pdf", noise(LARGE)));
  await scene.until("bob", 1, "offered");
  scene.disk("bob").hold(2 * CHUNK);
  await scene.accepts("bob", 1);
  await until(() => scene.disk("bob").writes.length === 3, "two chunks are written");
  assertEquals(scene.names("bob"), ["plan.pdf.part"]);
  const cancelled = scene.client("bob").session.do({ type: "cancelFile", file: 1 });
  scene.disk("bob").letGo();
  assertEquals((await cancelled).ok, true);
  assertEquals(scene.names("bob"), []);
  assertEquals(scene.file("bob", 1)?.state, { type: "offered" });
  await scene.accepts("bob", 1);
  await scene.until("bob", 1, "saved");
  assertEquals(scene.saved("bob", "plan.pdf"), noise(LARGE));
});

Deno.test("who accepts twice gets the file once", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  await scene.sends("alice", scene.write("alice", "plan.pdf", noise(LARGE)));
  await scene.until("bob", 1, "offered");
  const outcomes = await Promise.all([scene.accepts("bob", 1), scene.accepts("bob", 1)]);
  assertEquals(outcomes.map(({ ok }) => ok), [true, false]);
  await scene.until("bob", 1, "saved");
  assertEquals((await scene.accepts("bob", 1)).ok, false);
  assertEquals(scene.names("bob"), ["plan.pdf"]);
});

Deno.test("a file waits for a message that is on its way, at either end, and not for ever", async () => {
  await using relay = new HostileRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  await scene.sends("alice", scene.write("alice", "small.txt", noise(LARGE, 2)));
  await scene.until("alice", 1, "sent");
  await scene.until("bob", 1, "offered");
  scene.disk("alice").hold(4 * CHUNK);
  scene.disk("bob").hold(4 * CHUNK);
  await scene.accepts("bob", 1);
  await scene.sends("alice", scene.write("alice", "plan.pdf", noise(LARGE)));
  await until(() => scene.disk("alice").reads.at(-1) === 4 * CHUNK, "the upload is held up");
  await until(() => scene.disk("bob").writes.at(-1) === 4 * CHUNK, "the download is held up");
  // What they say does not come back to them.
  using _alice = relay.hears("alice", (message) => message.type === "said" ? [] : [message]);
  using _bob = relay.hears("bob", (message) => message.type === "said" ? [] : [message]);
  for (const name of ["alice", "bob"]) {
    await scene.client(name).session.do({ type: "say", channel: scene.channel, text: "wait" });
    scene.disk(name).letGo();
  }
  for (let turns = 0; turns < 300; turns++) await turn();
  assertEquals(scene.disk("alice").reads.at(-1), 4 * CHUNK);
  assertEquals(scene.disk("bob").writes.at(-1), 4 * CHUNK);
  await relay.turn(50);
  await scene.until("bob", 1, "saved");
  await scene.until("alice", 2, "sent");
});

Deno.test("while people talk a file moves on chunk by chunk, a moment each, at either end", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  for (const name of ["alice", "bob"]) await scene.client(name).say(scene.channel, "hello");
  await scene.sends("alice", scene.write("alice", "plan.pdf", noise(LARGE)));
  await scene.until("bob", 1, "offered");
  await scene.accepts("bob", 1);
  for (let turns = 0; turns < 300; turns++) await turn();
  assertEquals(scene.disk("alice").reads, []);
  await relay.turn(3);
  await until(() => scene.disk("alice").reads.length === 1, "a chunk is sealed");
  for (let turns = 0; turns < 300; turns++) await turn();
  assertEquals([scene.disk("alice").reads, scene.disk("bob").writes], [[0], []]);
  await scene.eventually("bob", 1, "saved");
});

Deno.test("a file is sent when the relay has all of it, also where its last word was lost", async () => {
  await using relay = new TurnedRelay();
  await using scene = new FileScene(relay);
  let loses = true;
  let lost = false;
  await scene.joins("alice", {
    between: (sink) => ({
      frame: (bytes, from, to) => {
        const isLast = loses && bytes[from] === relayCarryTable.kept[0];
        if (isLast) lost = true;
        else sink.frame(bytes, from, to);
      },
      drained: () => sink.drained(),
      closed: (code, reason) => {
        if (!lost || code !== CLOSE.normal) return sink.closed(code, reason);
        loses = lost = false;
        sink.closed(CLOSE.lost, "cut off without a word");
      },
    }),
  });
  await scene.joins("bob");
  await scene.sends("alice", scene.write("alice", "plan.pdf", noise(2 * CHUNK)));
  await scene.eventually("alice", 1, "sent");
  assert(!loses, "nothing was lost");
});

Deno.test("what is half there of a file is cleared away: another of its name takes nothing of it, nor is taken for it", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  const [first, second] = [noise(4 * CHUNK), noise(6 * CHUNK + 7)];
  await scene.sends("alice", scene.write("alice", "plan.pdf", first));
  await scene.eventually("alice", 1, "sent");
  await scene.until("bob", 1, "offered");
  scene.disk("bob").hold(2 * CHUNK);
  await scene.accepts("bob", 1);
  await until(() => scene.disk("bob").writes.at(-1) === 2 * CHUNK, "it is half there");
  Deno.removeSync(`${scene.downloads("bob")}/plan.pdf.part`);
  await scene.sends("alice", scene.write("alice", "plan.pdf", second));
  await scene.eventually("alice", 2, "sent");
  await scene.until("bob", 2, "offered");
  await scene.accepts("bob", 2);
  scene.disk("bob").letGo();
  await scene.eventually("bob", 2, "saved");
  await scene.eventually("bob", 1, "failed");
  assertEquals(scene.names("bob"), ["plan (2).pdf"]);
  assertEquals(scene.saved("bob", "plan (2).pdf"), second);
});

Deno.test("who cancels a file that gets its name in that moment has it, once", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  await scene.sends("alice", scene.write("alice", "plan.pdf", noise(1000)));
  await scene.eventually("alice", 1, "sent");
  await scene.until("bob", 1, "offered");
  const named = scene.disk("bob").holdStep("finish");
  await scene.accepts("bob", 1);
  await named;
  const cancelled = scene.client("bob").session.do({ type: "cancelFile", file: 1 });
  await turn();
  scene.disk("bob").letGo();
  const where = `${scene.downloads("bob")}/plan.pdf`;
  assertEquals(await cancelled, { ok: false, code: "invalid", why: `You have that file already: ${where}` });
  await scene.eventually("bob", 1, "saved");
  assertEquals(scene.names("bob"), ["plan.pdf"]);
});

Deno.test("a crash when a file has its name, and before that is kept, does not have it come twice", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  await scene.sends("alice", scene.write("alice", "plan.pdf", noise(1000)));
  await scene.eventually("alice", 1, "sent");
  await scene.until("bob", 1, "offered");
  const named = scene.disk("bob").holdStep("finish");
  await scene.accepts("bob", 1);
  await named;
  await scene.restart("bob", "crash");
  scene.disk("bob").letGo();
  await scene.eventually("bob", 1, "saved");
  assertEquals(scene.disk("bob").writes, [0]);
  assertEquals(scene.names("bob"), ["plan.pdf"]);
  assertEquals(scene.saved("bob", "plan.pdf"), noise(1000));
});

Deno.test("who sends a file to a relay whose disk fills up is told so, and it goes when there is room again", async () => {
  const blobs = new MemoryBlobs();
  await using relay = new TurnedRelay({ blobs });
  await using scene = await FileScene.open(relay, "alice", "bob");
  blobs.space = 2 * CHUNK;
  const number = await scene.sends("alice", scene.write("alice", "plan.pdf", noise(LARGE)));
  const told = "for the relay, which says: The relay could not store or read it.";
  const state = () => scene.file("alice", number)?.state;
  await until(() => JSON.stringify(state()).includes(told), "alice is told");
  blobs.space = Infinity;
  await scene.eventually("alice", number, "sent");
});

Deno.test("a file that all have before the relay says goodbye to its sender is sent", async () => {
  const blobs = new MemoryBlobs();
  const closing = Promise.withResolvers<void>();
  await using relay = new TurnedRelay({
    blobs: {
      ...{ open: (place) => blobs.open(place), list: () => blobs.list(), room: () => blobs.room() },
      ...{ remove: (place) => blobs.remove(place), removeChannel: (channel) => blobs.removeChannel(channel) },
      make: async (place) => {
        const made = await blobs.make(place);
        const { write, read, sync } = made;
        const close = () => closing.promise.then(() => made.close());
        return { write: write.bind(made), read: read.bind(made), sync: sync.bind(made), close };
      },
    },
  });
  await using scene = await FileScene.open(relay, "alice", "bob");
  await scene.sends("alice", scene.write("alice", "plan.pdf", noise(1000)));
  await scene.until("bob", 1, "offered");
  await scene.accepts("bob", 1);
  await scene.eventually("bob", 1, "saved");
  await relay.settled();
  closing.resolve();
  await scene.passes(() => !["waiting", "moving"].includes(scene.file("alice", 1)?.state.type ?? ""), "it is over");
  assertEquals(scene.file("alice", 1)?.state, { type: "sent" });
});

Deno.test("who declines a file while room is made for it has it come all the same", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  await scene.sends("alice", scene.write("alice", "plan.pdf", noise(1000)));
  await scene.until("bob", 1, "offered");
  const begun = scene.disk("bob").holdStep("begin");
  const accepted = scene.accepts("bob", 1);
  await begun;
  const declined = await scene.client("bob").session.do({ type: "declineFile", file: 1 });
  scene.disk("bob").letGo();
  assertEquals(declined, { ok: false, code: "invalid", why: "It is being begun. Try again." });
  assertEquals((await accepted).ok, true);
  await scene.eventually("bob", 1, "saved");
  assertEquals(scene.names("bob"), ["plan.pdf"]);
});

Deno.test("a file that has come is here, also where that cannot be kept", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  await scene.sends("alice", scene.write("alice", "plan.pdf", noise(1000)));
  await scene.eventually("alice", 1, "sent");
  await scene.until("bob", 1, "offered");
  const named = scene.disk("bob").holdStep("finish");
  await scene.accepts("bob", 1);
  await named;
  const { vault } = scene.client("bob");
  vault.full = true;
  scene.disk("bob").letGo();
  await scene.passes(() => scene.client("bob").take("alarm").length > 0, "bob is told");
  assertEquals(scene.file("bob", 1)?.state, { type: "saved", path: `${scene.downloads("bob")}/plan.pdf` });
  assertEquals(relay.store.files.totals().count, 1);
  vault.full = false;
  await scene.client("bob").say(scene.channel, "there is room again");
  await scene.restart("bob");
  await scene.passes(() => relay.store.files.totals().count === 0, "the relay knows that he has it");
  assertEquals(scene.names("bob"), ["plan.pdf"]);
});

Deno.test("nothing is left of a file whose channel ends while room is made for it", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  await scene.sends("alice", scene.write("alice", "plan.pdf", noise(1000)));
  await scene.until("bob", 1, "offered");
  const begun = scene.disk("bob").holdStep("begin");
  const accepted = scene.accepts("bob", 1);
  await begun;
  await scene.client("alice").must({ type: "kick", channel: scene.channel, nick: "bob", reason: "" });
  await relay.settled();
  scene.disk("bob").letGo();
  const outcome = await accepted;
  assertEquals(outcome.ok ? "" : outcome.code, "absent");
  assertEquals(scene.names("bob"), []);
});

/** Ways in which both lines of somebody, or of all, can end in the middle. */
const CUTS: Readonly<Record<string, (scene: FileScene, relay: TurnedRelay, who: string) => Promise<void>>> = {
  "its line broke": async (scene, _, who) => {
    await scene.client(who).loseLine();
    scene.disk(who).letGo();
    await scene.client(who).back();
  },
  "the relay crashed": async (scene, relay, who) => {
    // By then it has kept what came.
    await relay.turn(1500);
    await relay.crash();
    scene.disk(who).letGo();
  },
  "the relay was restarted": async (scene, relay, who) => {
    await relay.restart();
    scene.disk(who).letGo();
  },
  "its pychat was closed and started again": async (scene, _, who) => {
    const restarted = scene.restart(who, "close");
    scene.disk(who).letGo();
    await restarted;
  },
  "its pychat crashed and was started again": async (scene, relay, who) => {
    await relay.turn(1000);
    const restarted = scene.restart(who, "crash");
    scene.disk(who).letGo();
    await restarted;
  },
};

for (const [how, cut] of Object.entries(CUTS)) {
  Deno.test(`an upload goes on after ${how}`, async () => {
    await using relay = new TurnedRelay();
    await using scene = await FileScene.open(relay, "alice", "bob");
    scene.disk("alice").hold(8 * CHUNK);
    await scene.sends("alice", scene.write("alice", "plan.pdf", noise(LARGE)));
    await until(() => scene.disk("alice").reads.at(-1) === 8 * CHUNK, "it is held up");
    await relay.settled();
    await cut(scene, relay, "alice");
    await scene.eventually("alice", 1, "sent");
    await scene.eventually("bob", 1, "offered");
    await scene.accepts("bob", 1);
    await scene.eventually("bob", 1, "saved");
    assertEquals(scene.saved("bob", "plan.pdf"), noise(LARGE));
    // What the relay had was not brought again.
    const again = scene.disk("alice").reads.slice(scene.disk("alice").reads.indexOf(8 * CHUNK) + 1);
    assert((again[0] ?? 0) > 0, `began again at ${again[0]}`);
  });

  Deno.test(`a download goes on after ${how}`, async () => {
    await using relay = new TurnedRelay();
    await using scene = await FileScene.open(relay, "alice", "bob");
    const size = 70 * CHUNK + 5;
    await scene.sends("alice", scene.write("alice", "plan.pdf", noise(size)));
    await scene.until("alice", 1, "sent");
    scene.disk("bob").hold(66 * CHUNK);
    await scene.until("bob", 1, "offered");
    await scene.accepts("bob", 1);
    await until(() => scene.disk("bob").writes.at(-1) === 66 * CHUNK, "it is held up");
    await cut(scene, relay, "bob");
    await scene.eventually("bob", 1, "saved");
    assertEquals(scene.saved("bob", "plan.pdf"), noise(size));
    assertEquals(scene.names("bob"), ["plan.pdf"]);
    // What was here and safe was not fetched again.
    const again = scene.disk("bob").writes.slice(scene.disk("bob").writes.indexOf(66 * CHUNK) + 1);
    assert((again[0] ?? 0) >= 64 * CHUNK, `began again at ${again[0]}`);
  });
}

Deno.test("a file that changes while it is sent is an error for its sender, and comes to nobody", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  scene.disk("alice").hold(8 * CHUNK);
  const path = scene.write("alice", "plan.pdf", noise(LARGE));
  await scene.sends("alice", path);
  await scene.until("bob", 1, "offered");
  await scene.accepts("bob", 1);
  await until(() => scene.disk("alice").reads.at(-1) === 8 * CHUNK, "it is held up");
  Deno.writeFileSync(path, noise(LARGE, 2));
  scene.disk("alice").letGo();
  const { why } = await scene.until("alice", 1, "failed");
  assertEquals(why, `Cannot send "${path}": it changed while it was being sent. Send it again.`);
  await scene.eventually("bob", 1, "gone");
  assertEquals(scene.names("bob"), []);
  assertEquals(await relay.blobs.list(), []);
});

Deno.test("a file that changes while its sender's pychat is closed is not gone on with", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  scene.disk("alice").hold(8 * CHUNK);
  const path = scene.write("alice", "plan.pdf", noise(LARGE));
  await scene.sends("alice", path);
  await until(() => scene.disk("alice").reads.at(-1) === 8 * CHUNK, "it is held up");
  const restarted = scene.restart("alice");
  scene.disk("alice").letGo();
  Deno.writeFileSync(path, noise(LARGE, 2));
  await restarted;
  const { why } = await scene.until("alice", 1, "failed");
  assertEquals(why, "It changed while it was being sent: send it again.");
});

Deno.test("what is sent without a line goes when there is one", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  await scene.client("alice").loseLine();
  await scene.sends("alice", scene.write("alice", "plan.pdf", noise(LARGE)));
  await relay.turn(100);
  assertEquals(scene.file("alice", 1)?.state.type, "waiting");
  await scene.client("alice").back();
  await scene.eventually("alice", 1, "sent");
  await scene.until("bob", 1, "offered");
});

Deno.test("what the relay does not take is told to its sender, and offered to nobody", async () => {
  await using relay = new TurnedRelay({ limits: { fileSize: 1000 } });
  await using scene = await FileScene.open(relay, "alice", "bob");
  await scene.sends("alice", scene.write("alice", "plan.pdf", noise(LARGE)));
  const { why } = await scene.until("alice", 1, "failed");
  assertStringIncludes(why, "This relay takes files of up to 1 kB.");
  await relay.settled();
  assertEquals(scene.client("bob").take("file"), []);
});

Deno.test("who is muted sends no file", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  await scene.client("alice").must({ type: "mute", channel: scene.channel, nick: "bob", ms: undefined });
  await scene.sends("bob", scene.write("bob", "plan.pdf", noise(5)));
  const { why } = await scene.until("bob", 1, "failed");
  assertStringIncludes(why, "muted");
  assertEquals(scene.client("alice").take("file"), []);
});

Deno.test("what is fetched ends with the channel, and leaves nothing half", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  await scene.sends("alice", scene.write("alice", "plan.pdf", noise(LARGE)));
  await scene.until("bob", 1, "offered");
  scene.disk("bob").hold(2 * CHUNK);
  await scene.accepts("bob", 1);
  await until(() => scene.disk("bob").writes.length === 3, "two chunks are written");
  await scene.client("bob").session.do({ type: "leave", channel: scene.channel });
  scene.disk("bob").letGo();
  await scene.until("bob", 1, "gone");
  await until(() => scene.names("bob").length === 0, "nothing is left of it");
});

Deno.test("files that were offered are known after a restart, and so is what became of them", async () => {
  await using relay = new TurnedRelay();
  await using scene = await FileScene.open(relay, "alice", "bob");
  for (const seed of [1, 2, 3]) await scene.sends("alice", scene.write("alice", `${seed}.txt`, noise(10, seed)));
  for (const number of [1, 2, 3]) await scene.until("bob", number, "offered");
  await scene.accepts("bob", 1);
  await scene.until("bob", 1, "saved");
  await scene.client("bob").must({ type: "declineFile", file: 2 });
  await scene.until("bob", 2, "declined");
  await scene.restart("bob");
  await relay.settled();
  const states = [1, 2, 3].map((number) => scene.file("bob", number)?.state.type);
  assertEquals(states, ["saved", "declined", "offered"]);
  assertEquals(scene.client("bob").take("file"), []);
});
