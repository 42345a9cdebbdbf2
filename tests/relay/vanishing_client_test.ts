import { assert, assertEquals } from "@std/assert";
import type { Socket } from "node:net";
import { frame, OPCODE, RAW_MAGIC } from "../../shared/frames.ts";
import type { Membership } from "../../shared/log/membership.ts";
import { memoryLine } from "../../shared/memory_pipe.ts";
import { Carrier } from "../fakes/carrier.ts";
import { newBlob } from "../fakes/courier.ts";
import { Guest } from "../fakes/guest.ts";
import { OpenRelay } from "../fakes/open_relay.ts";
import { until } from "../fakes/until.ts";
import { SocketPipe } from "../../shared/socket_pipe.ts";

/** A relay with a channel that alice and bob are in, and a line that will vanish. */
interface Scene {
  readonly relay: OpenRelay;
  readonly alice: Guest;
  readonly bob: Guest;
  readonly work: Membership;
  readonly socket: Socket;
}

interface Stage {
  /** How far the line gets before it vanishes. */
  readonly reach: (scene: Scene) => Promise<unknown>;
  /** Whether the others saw somebody arrive, and so must see him leave. */
  readonly seen?: boolean;
}

const stages: Readonly<Record<string, Stage>> = {
  "before its first byte": { reach: () => Promise.resolve() },
  "in the midst of the magic": { reach: ({ socket }) => sent(socket, RAW_MAGIC.slice(0, 4)) },
  "after the magic": { reach: (scene) => heard(scene, RAW_MAGIC.slice()) },
  "in the midst of its first frame": {
    reach: (scene) =>
      heard(scene, new Uint8Array([...RAW_MAGIC, ...frame(OPCODE.binary, new Uint8Array(300)).slice(0, 50)])),
  },
  "in the midst of an upgrade": { reach: ({ socket }) => sent(socket, "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: web") },
  "after the upgrade": { reach: (scene) => heard(scene, upgradeRequest()) },
  "after it entered": { reach: (scene) => entered(scene) },
  "while it follows a channel": { reach: (scene) => follows(scene), seen: true },
  "in the midst of a post": {
    async reach(scene) {
      await follows(scene);
      const post = frame(OPCODE.binary, new Uint8Array(60_000).fill(0x10));
      await sent(scene.socket, post.slice(0, 30_000));
    },
    seen: true,
  },
  "between a stage and its entry": {
    async reach(scene) {
      const guest = await follows(scene);
      guest.say({
        type: "stage",
        wraps: Array.from({ length: 200 }, (_, to) => ({ to: to as never, sealed: new Uint8Array(80) })),
      });
    },
    seen: true,
  },
  "while it waits at a door": {
    async reach({ relay, alice, bob, work, socket }) {
      for (const guest of [alice, bob]) await guest.get({ type: "shut", channel: work.channel }, "done");
      await knocks(await entered({ socket }), work);
      await until(() => relay.running.context.doors.size === 1, "the knock was taken");
      for (const guest of [alice, bob]) await guest.open(work.channel, 1e6);
      await alice.next("knocked");
    },
  },
  "in the midst of a visit": {
    async reach({ alice, bob, work, socket }) {
      await knocks(await entered({ socket }), work);
      const keeper = await Promise.any([alice.next("knocked"), bob.next("knocked")]);
      alice.say({ type: "visit", visit: keeper.visit, body: new Uint8Array(10) });
    },
  },
  "in the midst of a page": {
    async reach(scene) {
      const guest = await follows(scene);
      scene.socket.pause();
      for (let ask = 100; ask < 150; ask++) {
        guest.say({ type: "page", ask, channel: scene.work.channel, before: 1e6, most: 500 });
      }
    },
    seen: true,
  },
  "in the midst of an upload": {
    async reach({ alice, work, socket }) {
      const put = await alice.get({ type: "put", channel: work.channel, blob: newBlob(), size: 1e6 }, "ticket");
      await sent(socket, RAW_MAGIC.slice());
      const up = await carrying(socket, put.ticket);
      await up.sendAll(new Uint8Array(500_000));
    },
  },
  "in the midst of a download": {
    async reach({ relay, alice, work, socket }) {
      await sent(socket, RAW_MAGIC.slice());
      const blob = newBlob();
      const put = await alice.get({ type: "put", channel: work.channel, blob, size: 20e6 }, "ticket");
      // The socket is the last that this address gets; a line in memory is not counted.
      const [near, far] = memoryLine();
      far.own(relay.running.accept(far, { masked: false }));
      const up = await new Carrier(near, put.ticket).begun();
      await up.sendAll(new Uint8Array(20e6));
      await up.untilClosed();
      const get = await alice.get({ type: "get", channel: work.channel, blob, from: 0 }, "ticket");
      await carrying(socket, get.ticket);
      socket.pause();
    },
  },
  "with a full line": {
    async reach(scene) {
      const { alice, work, relay } = scene;
      const guest = await follows(scene);
      scene.socket.pause();
      const body = "x".repeat(60_000);
      const at = headOf(guest, work);
      for (let counter = 1000; counter < 1200; counter++) alice.post(at, counter, body);
      await alice.next("said", ({ counter }) => counter === 1199);
      const [slow] = [...relay.running.context.sessions.entered].filter(({ nick }) => nick === "ghost");
      assert(slow?.full, "the line is not full");
    },
    seen: true,
  },
};

for (const [where, { reach, seen = false }] of Object.entries(stages)) {
  for (const [how, vanish] of Object.entries({ "resets": reset, "ends": end })) {
    Deno.test(`a client whose line ${how} ${where} leaves nothing behind`, async () => {
      // There is room for one more than alice and bob.
      await using relay = await OpenRelay.open({ limits: { connectionsPerAddress: 3 }, firstByteTime: 1000 });
      const scene = await begin(relay);
      await reach(scene);
      vanish(scene.socket);
      const { sessions, doors, files, channels } = relay.running.context;
      await until(() => relay.connections === 2 && sessions.size === 2, "the line was counted out");
      assertEquals([...sessions.entered].map(({ nick }) => nick).sort(), ["alice", "bob"]);
      assertEquals(doors.size, 0);
      await until(() => [...files.carries.running].length === 0, "nothing is carried");
      assertEquals(channels.get(scene.work.channel)?.seats.length, 2);
      if (seen) await scene.alice.next("left");
      await chats(scene);
      await relay.raw("carol");
      assertEquals(relay.failures, []);
    });
  }
}

const ghosts = new WeakMap<Guest, Membership>();

async function begin(relay: OpenRelay): Promise<Scene> {
  const now = relay.clock.now();
  const alice = await relay.raw("alice");
  const bob = await relay.raw("bob");
  const work = await alice.add(await alice.create("Work", now), bob.card, now);
  for (const guest of [alice, bob]) await guest.open(work.channel);
  for (let counter = 1; counter <= 20; counter++) alice.post(work, counter, "y".repeat(50_000));
  for (const guest of [alice, bob]) await guest.next("said", ({ counter }) => counter === 20);
  const socket = await relay.socket();
  await until(() => relay.connections === 3, "the line was counted in");
  return { relay, alice, bob, work, socket };
}

async function sent(socket: Socket, bytes: Uint8Array | string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.write(bytes, () => resolve());
  await promise;
}

/** The relay has taken the line for a link. */
async function heard({ relay, socket }: Scene, bytes: Uint8Array | string): Promise<void> {
  await sent(socket, bytes);
  await until(() => relay.running.context.sessions.size === 3, "the relay took the link");
}

async function entered({ socket }: Pick<Scene, "socket">): Promise<Guest> {
  await sent(socket, RAW_MAGIC.slice());
  const pipe = new SocketPipe(socket, {
    address: "the relay",
    failed(error) {
      throw error;
    },
  });
  return await new Guest(pipe, "ghost").enter();
}

async function carrying(socket: Socket, ticket: Uint8Array): Promise<Carrier> {
  const pipe = new SocketPipe(socket, {
    address: "the relay",
    failed(error) {
      throw error;
    },
  });
  return await new Carrier(pipe, ticket).begun();
}

/** The ghost is a member, and follows. */
async function follows(scene: Scene): Promise<Guest> {
  const { alice, work, relay } = scene;
  const guest = await entered(scene);
  const membership = await alice.add(work, guest.card, relay.clock.now());
  ghosts.set(guest, membership);
  await guest.open(work.channel, 1e6);
  await alice.next("arrived", ({ author }) => author === 2);
  return guest;
}

function headOf(guest: Guest, otherwise: Membership): Membership {
  return ghosts.get(guest) ?? otherwise;
}

function knocks(guest: Guest, { channel }: Membership): Promise<void> {
  guest.say({ type: "knock", visit: 1, channel, body: new Uint8Array(10) });
  return Promise.resolve();
}

/** Alice says something, and bob hears it. */
async function chats({ alice, bob, work, relay }: Scene): Promise<void> {
  const { head } = relay.running.context.channels.get(work.channel)?.membership ?? work;
  alice.post({ channel: work.channel, head }, 5000, "still here?");
  await bob.next("said", ({ counter }) => counter === 5000);
}

function reset(socket: Socket): void {
  socket.resetAndDestroy();
}

function end(socket: Socket): void {
  socket.resume();
  socket.end();
  socket.destroy();
}

function upgradeRequest(): string {
  const lines = ["GET / HTTP/1.1", "Host: x", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"];
  return [...lines, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "", ""].join("\r\n");
}
