import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { suggestNick } from "../../../client/core/suggest_nick.ts";
import { checkNick } from "../../../shared/names.ts";
import { nickKey } from "../../../shared/skeleton.ts";

const offers: Readonly<Record<string, { nick: string; taken: readonly string[]; offered: string }>> = {
  "the first number is 2": { nick: "alice", taken: ["alice"], offered: "alice2" },
  "a number that is taken is passed over": { nick: "alice", taken: ["alice", "Alice2", "alice3"], offered: "alice4" },
  "a number that only looks taken is passed over too": {
    nick: "alice",
    taken: [..."23456789"].map((digit) => `alice${digit}`).concat("alicelO"),
    offered: "alice11",
  },
  "a nick with a number gets one more": { nick: "r2d2", taken: ["r2d2"], offered: "r2d22" },
  "a nick of 24 characters is cut": { nick: "x".repeat(24), taken: [], offered: `${"x".repeat(23)}2` },
  "a nick of 24 astral characters is cut": { nick: "🦉".repeat(24), taken: [], offered: `${"🦉".repeat(23)}2` },
  "nothing is left of what cannot be a nick": { nick: " ", taken: [], offered: "2" },
};

for (const [claim, { nick, taken, offered }] of Object.entries(offers)) {
  Deno.test(`suggestNick(): ${claim}`, () => assertEquals(suggestNick(nick, among(taken)), offered));
}

Deno.test("suggestNick() offers what can be a nick and is not taken, whatever was typed", () => {
  const typed = fc.oneof(fc.string({ unit: "grapheme", maxLength: 30 }), fc.string({ unit: "binary", maxLength: 30 }));
  fc.assert(fc.property(typed, fc.nat(30), (nick, most) => {
    const taken: string[] = [];
    for (let count = 0; count < most; count++) {
      const offered = suggestNick(nick, among(taken));
      assertEquals(checkNick(offered), { ok: true, name: offered });
      assert(!among(taken)(offered));
      taken.push(offered);
    }
  }));
});

function among(nicks: readonly string[]): (nick: string) => boolean {
  const keys = new Set(nicks.map(nickKey));
  return (nick) => keys.has(nickKey(nick));
}
