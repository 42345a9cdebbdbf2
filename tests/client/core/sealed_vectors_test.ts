import { assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { openNote, openWhy, sealNote, sealWhy } from "../../../client/core/channel_letters.ts";
import { decodeCast, decodeSaid, encodeCast, encodeSaid } from "../../../client/core/content.ts";
import { openBox } from "../../../client/core/crypto/box.ts";
import { openLetter, PURPOSE } from "../../../client/core/crypto/under_key.ts";
import { openDenial } from "../../../client/core/denial.ts";
import { readLink } from "../../../client/core/invite_link.ts";
import { decodeLetter, encodeLetter } from "../../../client/core/letters.ts";
import { encodeState } from "../../../client/core/kept_state.ts";
import { type Parts, withChanges } from "../../../client/core/vault.ts";
import { decodeChanges, encodeChanges } from "../../../client/core/vault_changes.ts";
import { decodeState } from "../../../client/core/vault_state.ts";
import { fromHex } from "../../../shared/ids.ts";
import { holds } from "../../../shared/public_key.ts";
import { identityOf } from "../../shared/log/story.ts";
import { replaced } from "../../vectors/make_log.ts";
import { boxKey, boxPlace, CASTS, fixedRandom, LETTERS, SAID, vectors } from "../../vectors/make_sealed.ts";

const written: unknown = JSON.parse(Deno.readTextFileSync(new URL("../../vectors/sealed.json", import.meta.url)));
const all = vectors() as Readonly<Record<string, Uint8Array>>;
const place = { channel: boxPlace("said").channel, seq: 7 };
const key = new Uint8Array(32).fill(0x6b);
const old = new Uint8Array(32).fill(0x6f);
const alice = identityOf("alice").id;

Deno.test("all that clients seal and sign is the same bytes as ever", () => {
  assertEquals(JSON.parse(JSON.stringify(vectors(), replaced)), written);
});

Deno.test("every letter under an epoch's key opens with it, for its purpose, at its place, and otherwise not", () => {
  const { forward = key, back = key, why = key, note = key } = all;
  assertEquals(openLetter(PURPOSE.forward, { key: old, place }, forward), key);
  assertEquals(openLetter(PURPOSE.back, { key, place }, back), old);
  assertEquals(openWhy({ key: old, place }, why), "spam");
  assertEquals(openNote({ key, place }, note), { hasPin: true, pin: "1234", topic: "flowers", topicAt: 7 });
  assertEquals(openLetter(PURPOSE.back, { key: old, place }, forward), undefined);
  assertEquals(openLetter(PURPOSE.forward, { key, place }, forward), undefined);
  assertEquals(openLetter(PURPOSE.forward, { key: old, place: { ...place, seq: 8 } }, forward), undefined);
  assertEquals(openWhy({ key, place }, why), "");
  assertEquals(openNote({ key: old, place }, note), undefined);
});

Deno.test("PINs and reasons of different lengths make letters of the same length", () => {
  const notes = ["1", "1234", "correct horse battery"].map((pin) => {
    return sealNote({ key, place, random: fixedRandom }, { hasPin: true, pin, topic: "", topicAt: 0 });
  });
  assertEquals(new Set(notes.map(({ length }) => length)).size, 1);
  const reasons = ["", "spam", "you said it twice"].map((why) => sealWhy({ key, place, random: fixedRandom }, why));
  assertEquals(new Set(reasons.map(({ length }) => length)).size, 1);
});

for (const [kind, contents] of [["said", SAID.map(encodeSaid)], ["cast", CASTS.map(encodeCast)]] as const) {
  const boxes = (vectors()[kind === "said" ? "said" : "casts"] as readonly { readonly box: Uint8Array }[])
    .map(({ box }) => box);

  Deno.test(`every box of what is ${kind} opens to what was put in, and says who signed it`, () => {
    for (const [index, box] of boxes.entries()) {
      const opened = openBox(boxKey(kind), boxPlace(kind), alice, box);
      assertEquals(opened?.content, contents[index]);
      assertEquals(opened && holds(opened.claim), true);
    }
  });

  Deno.test(`no box of what is ${kind} opens or holds anywhere else, in another's name, or changed`, () => {
    const [box = new Uint8Array()] = boxes;
    const here = boxPlace(kind);
    const places = [
      { ...here, epoch: 8 },
      { ...here, counter: 43 },
      { ...here, author: boxPlace("said").epoch as typeof here.author },
      { ...here, kind: kind === "said" ? "cast" as const : "said" as const },
    ];
    for (const elsewhere of places) assertEquals(openBox(boxKey(kind), elsewhere, alice, box), undefined);
    const otherHead = openBox(
      boxKey(kind),
      { ...here, head: fromHex("00".repeat(32)).toHex() as typeof here.head },
      alice,
      box,
    );
    assertEquals(otherHead && holds(otherHead.claim), false);
    const otherName = openBox(boxKey(kind), here, identityOf("bob").id, box);
    assertEquals(otherName && holds(otherName.claim), false);
    for (let at = 4; at < box.length; at++) {
      assertEquals(openBox(boxKey(kind), here, alice, box.with(at, (box[at] ?? 0) ^ 1)), undefined);
    }
    for (let length = 0; length < box.length; length++) {
      assertEquals(openBox(boxKey(kind), here, alice, box.subarray(0, length)), undefined);
    }
  });
}

Deno.test("content reads back, and what is no content of this version is newer, never an error", () => {
  assertEquals(SAID.map(encodeSaid).map(decodeSaid), [...SAID]);
  assertEquals(CASTS.map(encodeCast).map(decodeCast), [...CASTS]);
  for (const bytes of SAID.map(encodeSaid)) {
    for (let length = 0; length < bytes.length; length++) {
      assertEquals(decodeSaid(bytes.subarray(0, length)), { type: "unknown" });
    }
    assertEquals(decodeSaid(bytes.with(0, 2)), { type: "unknown" });
  }
  assertEquals(CASTS.map(encodeCast).map(decodeSaid).map(({ type }) => type), CASTS.map(() => "unknown"));
  fc.assert(fc.property(fc.uint8Array(), (bytes) => {
    decodeSaid(bytes);
    decodeCast(bytes);
  }));
});

Deno.test("letters at doors read back, and noise is none", () => {
  assertEquals(LETTERS.map(encodeLetter).map(decodeLetter), [...LETTERS]);
  for (const bytes of LETTERS.map(encodeLetter)) {
    for (let length = 0; length < bytes.length; length++) {
      assertEquals(decodeLetter(bytes.subarray(0, length)), undefined);
    }
  }
  fc.assert(fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
    const letter = decodeLetter(bytes);
    if (letter) assertEquals(encodeLetter(letter), bytes);
  }));
});

Deno.test("a vault's parts read back, and what is cut, missing or newer is not read at all", () => {
  const { vault = key } = all;
  const parts: Parts = withChanges(new Map(), decodeChanges(vault));
  const state = decodeState(parts);
  assertEquals(state && encodeChanges(encodeState(state)), vault);
  for (const [name, bytes] of parts) {
    for (let length = 0; length < bytes.length; length += 7) {
      assertEquals(decodeState(withChanges(parts, new Map([[name, bytes.subarray(0, length)]]))), undefined);
    }
  }
  for (const gone of ["self", "members"]) {
    const name = [...parts.keys()].find((name) => name.startsWith(gone)) ?? "";
    assertEquals(decodeState(withChanges(parts, new Map([[name, undefined]]))), undefined, gone);
  }
  const self = parts.get("self") ?? key;
  assertEquals(decodeState(withChanges(parts, new Map([["self", self.with(0, 2)]]))), undefined);
});

Deno.test("a denial opens for him alone, for this channel", () => {
  const { denial = key } = all;
  assertEquals(openDenial(denial, place.channel, identityOf("bob")), "not today");
  assertEquals(openDenial(denial, place.channel, identityOf("alice")), undefined);
  assertEquals(openDenial(denial, "00".repeat(16) as typeof place.channel, identityOf("bob")), undefined);
});

Deno.test("an invite's link reads back, with or without what browsers add, and half a link is none", () => {
  const link = vectors()["link"] as string;
  const read = readLink(link);
  assertEquals(read?.relay, "relay.example.com:5000");
  assertEquals(read?.secret, new Uint8Array(16).fill(9));
  for (const form of [link.replace("http://", ""), link.replace("http:", "https:"), ` ${link}\n`]) {
    assertEquals(readLink(form), read);
  }
  for (const no of ["", "http://relay.example.com/", link.slice(0, -1), `${link}x`, link.replace("#", "?")]) {
    assertEquals(readLink(no), undefined);
  }
  assertNotEquals(link.indexOf("#"), -1);
});
