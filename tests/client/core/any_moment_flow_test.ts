/** Whatever breaks, at whatever moment: what was accepted comes once and in order, and what was begun can be begun again. */
import { assertEquals } from "@std/assert";
import type { ChannelIntent } from "../../../client/core/intents.ts";
import type { ChannelId } from "../../../shared/ids.ts";
import { Client } from "../../fakes/client.ts";
import { TurnedRelay } from "../../fakes/turned_relay.ts";
import { turn } from "../../fakes/until.ts";

/** Alice is inside, and Bob too or about to come. */
interface Scene {
  readonly relay: TurnedRelay;
  alice: Client;
  bob: Client;
  readonly channel: ChannelId;
}

/** How far things have come: so many turns of the event loop, and then so many promises, each of them perhaps a step over a line. */
interface Moment {
  readonly turns: number;
  readonly promises: number;
}

/** Through all of what three messages take: to be kept, over the line, into the store, and back. */
const OF_A_TALK: readonly Moment[] = [0, 1].flatMap((turns) => momentsAfter(turns, { steps: 5, each: 7 }));
const OF_A_DEED: readonly Moment[] = [0, 1].flatMap((turns) => momentsAfter(turns, { steps: 4, each: 4 }));
/** Joining is some eighty promises and no turn. */
const OF_A_JOIN: readonly Moment[] = momentsAfter(0, { steps: 30, each: 3 });

const mishaps: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  "bob's line breaks": ({ bob }) => reconnect(bob),
  "alice's line breaks": ({ alice }) => reconnect(alice),
  "alice's computer dies": async (scene) => {
    scene.alice = await scene.alice.restart("crash");
  },
  "bob's computer dies": async (scene) => {
    scene.bob = await scene.bob.restart("crash");
  },
  "the relay dies": async ({ relay, alice, bob }) => {
    await relay.crash();
    for (const client of [alice, bob]) client.session.retry();
  },
  "the relay restarts": async ({ relay, alice, bob }) => {
    await relay.restart();
    // Not retry: a memory pipe that is written to while its far end closes takes that for being full.
    for (const client of [alice, bob]) await reconnect(client);
  },
};

/** What is done besides, while Bob talks. */
const besides: Readonly<Record<string, (scene: Scene, round: number) => Promise<unknown>>> = {
  "nothing else happens": () => Promise.resolve(),
  "the PIN changes": ({ alice, channel }, round) => alice.session.do({ type: "pin", channel, pin: `${round}` }),
  "the key changes": ({ alice, channel }) => alice.session.do({ type: "rekey", channel }),
  "history goes off and on": ({ alice, channel }, round) => {
    return alice.session.do({ type: "policy", channel, change: { history: round % 2 > 0 } });
  },
};

/** What an admin does. */
const powers: Readonly<Record<string, (round: number) => ChannelIntent>> = {
  "changes the PIN": (round) => ({ type: "pin", pin: `${round}` }),
  "replaces the key": () => ({ type: "rekey" }),
  "locks and unlocks": (round) => ({ type: "policy", change: { locked: round % 2 === 0 } }),
  "sets the topic": (round) => ({ type: "topic", text: `${round}` }),
  "kicks bob, who comes back": () => ({ type: "kick", nick: "bob", reason: "" }),
};

for (const [mishap, happen] of Object.entries(mishaps)) {
  // What Alice was shown before her computer died, she was shown; without history she is not shown it again.
  for (const [beside, act] of mishap === "alice's computer dies" ? [] : Object.entries(besides)) {
    Deno.test(`what bob says comes once when ${mishap} at any moment and ${beside}`, async () => {
      await using scene = await begin();
      await scene.bob.join("Work", "1234");
      await calm(scene);
      for (const [round, moment] of OF_A_TALK.entries()) {
        const accepted = talk(scene, round);
        const acting = act(scene, round);
        await come(moment);
        await happen(scene);
        await calm(scene, acting);
        await scene.bob.say(scene.channel, `end of ${round}`);
        const heard = scene.alice.heard(scene.channel);
        assertEquals(heard, [...accepted, `end of ${round}`].map((text) => `bob: ${text}`), wordsFor(moment));
      }
    });
  }

  for (const [deed, power] of mishap.startsWith("bob") ? [] : Object.entries(powers)) {
    Deno.test(`all agree when ${mishap} at any moment while alice ${deed}`, async () => {
      await using scene = await begin();
      await scene.bob.join("Work", "1234");
      await calm(scene);
      for (const [round, moment] of OF_A_DEED.entries()) {
        const acting = scene.alice.session.do({ ...power(round), channel: scene.channel });
        await come(moment);
        await happen(scene);
        await calm(scene, acting);
        await assertAgreed(scene, moment);
      }
    });
  }

  Deno.test(`bob gets in, once, when ${mishap} at any moment while he joins`, async () => {
    await using scene = await begin();
    for (const [round, moment] of OF_A_JOIN.entries()) {
      const joining = scene.bob.session.do({ type: "join", name: "Work", pin: "1234", others: "ask" });
      await come(moment);
      await happen(scene);
      await calm(scene, joining);
      const outcome = await scene.bob.do({ type: "join", name: "Work", pin: "1234", others: "ask" });
      assertEquals(outcome, { ok: true, channel: scene.channel }, wordsFor(moment));
      await assertBothInside(scene, moment);
      await scene.bob.must({ type: "leave", channel: scene.channel });
      await calm(scene);
      // Where her computer died in the middle of a visit, that was a guess: an admin who looks after the door has them all again.
      await scene.alice.must({ type: "policy", change: { keep: round % 2 === 0 }, channel: scene.channel });
      await calm(scene);
    }
  });
}

/** Says three things; gives those that Bob's client took, as it takes them. */
function talk({ bob, channel }: Scene, round: number): readonly string[] {
  const accepted: string[] = [];
  for (const text of ["first", "second", "third"].map((which) => `${which} of ${round}`)) {
    bob.session.do({ type: "say", channel, text }).then(({ ok }) => ok && accepted.push(text));
  }
  return accepted;
}

/** They know the same of the channel, and each hears the other. */
async function assertAgreed(scene: Scene, moment: Moment): Promise<void> {
  const { alice, bob, channel } = scene;
  const { pin = "" } = alice.view(channel);
  await bob.join("Work", pin);
  await calm(scene);
  const [hers, his] = [alice.view(channel), bob.view(channel)];
  assertEquals([his.pin, his.topic, his.membership], [hers.pin, hers.topic, hers.membership], wordsFor(moment));
  for (const client of [alice, bob]) client.heard(channel);
  await alice.say(channel, "hers");
  await bob.say(channel, "his");
  for (const client of [alice, bob]) {
    assertEquals(client.heard(channel), ["alice: hers", "bob: his"], `${wordsFor(moment)}, to ${client.nick}`);
  }
}

async function assertBothInside({ alice, bob, channel }: Scene, moment: Moment): Promise<void> {
  const text = `in ${wordsFor(moment)}`;
  await bob.say(channel, text);
  assertEquals(alice.heard(channel).filter((line) => line.endsWith(text)), [`bob: ${text}`]);
  const nicks = alice.view(channel).membership.members.map(({ card }) => card.nick);
  assertEquals(nicks, ["alice", "bob"], wordsFor(moment));
  assertEquals(bob.view(channel).pin, "1234", `${wordsFor(moment)} bob does not know the PIN that he typed`);
}

function momentsAfter(turns: number, { steps, each }: { readonly steps: number; readonly each: number }) {
  return Array.from({ length: steps }, (_, step) => ({ turns, promises: step * each }));
}

async function come({ turns, promises }: Moment): Promise<void> {
  for (let done = 0; done < turns; done++) await turn();
  for (let done = 0; done < promises; done++) await Promise.resolve();
}

/** Until all that can come of it has come, and what is saved before long is saved. */
async function calm({ relay }: Scene, acting: Promise<unknown> = Promise.resolve()): Promise<void> {
  await relay.turn(1000);
  await Promise.race([acting, relay.settled()]);
}

async function reconnect(client: Client): Promise<void> {
  await client.loseLine();
  await client.back();
}

function wordsFor({ turns, promises }: Moment): string {
  return `after ${turns} turns and ${promises} promises`;
}

async function begin(): Promise<Scene & AsyncDisposable> {
  const relay = new TurnedRelay();
  const alice = await Client.open(relay, "alice");
  const bob = await Client.open(relay, "bob");
  const channel = await alice.join("Work", "1234");
  await relay.turn(1000);
  const scene: Scene & AsyncDisposable = {
    ...{ relay, alice, bob, channel },
    async [Symbol.asyncDispose](): Promise<void> {
      await scene.alice.session.close();
      await scene.bob.session.close();
      await relay[Symbol.asyncDispose]();
    },
  };
  return scene;
}
