/**
 * Writes sealed.json: everything that clients seal or sign besides entries, and every letter and content, with keys and randomness that are always the same.
 * Run by hand when the bytes are meant to change: deno run --allow-write=tests/vectors tests/vectors/make_sealed.ts
 */
import { sealNote, sealWhy } from "../../client/core/channel_letters.ts";
import { type Cast, encodeCast, encodeSaid, type Said } from "../../client/core/content.ts";
import { type BoxPlace, sealBox } from "../../client/core/crypto/box.ts";
import { answerShare, VisitorHalf } from "../../client/core/crypto/door.ts";
import { commitTo, keyFor, PURPOSE, sealLetter } from "../../client/core/crypto/under_key.ts";
import { sealDenial } from "../../client/core/denial.ts";
import { relayMark, writeLink } from "../../client/core/invite_link.ts";
import { encodeLetter, type Letter } from "../../client/core/letters.ts";
import { encodeState } from "../../client/core/kept_state.ts";
import { encodeChanges } from "../../client/core/vault_changes.ts";
import type { VaultState } from "../../client/core/vault_state.ts";
import {
  type BlobId,
  type ChannelId,
  channelId,
  type Head,
  head,
  type MemberNumber,
  memberNumber,
} from "../../shared/ids.ts";
import { nickKey, nickLook } from "../../shared/skeleton.ts";
import { decode, encode, u32 } from "../../shared/wire.ts";
import { card, identityOf } from "../shared/log/story.ts";
import { replaced } from "./make_log.ts";

const channel: ChannelId = decode(channelId, new Uint8Array(16).fill(0xc4));
const newest: Head = decode(head, new Uint8Array(32).fill(0x4e));
const key = new Uint8Array(32).fill(0x6b);
const old = new Uint8Array(32).fill(0x6f);
const place = { channel, seq: 7 };
const author = number(3);
const ref = { author, counter: 41 };
const at = 1_700_000_000_000;

/** Randomness that is none. */
export function fixedRandom(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) => 0xa0 + index % 16);
}

export const SAID: readonly Said[] = [
  { type: "text", at, reply: [], text: "good morning" },
  { type: "text", at, reply: [ref], text: "Grüße 👋🏽" },
  { type: "edit", at, of: ref, text: "good evening" },
  { type: "erase", at, of: ref },
  { type: "react", at, of: ref, emoji: "👍", on: true },
  { type: "topic", at, topic: "flowers" },
  { type: "asks", at, card: card("bob"), proven: true },
  { type: "denied", at, identity: identityOf("bob").id, letter: new Uint8Array(3).fill(1) },
  {
    ...{ type: "file", at, blob: "000102030405060708090a0b0c0d0e0f" as BlobId, key: new Uint8Array(32).fill(7) },
    ...{ size: 300_000, name: "plan.pdf" },
  },
];

export const CASTS: readonly Cast[] = [
  { type: "typing", on: true },
  { type: "read", cursor: 99 },
  { type: "status", away: true, text: "lunch" },
  { type: "wrongPins", count: 3 },
];

export const LETTERS: readonly Letter[] = [
  { type: "knock", version: 1, sid: new Uint8Array(16).fill(1), card: card("bob") },
  { type: "answer", sid: new Uint8Array(16).fill(2), card: card("alice") },
  { type: "share", share: new Uint8Array(32).fill(3) },
  { type: "reply", share: new Uint8Array(32).fill(4), head: newest, tag: new Uint8Array(64).fill(5) },
  { type: "proof", tag: new Uint8Array(64).fill(6) },
  { type: "verdict", code: 1, sealed: new Uint8Array(0) },
  { type: "ask", again: 0 },
];

const STATE: VaultState = {
  nick: "alice",
  seed: new Uint8Array(32).fill(1),
  boxSecret: new Uint8Array(32).fill(2),
  relayKey: [new Uint8Array(32).fill(3)],
  channels: [{
    ...{
      id: channel,
      name: "garden",
      pin: ["1234"],
      formerPins: ["4321"],
      topic: "flowers",
      topicAt: at,
      doubted: at - 1,
      count: 8,
      head: newest,
      noted: 7,
    },
    ...{ keys: [{ epoch: 7, key }], cursor: 99, passed: 7, heard: [{ author, counter: 41 }] },
    ...{ skipped: [author], unheard: 6 },
    ...{ read: 98, counter: 41, guesses: 2 },
    known: [{
      ...{ channel, name: "garden", head: newest, count: 8, epoch: 7, time: at, owed: false },
      policy: { locked: true, keep: false, history: true, adminsSetTopic: false, open: false },
      members: [
        { number: number(0), card: card("alice"), ...looks("alice"), adminSince: 0, mutedUntil: 0 },
        { number: author, card: card("bob"), ...looks("bob"), adminSince: undefined, mutedUntil: at + 1 },
      ],
      invites: [{ number: number(5), card: card("carol"), usesLeft: 2, until: at + 2 }],
      bans: new Map([[identityOf("mallory").id, at + 3]]),
      mutes: new Map([[identityOf("carol").id, at + 4]]),
    }],
    outbox: [{ counter: 42, content: encodeSaid({ type: "text", at, reply: [], text: "on its way" }) }],
    requests: [{ card: card("bob"), proven: true, at }],
  }],
  gone: [{ channel, count: 3, head: newest, guesses: 4, heard: [{ author, counter: 40 }] }],
  asked: [{ channel, name: "shed", pin: "777", head: [newest] }],
  tries: [{ name: "garden", since: at, wrong: 1 }],
  ignored: [identityOf("mallory").id],
  verified: [{ nickKey: "bob", id: identityOf("bob").id }],
  files: [{
    ...{ channel, blob: "000102030405060708090a0b0c0d0e0f" as BlobId, key: new Uint8Array(32).fill(7) },
    ...{ name: "plan.pdf", size: 300_000, from: card("bob"), at, stage: "fetching" },
    ...{ path: "/home/alice/Downloads/plan.pdf.part", mark: "", chunks: 1 },
  }],
};

/** Everything that is written down, by what it is. */
export function vectors(): Readonly<Record<string, unknown>> {
  return {
    commit: commitTo(key),
    keys: Object.fromEntries(Object.values(PURPOSE).map((purpose) => [purpose, keyFor(purpose, key)])),
    forward: sealLetter(PURPOSE.forward, { key: old, place, random: fixedRandom }, key),
    back: sealLetter(PURPOSE.back, { key, place, random: fixedRandom }, old),
    why: sealWhy({ key: old, place, random: fixedRandom }, "spam"),
    note: sealNote({ key, place, random: fixedRandom }, { hasPin: true, pin: "1234", topic: "flowers", topicAt: 7 }),
    said: SAID.map((content) => ({ content, bytes: encodeSaid(content), box: box("said", encodeSaid(content)) })),
    casts: CASTS.map((content) => ({ content, bytes: encodeCast(content), box: box("cast", encodeCast(content)) })),
    letters: LETTERS.map((letter) => ({ letter, bytes: encodeLetter(letter) })),
    door: door(),
    denial: sealDenial("not today", channel, card("bob"), fixedRandom),
    relayMark: relayMark(new Uint8Array(32).fill(3)),
    link: writeLink({
      relay: "relay.example.com:5000",
      channel,
      secret: new Uint8Array(16).fill(9),
      relayMark: relayMark(new Uint8Array(32).fill(3)),
    }),
    vault: encodeChanges(encodeState(STATE)),
  };
}

/** Where the boxes stand. */
export function boxPlace(kind: BoxPlace["kind"]): BoxPlace {
  return { kind, channel, epoch: 7, head: newest, author, counter: 42 };
}

export function boxKey(kind: BoxPlace["kind"]): Uint8Array {
  return keyFor(PURPOSE[kind], key);
}

function box(kind: BoxPlace["kind"], content: Uint8Array): Uint8Array {
  return sealBox(boxKey(kind), boxPlace(kind), { content, identity: identityOf("alice"), random: fixedRandom });
}

/** A visit in which both sides know the PIN. */
function door() {
  const sids = [new Uint8Array(16).fill(1), new Uint8Array(16).fill(2)] as const;
  const meeting = { pin: "1234", name: "Garden", channel, visitor: card("bob"), keeper: card("alice"), sids };
  const visitor = new VisitorHalf(meeting, fixedRandom);
  const answer = answerShare(meeting, visitor.share, { head: newest, random: (size) => fixedRandom(size).reverse() });
  if (!answer) throw new Error("The door's own shares are no points");
  return { visitorShare: visitor.share, ...answer, proof: visitor.prove({ ...answer, head: newest }) };
}

function looks(nick: string) {
  return { nickKey: nickKey(nick), nickLook: nickLook(nick) };
}

function number(value: number): MemberNumber {
  return decode(memberNumber, encode(u32, value));
}

if (import.meta.main) {
  const file = new URL("sealed.json", import.meta.url);
  Deno.writeTextFileSync(file, `${JSON.stringify(vectors(), replaced, 2)}\n`);
}
