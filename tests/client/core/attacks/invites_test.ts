/** Attacks with an invite's link: on the relay it is for, on the channel, on who uses it, and by whoever kept it. */
import { assert, assertEquals } from "@std/assert";
import { type Invitation, inviteIdentity, readLink, writeLink } from "../../../../client/core/invite_link.ts";
import { KeyRing } from "../../../../client/core/key_ring.ts";
import { openWrap, sealWraps } from "../../../../client/core/crypto/wrap.ts";
import { signEntry } from "../../../../client/core/crypto/sign_entry.ts";
import { cardOf, createIdentity } from "../../../../client/core/crypto/identity.ts";
import { KEY_BYTES } from "../../../../client/core/crypto/under_key.ts";
import type { Outcome } from "../../../../client/core/intents.ts";
import { CODE } from "../../../../shared/codes.ts";
import type { ChannelId, Head, MemberNumber } from "../../../../shared/ids.ts";
import type { Act } from "../../../../shared/log/entry.ts";
import { HostileMember } from "../../../fakes/hostile_member.ts";
import type { FromClient, FromRelay } from "../../../../shared/messages.ts";
import { random } from "../../../fakes/guest.ts";
import { HostileScene, PIN } from "../../../fakes/hostile_scene.ts";

const JOIN = { type: "join", name: "Work" } as const;
const OVER = "This invite is used up, over or taken back. Ask for a new one.";

/** Alice makes an invite; gives its link. */
async function invites(scene: HostileScene, { uses = 2, ms }: { uses?: number; ms?: number } = {}): Promise<string> {
  const outcome = await scene.client("alice").do({ type: "invite", channel: scene.channel, uses, ms });
  assert(outcome.ok && outcome.link);
  return outcome.link;
}

function invitationOf(link: string): Invitation {
  const invitation = readLink(link);
  assert(invitation);
  return invitation;
}

async function uses(scene: HostileScene, who: string, link: string): Promise<Outcome> {
  const client = await scene.comes(who);
  return await client.do({ type: "useInvite", link });
}

function isOver(scene: HostileScene, who: string, outcome: Outcome): void {
  assertEquals(outcome, { ok: false, code: "absent", why: OVER });
  assertEquals(scene.client(who).events.filter(({ type }) => type === "channel"), []);
}

Deno.test("who comes by a link is told the PIN that the admins set, not what a member says it is", async () => {
  // As a doorkeeper he would turn away who has the right one; as an admin he would bind all to the wrong one.
  await using scene = await HostileScene.open("alice", "mallory");
  const link = await invites(scene);
  const mallory = await scene.takeOver("mallory");
  await mallory.letsIn({ card: cardOf(createIdentity(random), "eve") }, "evil", "evil");
  assertEquals((await uses(scene, "bob", link)).ok, true);
  assertEquals(scene.client("bob").view(scene.channel).pin, PIN);
});

Deno.test("who comes by a link, and is kept from reading of a new PIN, lets nobody in by the old one", async () => {
  await using scene = await HostileScene.open("alice", "carol");
  const { channel, relay } = scene;
  const alice = scene.client("alice");
  await alice.must({ type: "policy", channel, change: { history: false } });
  const link = await invites(scene);
  const rekey = alice.view(channel).membership.count;
  await alice.must({ type: "rekey", channel });
  await alice.must({ type: "pin", channel, pin: "another one" });
  await scene.client("carol").must({ type: "leave", channel });
  await relay.turn(5000);
  using _withheld = relay.hears("invite", (message) => {
    return message.type === "wrap" && message.seq === rekey ? [{ ...message, sealed: new Uint8Array(0) }] : [message];
  });
  assertEquals((await uses(scene, "bob", link)).ok, true);
  assertEquals(scene.client("bob").view(channel).pin, undefined);
});

for (const times of [1, 2]) {
  Deno.test(`who was let in by a link for ${times} and lost the line before he heard of it is in by it`, async () => {
    // Else he is told that somebody of his name is there already, and leaves a ghost of himself behind.
    await using scene = await HostileScene.open("alice");
    const link = await invites(scene, { uses: times });
    const bob = await scene.comes("bob");
    const deaf = scene.relay.hears("invite", (answer) => answer.type === "done" ? [] : [answer]);
    const first = bob.session.do({ type: "useInvite", link });
    await scene.relay.settled();
    assertEquals(scene.client("alice").view(scene.channel).membership.members.length, 2);
    await bob.loseLine();
    deaf[Symbol.dispose]();
    await bob.back();
    await scene.relay.turn(1000);
    assertEquals((await first).ok, false);
    assertEquals(await bob.do({ type: "useInvite", link }), { ok: true, channel: scene.channel });
    assertEquals(scene.alarms("bob"), []);
    assertEquals(scene.client("alice").view(scene.channel).membership.members.length, 2);
  });
}

Deno.test("a link waits for the key that is owed because somebody left", async () => {
  await using scene = await HostileScene.open("alice", "carol");
  const link = await invites(scene);
  scene.client("alice").freeze();
  await scene.client("carol").must({ type: "leave", channel: scene.channel });
  const bob = await scene.comes("bob");
  const coming = bob.session.do({ type: "useInvite", link });
  await scene.relay.turn(3000);
  await scene.client("alice").loseLine();
  await scene.client("alice").back();
  for (let second = 0; second < 8; second++) await scene.relay.turn(1000);
  assertEquals((await coming).ok, true);
});

Deno.test("a link says why it lets nobody in while a key is owed that nobody is there to replace", async () => {
  await using scene = await HostileScene.open("alice", "carol");
  const link = await invites(scene);
  await scene.client("alice").loseLine();
  await scene.client("carol").must({ type: "leave", channel: scene.channel });
  const coming = (await scene.comes("bob")).session.do({ type: "useInvite", link });
  for (let second = 0; second < 12; second++) await scene.relay.turn(1000);
  assertEquals(await coming, {
    ok: false,
    code: "failed",
    why: "Somebody left, and nobody is there who could replace the channel's key. Try again when somebody is.",
  });
});

Deno.test("a link lets in as often as it says, and not once more", async () => {
  // Else whoever finds a link that was used up is in.
  await using scene = await HostileScene.open("alice");
  const link = await invites(scene, { uses: 2 });
  for (const who of ["bob", "carol"]) assertEquals((await uses(scene, who, link)).ok, true);
  isOver(scene, "dave", await uses(scene, "dave", link));
});

Deno.test("of two who use a link's last use at once one is let in", async () => {
  // Else both are in, or one of them believes that he is.
  await using scene = await HostileScene.open("alice");
  const link = await invites(scene, { uses: 1 });
  const clients = [await scene.comes("bob"), await scene.comes("carol")];
  const both = Promise.all(clients.map((client) => client.session.do({ type: "useInvite", link })));
  await scene.relay.settled();
  // Who was second tries again within a second.
  await scene.relay.turn(1000);
  const outcomes = await both;
  await scene.relay.settled();
  assertEquals(outcomes.filter(({ ok }) => ok).length, 1);
  assertEquals(scene.client("alice").view(scene.channel).membership.members.length, 2);
});

Deno.test("a link that was taken back, whose time is over, or that was made before somebody was removed lets nobody in", async () => {
  await using scene = await HostileScene.open("alice", "mallory");
  const { channel, relay } = scene;
  const alice = scene.client("alice");
  const [revoked, brief, old] = [await invites(scene), await invites(scene, { ms: 60_000 }), await invites(scene)];
  const [number] = alice.view(channel).membership.invites.map(({ number }) => number);
  await alice.must({ type: "revoke", channel, invite: number ?? 0 });
  isOver(scene, "bob", await uses(scene, "bob", revoked));
  await relay.turn(61_000);
  isOver(scene, "carol", await uses(scene, "carol", brief));
  await alice.must({ type: "kick", channel, nick: "mallory", reason: "" });
  // He may have kept it, and would be back the moment he is out.
  isOver(scene, "dave", await uses(scene, "dave", old));
  isOver(scene, "eve", await uses(scene, "eve", old));
  assertEquals(alice.view(channel).membership.members.length, 1);
});

Deno.test("a link is of no use at another relay, and tells it no more than which invite it is", async () => {
  await using scene = await HostileScene.open("alice");
  const { relay } = scene;
  const invitation = invitationOf(await invites(scene));
  const link = writeLink({ ...invitation, relayMark: random(16) });
  const outcome = await uses(scene, "bob", link);
  assertEquals(outcome.ok, false);
  // Else whoever takes over the address is let in with the invite's help, or lets bob into what it likes.
  assertEquals(
    relay.recorded.flatMap(({ who, message, way }) => who === "invite" && way === "said" ? message.type : []),
    [
      "enter",
    ],
  );
});

Deno.test("a relay that shows the owner of a link a log without the invite, or none, does not get him in there", async () => {
  // Else he adds himself to whatever log the relay has at hand.
  await using scene = await HostileScene.open("alice");
  const { relay, channel } = scene;
  const link = await invites(scene);
  for (const [at, log] of [relay.log(channel).slice(0, -1), []].entries()) {
    using _lie = relay.hears("invite", showing(log));
    const outcome = await uses(scene, `bob${at}`, link);
    assertEquals(outcome.ok, false, `log ${at}`);
    assertEquals(relay.said("invite", "append"), [], `log ${at}`);
  }
});

Deno.test("a relay that shows the owner of a link its own channel, in which the same invite lives, does not get him in there", async () => {
  await using scene = await HostileScene.open("alice");
  const { relay } = scene;
  const link = await invites(scene);
  const { card } = inviteOf(scene);
  const client = await scene.comes("eve");
  const eve = await HostileMember.of(client, relay, await client.must({ ...JOIN, pin: "0", others: "create" }));
  // The invite's card is in alice's log, where the relay sees it.
  const { key, ...epoch } = eve.epoch();
  const entry = eve.entry({ op: "invite", card, uses: 9, until: Number.MAX_SAFE_INTEGER, epoch });
  const seq = eve.membership.count;
  const holder = { number: seq as MemberNumber, box: card.box };
  // Sealed as if it were of the channel that the link is for.
  const [wrap] = sealWraps(key, { channel: scene.channel, seq }, [holder], { random });
  using _lie = relay.hears("invite", showing([...relay.log(eve.channel), entry]));
  using _wrap = relay.says("invite", (message) => {
    if (message.type !== "wrap" || !wrap) return [message];
    relay.tell("invite", { type: "wrap", ask: message.ask, seq: message.seq, sealed: wrap.sealed });
    return [];
  });
  assertEquals((await uses(scene, "bob", link)).ok, false);
  assertEquals(relay.said("invite", "append"), []);
});

function showing(log: readonly Uint8Array[]) {
  return (message: FromRelay): readonly FromRelay[] => {
    return message.type === "log" ? [{ ...message, entries: log.slice(message.first), total: log.length }] : [message];
  };
}

/** The invite that lives in the channel. */
function inviteOf(scene: HostileScene) {
  const [invite] = scene.client("alice").view(scene.channel).membership.invites;
  assert(invite);
  return invite;
}

/** What somebody with a link asks of the relay, as the invite. */
const asks: Readonly<Record<string, (channel: ChannelId, head: Head) => FromClient>> = {
  "follow the stream": (channel) => ({ type: "open", ask: 1, channel, quiet: true, after: 0 }),
  "page through history": (channel) => ({ type: "page", ask: 1, channel, before: 1000, most: 50 }),
  "speak": (channel, head) => ({ type: "post", head, channel, counter: 1, body: random(100) }),
};

for (const [what, ask] of Object.entries(asks)) {
  Deno.test(`an invite may not ${what}`, async () => {
    await using scene = await HostileScene.open("alice");
    const { relay, channel } = scene;
    const identity = inviteIdentity(invitationOf(await invites(scene)).secret);
    const guest = await relay.guest("invite", { identity });
    const { head } = scene.client("alice").view(channel).membership;
    guest.say(ask(channel, head));
    guest.say({ type: "cast", head, channel, counter: 1, body: random(100) });
    await relay.settled();
    // He has the key: reading is for members, whom everybody sees.
    assertEquals(guest.heard.map((message) => "code" in message && message.code), [CODE.absent]);
    assertEquals(relay.heard("alice", "cast"), []);
  });
}

/** What whoever has the link signs in the invite's name, that it may not. */
const forbidden: Readonly<Record<string, (mallory: HostileMember, seq: number) => Act>> = {
  "makes a member admin": (mallory) => ({ op: "op", member: mallory.number, epoch: mallory.epoch() }),
  "replaces the key": (mallory) => ({ op: "rekey", epoch: mallory.epoch(random(KEY_BYTES), { fwd: false }) }),
  "makes another invite": (mallory) => {
    const card = cardOf(createIdentity(random), "invite");
    return { op: "invite", card, uses: 99, until: Number.MAX_SAFE_INTEGER, epoch: mallory.epoch() };
  },
  "lets the invite itself in as a member": (mallory, seq) => {
    const entry = mallory.log.entry(seq);
    assert(entry?.op === "invite");
    return { op: "add", card: { ...entry.card }, epoch: mallory.epoch() };
  },
};

for (const [what, make] of Object.entries(forbidden)) {
  Deno.test(`an invite that ${what} is not believed, though the relay passes it on`, async () => {
    // Else whoever was sent a link has an admin's powers.
    await using scene = await HostileScene.open("alice", "bob", "mallory");
    const { relay, channel } = scene;
    const identity = inviteIdentity(invitationOf(await invites(scene)).secret);
    const mallory = await scene.takeOver("mallory");
    scene.forget();
    const { count: seq, head: prev, time } = mallory.membership;
    const author = (seq - 1) as MemberNumber;
    const entry = signEntry({ ...make(mallory, seq - 1), channel, seq, prev, author, time }, identity);
    relay.inject("bob", { type: "entry", channel, cursor: 0, author, entry });
    await relay.settled();
    assertEquals(scene.alarms("bob").length, 1);
    assertEquals(scene.client("bob").view(channel).membership.count, seq);
  });
}

Deno.test("an invite may not replace the key either when somebody has left with it", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const { relay, channel } = scene;
  const identity = inviteIdentity(invitationOf(await invites(scene)).secret);
  const mallory = await scene.takeOver("mallory");
  await scene.client("mallory").must({ type: "leave", channel });
  mallory.catchUp();
  scene.forget();
  const { count: seq, head: prev, time, owed } = mallory.membership;
  assert(owed);
  const author = inviteOf(scene).number;
  // Whoever has the link would draw the key that mallory must not have.
  const epoch = mallory.epoch(random(KEY_BYTES), { fwd: false });
  const entry = signEntry({ op: "rekey", epoch, channel, seq, prev, author, time }, identity);
  relay.inject("bob", { type: "entry", channel, cursor: 0, author, entry });
  await relay.settled();
  assertEquals(scene.alarms("bob").length, 1);
});

Deno.test("a link that was taken back opens nothing that is said later, not even for the relay", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const { channel, relay } = scene;
  const { secret } = invitationOf(await invites(scene));
  await scene.client("alice").must({ type: "revoke", channel, invite: inviteOf(scene).number });
  const identity = inviteIdentity(secret);
  const { log } = await scene.takeOver("bob");
  const ring = new KeyRing(channel, log);
  const wraps = relay.recorded.flatMap(({ message }) => message.type === "stage" ? message.wraps : []);
  for (const { to: number, sealed } of wraps) {
    for (let seq = 0; seq < log.count; seq++) {
      const key = openWrap(sealed, { channel, seq, number }, identity);
      if (key) ring.learn(seq, key);
    }
  }
  const epochs = Array.from({ length: log.count }, (_, seq) => seq).filter((seq) => ring.key(seq));
  // With history shared it opens the past, too, as it would for whom it lets in.
  assertEquals(epochs.at(-1), log.count - 2);
});

Deno.test("a link with a part missing or of no known form is none", async () => {
  // Else half a link, cut by a mail program, goes out as a secret that opens nothing.
  await using scene = await HostileScene.open("alice");
  const link = await invites(scene);
  const bob = await scene.comes("bob");
  for (const broken of [link.slice(0, -1), link.replace("#", ""), `${link}x`, "", "#", link.replace(/#.*/, "#AAAA")]) {
    const outcome = await bob.do({ type: "useInvite", link: broken });
    assertEquals(!outcome.ok && outcome.code, "invalid", broken);
  }
  assertEquals(scene.relay.recorded.filter(({ who }) => who === "invite"), []);
});
