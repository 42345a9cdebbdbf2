/** Who may bring, fetch and drop files, how much room they get, and when they go. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { CODE } from "../../shared/codes.ts";
import { CLOSE } from "../../shared/frames.ts";
import { codeOf, Courier, newBlob, sealedFile, ticketOf } from "../fakes/courier.ts";
import { MemoryBlobs } from "../fakes/memory_blobs.ts";
import { MemoryStore } from "../fakes/memory_store.ts";
import { act, NOWHERE, Room } from "../fakes/room.ts";
import { TurnedRelay, type TurnedRelayOptions } from "../fakes/turned_relay.ts";

const MIB = 2 ** 20;
const HOUR = 3_600_000;
/** How long files are kept where a test waits for it. */
const LIFE = 40_000;
const MOST = 2 ** 53 - 1;

Deno.test("a file that one brings is what another fetches", async () => {
  await using scene = await Scene.open();
  const { courier } = scene;
  for (const size of [1, 65_535, 65_536, 65_537, 262_144, 1_000_003]) {
    const file = sealedFile(size);
    const blob = await courier.bring("alice", file);
    assertEquals(courier.record(blob)?.stored, size);
    assertEquals(await courier.fetch("bob", blob), file);
    assertEquals(await courier.fetch("bob", blob, size - 1), file.subarray(size - 1));
  }
  assertEquals(scene.blobs.opened, 0);
});

Deno.test("an empty file is whole at once", async () => {
  await using scene = await Scene.open();
  const { courier } = scene;
  const blob = newBlob();
  const carrier = await courier.upload("alice", blob, 0);
  assertEquals((await carrier.untilClosed()).code, CLOSE.normal);
  assertEquals(carrier.carrying, { type: "carrying", upload: true, size: 0, offset: 0 });
  assertEquals((await courier.fetch("bob", blob)).length, 0);
});

Deno.test("a file that is whole has nothing left to carry, for its uploader or from its end on", async () => {
  await using scene = await Scene.open();
  const { courier } = scene;
  const blob = await courier.bring("alice", sealedFile(1000));
  const again = await courier.put("alice", blob, 1000);
  assertEquals(again.type === "ticket" && again.offset, 1000);
  assertEquals((await (await courier.carry(again)).untilClosed()).code, CLOSE.normal);
  assertEquals((await courier.fetch("bob", blob, 1000)).length, 0);
});

const refusals: Readonly<Record<string, { ask(scene: Scene): Promise<number | undefined>; code: number }>> = {
  "put by a stranger": {
    ask: async ({ room, relay }) => {
      const stranger = await relay.guest("mallory");
      return codeOf(await stranger.ask({ type: "put", channel: room.channel, blob: newBlob(), size: 1 }, "ticket"));
    },
    code: CODE.absent,
  },
  "put into a channel that is not there": {
    ask: async ({ room }) =>
      codeOf(await room.guest("alice").ask({ type: "put", channel: NOWHERE, blob: newBlob(), size: 1 }, "ticket")),
    code: CODE.absent,
  },
  "put by a member who does not follow": {
    ask: async ({ room, courier }) => {
      await room.guest("bob").get({ type: "shut", channel: room.channel }, "done");
      return codeOf(await courier.put("bob", newBlob(), 1));
    },
    code: CODE.rule,
  },
  "put by one who is muted": {
    ask: async ({ room, courier, relay }) => {
      await room.does("alice", act.mute(room.number("bob"), relay.now + HOUR));
      return codeOf(await courier.put("bob", newBlob(), 1));
    },
    code: CODE.muted,
  },
  "put of a file that is too large": {
    ask: async ({ courier }) => codeOf(await courier.put("alice", newBlob(), 100e6 + 100e6 / 256 + 64 * 1024 + 1)),
    code: CODE.large,
  },
  "put of the largest number": {
    ask: async ({ courier }) => codeOf(await courier.put("alice", newBlob(), MOST)),
    code: CODE.large,
  },
  "put under another's id": {
    ask: async ({ courier }) => {
      const blob = await courier.bring("alice", sealedFile(10));
      return codeOf(await courier.put("bob", blob, 10));
    },
    code: CODE.rule,
  },
  "put of the same file with another size": {
    ask: async ({ courier }) => {
      const blob = newBlob();
      await courier.put("alice", blob, 10);
      return codeOf(await courier.put("alice", blob, 11));
    },
    code: CODE.rule,
  },
  "get by a stranger": {
    ask: async ({ room, relay, courier }) => {
      const blob = await courier.bring("alice", sealedFile(10));
      const stranger = await relay.guest("mallory");
      return codeOf(await stranger.ask({ type: "get", channel: room.channel, blob, from: 0 }, "ticket"));
    },
    code: CODE.absent,
  },
  "get of a file of another channel": {
    ask: async ({ room, courier, relay }) => {
      const blob = await courier.bring("alice", sealedFile(10));
      const bob = room.guest("bob");
      const other = await bob.create("Other", relay.now);
      return codeOf(await bob.ask({ type: "get", channel: other.channel, blob, from: 0 }, "ticket"));
    },
    code: CODE.absent,
  },
  "get of what is not there": {
    ask: async ({ courier }) => codeOf(await courier.get("bob", newBlob())),
    code: CODE.absent,
  },
  "get from beyond the end": {
    ask: async ({ courier }) => codeOf(await courier.get("bob", await courier.bring("alice", sealedFile(10)), 11)),
    code: CODE.rule,
  },
  "get from the largest number": {
    ask: async ({ courier }) => codeOf(await courier.get("bob", await courier.bring("alice", sealedFile(10)), MOST)),
    code: CODE.rule,
  },
  "get of a file of which nothing came, and nothing is coming": {
    ask: async ({ courier }) => {
      const blob = newBlob();
      await courier.put("alice", blob, 10);
      return codeOf(await courier.get("bob", blob));
    },
    code: CODE.unready,
  },
  "drop by one who neither brought it nor is an admin": {
    ask: async ({ courier }) => courier.drop("bob", await courier.bring("alice", sealedFile(10))),
    code: CODE.rule,
  },
  "had by a stranger": {
    ask: async ({ room, relay, courier }) => {
      const blob = await courier.bring("alice", sealedFile(10));
      const stranger = await relay.guest("mallory");
      return codeOf(await stranger.ask({ type: "had", channel: room.channel, blob }, "done"));
    },
    code: CODE.absent,
  },
};

for (const [what, { ask, code }] of Object.entries(refusals)) {
  Deno.test(`${what} is refused`, async () => {
    await using scene = await Scene.open();
    assertEquals(await ask(scene), code);
    await scene.room.chats(["alice"]);
  });
}

Deno.test("a relay may take no files at all", async () => {
  await using scene = await Scene.open({ limits: { fileSize: 0 } });
  assertEquals(codeOf(await scene.courier.put("alice", newBlob(), 0)), CODE.large);
});

Deno.test("a file as large as the limit has room for what sealing adds", async () => {
  await using scene = await Scene.open({ limits: { fileSize: 256_000 } });
  const { courier } = scene;
  assertEquals(codeOf(await courier.put("alice", newBlob(), 256_000 + 1000 + 65_536)), undefined);
  assertEquals(codeOf(await courier.put("alice", newBlob(), 256_000 + 1000 + 65_537)), CODE.large);
});

Deno.test("an admin, and who brought it, takes a file back; then it is gone for everybody", async () => {
  await using scene = await Scene.open();
  const { courier } = scene;
  for (const [by, dropper] of [["alice", "alice"], ["bob", "bob"], ["bob", "alice"]] as const) {
    const blob = await courier.bring(by, sealedFile(1000));
    assertEquals(await courier.drop(dropper, blob), undefined);
    assertEquals(codeOf(await courier.get("carol", blob)), CODE.absent);
    assertEquals(await courier.drop(dropper, blob), undefined);
  }
  assertEquals(await scene.lying(), 0);
});

Deno.test("a ticket for a file that was taken back brings nothing into another's of the same id", async () => {
  await using scene = await Scene.open();
  const { courier } = scene;
  const blob = newBlob();
  const ticket = ticketOf(await courier.put("bob", blob, 10_000));
  await courier.drop("alice", blob);
  await courier.put("carol", blob, 10_000);
  const carrier = await courier.carry(ticket);
  assertEquals((await carrier.untilClosed()).code, CLOSE.gone);
  assertEquals(courier.record(blob)?.stored, 0);
});

Deno.test("a file goes when all members but its uploader have it or do not want it", async () => {
  await using scene = await Scene.open();
  const { courier } = scene;
  const blob = await courier.bring("alice", sealedFile(1000));
  for (const name of ["alice", "bob", "bob"]) assertEquals(await courier.had(name, blob), undefined);
  assertEquals(await scene.lying(), 1);
  assertEquals((await courier.fetch("carol", blob)).length, 1000);
  assertEquals(await courier.had("carol", blob), undefined);
  assertEquals(await scene.lying(), 0);
  assertEquals(codeOf(await courier.get("bob", blob)), CODE.absent);
});

Deno.test("its uploader is told that all have a file, and does not bring it again", async () => {
  await using scene = await Scene.open({ limits: { fileTime: LIFE } });
  const { courier } = scene;
  const blob = newBlob();
  const carrier = await courier.upload("alice", blob, 10 * MIB);
  await carrier.sendAll(sealedFile(10 * MIB), MIB);
  for (const name of ["bob", "carol"]) await courier.had(name, blob);
  const { code, reason } = await carrier.untilClosed();
  assertEquals(code, CLOSE.gone);
  assertMatch(reason, /Everybody here has it/);
  assertEquals(codeOf(await courier.put("alice", blob, 10 * MIB)), CODE.gone);
  assertEquals(await scene.lying(), 0);
  await scene.relay.turn(LIFE + 2000);
  assertEquals(codeOf(await courier.put("alice", blob, 10 * MIB)), undefined);
});

Deno.test("who comes later keeps a file here until he has it too", async () => {
  await using scene = await Scene.open();
  const { courier, room } = scene;
  const blob = await courier.bring("alice", sealedFile(1000));
  await courier.had("bob", blob);
  await room.admit("dave");
  await courier.had("carol", blob);
  assertEquals((await courier.fetch("dave", blob)).length, 1000);
  await courier.had("dave", blob);
  assertEquals(await scene.lying(), 0);
});

Deno.test("when the last who does not have a file goes, the file goes", async () => {
  for (const how of ["kicked", "left"] as const) {
    await using scene = await Scene.open();
    const { courier, room } = scene;
    const blob = await courier.bring("alice", sealedFile(1000));
    await courier.had("bob", blob);
    if (how === "kicked") await room.does("alice", act.remove(room.number("carol")));
    else await room.does("carol", act.leave);
    assertEquals(await scene.lying(), 0, how);
    assertEquals(courier.record(blob)?.over, true);
  }
});

Deno.test("who has a file and goes does not stand for who has it not", async () => {
  await using scene = await Scene.open();
  const { courier, room } = scene;
  const blob = await courier.bring("alice", sealedFile(1000));
  await courier.had("bob", blob);
  await room.does("bob", act.leave);
  assertEquals(await scene.lying(), 1);
  await room.does("alice", act.rekey);
  assertEquals((await courier.fetch("carol", blob)).length, 1000);
});

Deno.test("a file that nobody has stays when others leave", async () => {
  await using scene = await Scene.open();
  const { courier, room } = scene;
  const blob = await courier.bring("alice", sealedFile(1000));
  for (const name of ["bob", "carol"]) await room.does("alice", act.remove(room.number(name)));
  assertEquals(await scene.lying(), 1);
  await room.admit("dave");
  assertEquals((await courier.fetch("dave", blob)).length, 1000);
});

Deno.test("what somebody brought stays when he leaves, unless it is not whole", async () => {
  await using scene = await Scene.open();
  const { courier, room } = scene;
  const whole = await courier.bring("bob", sealedFile(1000));
  const [part, hers] = [newBlob(), newBlob()];
  await (await courier.upload("bob", part, 20_000)).sendAll(sealedFile(20_000), 10_000);
  await courier.put("carol", hers, 1000);
  await room.does("bob", act.leave);
  await room.does("alice", act.rekey);
  assertEquals((await courier.fetch("carol", whole)).length, 1000);
  assertEquals(courier.record(part), undefined);
  assert(courier.record(hers));
  assertEquals(await scene.lying(), 1);
});

Deno.test("files go after their time, also those that are not whole", async () => {
  await using scene = await Scene.open({ limits: { fileTime: LIFE } });
  const { courier, relay } = scene;
  const blob = await courier.bring("alice", sealedFile(1000));
  await relay.turn(LIFE / 2);
  await courier.put("alice", newBlob(), 1000);
  await relay.turn(LIFE / 2 - 1000);
  assertEquals((await courier.fetch("bob", blob)).length, 1000);
  await relay.turn(2000);
  assertEquals(codeOf(await courier.get("bob", blob)), CODE.absent);
  assertEquals(await scene.lying(), 0);
  assertEquals(relay.store.files.totals().count, 1);
  await relay.turn(LIFE / 2);
  assertEquals(relay.store.files.totals().count, 0);
});

for (const by of [-LIFE - HOUR, 2 * LIFE, 3000 * 24 * HOUR]) {
  Deno.test(`no file goes because a clock is set by ${by} ms, and each has its time then`, async () => {
    await using scene = await Scene.open({ limits: { fileTime: LIFE } });
    const { courier, relay } = scene;
    await courier.bring("alice", sealedFile(1000));
    await relay.turn(LIFE / 4);
    relay.clock.set(by);
    await relay.turn(LIFE / 4);
    assertEquals([relay.store.files.totals().count, await scene.lying()], [1, 1]);
    await relay.turn(LIFE);
    assertEquals([relay.store.files.totals().count, await scene.lying()], [0, 0]);
  });
}

Deno.test("who only announces keeps nobody out for long: what does not come is given up when others need the room", async () => {
  await using scene = await Scene.open({ limits: { filesPerChannel: 10 * MIB, emptyTime: HOUR } });
  const { courier, relay, room } = scene;
  const [nothing, little, enough] = [newBlob(), newBlob(), newBlob()];
  await courier.put("alice", nothing, 7 * MIB);
  for (const [blob, size] of [[little, 100_000], [enough, 140_000]] as const) {
    const carrier = await courier.upload("alice", blob, MIB);
    await carrier.sendAll(sealedFile(MIB), size);
    carrier.link.close();
  }
  const left = () => [nothing, little, enough].map((blob) => courier.record(blob) !== undefined);
  await relay.turn(4 * 60_000);
  for (const name of ["alice", "bob", "carol"]) await room.comeBack(name);
  assertEquals(codeOf(await courier.put("bob", newBlob(), 5 * MIB)), CODE.full);
  // A relay that begins anew gives the same time again.
  await relay.restart();
  await relay.turn(4 * 60_000);
  for (const name of ["alice", "bob", "carol"]) await room.comeBack(name);
  assertEquals(codeOf(await courier.put("bob", newBlob(), 5 * MIB)), CODE.full);
  await relay.turn(2 * 60_000);
  assertEquals(left(), [true, true, true]);
  for (const name of ["alice", "bob", "carol"]) await room.comeBack(name);
  assertEquals(codeOf(await courier.put("bob", newBlob(), 5 * MIB)), undefined);
  assertEquals(left(), [false, false, true]);
  // Who was given up begins anew.
  assertEquals(codeOf(await courier.put("alice", little, MIB)), undefined);
});

Deno.test("who announces all that a relay takes, again and again, makes way for others at once", async () => {
  await using scene = await Scene.open({ limits: { filesSize: 10 * MIB } });
  const { courier, relay, room } = scene;
  await room.admit("mallory", { address: "192.0.2.66" });
  const other = new Courier(await Room.open(relay, ["dora"], { name: "Other" }));
  const [idle, coming, enough] = [newBlob(), newBlob(), newBlob()];
  const carrier = await courier.upload("mallory", coming, 3 * MIB);
  const brought = await courier.upload("mallory", enough, MIB);
  await brought.sendAll(sealedFile(MIB), 140_000);
  brought.link.close();
  assertEquals(codeOf(await courier.put("mallory", idle, 6 * MIB)), undefined);
  // He may be on his way with it.
  assertEquals(codeOf(await other.put("dora", newBlob(), 2 * MIB)), CODE.full);
  await relay.turn(11_000);
  // More than he would be left with.
  assertEquals(codeOf(await other.put("dora", newBlob(), 5 * MIB)), CODE.full);
  const hers = newBlob();
  assertEquals(codeOf(await other.put("dora", hers, 2 * MIB)), undefined);
  const left = () => [idle, coming, enough].map((blob) => courier.record(blob) !== undefined);
  assertEquals(left(), [false, true, true], "what comes stays, and what is there");
  await relay.turn(11_000);
  // She has announced less than he.
  assertEquals(codeOf(await courier.put("mallory", idle, 6 * MIB)), CODE.full);
  assertEquals(other.record(hers) !== undefined, true);
  carrier.link.close();
});

Deno.test("what comes, though slowly, is not given up as soon as its line breaks", async () => {
  await using scene = await Scene.open({ limits: { filesPerChannel: 10 * MIB } });
  const { courier, relay } = scene;
  const blob = newBlob();
  const file = sealedFile(9 * MIB);
  const carrier = await courier.upload("alice", blob, file.length);
  for (let part = 0; part < 7; part++) {
    carrier.send(part * 65_536, file.subarray(part * 65_536, (part + 1) * 65_536));
    await relay.turn(60_000);
  }
  carrier.link.destroy("the test pulled the cable");
  await relay.turn(1000);
  assertEquals(codeOf(await courier.put("bob", newBlob(), 2 * MIB)), CODE.full);
  assertEquals(codeOf(await courier.put("alice", blob, file.length)), undefined);
});

Deno.test("many files go at once, in one write, when who announced them leaves or others need the room", async () => {
  // Each by itself would have the disk, and the relay's one thread, do nothing else for seconds.
  for (const how of ["leaves", "is in the way"] as const) {
    const filesPerChannel = how === "leaves" ? MIB * 1000 : 90 * 65_536;
    await using scene = await Scene.open({ limits: { filesPerChannel, emptyTime: HOUR } });
    const { courier, relay, room } = scene;
    for (let n = 0; n < 90; n++) {
      assertEquals(codeOf(await courier.put("bob", newBlob(), 1)), undefined);
      if (n % 4 === 3) await relay.turn(31_000);
      if (n % 4 === 3) { for (const name of ["alice", "bob", "carol"]) await room.comeBack(name); }
    }
    const removed: number[] = [];
    const { files } = relay.store;
    const remove = files.remove.bind(files);
    files.remove = (places) => {
      removed.push(places.length);
      remove(places);
    };
    if (how === "leaves") await room.does("bob", act.leave);
    else {
      await relay.turn(301_000);
      for (const name of ["alice", "bob", "carol"]) await room.comeBack(name);
      assertEquals(codeOf(await courier.put("carol", newBlob(), 65_536)), undefined);
    }
    assertEquals(removed, [90]);
  }
});

Deno.test("many files that only one has not said to have are over at once, in one write, when he leaves", async () => {
  await using scene = await Scene.open();
  const { courier, relay, room } = scene;
  for (let n = 0; n < 5; n++) {
    const blob = await courier.bring("alice", sealedFile(1000));
    await courier.had("carol", blob);
  }
  const finished: number[] = [];
  const { files } = relay.store;
  const finish = files.finish.bind(files);
  files.finish = (places, charge) => {
    finished.push(places.length);
    finish(places, charge);
  };
  await room.does("bob", act.leave);
  assertEquals(finished, [5]);
  assertEquals(await scene.lying(), 0);
});

Deno.test("files go with their channel, when all leave and when it is removed", async () => {
  for (const how of ["leave", "silence"] as const) {
    await using scene = await Scene.open();
    const { courier, room, relay } = scene;
    await courier.bring("alice", sealedFile(1000));
    await courier.put("alice", newBlob(), 1000);
    if (how === "leave") {
      for (const name of ["bob", "carol"]) await room.does("alice", act.remove(room.number(name)));
      await room.does("alice", act.leave);
    } else {
      for (const name of ["alice", "bob", "carol"]) await room.lose(name);
      await relay.turn(62_000);
    }
    assertEquals(await scene.lying(), 0, how);
    assertEquals(relay.store.files.charged(), 0);
  }
});

Deno.test("the quota of a channel counts what is announced, not what has come", async () => {
  await using scene = await Scene.open({ limits: { filesPerChannel: 10 * MIB } });
  const { courier } = scene;
  assertEquals(codeOf(await courier.put("alice", newBlob(), 6 * MIB)), undefined);
  assertEquals(codeOf(await courier.put("bob", newBlob(), 5 * MIB)), CODE.full);
  const fitting = newBlob();
  assertEquals(codeOf(await courier.put("bob", fitting, 4 * MIB)), undefined);
  assertEquals(codeOf(await courier.put("bob", newBlob(), 0)), CODE.full);
  await courier.drop("bob", fitting);
  assertEquals(codeOf(await courier.put("bob", newBlob(), 0)), undefined);
});

Deno.test("a file that no quota could ever hold is refused for its size, instead of having its sender wait", async () => {
  for (const limits of [{ filesPerChannel: MIB }, { filesSize: MIB }]) {
    await using scene = await Scene.open({ limits });
    const answer = await scene.courier.put("alice", newBlob(), MIB + 1);
    assertEquals([codeOf(answer), whyNot(answer)], [CODE.large, "This relay takes files of less than 1 MB."]);
    assertEquals(codeOf(await scene.courier.put("alice", newBlob(), MIB)), undefined);
  }
  await using scene = await Scene.open({ limits: { filesPerChannel: 0 } });
  assertEquals(whyNot(await scene.courier.put("alice", newBlob(), 10)), "This relay takes no files.");
});

Deno.test("very many very small files fill a quota too", async () => {
  await using scene = await Scene.open({ limits: { filesPerChannel: 2 * MIB } });
  const { courier } = scene;
  const codes = new Set<number | undefined>();
  for (let i = 0; i < 32; i++) codes.add(codeOf(await brought(courier, "alice")));
  assertEquals([...codes], [undefined]);
  assertEquals(codeOf(await courier.put("alice", newBlob(), 1)), CODE.full);
});

Deno.test("the quota of the relay holds for all channels together, and comes back with what goes", async () => {
  await using scene = await Scene.open({ limits: { filesSize: 10 * MIB } });
  const { courier, relay } = scene;
  const other = new Courier(await Room.open(relay, ["dora"], { name: "Other" }));
  const first = newBlob();
  assertEquals(codeOf(await courier.put("alice", first, 6 * MIB)), undefined);
  assertEquals(codeOf(await other.put("dora", newBlob(), 5 * MIB)), CODE.full);
  assertEquals(codeOf(await other.put("dora", newBlob(), 4 * MIB)), undefined);
  await courier.drop("alice", first);
  assertEquals(codeOf(await courier.put("alice", newBlob(), 6 * MIB)), undefined);
  await relay.restart();
  await scene.room.comeBack("alice");
  assertEquals(codeOf(await courier.put("alice", newBlob(), 1)), CODE.full);
  await relay.turn(62_000);
  assertEquals(relay.store.files.charged(), 6 * MIB, "the other channel is gone");
  await scene.room.comeBack("alice");
  assertEquals(codeOf(await courier.put("alice", newBlob(), 4 * MIB)), undefined);
});

Deno.test("what is over takes next to nothing of a quota", async () => {
  await using scene = await Scene.open({ limits: { filesPerChannel: 10 * MIB, filesSize: 10 * MIB } });
  const { courier } = scene;
  for (let i = 0; i < 20; i++) {
    const blob = newBlob();
    const carrier = await courier.upload("alice", blob, 8 * MIB);
    for (const name of ["bob", "carol"]) await courier.had(name, blob);
    await carrier.untilClosed();
  }
  assertEquals(scene.relay.store.files.charged(), 20 * 64 * 1024);
});

Deno.test("a flood of new files is slowed down, and to go on with one is not", async () => {
  await using scene = await Scene.open({ limits: { newFiles: { perSecond: 1, burst: 3 } } });
  const { courier, relay } = scene;
  const first = newBlob();
  const codes = [codeOf(await courier.put("alice", first, 1000))];
  for (let i = 0; i < 9; i++) codes.push(codeOf(await brought(courier, "alice")));
  assertEquals(codes, [undefined, undefined, undefined, ...Array.from({ length: 7 }, () => CODE.fast)]);
  assertEquals(codeOf(await courier.put("alice", first, 1000)), undefined);
  await relay.turn(2000);
  assertEquals(codeOf(await brought(courier, "bob")), undefined);
});

Deno.test("a store that refuses leaves nothing of a new file", async () => {
  const store = new MemoryStore();
  await using scene = await Scene.open({ store, limits: { filesPerChannel: 100_000 } });
  const { courier } = scene;
  const blob = newBlob();
  store.full = true;
  assertEquals(codeOf(await courier.put("alice", blob, 1000)), CODE.storage);
  store.full = false;
  assertEquals(courier.record(blob), undefined);
  assertEquals(codeOf(await courier.put("alice", blob, 1000)), undefined);
  store.full = true;
  assertEquals([await courier.had("bob", blob), await courier.drop("alice", blob)], [CODE.storage, CODE.storage]);
  store.full = false;
  assertEquals(courier.record(blob)?.had, 0);
  assertEquals(await courier.drop("alice", blob), undefined);
});

Deno.test("a disk that is nearly full takes no new file, and leaves room for messages", async () => {
  const blobs = new MemoryBlobs();
  blobs.space = 80 * MIB;
  await using scene = await Scene.open({ blobs });
  const { courier, relay } = scene;
  assertEquals(codeOf(await courier.put("alice", newBlob(), 17 * MIB)), CODE.storage);
  assertEquals(codeOf(await courier.put("alice", newBlob(), 10 * MIB)), undefined);
  // What was promised counts before it has come.
  assertEquals(codeOf(await courier.put("alice", newBlob(), 10 * MIB)), CODE.storage);
  blobs.space = 200 * MIB;
  await relay.turn(1000);
  assertEquals(codeOf(await courier.put("alice", newBlob(), 10 * MIB)), undefined);
});

Deno.test("who only announces does not keep the disk full: what does not come is given up when others need the room", async () => {
  const blobs = new MemoryBlobs();
  blobs.space = 80 * MIB;
  await using scene = await Scene.open({ blobs, limits: { emptyTime: HOUR } });
  const { courier, relay, room } = scene;
  const announced = newBlob();
  assertEquals(codeOf(await courier.put("alice", announced, 10 * MIB)), undefined);
  await relay.turn(4 * 60_000);
  for (const name of ["alice", "bob", "carol"]) await room.comeBack(name);
  assertEquals(codeOf(await courier.put("bob", newBlob(), 10 * MIB)), CODE.storage);
  await relay.turn(2 * 60_000);
  for (const name of ["alice", "bob", "carol"]) await room.comeBack(name);
  assertEquals(codeOf(await courier.put("bob", newBlob(), 10 * MIB)), undefined);
  assertEquals(courier.record(announced), undefined);
});

Deno.test("the operator sees what of files there is and was", async () => {
  await using scene = await Scene.open();
  const { courier, relay } = scene;
  const blob = await courier.bring("alice", sealedFile(2 * MIB));
  await courier.fetch("bob", blob);
  await courier.upload("alice", newBlob(), 1000);
  assertEquals(Object.fromEntries(relay.running.context.files.stats()), {
    "Files": "2, 2.1 MB of 11 GB",
    "Files on their way": "1 in, 0 out",
    "Files since the start": "2.1 MB in, 2.1 MB out",
  });
});

Deno.test("what a crash left is put in order at the start: bytes without a record, and records without their bytes", async () => {
  const blobs = new MemoryBlobs();
  await using scene = await Scene.open({ blobs });
  const { courier, relay, room } = scene;
  const [kept, lost, shorter] = [
    await courier.bring("alice", sealedFile(1000)),
    await courier.bring("alice", sealedFile(1000)),
    await courier.bring("alice", sealedFile(1000)),
  ];
  const fresh = newBlob();
  await courier.put("alice", fresh, 1000);
  await relay.halt();
  blobs.damage({ channel: room.channel, blob: newBlob() }, sealedFile(10));
  blobs.damage({ channel: NOWHERE, blob: newBlob() }, sealedFile(10));
  blobs.damage(courier.place(lost), undefined);
  blobs.damage(courier.place(shorter), sealedFile(999));
  relay.resume();
  await relay.settled();
  for (const name of ["alice", "bob"]) await room.comeBack(name);
  assertEquals((await blobs.list()).map(({ blob }) => blob), [kept]);
  assertEquals([lost, shorter].map((blob) => courier.record(blob)), [undefined, undefined]);
  assertEquals((await courier.fetch("bob", kept)).length, 1000);
  assertEquals(codeOf(await courier.put("alice", fresh, 1000)), undefined);
  assertMatch(relay.logged.join(), /2 stored files were not where they should be/);
  assertEquals(relay.store.files.charged(), 2 * 64 * 1024);
});

/** A new file, whose ticket is used up. */
async function brought(courier: Courier, name: string) {
  const answer = await courier.put(name, newBlob(), 1);
  if (answer.type === "ticket") (await courier.carry(ticketOf(answer))).link.close();
  await courier.room.relay.settled();
  return answer;
}

/** Alice (an admin), bob and carol in a channel. */
class Scene implements AsyncDisposable {
  readonly relay: TurnedRelay;
  readonly room: Room;
  readonly courier: Courier;

  private constructor(relay: TurnedRelay, room: Room) {
    this.relay = relay;
    this.room = room;
    this.courier = new Courier(room);
  }

  static async open(options: TurnedRelayOptions = {}): Promise<Scene> {
    const relay = new TurnedRelay(options);
    return new Scene(relay, await Room.open(relay, ["alice", "bob", "carol"]));
  }

  get blobs(): MemoryBlobs {
    assert(this.relay.blobs instanceof MemoryBlobs);
    return this.relay.blobs;
  }

  /** How many blobs lie there. */
  async lying(): Promise<number> {
    await this.relay.settled();
    return (await this.relay.blobs.list()).length;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.relay[Symbol.asyncDispose]();
  }
}

function whyNot(answer: { readonly type: string; readonly text?: string }): string | undefined {
  return answer.type === "no" ? answer.text : undefined;
}
