/**
 * Nothing that leaves a client is a function of the PIN, or of the PIN and public values. What a test can show of it: which fields depend on the PIN at all
 * when everything else is the same; that those change with the secret randomness alone; and that whoever has recorded everything finds nothing in it that
 * is more like the right PIN than like a wrong one. That CPace's shares tell nothing is the draft's proof; that these are CPace's shares is cpace_test.ts.
 */
import { hmac } from "@noble/hashes/hmac.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { assert, assertEquals } from "@std/assert";
import { MOST_PIN, sealNote } from "../../../../client/core/channel_letters.ts";
import { MOST_TOPIC } from "../../../../client/core/content.ts";
import { random } from "../../../fakes/guest.ts";
import { type CpaceInput, cpaceTag, shareOf } from "../../../../client/core/crypto/cpace.ts";
import { KEY_BYTES, openLetter, PURPOSE } from "../../../../client/core/crypto/under_key.ts";
import { decodeLetter, type Letter, type LetterOf } from "../../../../client/core/letters.ts";
import { card } from "../../../../shared/card.ts";
import { type ChannelId, fromHex } from "../../../../shared/ids.ts";
import { decodeEntry } from "../../../../shared/log/entry.ts";
import type { FromClient } from "../../../../shared/messages.ts";
import { digest, encodeParts } from "../../../../shared/public_key.ts";
import { encode } from "../../../../shared/wire.ts";
import type { HostileRelay } from "../../../fakes/hostile_relay.ts";
import { HostileScene } from "../../../fakes/hostile_scene.ts";

const utf8 = new TextEncoder();
const NAME = "Work";
/** They differ in length, too. */
const [ONE, OTHER] = ["1234", "correct horse battery"];
const WRONG = "0000";
const NEXT = "-5678";

/** The same numbers in every run, but where `change` names their size: an engine draws scalars of 64 bytes, nonces of 24, and keys of 32. */
function drawn(who: string, change: readonly number[]): (size: number) => Uint8Array {
  let draws = 0;
  return (size) => {
    const seed = utf8.encode(`${who} ${draws++} ${size} ${change.includes(size) ? "other" : ""}`);
    return new Uint8Array([...sha512(seed), ...sha512(seed.toReversed())]).slice(0, size);
  };
}

/** A channel's whole life with its PIN: created, joined, guessed at wrongly, somebody kicked, the PIN replaced, joined again. */
async function life(pin: string, change: readonly number[] = []): Promise<HostileRelay> {
  await using scene = new HostileScene();
  const joins = (who: string, with_: string) => scene.joins(who, with_, { random: drawn(who, change) });
  const alice = await joins("alice", pin);
  const channel = scene.channel;
  await joins("bob", pin);
  await joins("mallory", pin);
  const eve = await scene.comes("eve", { random: drawn("eve", change) });
  await eve.do({ type: "join", name: NAME, pin: WRONG, others: "ask" });
  await alice.say(channel, "who was that?");
  await alice.must({ type: "kick", channel, nick: "mallory", reason: "" });
  await alice.must({ type: "pin", channel, pin: pin + NEXT });
  await joins("carol", pin + NEXT);
  return scene.relay;
}

/** All that clients said, field by field; but how they entered, which is before any PIN and depends on the relay's randomness. */
function fields({ recorded }: HostileRelay): readonly (readonly [name: string, value: string])[] {
  return recorded.flatMap(({ who, way, message }) => {
    if (way !== "said" || message.type === "enter") return [];
    return flat(`${who} ${message.type}`, opened(message));
  });
}

/** A message with what is in its letters and entries taken apart. */
function opened(message: FromClient): unknown {
  if ("entry" in message) return { ...message, entry: decodeEntry(message.entry) };
  if (message.type !== "visit" && message.type !== "knock") return message;
  return { ...message, body: decodeLetter(message.body) };
}

function flat(path: string, value: unknown): readonly (readonly [string, string])[] {
  if (value instanceof Uint8Array) return [[path, value.toHex()]];
  if (typeof value !== "object" || value === null) return [[path, String(value)]];
  const type = "type" in value ? `${path} ${String(value.type)}` : path;
  return Object.entries(value).flatMap(([name, inner]) => flat(`${type}.${name}`, inner));
}

/** The names of the fields in which two runs differ. */
function differing(one: HostileRelay, other: HostileRelay): ReadonlySet<string> {
  const [ours, theirs] = [fields(one), fields(other)];
  assertEquals(ours.map(([name]) => name), theirs.map(([name]) => name));
  const names = ours.flatMap(([name, value], at) => value === theirs[at]?.[1] ? [] : [name]);
  return new Set(names.map((name) => name.replace(/^\S+ /, "").replaceAll(/(\S+) \1\b/g, "$1")));
}

Deno.test("of all that clients say, shares and proofs of visits, sealed notes, and what is signed over those depend on the PIN", async () => {
  const [one, other] = [await life(ONE), await life(OTHER)];
  const entry = (type: string) => [`${type}.entry.epoch.note`, `${type}.entry.prev`, `${type}.entry.sig`];
  assertEquals(
    [...differing(one, other)].sort(),
    [
      ...entry("append"),
      // Its signature covers the head, which is a hash of the entry with the sealed note.
      ...["cast.body", "cast.head", "post.body", "post.head"],
      ...["visit.body proof.tag", "visit.body reply.head", "visit.body reply.share", "visit.body reply.tag"],
      "visit.body share.share",
    ].sort(),
  );
});

Deno.test("neither the number nor the length of what clients say depends on the PIN", async () => {
  // Else who only counts bytes knows how long the PIN is, or when it was right.
  const [one, other] = [await life(ONE), await life(OTHER)];
  const lengths = ({ recorded }: HostileRelay) =>
    recorded.map(({ who, way, bytes }) => `${who} ${way} ${bytes.length}`);
  assertEquals(lengths(one), lengths(other));
});

Deno.test("the length of a note says nothing of the PIN, beside whatever topic", () => {
  const key = new Uint8Array(32).fill(1);
  const place = { channel: "0c".repeat(16) as ChannelId, seq: 3 };
  for (let length = 0; length <= MOST_TOPIC; length += 5) {
    const topic = "t".repeat(length);
    const sizes = ["", "1234", "amber-fox-lamp", "x".repeat(MOST_PIN)].map((pin) => {
      return sealNote({ key, place, random }, { hasPin: true, pin, topic, topicAt: 1 }).length;
    });
    assertEquals(new Set(sizes).size, 1, `${length}: ${sizes}`);
  }
});

Deno.test("what depends on the PIN changes with secret randomness alone: it is no function of the PIN and of what is public", async () => {
  const one = await life(ONE);
  // The scalars of visits only: all else that could go into a share or a proof, heads and ids and nonces, is the same.
  const otherScalars = await life(ONE, [64]);
  assertEquals(
    [...differing(one, otherScalars)].sort(),
    [
      ...["visit.body proof.tag", "visit.body reply.share", "visit.body reply.tag", "visit.body share.share"],
    ].sort(),
  );
  assertEquals(shared(one, otherScalars, "share"), 0);
  assertEquals(shared(one, otherScalars, "tag"), 0);
  // A sealed note is under a key that no relay has, and of two under one key none is like the other.
  const otherNonces = await life(ONE, [24]);
  assertEquals(shared(one, otherNonces, "note"), 0);
});

/** How many values fields of that name have in both runs. */
function shared(one: HostileRelay, other: HostileRelay, name: string): number {
  const values = (relay: HostileRelay) =>
    fields(relay).flatMap(([path, value]) => path.endsWith(`.${name}`) ? [value] : []);
  const theirs = new Set(values(other));
  assert(theirs.size > 0);
  return values(one).filter((value) => value !== "" && theirs.has(value)).length;
}

/** All that a relay can make of a PIN and of what it has seen, and might find again in what it has seen. */
function madeOf(pin: string, relay: HostileRelay): readonly Uint8Array[] {
  const password = utf8.encode(pin);
  const known = publicValues(relay);
  const hashed = known.flatMap((value) => {
    return [sha256, sha512].flatMap((hash) => [
      hash(new Uint8Array([...password, ...value])),
      hash(new Uint8Array([...value, ...password])),
      hmac(hash, password, value),
      hmac(hash, value, password),
    ]);
  });
  const labelled = known.map((value) => digest("pychat/pin/1", value, password));
  return [password, ...hashed, ...labelled, ...visitsOf(relay).flatMap((visit) => sharesOf(pin, visit))];
}

/** What anybody can compute for a visit and a PIN: shares with a scalar that is known, and the proofs of a meeting without a secret. */
function sharesOf(pin: string, { info, sid, reply }: Visit): readonly Uint8Array[] {
  const input: CpaceInput = { password: utf8.encode(pin), info, sid };
  const shares = [1n, 2n, 3n].map((scalar) => shareOf(input, scalar));
  const tags = shares.map((share) => cpaceTag(share, sid, { share: reply.share, data: fromHex(reply.head) }));
  return [...shares, ...tags];
}

/** Whether any note of the log opens with a key that is made of the PIN. */
function opensWith(made: readonly Uint8Array[], relay: HostileRelay): boolean {
  const channel = channelOf(relay);
  const keys = made.filter(({ length }) => length >= KEY_BYTES).map((value) => value.slice(0, KEY_BYTES));
  return relay.recorded.some(({ message }) => {
    const entry = message.type === "append" ? decodeEntry(message.entry) : undefined;
    if (!entry || !("epoch" in entry)) return false;
    const place = { channel, seq: entry.seq };
    return keys.some((key) => openLetter(PURPOSE.note, { key, place }, entry.epoch.note) !== undefined);
  });
}

function channelOf({ recorded }: Pick<HostileRelay, "recorded">): ChannelId {
  const [opened] = recorded.flatMap(({ message }) => message.type === "opened" ? [message] : []);
  assert(opened);
  return opened.channel;
}

/** Every field of fixed size that is in the recording: ids, sids, shares, heads, keys, challenges, signatures. */
function publicValues(relay: HostileRelay): readonly Uint8Array[] {
  const values = fields(relay).flatMap(([, value]) =>
    /^([0-9a-f]{32}|[0-9a-f]{64}|[0-9a-f]{128})$/.test(value) ? [value] : []
  );
  return [utf8.encode(NAME), utf8.encode(NAME.toLowerCase()), ...[...new Set(values)].map(fromHex)];
}

interface Visit {
  readonly info: Uint8Array;
  readonly sid: Uint8Array;
  readonly reply: LetterOf<"reply">;
}

/** The visits in a recording, as far as they went. */
function visitsOf(relay: HostileRelay): readonly Visit[] {
  const letters = relay.recorded.flatMap(({ message }) => {
    const letter = message.type === "knock" || message.type === "visit" ? decodeLetter(message.body) : undefined;
    return letter ?? [];
  });
  const door = [utf8.encode(NAME.toLowerCase()), fromHex(channelOf(relay))];
  const last = new Map<string, Letter>();
  return letters.flatMap((letter) => {
    last.set(letter.type, letter);
    const [knock, answer] = [last.get("knock"), last.get("answer")];
    if (letter.type !== "reply" || knock?.type !== "knock" || answer?.type !== "answer") return [];
    const info = encodeParts("pychat/door/1", ...door, encode(card, knock.card), encode(card, answer.card));
    return [{ info, sid: new Uint8Array([...knock.sid, ...answer.sid]), reply: letter }];
  });
}

Deno.test("who has recorded all that ever crossed the relay finds nothing in it that tells the right PIN from a wrong one", async () => {
  const relay = await life(ONE);
  assert(visitsOf(relay).length >= 4);
  const all = relay.recorded.map(({ bytes }) => bytes.toHex()).join(" ");
  const knows = (recording: string, pin: string) => {
    const [, ...made] = madeOf(pin, relay);
    // Of a hash the beginning would do as a lookup key. The PIN as it is written is the next test.
    return made.some((value) => recording.includes(value.slice(0, 8).toHex())) || opensWith(made, relay);
  };
  for (const pin of [ONE, ONE + NEXT, WRONG, "4321", "9999"]) assert(!knows(all, pin), `the recording knows ${pin}`);
  // And it would find it, had a client sent a hash of the PIN with the channel's id.
  const leak = sha256(new Uint8Array([...utf8.encode(ONE), ...fromHex(channelOf(relay))]));
  assert(knows(`${all} ${leak.toHex()}`, ONE));
  assert(!knows(`${all} ${leak.toHex()}`, WRONG));
});

Deno.test("a PIN is nowhere in what crosses the relay, as it is written or encoded", async () => {
  // Else all the rest is for nothing.
  const relay = await life("PIN-that-is-known");
  const all = relay.recorded.map(({ bytes }) => bytes.toHex()).join(" ");
  for (const form of ["PIN-that-is-known", btoa("PIN-that-is-known").slice(0, 20)]) {
    assert(!all.includes(utf8.encode(form).toHex()));
  }
});
