/** Attacks on what is true for a moment only: a cast counts when a member made it, here, now and once. */
import { assert, assertEquals } from "@std/assert";
import type { Cast } from "../../../../client/core/content.ts";
import { HostileMember } from "../../../fakes/hostile_member.ts";
import type { Heard } from "../../../fakes/hostile_relay.ts";
import { HostileScene } from "../../../fakes/hostile_scene.ts";

const TYPES: Cast = { type: "typing", on: true };
const MINUTE = 60_000;

/** Alice types; gives the frame as bob got it. */
async function typing(scene: HostileScene): Promise<Heard<"cast">> {
  await scene.client("alice").must({ type: "typing", channel: scene.channel, on: true });
  const cast = scene.relay.heard("bob", "cast").at(-1);
  assert(cast);
  return cast;
}

/** Who bob sees typing, since the last time. */
async function seen(scene: HostileScene, cast?: Heard<"cast">): Promise<readonly number[]> {
  if (cast) scene.relay.tell("bob", cast);
  await scene.relay.settled();
  return scene.client("bob").take("typing").map(({ who }) => who);
}

/** A cast of mallory's, as a relay would send it that helps him. */
function castBy(mallory: HostileMember, change: Parameters<HostileMember["cast"]>[1]): Heard<"cast"> {
  const { author, counter } = mallory.place(change);
  const body = mallory.cast(TYPES, change);
  return { type: "cast", channel: mallory.channel, cursor: 99, author, counter, body };
}

Deno.test("a cast that the relay repeats is dropped, also under a later number", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const cast = await typing(scene);
  assertEquals(await seen(scene), [cast.author]);
  // Else somebody who went home hours ago types, and is there, for as long as the relay likes.
  assertEquals(await seen(scene, cast), []);
  assertEquals(await seen(scene, { ...cast, counter: cast.counter + 1 }), []);
  await scene.relay.turn(1);
  assertEquals(await seen(scene, await typing(scene)), [cast.author]);
});

Deno.test("a cast that the relay held back for long is dropped", async () => {
  // Else somebody is away, or types, an hour after he was.
  await using scene = await HostileScene.open("alice", "bob");
  using held = scene.relay.hears("bob", (message) => message.type === "cast" ? [] : [message]);
  const cast = await typing(scene);
  held[Symbol.dispose]();
  await scene.relay.turn(6 * MINUTE);
  assertEquals(await seen(scene, cast), []);
});

Deno.test("a cast is dropped that is old by one's own clock, whatever the relay's says", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const { relay, channel } = scene;
  const held = relay.hears("bob", (message) => message.type === "cast" ? [] : [message]);
  await scene.client("alice").must({ type: "typing", channel, on: true });
  const cast = relay.heard("bob", "cast").at(-1);
  assert(cast);
  held[Symbol.dispose]();
  const then = relay.now;
  await relay.turn(3 * 3_600_000);
  relay.greets = (hello) => hello.type === "hello" ? [{ ...hello, now: then }] : [hello];
  const bob = await scene.restart("bob");
  relay.tell("bob", cast);
  await relay.settled();
  assertEquals(bob.take("typing"), []);
});

Deno.test("a member cannot cast anything in another's name, or from the future so that all that follows is old", async () => {
  // Else mallory is alice who types; and one cast from next year would make all of his later ones, or of hers, look old.
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const mallory = await scene.takeOver("mallory");
  const counter = scene.relay.now;
  assertEquals(await seen(scene, castBy(mallory, { counter })), [mallory.number]);
  assertEquals(await seen(scene, castBy(mallory, { counter: counter + 1, author: scene.number("alice") })), []);
  assertEquals(await seen(scene, castBy(mallory, { counter: counter + 10 * MINUTE })), []);
});

Deno.test("a member cannot make a cast of what another said, or of what he cast in another channel or under an earlier key", async () => {
  // Contents have tags of their own today. Else a later kind of message would be one of cast, and what was cast elsewhere be true here.
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const home = await scene.client("alice").must({ type: "join", name: "Home", pin: "1", others: "ask" });
  for (const name of ["bob", "mallory"]) await scene.client(name).join("Home", "1");
  const mallory = await scene.takeOver("mallory");
  await scene.client("alice").must({ type: "typing", channel: home, on: true });
  const [atHome] = scene.relay.heard("bob", "cast").slice(-1);
  await scene.says("alice", "hello");
  const [said] = scene.relay.heard("bob", "said").slice(-1);
  using held = scene.relay.hears("bob", (message) => message.type === "cast" ? [] : [message]);
  const cast = await typing(scene);
  held[Symbol.dispose]();
  await seen(scene);
  assert(said && atHome);
  const there = await HostileMember.of(scene.client("mallory"), scene.relay, home);
  const from = { member: there, from: "cast" } as const;
  const carried = mallory.resealed(atHome, { kind: "cast" }, from);
  assertEquals(await seen(scene, { ...atHome, channel: scene.channel, body: carried }), []);
  const made = mallory.resealed(said, { kind: "cast" });
  assertEquals(await seen(scene, { ...said, type: "cast", body: made }), []);
  await scene.client("alice").must({ type: "rekey", channel: scene.channel });
  const later = await scene.takeOver("mallory");
  const { epoch } = later.membership;
  assertEquals(
    await seen(scene, { ...cast, body: later.resealed(cast, { kind: "cast", epoch }, { from: "cast" }) }),
    [],
  );
  assertEquals(await seen(scene, cast), []);
});

Deno.test("who was kicked or has left casts nothing any more", async () => {
  // Else he shows everybody, by typing, that he is still there.
  await using scene = await HostileScene.open("alice", "bob", "mallory", "eve");
  const [mallory, eve] = [await scene.takeOver("mallory"), await scene.takeOver("eve")];
  await scene.client("alice").must({ type: "kick", channel: scene.channel, nick: "mallory", reason: "" });
  const friend = await scene.takeOver("bob");
  mallory.catchUp();
  const key = friend.ring.key(mallory.membership.epoch);
  assert(key && mallory.ring.learn(mallory.membership.epoch, key));
  const counter = scene.relay.now;
  assertEquals(await seen(scene, castBy(mallory, { counter })), []);
  assertEquals(await seen(scene, castBy(mallory, { counter, epoch: mallory.membership.epoch - 1 })), []);
  eve.catchUp();
  const eves = await scene.takeOver("eve");
  await scene.client("eve").must({ type: "leave", channel: scene.channel });
  assertEquals(await seen(scene, castBy(eves, { counter })), []);
});

Deno.test("a cast is heard once, also by one who was restarted", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  await scene.client("alice").must({ type: "typing", channel: scene.channel, on: true });
  const cast = scene.relay.heard("bob", "cast").at(-1);
  assert(cast);
  // Clocks that need not agree to the second leave it a few of them.
  await scene.relay.turn(6000);
  const bob = await scene.restart("bob", "crash");
  scene.relay.tell("bob", cast);
  await scene.relay.settled();
  assertEquals(bob.take("typing"), []);
});

Deno.test("whom somebody ignores casts nothing to him", async () => {
  await using scene = await HostileScene.open("alice", "bob", "carol");
  const { id } = scene.client("alice").session;
  await scene.client("bob").must({ type: "ignore", identity: id, on: true });
  for (const name of ["bob", "carol"]) scene.client(name).take("status");
  await scene.client("alice").must({ type: "status", status: "away", text: "lunch" });
  assertEquals(["bob", "carol"].map((name) => scene.client(name).take("status").length), [0, 1]);
});
