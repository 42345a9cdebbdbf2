/**
 * Attacks by a relay that shows two logs, or an older one: an admin who works with it has signed two entries for one place, or it takes back what it showed. It
 * can show each member another log; it cannot change its mind, and members who talk to each other notice.
 */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { FORKED } from "../../../../client/core/channel_log.ts";
import { type Head, type MemberNumber } from "../../../../shared/ids.ts";
import { headOf } from "../../../../shared/log/entry.ts";
import type { FromRelay } from "../../../../shared/messages.ts";
import { POLICY } from "../../../fakes/guest.ts";
import { HostileScene, SAVED } from "../../../fakes/hostile_scene.ts";

const ALICE = 0 as MemberNumber;

interface Fork {
  readonly scene: HostileScene;
  /** The log in which mallory was removed, which bob has read, and the one in which he was not. */
  readonly honest: readonly Uint8Array[];
  readonly forked: readonly Uint8Array[];
}

/** Alice has removed mallory, and bob has read it; alice, who is in it with the relay, has also signed something else for that place. */
async function fork(): Promise<Fork> {
  const scene = await HostileScene.open("alice", "bob", "mallory");
  const alice = await scene.takeOver("alice");
  const before = scene.relay.log(scene.channel);
  const other = alice.entry({ op: "mute", member: scene.number("mallory"), until: 1e15, epoch: alice.epoch() });
  await scene.client("alice").must({ type: "kick", channel: scene.channel, nick: "mallory", reason: "" });
  await scene.relay.turn(SAVED);
  scene.forget();
  return { scene, honest: scene.relay.log(scene.channel), forked: [...before, other] };
}

/** What the relay says, as if that were the log. */
function showing(log: readonly Uint8Array[]): (message: FromRelay) => readonly FromRelay[] {
  const head: Head = headOf(log.at(-1) ?? new Uint8Array());
  return (message) => {
    if (message.type === "opened") return [{ ...message, entries: log.length, head }];
    if (message.type !== "log") return [message];
    return [{ ...message, total: log.length, entries: log.slice(message.first) }];
  };
}

/** Bob's line breaks and he comes back, while the relay shows him that log. */
async function comesBackTo({ scene }: Fork, log: readonly Uint8Array[]): Promise<Disposable> {
  const { relay } = scene;
  const client = scene.client("bob");
  await client.loseLine();
  const shown = relay.hears("bob", showing(log));
  await client.back();
  return shown;
}

/** Bob was told, and what he writes goes nowhere. */
async function noticed({ scene }: Fork): Promise<void> {
  assertEquals(scene.alarms("bob"), [FORKED]);
  const posts = scene.relay.said("bob", "post").length;
  await scene.client("bob").do({ type: "say", channel: scene.channel, text: "only for us" });
  await scene.relay.turn(SAVED);
  // He would say it to mallory, under a key that mallory has.
  assertEquals(scene.relay.said("bob", "post").length, posts);
}

Deno.test("a relay that shows another log than before to one who comes back is noticed", async () => {
  // Else bob goes on in a channel in which mallory was never removed, and talks to him.
  const made = await fork();
  await using _scene = made.scene;
  using _shown = await comesBackTo(made, made.forked);
  await noticed(made);
});

Deno.test("a relay that shows an older log than before to one who comes back is noticed", async () => {
  // Else the relay undoes a removal by forgetting it.
  const made = await fork();
  await using _scene = made.scene;
  using _shown = await comesBackTo(made, made.honest.slice(0, -1));
  await noticed(made);
});

Deno.test("a relay that goes on with another log than before is noticed as soon as it does", async () => {
  const made = await fork();
  await using scene = made.scene;
  const alice = await scene.takeOver("alice");
  // Another entry for the place of the removal, as if that had never been.
  const [other] = made.forked.slice(-1);
  assert(other);
  using _shown = await comesBackTo(made, [...made.forked, other]);
  scene.relay.inject("bob", { type: "entry", channel: scene.channel, cursor: 0, author: alice.number, entry: other });
  await scene.relay.settled();
  assertEquals(scene.alarms("bob").length, 1);
  assertEquals(scene.shown("bob"), []);
});

Deno.test("who was shown another log once does not forget, however often the relay or he comes back", async () => {
  const made = await fork();
  await using scene = made.scene;
  using _shown = await comesBackTo(made, made.forked);
  await noticed(made);
  await scene.client("bob").loseLine();
  await scene.client("bob").back();
  // Else the proof is gone with the channel, and what the relay showed is what it shows anew.
  assertEquals(scene.client("bob").take("closed"), []);
  await scene.restart("bob", "crash");
  assertEquals(scene.alarms("bob"), [FORKED]);
});

for (const [what, log] of [["another", "forked"], ["an older", "shorter"]] as const) {
  Deno.test(`a relay that shows ${what} log than before to one who was restarted is noticed`, async () => {
    const made = await fork();
    await using scene = made.scene;
    using _shown = scene.relay.hears("bob", showing(log === "forked" ? made.forked : made.honest.slice(0, -1)));
    // What he trusts of the log after a restart is not verified again: the head in his vault is all that binds it.
    await scene.restart("bob", "crash");
    await noticed(made);
  });
}

Deno.test("a relay that changes what was verified before a restart is noticed, although nobody checks those signatures again", async () => {
  // Else a restart is the moment to bring in entries that nobody signed.
  const made = await fork();
  await using scene = made.scene;
  const changed = made.honest.map((entry, seq) => seq === 1 ? entry.with(-1, (entry.at(-1) ?? 0) ^ 1) : entry);
  using _shown = scene.relay.hears("bob", showing(changed));
  await scene.restart("bob", "crash");
  await noticed(made);
});

Deno.test("two members to whom the relay shows different logs do not understand each other, and are told", async () => {
  const made = await fork();
  await using scene = made.scene;
  const { relay, channel } = scene;
  const alice = await scene.takeOver("alice");
  const other = alice.entry({ op: "policy", policy: { ...POLICY, keep: true }, epoch: alice.epoch() });
  using _other = relay.hears("bob", (message) => {
    return message.type === "entry" ? [{ ...message, entry: other, author: ALICE }] : [message];
  });
  await scene.client("alice").must({ type: "policy", channel, change: { locked: true } });
  await scene.says("alice", "now we are safe");
  const [bobs, alices] = ["bob", "alice"].map((name) => scene.client(name).view(channel).membership);
  assertEquals(bobs?.count, alices?.count);
  assertNotEquals(bobs?.head, alices?.head);
  // Both signed by alice, both in their place: nothing but what is said under them shows that there are two.
  assertEquals(scene.shown("bob"), ["alice policy", "1 forged"]);
});

Deno.test("a relay that first forgets that somebody is in a channel cannot show him an older log of it then", async () => {
  const made = await fork();
  await using scene = made.scene;
  const bob = scene.client("bob");
  {
    using _absent = scene.relay.hears(
      "bob",
      (message) => message.type === "mine" ? [{ ...message, channels: [] }] : [message],
    );
    await bob.loseLine();
    await bob.back();
  }
  using _shown = await comesBackTo(made, made.honest.slice(0, -1));
  await bob.do({ type: "join", name: "Work", pin: undefined, others: "ask" });
  assertEquals(scene.alarms("bob"), [FORKED]);
});

Deno.test("a relay that shows one channel's log as another's leads nobody into that", async () => {
  // Else it has as many channels of that name, with those members, as it likes.
  await using scene = await HostileScene.open("alice", "bob");
  const { channel, relay } = scene;
  const other = "ab".repeat(16) as typeof channel;
  using _mine = relay.hears("bob", (message) => {
    return message.type === "mine" ? [{ ...message, channels: [...message.channels, other] }] : [message];
  });
  using _log = relay.says("bob", (message) => {
    return "channel" in message && message.channel === other ? [{ ...message, channel }] : [message];
  });
  const bob = await scene.restart("bob");
  assertEquals(bob.take("invited"), []);
  assertEquals(bob.events.filter((event) => event.type === "channel" && event.view.id === other), []);
});
