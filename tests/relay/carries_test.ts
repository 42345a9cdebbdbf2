/** The second lines: tickets, parts in order, what is kept, who may follow whom, and what no line may do. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { RelayOperator } from "../../relay/relay_operator.ts";
import { CODE } from "../../shared/codes.ts";
import { CLOSE, frame, OPCODE } from "../../shared/frames.ts";
import { clientTable, type FromClient } from "../../shared/messages.ts";
import { messageCodec } from "../../shared/wire.ts";
import type { Carrier } from "../fakes/carrier.ts";
import { codeOf, Courier, newBlob, sealedFile, ticketOf } from "../fakes/courier.ts";
import { Guest, random } from "../fakes/guest.ts";
import { MemoryBlobs } from "../fakes/memory_blobs.ts";
import { act, Room } from "../fakes/room.ts";
import { TurnedRelay, type TurnedRelayOptions } from "../fakes/turned_relay.ts";
import { until } from "../fakes/until.ts";

const MIB = 2 ** 20;
const PART = 65_536;
const HOUR = 3_600_000;

Deno.test("an upload that broke off goes on at the byte that came last", async () => {
  await using scene = await open();
  const { courier, relay } = scene;
  const file = sealedFile(3 * MIB + 17);
  const blob = newBlob();
  for (const to of [5001, 5001 + PART, MIB, 2 * MIB + 5003, file.length]) {
    const carrier = await courier.upload("alice", blob, file.length);
    await carrier.sendAll(file, to);
    if (to < file.length) carrier.link.destroy("the test pulled the cable");
    await relay.settled();
    assertEquals(courier.record(blob)?.stored, to);
  }
  assertEquals(await courier.fetch("bob", blob), file);
});

Deno.test("what was kept is told while an upload goes on, and last of all that it is whole", async () => {
  await using scene = await open();
  const { courier } = scene;
  const file = sealedFile(20 * MIB);
  const carrier = await courier.upload("alice", newBlob(), file.length);
  await carrier.sendAll(file);
  assertEquals(await carrier.untilClosed(), { code: CLOSE.normal, reason: "" });
  assertEquals(carrier.kept.at(-1), file.length);
  assert(carrier.kept.length >= 4, `kept only ${carrier.kept}`);
  const steps = carrier.kept.map((offset, place) => offset - (carrier.kept[place - 1] ?? 0));
  assert(steps.every((step) => step > 0 && step <= 6 * MIB), `kept in steps of ${steps}`);
});

Deno.test("what comes slowly is kept once a second", async () => {
  await using scene = await open();
  const { courier, relay } = scene;
  const carrier = await courier.upload("alice", newBlob(), MIB);
  const expected: number[] = [];
  for (let at = 0; at < 50_000; at += 5000) {
    carrier.send(at, new Uint8Array(5000));
    await relay.turn(1000);
    expected.push(at + 5000);
  }
  assertEquals(carrier.kept, expected);
});

Deno.test("what was kept survives a power cut, and what was not is brought again", async () => {
  const blobs = new MemoryBlobs();
  await using scene = await open({ blobs });
  const { courier, relay, room } = scene;
  const file = sealedFile(9 * MIB);
  const blob = newBlob();
  const carrier = await courier.upload("alice", blob, file.length);
  await carrier.sendAll(file, 6 * MIB);
  await carrier.untilKept(4 * MIB);
  const kept = carrier.kept.at(-1) ?? 0;
  await relay.crash();
  blobs.cutPower();
  await relay.restart();
  for (const name of ["alice", "bob"]) await room.comeBack(name);
  const again = await courier.put("alice", blob, file.length);
  assert(again.type === "ticket" && again.offset >= kept);
  const second = await courier.carry(again);
  assertEquals(second.carrying.offset, again.offset);
  await second.sendAll(file);
  await second.untilClosed();
  assertEquals(await courier.fetch("bob", blob), file);
});

Deno.test("a relay that stops keeps what has come, and both sides go on when it is back", async () => {
  await using scene = await open();
  const { courier, relay, room } = scene;
  const file = sealedFile(3 * MIB);
  const blob = newBlob();
  const up = await courier.upload("alice", blob, file.length);
  await up.sendAll(file, MIB + 5001);
  const down = await courier.download("bob", blob);
  await relay.restart();
  assertEquals([up.closedWith?.code, down.closedWith?.code], [CLOSE.leaving, CLOSE.leaving]);
  for (const name of ["alice", "bob"]) await room.comeBack(name);
  const again = await courier.upload("alice", blob, file.length);
  assertEquals(again.carrying.offset, MIB + 5001);
  const rest = await courier.download("bob", blob, down.taken);
  await again.sendAll(file);
  await rest.untilClosed();
  assertEquals(new Uint8Array([...down.bytes, ...rest.bytes]).toHex() === file.toHex(), true);
});

Deno.test("a download follows an upload that still goes on, and has nothing that is not kept", async () => {
  await using scene = await open();
  const { courier, relay } = scene;
  const file = sealedFile(10 * MIB);
  const blob = newBlob();
  const up = await courier.upload("alice", blob, file.length);
  const down = await courier.download("bob", blob);
  assertEquals(down.carrying, { type: "carrying", upload: false, size: file.length, offset: 0 });
  for (let at = 0; at < file.length; at += PART) {
    up.send(at, file.subarray(at, at + PART));
    if (at % MIB !== 0) continue;
    await relay.turn(1000);
    assert(down.taken <= (up.kept.at(-1) ?? 0));
  }
  await down.untilClosed();
  assertEquals(down.closedWith?.code, CLOSE.normal);
  assertEquals(down.bytes.toHex() === file.toHex(), true);
});

Deno.test("downloads may go on at any byte, many at once", async () => {
  await using scene = await open({ limits: { carriesPerIdentity: 100 } });
  const { courier } = scene;
  const file = sealedFile(MIB);
  const blob = await courier.bring("alice", file);
  const froms = [0, 1, PART - 1, PART, PART + 1, 262_143, 262_144, 262_145, MIB - 1];
  for (const from of froms) {
    assertEquals(
      (await courier.fetch("bob", blob, from)).toHex() === file.subarray(from).toHex(),
      true,
      `from ${from}`,
    );
  }
  const all = await Promise.all(["alice", "bob", "carol"].map((name) => courier.fetch(name, blob)));
  assert(all.every((bytes) => bytes.toHex() === file.toHex()));
});

Deno.test("parts are as large as the relay's frames, and no larger than 64 KiB", async () => {
  for (const [frameSize, most] of [[4096, 4096], [2 ** 20, PART]] as const) {
    await using scene = await open({ limits: { frameSize } });
    const { courier } = scene;
    const file = sealedFile(300_000);
    const blob = newBlob();
    const up = await courier.upload("alice", blob, file.length);
    for (let at = 0; at < file.length; at += most) up.send(at, file.subarray(at, at + most));
    await up.untilClosed();
    assertEquals((await courier.fetch("bob", blob)).toHex() === file.toHex(), true);
    const other = await courier.upload("alice", newBlob(), 300_000);
    other.send(0, new Uint8Array(most + 1));
    assertMatch((await other.untilClosed()).reason, /here it has from \d+ to \d+/);
  }
});

const wrongParts: Readonly<Record<string, { send(carrier: Carrier): void; says: RegExp }>> = {
  "that leaves a hole": {
    send: (carrier) => carrier.send(1, new Uint8Array(5000)),
    says: /at 1: the next one begins at 0/,
  },
  "that comes twice": {
    send(carrier) {
      for (let i = 0; i < 2; i++) carrier.send(0, new Uint8Array(5000));
    },
    says: /at 0: the next one begins at 5000/,
  },
  "that overlaps the last": {
    send(carrier) {
      carrier.send(0, new Uint8Array(5000));
      carrier.send(4999, new Uint8Array(5000));
    },
    says: /at 4999: the next one begins at 5000/,
  },
  "at the largest number": {
    send: (carrier) => carrier.send(2 ** 53 - 1, new Uint8Array(5000)),
    says: /at 9007199254740991: the next/,
  },
  "above 2^53": {
    send: (carrier) => sendRaw(carrier, "25" + "0020000000000000" + "00"),
    says: /above 2\^53/,
  },
  "before the beginning": {
    send: (carrier) => sendRaw(carrier, "25" + "ffffffffffffffff" + "00"),
    says: /above 2\^53/,
  },
  "that is more than was announced": {
    send(carrier) {
      carrier.send(0, new Uint8Array(60_000));
      carrier.send(60_000, new Uint8Array(40_001));
    },
    says: /more than the 100000 bytes that were announced/,
  },
  "with nothing in it": {
    send: (carrier) => carrier.send(0, new Uint8Array(0)),
    says: /a part of 0 bytes: here it has from 4096 to 65536/,
  },
  "that is tiny, and not the last": {
    send: (carrier) => carrier.send(0, new Uint8Array(4095)),
    says: /a part of 4095 bytes: here it has from 4096/,
  },
  "without an offset": { send: (carrier) => sendRaw(carrier, "25000000"), says: /bytes are missing/ },
  "that is none": { send: (carrier) => sendRaw(carrier, "0200000001"), says: /unknown tag/ },
};

for (const [what, { send, says }] of Object.entries(wrongParts)) {
  Deno.test(`a part ${what} ends the line with the reason, and what came before stays`, async () => {
    await using scene = await open();
    const { courier, relay } = scene;
    const blob = newBlob();
    const file = sealedFile(100_000);
    const carrier = await courier.upload("alice", blob, file.length);
    send(carrier);
    const { code, reason } = await carrier.untilClosed();
    assertEquals(code, CLOSE.protocol);
    assertMatch(reason, says);
    await relay.settled();
    const again = await courier.upload("alice", blob, file.length);
    assert(again.carrying.offset < file.length);
    await again.sendAll(file);
    assertEquals((await again.untilClosed()).code, CLOSE.normal);
    assertEquals(
      (await courier.fetch("bob", blob)).subarray(again.carrying.offset),
      file.subarray(again.carrying.offset),
    );
    await scene.room.chats(["alice", "bob"]);
  });
}

Deno.test("a part behind the last byte ends the line, and the file is whole", async () => {
  await using scene = await open();
  const { courier, relay } = scene;
  const blob = newBlob();
  const carrier = await courier.upload("alice", blob, 1000);
  carrier.send(0, sealedFile(1000));
  carrier.send(1000, new Uint8Array(1));
  assertEquals((await carrier.untilClosed()).code, CLOSE.protocol);
  await relay.settled();
  assertEquals(await courier.fetch("bob", blob), sealedFile(1000));
});

Deno.test("a downloader who sends something is let go of", async () => {
  await using scene = await open();
  const { courier } = scene;
  const blob = newBlob();
  await courier.upload("alice", blob, 1000);
  const down = await courier.download("bob", blob);
  down.send(0, new Uint8Array(10));
  assertMatch((await down.untilClosed()).reason, /carries a download/);
});

const badTickets: Readonly<Record<string, (scene: Scene) => Promise<Uint8Array>>> = {
  "that was guessed": () => Promise.resolve(random(16)),
  "that was used": async ({ courier }) => {
    const ticket = ticketOf(await courier.put("alice", newBlob(), 10));
    await courier.carry(ticket);
    return ticket;
  },
  "that is 30 seconds old": async ({ courier, relay }) => {
    const ticket = ticketOf(await courier.put("alice", newBlob(), 10));
    await relay.turn(30_000);
    return ticket;
  },
  "in whose place a newer one came": async ({ courier }) => {
    const blob = newBlob();
    const ticket = ticketOf(await courier.put("alice", blob, 10));
    await courier.put("alice", blob, 10);
    return ticket;
  },
  "of before a restart": async ({ courier, relay }) => {
    const ticket = ticketOf(await courier.put("alice", newBlob(), 10));
    await relay.restart();
    return ticket;
  },
};

for (const [what, get] of Object.entries(badTickets)) {
  Deno.test(`a ticket ${what} opens nothing`, async () => {
    await using scene = await open();
    const carrier = await scene.courier.carry(await get(scene));
    const { code, reason } = await carrier.untilClosed();
    assertEquals(code, CLOSE.policy);
    assertMatch(reason, /This ticket is not good/);
  });
}

Deno.test("a ticket lives for half a minute", async () => {
  await using scene = await open();
  const { courier, relay } = scene;
  const ticket = ticketOf(await courier.put("alice", newBlob(), 10));
  await relay.turn(29_000);
  assertEquals((await courier.carry(ticket)).carrying.offset, 0);
});

const lateReasons: Readonly<Record<string, { happens(scene: Scene): Promise<unknown>; code: number; says: RegExp }>> = {
  "was removed from the channel": {
    happens: ({ room }) => room.does("alice", act.remove(room.number("bob"))),
    code: CLOSE.gone,
    says: /no longer in this channel/,
  },
  "was banned by the operator": {
    happens({ relay, room }) {
      relay.running.bans.add({ subject: room.id("bob"), nick: "bob", until: 0, reason: "spam" });
      return Promise.resolve();
    },
    code: CLOSE.policy,
    says: /banned/,
  },
  "was muted": {
    happens: ({ room, relay }) => room.does("alice", act.mute(room.number("bob"), relay.now + HOUR)),
    code: CLOSE.policy,
    says: /muted/,
  },
  "took his file back": {
    happens: async ({ courier, blob }) => assertEquals(await courier.drop("bob", blob), undefined),
    code: CLOSE.gone,
    says: /no such file/,
  },
};

for (const [what, { happens, code, says }] of Object.entries(lateReasons)) {
  Deno.test(`a ticket of one who ${what} meanwhile opens nothing`, async () => {
    await using scene = await open();
    const ticket = ticketOf(await scene.courier.put("bob", scene.blob, 1000));
    await happens(scene);
    const closed = await (await scene.courier.carry(ticket)).untilClosed();
    assertEquals(closed.code, code);
    assertMatch(closed.reason, says);
  });
}

Deno.test("whoever is removed while he fetches gets no more of it", async () => {
  await using scene = await open();
  const { courier, room, relay } = scene;
  const blob = await courier.bring("alice", sealedFile(4 * MIB));
  const answer = await courier.get("bob", blob);
  const pipe = relay.line({ buffer: PART });
  const down = await courier.carryOver(pipe, answer, { stopsAt: 1 });
  await relay.settled();
  await room.does("alice", act.remove(room.number("bob")));
  down.link.resume();
  const { code, reason } = await down.untilClosed();
  assertEquals([code, reason], [CLOSE.gone, "You are no longer in this channel."]);
  assert(down.taken < 2 * MIB, `${down.taken} bytes`);
  assertEquals(codeOf(await courier.get("bob", blob)), CODE.absent);
});

Deno.test("whoever is removed, muted or banned while he brings a file brings no more of it", async () => {
  for (const [how, code] of [["remove", CLOSE.gone], ["mute", CLOSE.policy], ["ban", CLOSE.policy]] as const) {
    await using scene = await open();
    const { courier, room, relay, blob } = scene;
    const up = await courier.upload("bob", blob, MIB);
    await up.sendAll(sealedFile(MIB), 10_000);
    if (how === "remove") await room.does("alice", act.remove(room.number("bob")));
    if (how === "mute") await room.does("alice", act.mute(room.number("bob"), relay.now + HOUR));
    if (how === "ban") await operatorOf(relay).ban(room.id("bob"), 0, "");
    assertEquals((await up.untilClosed()).code, code, how);
  }
});

Deno.test("carries end when their file or its channel goes, with the reason", async () => {
  const ways: Readonly<Record<string, (scene: Scene) => Promise<unknown>>> = {
    "The file was taken back.": ({ courier, blob }) => courier.drop("alice", blob),
    "Files are here for 20s.": ({ relay }) => relay.turn(22_000),
    "The channel was removed.": async ({ room }) => {
      for (const name of ["bob", "carol"]) await room.does("alice", act.remove(room.number(name)));
      await room.does("alice", act.leave);
    },
  };
  for (const [reason, happens] of Object.entries(ways)) {
    await using scene = await open({ limits: { fileTime: 20_000 } });
    const { courier, blob, relay } = scene;
    const up = await courier.upload("alice", blob, MIB);
    await up.sendAll(sealedFile(MIB), 10_000);
    const down = await courier.download(reason.includes("channel") ? "alice" : "bob", blob);
    await happens(scene);
    for (const carrier of [up, down]) assertEquals(await carrier.untilClosed(), { code: CLOSE.gone, reason });
    await relay.settled();
    assertEquals(await relay.blobs.list(), []);
    assertEquals(relay.logged, []);
  }
});

Deno.test("a file that is dropped in the midst of its upload and begun anew is the new one", async () => {
  const blobs = new MemoryBlobs();
  await using scene = await open({ blobs });
  const { courier, blob, relay } = scene;
  const old = await courier.upload("alice", blob, 2 * MIB);
  let brought = Promise.resolve();
  {
    using _hold = blobs.hold();
    await old.sendAll(sealedFile(2 * MIB, 1), PART);
    await courier.drop("alice", blob);
    const anew = await courier.put("alice", blob, 2 * MIB);
    assertEquals(anew.type === "ticket" && anew.offset, 0);
    brought = courier.carry(anew).then((carrier) => carrier.sendAll(sealedFile(2 * MIB, 2)));
    await relay.settled();
  }
  await brought;
  await until(() => courier.record(blob)?.stored === 2 * MIB, "the new one is whole");
  assertEquals((await courier.fetch("bob", blob)).toHex() === sealedFile(2 * MIB, 2).toHex(), true);
  assertEquals((await blobs.list()).length, 1);
});

Deno.test("a second line for the same takes the place of the first", async () => {
  await using scene = await open();
  const { courier, blob, relay } = scene;
  const file = sealedFile(MIB);
  const first = await courier.upload("alice", blob, MIB);
  await first.sendAll(file, 300_000);
  const second = await courier.upload("alice", blob, MIB);
  assertEquals((await first.untilClosed()).code, CLOSE.replaced);
  assertEquals(second.carrying.offset, 300_000);
  first.send(300_000, new Uint8Array(10));
  await second.sendAll(file);
  await second.untilClosed();
  const downs = [await courier.download("bob", blob, 0, { buffer: PART })];
  relay.line();
  downs.push(await courier.download("bob", blob));
  await downs[1]?.untilClosed();
  assertEquals(downs[1]?.bytes.toHex() === file.toHex(), true);
});

Deno.test("nobody brings a file over two lines at once, however he hurries", async () => {
  const blobs = new MemoryBlobs();
  await using scene = await open({ blobs });
  const { courier, blob, relay } = scene;
  const file = sealedFile(MIB);
  const first = await courier.upload("alice", blob, MIB);
  const lines: Promise<Carrier>[] = [];
  {
    using _hold = blobs.hold();
    await first.sendAll(file, 210_000);
    for (let i = 0; i < 5; i++) {
      lines.push(courier.carry(await courier.put("alice", blob, MIB)));
      await relay.settled();
    }
  }
  const carriers = await Promise.all(lines);
  assertEquals(carriers.map(({ closedWith }) => closedWith?.code), [4000, 4000, 4000, 4000, undefined]);
  const last = carriers[4];
  assertEquals(last?.carrying.offset, 210_000);
  await last?.sendAll(file);
  await last?.untilClosed();
  assertEquals((await courier.fetch("bob", blob)).toHex() === file.toHex(), true);
  assertEquals(blobs.opened, 0);
});

Deno.test("one identity carries so many files at once, and tickets count", async () => {
  await using scene = await open({ limits: { carriesPerIdentity: 2 } });
  const { courier, relay } = scene;
  const [first, second] = [newBlob(), newBlob()];
  const up = await courier.upload("alice", first, 1000);
  await courier.put("alice", second, 1000);
  assertEquals(codeOf(await courier.put("alice", newBlob(), 1000)), CODE.full);
  assertEquals(codeOf(await courier.put("alice", first, 1000)), undefined, "the same once more");
  assertEquals(codeOf(await courier.put("alice", second, 1000)), undefined, "the same once more");
  assertEquals(codeOf(await courier.put("bob", newBlob(), 1000)), undefined);
  await relay.turn(30_000);
  assertEquals(codeOf(await courier.put("alice", newBlob(), 1000)), undefined, "tickets were not used");
  up.link.close();
  await relay.settled();
  assertEquals(codeOf(await courier.put("alice", newBlob(), 1000)), undefined);
  assertEquals(relay.store.files.totals().count, 5, "what was refused is not registered");
});

Deno.test("a relay carries so many files at once", async () => {
  await using scene = await open({ limits: { carries: 3 } });
  const { courier, relay } = scene;
  for (const name of ["alice", "bob", "carol"]) await courier.upload(name, newBlob(), 1000);
  assertEquals(codeOf(await courier.put("alice", newBlob(), 1000)), CODE.full);
  for (const { grant } of relay.running.context.files.carries.running) assert(grant.upload);
  await relay.turn(92_000);
  assertEquals(codeOf(await courier.put("alice", newBlob(), 1000)), undefined);
});

Deno.test("tickets that nobody uses take nobody's place", async () => {
  // Else a few connections without a single line keep everybody's files out.
  await using scene = await open({ limits: { carries: 3 } });
  const { courier } = scene;
  const blob = await courier.bring("alice", sealedFile(1000));
  for (let n = 0; n < 3; n++) await courier.put("bob", newBlob(), 1000);
  const ticket = await courier.get("carol", blob);
  const others = [];
  for (const name of ["alice", "alice", "alice"]) others.push(await courier.upload(name, newBlob(), 1000));
  // But who comes with his when all places are taken comes again.
  const late = await courier.carry(ticket);
  assertEquals((await late.untilClosed()).code, CLOSE.policy);
  assertMatch((await late.untilClosed()).reason, /Try again in a moment/);
  others[0]?.link.close();
  await scene.relay.settled();
  assertEquals((await courier.fetch("carol", blob)).length, 1000);
});

Deno.test("an uploader who stands still is let go of, and can go on later", async () => {
  await using scene = await open();
  const { courier, relay, blob } = scene;
  const file = sealedFile(MIB);
  const up = await courier.upload("alice", blob, MIB);
  await up.sendAll(file, 10_000);
  for (let i = 0; i < 4; i++) {
    await relay.turn(20_000);
    // Whoever only says that he is there carries nothing.
    up.link.ping();
  }
  assertEquals(up.closedWith, undefined);
  await relay.turn(12_000);
  assertEquals(up.closedWith, { code: CLOSE.policy, reason: "Nothing was carried for 1m 30s." });
  const again = await courier.upload("alice", blob, MIB);
  assertEquals(again.carrying.offset, 10_000);
});

Deno.test("a slow uploader is not let go of", async () => {
  await using scene = await open();
  const { courier, relay } = scene;
  const up = await courier.upload("alice", newBlob(), 100_000);
  for (let part = 0; part < 6; part++) {
    up.send(part * 4096, new Uint8Array(4096));
    await relay.turn(80_000);
  }
  assertEquals([up.closedWith, up.kept.at(-1)], [undefined, 6 * 4096]);
});

Deno.test("a download whose upload stands still waits for a while, and then asks again", async () => {
  await using scene = await open();
  const { courier, relay, blob } = scene;
  const up = await courier.upload("alice", blob, MIB);
  await up.sendAll(sealedFile(MIB), 10_000);
  await relay.turn(1000);
  const down = await courier.download("bob", blob);
  await down.untilTaken(10_000);
  up.link.destroy("the test pulled the cable");
  await relay.turn(92_000);
  assertEquals(down.closedWith?.code, CLOSE.policy);
  assertEquals(codeOf(await courier.get("bob", blob, 10_000)), CODE.unready);
  assertEquals((await courier.download("bob", blob, 10)).carrying.offset, 10);
});

Deno.test("a downloader who stops reading costs one piece, and the others nothing", async () => {
  await using scene = await open();
  const { courier, relay, room } = scene;
  const blob = await courier.bring("alice", sealedFile(20 * MIB));
  const answer = await courier.get("bob", blob);
  const pipe = relay.line({ buffer: PART });
  const down = await courier.carryOver(pipe, answer, { stopsAt: 0 });
  await relay.settled();
  const waiting = pipe.waiting;
  assert(waiting > 0 && waiting <= 300_000, `${waiting} bytes wait for him`);
  for (let i = 0; i < 5; i++) await relay.turn(10_000);
  assertEquals(pipe.waiting, waiting);
  assertEquals((await courier.fetch("carol", blob)).length, 20 * MIB);
  await room.chats(["alice", "bob", "carol"]);
  await relay.turn(42_000);
  assertEquals([...relay.running.context.files.carries.running].length, 0);
  down.link.resume();
  assertEquals((await down.untilClosed()).reason, "Nothing was carried for 1m 30s.");
});

Deno.test("while people talk the relay stops for a moment behind each piece that comes or goes", async () => {
  await using scene = await open();
  const { courier, relay, room } = scene;
  await courier.fetch("bob", await courier.bring("alice", sealedFile(MIB)));
  assertEquals(relay.waits, 0);
  for (let message = 0; message < 2; message++) await room.chats(["alice", "bob"]);
  const blob = await courier.bring("alice", sealedFile(MIB));
  const up = relay.waits;
  assert(up >= 4, `it waited ${up} times`);
  await courier.fetch("bob", blob);
  assertEquals(relay.waits, up + 4);
  await relay.turn(11_000);
  await courier.fetch("carol", blob);
  assertEquals(relay.waits, up + 4);
});

Deno.test("an uploader is made to wait for a disk that is slow, with little in memory", async () => {
  const blobs = new MemoryBlobs();
  await using scene = await open({ blobs });
  const { courier, relay, blob, room } = scene;
  const file = sealedFile(8 * MIB);
  const answer = await courier.put("alice", blob, file.length);
  const pipe = relay.line({ buffer: PART });
  const up = await courier.carryOver(pipe, answer);
  {
    using _hold = blobs.hold();
    for (let at = 0; at < file.length; at += PART) up.send(at, file.subarray(at, at + PART));
    await relay.settled();
    await room.chats(["alice", "bob"]);
    assertEquals(relay.running.context.files.carries.tally.up <= MIB, true);
  }
  await up.untilClosed();
  assertEquals((await courier.fetch("bob", blob)).toHex() === file.toHex(), true);
});

Deno.test("a disk that fills up ends the upload with a clear reason, and what was kept stays", async () => {
  const blobs = new MemoryBlobs();
  await using scene = await open({ blobs });
  const { courier, relay, blob, room } = scene;
  const file = sealedFile(8 * MIB);
  const up = await courier.upload("alice", blob, file.length);
  blobs.space = 5 * MIB;
  await up.sendAll(file);
  const { code, reason } = await up.untilClosed();
  assertEquals([code, reason], [CLOSE.storage, "The relay could not store or read it."]);
  assertMatch(relay.logged.join(), /the disk is full/);
  const kept = up.kept.at(-1) ?? 0;
  assertEquals(courier.record(blob)?.stored, kept);
  await room.chats(["alice", "bob"]);
  blobs.space = Infinity;
  const again = await courier.upload("alice", blob, file.length);
  assertEquals(again.carrying.offset, kept);
  await again.sendAll(file);
  await again.untilClosed();
  assertEquals((await courier.fetch("bob", blob)).toHex() === file.toHex(), true);
  assertEquals(blobs.opened, 0);
});

Deno.test("bytes that are no longer there end a download with a reason, and nothing else", async () => {
  const blobs = new MemoryBlobs();
  await using scene = await open({ blobs });
  const { courier, relay, room } = scene;
  const blob = await courier.bring("alice", sealedFile(MIB));
  blobs.damage(courier.place(blob), sealedFile(1000));
  const down = await courier.download("bob", blob);
  assertEquals((await down.untilClosed()).code, CLOSE.storage);
  assertMatch(relay.logged.join(), /shorter than it was/);
  await room.chats(["alice", "bob"]);
});

const first: readonly (readonly [what: string, message: FromClient])[] = [
  ["a request", { type: "mine", ask: 1 }],
  ["a put", { type: "put", ask: 1, channel: "00".repeat(16) as never, blob: newBlob(), size: 1 }],
];

for (const [what, message] of first) {
  Deno.test(`nobody begins a line with ${what}`, async () => {
    await using scene = await open();
    const guest = new Guest(scene.relay.line(), "mallory");
    await guest.next("hello");
    guest.say(message);
    assertMatch((await guest.untilClosed()).reason, /before you have entered/);
  });
}

Deno.test("a line that has entered carries nothing, and one that carries does not enter", async () => {
  await using scene = await open();
  const { courier, room, relay } = scene;
  const alice = room.guest("alice");
  const ticket = ticketOf(await courier.put("alice", newBlob(), 10));
  const bob = room.guest("bob");
  bob.say({ type: "carry", ticket });
  assertMatch((await bob.untilClosed()).reason, /a line that has entered/);
  const carrier = await courier.carry(ticket);
  const { card } = alice;
  carrier.link.send(
    messageCodec(clientTable).encode({
      type: "enter",
      version: 1,
      card,
      challenge: new Uint8Array(32),
      proof: new Uint8Array(64),
    }),
  );
  assertMatch((await carrier.untilClosed()).reason, /unknown tag/);
  await relay.settled();
  assertEquals(alice.closedWith, undefined);
});

Deno.test("a line that sends a post before it is told what it carries is closed", async () => {
  await using scene = await open();
  const { courier } = scene;
  const ticket = ticketOf(await courier.put("alice", newBlob(), 10));
  for (const tag of ["10", "11", "25"]) {
    const pipe = scene.relay.line();
    const guest = new Guest(pipe, "mallory");
    await guest.next("hello");
    pipe.write(frame(OPCODE.binary, Uint8Array.fromHex("24" + ticket.toHex())));
    pipe.write(frame(OPCODE.binary, Uint8Array.fromHex(tag + "00".repeat(80))));
    assertEquals((await guest.untilClosed()).code >= CLOSE.protocol, true);
  }
});

Deno.test("a part that comes before it is told where to begin is not taken, were it the right one", async () => {
  await using scene = await open();
  const blob = newBlob();
  const ticket = ticketOf(await scene.courier.put("alice", blob, 5000));
  const pipe = scene.relay.line();
  const guest = new Guest(pipe, "mallory");
  await guest.next("hello");
  const part = new Uint8Array([0x25, ...new Uint8Array(8), ...sealedFile(5000)]);
  pipe.write(frame(OPCODE.binary, Uint8Array.fromHex("24" + ticket.toHex())));
  pipe.write(frame(OPCODE.binary, part));
  assertMatch((await guest.untilClosed()).reason, /not told yet where to begin/);
  await scene.relay.settled();
  assertEquals(scene.courier.record(blob)?.stored, 0);
});

Deno.test("a carry that nobody ends is over when its line is, and leaves nothing behind", async () => {
  await using scene = await open();
  const { courier, relay, blob } = scene;
  const up = await courier.upload("alice", blob, MIB);
  await up.sendAll(sealedFile(MIB), 10_000);
  const down = await courier.download("bob", blob);
  assertEquals(relay.running.context.sessions.size, 5);
  for (const carrier of [up, down]) carrier.link.destroy("the test pulled the cable");
  await relay.settled();
  assertEquals(relay.running.context.sessions.size, 3);
  assertEquals([...relay.running.context.files.carries.running].length, 0);
  assert(relay.blobs instanceof MemoryBlobs);
  assertEquals(relay.blobs.opened, 0);
});

Deno.test("who is kicked by the operator carries no more", async () => {
  await using scene = await open();
  const { courier, relay, blob } = scene;
  const up = await courier.upload("alice", blob, MIB);
  const down = await courier.download("bob", blob);
  operatorOf(relay).kick("alice", "");
  assertMatch((await up.untilClosed()).reason, /disconnected by the operator/);
  assertEquals(down.closedWith, undefined);
});

interface Scene extends AsyncDisposable {
  readonly relay: TurnedRelay;
  readonly room: Room;
  readonly courier: Courier;
  /** An id that is free. */
  readonly blob: ReturnType<typeof newBlob>;
}

/** Alice (an admin), bob and carol in a channel. */
async function open(options: TurnedRelayOptions = {}): Promise<Scene> {
  const relay = new TurnedRelay(options);
  const room = await Room.open(relay, ["alice", "bob", "carol"]);
  const dispose = () => relay[Symbol.asyncDispose]();
  return { relay, room, courier: new Courier(room), blob: newBlob(), [Symbol.asyncDispose]: dispose };
}

function operatorOf(relay: TurnedRelay): RelayOperator {
  return new RelayOperator(relay.running, () => 0);
}

function sendRaw(carrier: Carrier, hex: string): void {
  carrier.link.send(Uint8Array.fromHex(hex));
}
