import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { isNameable } from "../../shared/nameable.ts";
import { confusables } from "../../shared/confusables.ts";
import { checkNick, nameKey } from "../../shared/names.ts";
import { nickKey, nickLook, skeleton } from "../../shared/skeleton.ts";
import { NAMES } from "./first_names.ts";

const same: Readonly<Record<string, readonly [one: string, other: string]>> = {
  "another case": ["Alice", "aLICE"],
  "another sigma": ["ΝΊΚΟΣ", "νίκος"],
  "a sharp s": ["Weiß", "WEISS"],
  "full width": ["Ａｌｉｃｅ", "alice"],
  "mathematical letters": ["𝓐𝕝𝖎𝚌𝐞", "alice"],
  "letters in circles": ["Ⓐⓛⓘⓒⓔ", "alice"],
  "small capitals": ["ᴠᴄᴏ", "vco"],
  "a Cyrillic small letter": ["\u0430lice", "Alice"],
  "Cyrillic letters only": ["\u0430\u0441\u0435", "ACE"],
  "a Cyrillic capital, against small letters": ["\u0412ob", "bob"],
  "a Greek omicron": ["B\u03bfb", "bob"],
  "a Greek capital nu": ["\u039dancy", "nancy"],
  "a Greek lunate sigma": ["ali\u03f2e", "alice"],
  "a long s": ["al\u017fred", "alfred"],
  "a Cherokee letter": ["\u13aalan", "Alan"],
  "a Lisu letter": ["\ua4d0ob", "Bob"],
  "a dotless i": ["al\u0131ce", "alice"],
  "an Arabic alef": ["\u0627", "l"],
  "a capital I for an l": ["paypaI", "paypal"],
  "an l for a capital I": ["lan", "Ian"],
  "a one for an l": ["pau1", "paul"],
  "a bar for an l": ["pau|", "paul"],
  "a zero for an o": ["B0b", "bob"],
  "a zero for a capital O": ["0SCAR", "Oscar"],
  "r and n for an m": ["rnax", "Max"],
  "curly quotes": ["o’neil", "o'neil"],
  "another hyphen": ["ann‐marie", "ann-marie"],
  "a caron for a breve": ["Vǎn", "Văn"],
  "a cedilla for a comma": ["Anişoara", "Anișoara"],
  "a Persian keyboard": ["علی", "علي"],
  "katakana for an ideograph": ["ロ", "口"],
};

for (const [what, [one, other]] of Object.entries(same)) {
  Deno.test(`a nick is the same with ${what}`, () => assert(alike(one, other), seen(one, other)));
}

const different: Readonly<Record<string, readonly [one: string, other: string]>> = {
  "n and r with a dotless i": ["Ann", "Arın"],
  "i and l": ["Neil", "Nell"],
  "i and l in capitals": ["NEIL", "NELL"],
  "capitals of which one is an I, the other an L": ["Iara", "Lara"],
  "i and double l": ["Delia", "Della"],
  "an accent": ["Rene", "René"],
  "a Hebrew vav and a final nun": ["\u05e2\u05d9\u05d3\u05d5", "\u05e2\u05d9\u05d3\u05df"],
  "the Thai do dek and to tao": ["แดง", "แตง"],
  "the Thai cho chang and so so": ["ชิน", "ซิน"],
  "a Persian p and th": ["\u067e\u0631\u06cc\u0627", "\u062b\u0631\u06cc\u0627"],
  "the Armenian g and z": ["\u0563\u0561", "\u0566\u0561"],
  "a Malayalam short and long i": ["\u0d2e\u0d3f\u0d28", "\u0d2e\u0d40\u0d28"],
  "the Tamil ja and ai": ["\u0b9c\u0baf\u0bbe", "\u0b90\u0baf\u0bbe"],
  "a digit more": ["alice2", "alice3"],
};

for (const [what, [one, other]] of Object.entries(different)) {
  Deno.test(`nicks that differ by ${what} are two`, () => assert(!alike(one, other), seen(one, other)));
}

Deno.test("of common first names none is taken for another, but where rn looks like m", () => {
  const confused = new Set(
    [nickKey, nickLook].flatMap((of) => [...Map.groupBy(NAMES, of).values()])
      .filter((names) => names.length > 1).map((names) => names.join(" ")),
  );
  assertEquals([...confused].toSorted(), ["Amie Arnie", "Amy Arny", "Loma Lorna", "Mamie Marnie"]);
});

/** Nicks as they may come, with many letters that something happens to. */
const nicks = fc.array(
  fc.oneof(
    fc.constantFrom(...confusables().keys()),
    fc.constantFrom(..."aIl10OmLσςΣßİŉΐ\u0345\u0307"),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
  ),
  { maxLength: 24 },
).map((letters) => letters.join(""));

const anything = fc.oneof(nicks, fc.string({ unit: "binary", maxLength: 30 }));

Deno.test("the key of a key is that key, and so is the look's", () => {
  fc.assert(
    fc.property(anything, (nick) => {
      assertEquals(nickKey(nickKey(nick)), nickKey(nick));
      assertEquals(nickKey(nickLook(nick)), nickLook(nick));
    }),
    { numRuns: 2000 },
  );
});

Deno.test("a nick has one key in every case, and one key and look as typed and as taken", () => {
  fc.assert(fc.property(anything, (nick) => {
    assertEquals(nickKey(nameKey(nick)), nickKey(nick));
    const checked = checkNick(nick);
    if (!checked.ok) return;
    assertEquals(nickKey(checked.name), nickKey(nick.trim()));
    assertEquals(nickLook(checked.name), nickLook(nick.trim()));
  }));
});

Deno.test("nicks whose skeletons are the same look the same", () => {
  fc.assert(fc.property(anything, (nick) => assertEquals(nickLook(skeleton(nick)), nickLook(nick))));
});

Deno.test("the key of every character that something happens to is settled, and is its cases' too", () => {
  for (let code = 0; code < 0x11_0000; code++) {
    const letter = String.fromCodePoint(code);
    if (!isNameable(letter)) continue;
    const plain = letter.toUpperCase() === letter.toLowerCase() && letter.normalize("NFKD") === letter;
    if (plain && !confusables().has(letter)) continue;
    const key = nickKey(letter);
    for (const form of [key, letter.toUpperCase(), letter.toLowerCase()].filter(isNameable)) {
      if (nickKey(form) !== key) assertEquals(nickKey(form), key, code.toString(16));
    }
  }
});

function alike(one: string, other: string): boolean {
  return nickKey(one) === nickKey(other) || nickLook(one) === nickLook(other);
}

function seen(...nicks: readonly string[]): string {
  return nicks.map((nick) => `${nick}: ${nickKey(nick)}, ${nickLook(nick)}`).join("; ");
}
