import { assert, assertEquals } from "@std/assert";
import { encode } from "../../shared/wire.ts";
import { card as cardField } from "../../shared/card.ts";
import { CLOSE } from "../../shared/frames.ts";
import { fromHex } from "../../shared/ids.ts";
import { PROTOCOL_VERSION } from "../../shared/messages.ts";
import { LABEL, verify } from "../../shared/public_key.ts";
import { cardOf, createIdentity, sign } from "../../client/core/crypto/identity.ts";
import { Guest, random } from "../fakes/guest.ts";
import { Room } from "../fakes/room.ts";
import { TurnedRelay } from "../fakes/turned_relay.ts";

Deno.test("a relay says who it is, and proves it to who enters", async () => {
  await using relay = new TurnedRelay({ motd: "Welcome." });
  const guest = new Guest(relay.line(), "alice");
  const hello = await guest.next("hello");
  const { oldest, newest, now, frameBytes, members, motd } = hello;
  assertEquals([oldest, newest, now, frameBytes, members, motd], [1, 1, relay.now, 65_536, 2000, "Welcome."]);
  const challenge = random(32);
  const card = encode(cardField, guest.card);
  const proof = sign(guest.identity, LABEL.enter, hello.relayKey, hello.challenge, challenge, card);
  guest.say({ type: "enter", version: PROTOCOL_VERSION, card: guest.card, challenge, proof });
  const welcome = await guest.next("welcome");
  const id = fromHex(guest.identity.id);
  assert(verify(hello.relayKey, welcome.proof, LABEL.welcome, hello.challenge, challenge, id));
});

Deno.test("a relay is the same one after a restart, and challenges anew each time", async () => {
  await using relay = new TurnedRelay();
  const hellos = [];
  for (let i = 0; i < 2; i++) {
    hellos.push(await new Guest(relay.line(), "alice").next("hello"));
    await relay.restart();
  }
  const [first, second] = hellos.map(({ relayKey, challenge }) => [relayKey.toHex(), challenge.toHex()]);
  assertEquals(first?.[0], second?.[0]);
  assert(first?.[1] !== second?.[1]);
});

const wrongEntries: Readonly<Record<string, (right: Entering) => Partial<Entering>>> = {
  "no proof": () => ({ proof: new Uint8Array(64) }),
  "another's card": () => ({ card: cardOf(createIdentity(random), "alice") }),
  "a proof for another challenge": () => ({ challenge: random(32) }),
  "a proof with a bit changed": ({ proof }) => ({ proof: proof.map((byte, at) => at === 5 ? byte ^ 1 : byte) }),
  "a proof for another nick": ({ card }) => ({ card: { ...card, nick: "bob" } }),
  "an unknown version": () => ({ version: 2 }),
};

interface Entering {
  readonly version: number;
  readonly card: Guest["card"];
  readonly challenge: Uint8Array;
  readonly proof: Uint8Array;
}

for (const [what, wrong] of Object.entries(wrongEntries)) {
  Deno.test(`nobody enters with ${what}`, async () => {
    await using relay = new TurnedRelay();
    const guest = new Guest(relay.line(), "alice");
    const hello = await guest.next("hello");
    const challenge = random(32);
    const { card } = guest;
    const proof = sign(
      guest.identity,
      LABEL.enter,
      hello.relayKey,
      hello.challenge,
      challenge,
      encode(cardField, card),
    );
    const right: Entering = { version: PROTOCOL_VERSION, card, challenge, proof };
    const entering = { ...right, ...wrong(right) };
    guest.say({ type: "enter", ...entering });
    assertEquals((await guest.untilClosed()).code, CLOSE.protocol);
    assertEquals([...relay.running.context.sessions.entered].length, 0);
  });
}

Deno.test("a proof that was recorded is worth nothing in another session", async () => {
  await using relay = new TurnedRelay();
  const alice = new Guest(relay.line(), "alice");
  const hello = await alice.next("hello");
  const challenge = random(32);
  const proof = sign(
    alice.identity,
    LABEL.enter,
    hello.relayKey,
    hello.challenge,
    challenge,
    encode(cardField, alice.card),
  );
  const thief = new Guest(relay.line(), "alice");
  await thief.next("hello");
  thief.say({ type: "enter", version: PROTOCOL_VERSION, card: alice.card, challenge, proof });
  assertEquals((await thief.untilClosed()).code, CLOSE.protocol);
});

Deno.test("nothing is served before a client has entered, nor may it enter twice", async () => {
  await using relay = new TurnedRelay();
  const early = new Guest(relay.line(), "alice");
  early.say({ type: "mine", ask: 1 });
  assertEquals(await early.untilClosed(), { code: 1002, reason: "Cannot serve you before you have entered" });
  const twice = await relay.guest("bob");
  const { card } = twice;
  twice.say({ type: "enter", version: 1, card, challenge: random(32), proof: random(64) });
  assertEquals((await twice.untilClosed()).code, CLOSE.protocol);
});

Deno.test("a newer session of an identity closes the older at once, with 4000, and the others see him leave and arrive", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  const ghost = room.guest("alice");
  await room.comeBack("alice");
  assertEquals(await ghost.untilClosed(), { code: CLOSE.replaced, reason: "You have connected again from elsewhere." });
  assertEquals(await room.types("bob"), ["left", "arrived"]);
  assertEquals(relay.running.context.sessions.size, 2);
  await room.chats(["alice", "bob"]);
});

Deno.test("a ghost whose line is dead is replaced too, and does not take the newer session with it when that is noticed", async () => {
  await using relay = new TurnedRelay();
  const pipe = relay.line();
  const { identity } = await new Guest(pipe, "alice").enter();
  pipe.vanish();
  const alice = await relay.guest("alice", { identity });
  await relay.turn(200_000);
  assertEquals(alice.closedWith, undefined);
  assertEquals(relay.running.context.sessions.find(identity.id)?.nick, "alice");
  assertEquals(relay.running.context.sessions.size, 1);
});

Deno.test("a line that does not say who it is in time is closed", async () => {
  await using relay = new TurnedRelay();
  const silent = new Guest(relay.line(), "alice");
  await silent.next("hello");
  await relay.turn(10_000);
  assertEquals(silent.closedWith, undefined);
  await relay.turn(2000);
  assertEquals(silent.closedWith, { code: CLOSE.policy, reason: "You did not say who you are in time." });
  assertEquals(relay.running.context.sessions.size, 0);
});

Deno.test("of many silent lines a few hundred are looked at at a time, and all in their turn, round after round", async () => {
  await using relay = new TurnedRelay();
  const { sessions } = relay.running.context;
  const left = async (ms: number) => {
    await relay.turn(ms);
    return sessions.size;
  };
  for (let round = 0; round < 2; round++) {
    const guests = Array.from({ length: 600 }, () => new Guest(relay.line(), "alice"));
    await Promise.all(guests.map((guest) => guest.next("hello")));
    assertEquals(await left(10_000), 600);
    // Those whose turn came a moment before their time was up wait for the next round.
    assertEquals([await left(10), await left(10), await left(970), await left(10)], [344, 256, 256, 0]);
  }
});

Deno.test("a silent client is pinged, and stays as long as it answers", async () => {
  await using relay = new TurnedRelay();
  const alice = await relay.guest("alice");
  for (let i = 0; i < 10; i++) await relay.turn(60_000);
  assertEquals(alice.closedWith, undefined);
});

Deno.test("a silent client is pinged before it is given up, also where both its times are over between two looks", async () => {
  await using relay = new TurnedRelay({ limits: { pingTime: 2000, idleTime: 2500 } });
  const alice = await relay.guest("alice");
  await relay.turn(60_000);
  assertEquals(alice.closedWith, undefined);
  const pipe = relay.line();
  await new Guest(pipe, "bob").enter();
  pipe.pause();
  await relay.turn(6000);
  assertEquals([...relay.running.context.sessions.entered].map(({ nick }) => nick), ["alice"]);
});

Deno.test("a client that answers no ping is let go after the idle time", async () => {
  await using relay = new TurnedRelay();
  const pipe = relay.line();
  const alice = await new Guest(pipe, "alice").enter();
  // It hears nothing more, and so answers nothing.
  pipe.pause();
  await relay.turn(89_000);
  assertEquals(relay.running.context.sessions.size, 1);
  await relay.turn(5000);
  assertEquals(relay.running.context.sessions.size, 0);
  assertEquals(alice.closedWith?.code, CLOSE.lost);
});

Deno.test("everybody is told when the relay stops, and what was sent before comes first", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  room.post("alice", "goodbye");
  await Promise.resolve();
  await relay.restart();
  assertEquals(await room.heard("bob"), ["goodbye"]);
  assertEquals(room.guest("bob").closedWith, { code: CLOSE.leaving, reason: "The relay is stopping." });
});
