/**
 * Secrets where they do not belong: recognisable ones are planted in a conversation in which everything fails that can, and then looked for in all that
 * crossed the relay, in what it stored and logged, and in every word that anybody was told.
 */
import { assert, assertEquals } from "@std/assert";
import { SqliteStore } from "../../../../relay/store_sqlite.ts";
import { createLock, lockFile, unlockRecords } from "../../../../client/core/crypto/locked_records.ts";
import { encodeChanges } from "../../../../client/core/vault_changes.ts";
import type { Event } from "../../../../client/core/events.ts";
import type { Intent, Outcome } from "../../../../client/core/intents.ts";
import { readLink } from "../../../../client/core/invite_link.ts";
import { decodeState } from "../../../../client/core/vault_state.ts";
import { HostileKeeper, verdict } from "../../../fakes/hostile_keeper.ts";
import { HostileScene, SAVED } from "../../../fakes/hostile_scene.ts";
import { random } from "../../../fakes/guest.ts";

const PIN = "planted-pin-7391";
const WRONG_PIN = "planted-wrong-pin-5518";
const LONG_PIN = "planted-long-pin-".repeat(6);
const TEXT = "planted words, for members only";
const REASON = "planted reason";
const TOPIC = "planted topic";
const PASSPHRASE = "planted passphrase 2248";

interface Conversation {
  /** Everything that anybody was told in words, but for what he is to be shown. */
  readonly told: string;
  /** All bytes that crossed the relay, and all that it stored. */
  readonly crossed: string;
  readonly stored: string;
  readonly logged: string;
  /** What nobody but the members has. */
  readonly secrets: ReadonlyMap<string, string | Uint8Array>;
}

/** A day on which much goes wrong. */
async function converse(): Promise<Conversation> {
  const folder = Deno.makeTempDirSync();
  try {
    const outcomes: Outcome[] = [];
    const scene = new HostileScene({ store: new SqliteStore(`${folder}/pychat.db`, "crash") });
    const secrets = new Map<string, string | Uint8Array>();
    let events: readonly Event[] = [];
    {
      await using _scene = scene;
      await goWrong(scene, outcomes, secrets);
      events = ["alice", "bob", "mallory", "carol", "eve"].flatMap((name) => scene.client(name).events);
    }
    return {
      told: JSON.stringify([outcomes.map(withoutLink), events.map(withoutContent)], inHex),
      crossed: scene.relay.recorded.map(({ bytes }) => bytes.toHex()).join(" "),
      stored: [...Deno.readDirSync(folder)].map(({ name }) => Deno.readFileSync(`${folder}/${name}`).toHex()).join(" "),
      logged: scene.relay.logged.join("\n"),
      secrets,
    };
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

async function goWrong(
  scene: HostileScene,
  outcomes: Outcome[],
  secrets: Map<string, string | Uint8Array>,
): Promise<void> {
  const { relay } = scene;
  const alice = await scene.joins("alice", PIN);
  const { channel } = scene;
  const bob = await scene.joins("bob", PIN);
  const mallory = await scene.joins("mallory", PIN);
  const [eve, carol] = [await scene.comes("eve"), await scene.comes("carol")];
  const does = async (client: typeof alice, intent: Intent) => {
    const outcome = await client.do(intent);
    outcomes.push(outcome);
    return outcome;
  };
  const join = { type: "join", name: "Work", others: "ask" } as const;
  for (const pin of [WRONG_PIN, WRONG_PIN, LONG_PIN]) await does(eve, { ...join, pin });
  await does(eve, { ...join, name: "\u202e", pin: WRONG_PIN });
  await does(alice, { type: "topic", channel, text: TOPIC });
  await does(alice, { type: "say", channel, text: TEXT });
  await does(bob, { type: "kick", channel, nick: "alice", reason: REASON });
  await does(bob, { type: "say", channel, text: "x".repeat(60_000) });
  await does(alice, { type: "mute", channel, nick: "bob", ms: 60_000 });
  await does(bob, { type: "say", channel, text: TEXT });
  const invite = await does(alice, { type: "invite", channel, uses: 1, ms: undefined });
  const link = invite.ok && invite.link ? invite.link : "";
  const invitation = readLink(link);
  assert(invitation);
  // In the link it stands between the channel's id and the relay's mark.
  secrets.set("the invite's secret", invitation.secret).set("the secret in a link", link.slice(-42, -22));
  await does(eve, { type: "useInvite", link: link.slice(0, -2) });
  await does(eve, { type: "useInvite", link: link.replace(/.{4}$/, "AAAA") });
  await does(alice, { type: "policy", channel, change: { locked: true } });
  await does(carol, { ...join, pin: PIN });
  await does(alice, { type: "deny", channel, nick: "carol", reason: REASON });
  await relay.turn(30_000);
  await does(alice, { type: "policy", channel, change: { locked: false } });
  {
    using _keeper = new HostileKeeper(relay, "eve", (letter, keeper) => {
      return letter.type === "knock" ? [keeper.answer] : [verdict("denied", random(100))];
    });
    await does(eve, { ...join, pin: PIN });
  }
  const saved = decodeState(mallory.vault.saved.at(-1) ?? new Map());
  assert(saved);
  secrets.set("mallory's seed", saved.seed).set("mallory's box secret", saved.boxSecret);
  for (const { key, epoch } of saved.channels[0]?.keys ?? []) secrets.set(`the key of epoch ${epoch}`, key);
  await does(alice, { type: "kick", channel, nick: "mallory", reason: REASON });
  await does(mallory, { ...join, pin: PIN });
  await does(alice, { type: "pin", channel, pin: PIN });
  // The disk is full, the line breaks, the relay says what cannot be.
  alice.vault.full = true;
  await does(alice, { type: "say", channel, text: TEXT });
  await relay.turn(SAVED);
  alice.vault.full = false;
  await bob.loseLine();
  await does(bob, { type: "join", name: "Elsewhere", pin: PIN, others: "create" });
  await bob.back();
  relay.inject("bob", { type: "entry", channel, cursor: 0, author: scene.number("alice"), entry: random(300) });
  relay.tell("alice", { type: "shut", channel, code: 1, text: "The operator removed it." });
  await relay.settled();
  await does(alice, { type: "say", channel, text: TEXT });
  await relay.turn(SAVED);
}

/** Who makes an invite is given its link. */
function withoutLink(outcome: Outcome): Outcome {
  return outcome.ok ? { ...outcome, link: undefined } : outcome;
}

/** What people are to be shown is shown to them: the PIN in the view, what was said, the topic, why somebody was removed. */
function withoutContent(event: Event): unknown {
  switch (event.type) {
    case "channel":
      return { ...event, view: { ...event.view, pin: undefined, topic: undefined } };
    case "rows":
    case "olderRows":
      return event.rows.map((row) => row.type === "message" || row.type === "deed" ? row.type : row);
    case "pending":
      return event.type;
    case "closed":
      return { ...event, why: event.why.replace(/^(alice removed you|You were not let in): planted reason$/, "") };
    default:
      return event;
  }
}

function inHex(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? value.toHex() : value;
}

function bytesOf(secret: string | Uint8Array): Uint8Array {
  return typeof secret === "string" ? new TextEncoder().encode(secret) : secret;
}

/** A secret in all forms in which it could be written. */
function forms(secret: string | Uint8Array): readonly string[] {
  const base64 = bytesOf(secret).toBase64({ omitPadding: true }).slice(0, -1);
  const forms = [bytesOf(secret).toHex(), base64, base64.replaceAll("+", "-").replaceAll("/", "_")];
  return typeof secret === "string" ? [secret, ...forms] : forms;
}

/** Whether bytes, in hex, hold a secret as it is or in any of its forms. */
function hold(bytes: string, secret: string | Uint8Array): boolean {
  return [secret, ...forms(secret)].some((form) => bytes.includes(bytesOf(form).toHex()));
}

Deno.test("no secret crosses the relay, is stored or logged there, or stands in what anybody is told, whatever goes wrong", async () => {
  const { told, crossed, stored, logged, secrets } = await converse();
  const written = [PIN, WRONG_PIN, LONG_PIN, TEXT, REASON, TOPIC];
  for (const [what, secret] of [...written.map((text) => [text, text] as const), ...secrets]) {
    for (const form of forms(secret)) {
      assert(!told.includes(form), `somebody is told ${what}`);
      assert(!logged.includes(form), `the relay logs ${what}`);
    }
    assert(!hold(crossed, secret), `${what} crosses the relay`);
    assert(!hold(stored, secret), `the relay stores ${what}`);
  }
  assert(secrets.size >= 4);
  // The test would find them: it finds what is public.
  assert(hold(crossed, "mallory") && hold(stored, "mallory"));
  assert(told.includes("No channel Work answers to this PIN."));
});

Deno.test("a locked vault shows nothing of what is in it, and nobody is told what passphrase was tried", async () => {
  // Else who steals the file has the keys of all channels.
  await using scene = await HostileScene.open();
  const alice = await scene.joins("alice", PIN);
  await alice.say(scene.channel, TEXT);
  await scene.relay.turn(SAVED);
  const parts = alice.vault.saved.at(-1);
  assert(parts);
  const state = decodeState(parts);
  assert(state);
  const lock = await createLock(PASSPHRASE, { random, cost: { memory: 8, iterations: 1, parallelism: 1 } });
  const file = lockFile(encodeChanges(parts), { lock, random }).toHex();
  for (const secret of [PIN, TEXT, "alice", "Work", PASSPHRASE, state.seed, state.boxSecret, lock.key]) {
    assert(!hold(file, secret));
  }
  const tried = await unlockRecords(Uint8Array.fromHex(file), "planted wrong passphrase");
  assertEquals(tried, { ok: false, why: "passphrase wrong" });
});
