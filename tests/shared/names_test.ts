import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { sha256 } from "@noble/hashes/sha2.js";
import { beginsWithMark, isNameable } from "../../shared/nameable.ts";
import { channelName, checkChannelName, checkNick, nameKey, nick } from "../../shared/names.ts";
import { decode, encode, text } from "../../shared/wire.ts";
import { ProtocolError } from "../../shared/protocol_error.ts";

const CANNOT_BE_SHOWN = { ok: false, why: "The name has characters that cannot be shown." } as const;

Deno.test("a nick is kept as typed, without spaces around it and with composed letters", () => {
  for (const typed of ["alice", "Ärger", "李", "م", "o'neil", "x".repeat(24), "🦉"]) {
    assertEquals(checkNick(typed), { ok: true, name: typed });
  }
  assertEquals(checkNick("  alice\n"), { ok: true, name: "alice" });
  assertEquals(checkNick("e\u0301ve"), { ok: true, name: "éve" });
  assertEquals(checkNick("❤\ufe0f"), { ok: true, name: "❤" });
});

Deno.test("a nick that is empty, too long, has a space or an @ is refused in words", () => {
  assertEquals(checkNick("   "), { ok: false, why: "The name is empty." });
  assertEquals(checkNick("x".repeat(25)), { ok: false, why: "The name is longer than 24 characters." });
  for (const typed of ["al ice", "@alice"]) {
    assertEquals(checkNick(typed), { ok: false, why: "A name has no spaces and no @." });
  }
});

const unshowable: Readonly<Record<string, string>> = {
  "a control character": "a\u0007b",
  "a line break": "a\nb",
  "an escape": "a\u001b[31mb",
  "a turn of the line": "a\u202eb",
  "an isolate": "a\u2066b",
  "a zero-width space": "a\u200bb",
  "a joiner": "a\u200db",
  "a grapheme joiner": "a\u034fb",
  "a Hangul filler": "a\u3164b",
  "an empty braille cell": "a\u2800b",
  "a variation selector": "a\u{e0100}b",
  "a tag": "a\u{e0041}b",
  "a private character": "a\ue000b",
  "half a character": "a\ud800b",
  "a line separator": "a\u2028b",
  "a wide space": "a\u3000b",
  "a mark at its beginning": "\u0301a",
};

for (const [what, typed] of Object.entries(unshowable)) {
  Deno.test(`a name with ${what} is refused`, () => {
    assertEquals(checkNick(typed), CANNOT_BE_SHOWN);
    assert(!checkChannelName(typed).ok);
  });
}

Deno.test("a character that is newer than Unicode 15.0.0 is refused, typed and on the wire, whatever this runtime knows", () => {
  // Else two members whose programs know another Unicode take the same log for right and for wrong.
  const tooNew = { ok: false, why: "The name has characters that are too new for a name." } as const;
  // Of 15.1, 16 and 17.
  for (const character of ["\u{2ebf0}", "\u1c89", "\u{16ea0}"]) {
    const typed = `a${character}`;
    const known = /\p{Cn}/u.test(character) ? CANNOT_BE_SHOWN : tooNew;
    assertEquals(checkNick(typed), known);
    assert(!checkChannelName(typed).ok);
    assertThrows(() => decode(nick, encode(text(96), typed)), ProtocolError);
  }
});

Deno.test("which characters a name can hold, and which key it has, is as it has been since version 1 of entries", () => {
  const all = Array.from({ length: 0x11_0000 }, (_, code) => String.fromCodePoint(code)).filter(isNameable);
  const digest = (of: (character: string) => unknown) => {
    return sha256(new TextEncoder().encode(all.map((character) => `${character}\t${of(character)}\n`).join("")))
      .toHex();
  };
  assertEquals(all.length, 148_730);
  assertEquals(digest(beginsWithMark), "d34ae31a7bc45f4f273186ca173cea08d6cf8d9c6d484b8429c787d8c9c1e8a0");
  // This depends on the runtime: one that gives another digest disagrees with all others about who has which name.
  assertEquals(digest(nameKey), "a7b9cc48abc42a432807047eb6c9cf6cd9b70ae4379156a4b364e221ada53901");
});

Deno.test("a letter at the end of a word is the one it is inside, and no case that a letter is given later is followed", () => {
  assertEquals([nameKey("ΟΔΟΣ"), nameKey("οδος"), nameKey("οδοσ")], ["οδοσ", "οδοσ", "οδοσ"]);
  // Since Unicode 16 this one has an upper case.
  assertEquals(nameKey("a\u019b"), "a\u019b");
  // And of this one, which has no case, that is how a later runtime would be: it must not have another key there.
  const { toLowerCase } = String.prototype;
  String.prototype.toLowerCase = function () {
    return toLowerCase.call(this).replaceAll("\u01bb", "\u{2fe0}");
  };
  try {
    assertEquals(nameKey("a\u01bb"), "a\u01bb");
  } finally {
    String.prototype.toLowerCase = toLowerCase;
  }
});

Deno.test("a channel name may have spaces inside and may be empty on the wire only", () => {
  assertEquals(checkChannelName(" rose garden "), { ok: true, name: "rose garden" });
  assertEquals(checkChannelName(""), { ok: false, why: "The channel name is empty." });
  assertEquals(decode(channelName, encode(channelName, "")), "");
});

Deno.test("names that a person takes for the same have one key", () => {
  for (
    const [one, other] of [["Alice", "aLICE"], ["ＡＢ", "ab"], ["ΟΔΟΣ", "οδος"], ["straße", "STRASSE"], ["ẞ", "ß"], [
      "ﬁ",
      "fi",
    ], ["K", "k"]]
  ) {
    assertEquals(nameKey(one ?? ""), nameKey(other ?? ""));
  }
});

Deno.test("the key of any letter's key is that key, and its upper and lower case have it too", () => {
  for (let code = 0; code < 0x11_0000; code++) {
    const letter = String.fromCodePoint(code);
    if (!isNameable(letter)) continue;
    if (letter.toUpperCase() === letter.toLowerCase() && letter.normalize("NFKC") === letter) continue;
    const key = nameKey(letter);
    for (const form of [key, letter.toUpperCase(), letter.toLowerCase()].filter(isNameable)) {
      if (nameKey(form) !== key) assertEquals(nameKey(form), key, code.toString(16));
    }
  }
});

Deno.test("whatever is accepted when typed is taken on the wire, and nothing else is", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 30 }), (typed) => {
    const checked = checkNick(typed);
    if (checked.ok) assertEquals(decode(nick, encode(nick, checked.name)), checked.name);
    if (!checked.ok || checked.name !== typed) {
      if (!/\p{Cn}/u.test(typed)) assertThrows(() => decode(nick, encode(text(200), typed)), ProtocolError);
    }
  }));
});
