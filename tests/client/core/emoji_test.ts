import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { completeShortcode, emojify, emojiNamed, findEmoji, listEmoji } from "../../../client/core/emoji.ts";
import { emojiTableFile } from "./make_emoji_table.ts";

Deno.test("the table is what gemoji says", () => {
  const file = Deno.readTextFileSync(new URL("../../../client/core/emoji_table.json", import.meta.url));
  assertEquals(file, emojiTableFile());
});

Deno.test("every shortcode becomes its emoji", () => {
  const all = listEmoji();
  assertEquals(all.length, 1870);
  for (const { emoji, names } of all) {
    for (const name of names) assertEquals([emojify(`:${name}:`), emojiNamed(name)], [emoji, emoji], name);
  }
});

Deno.test("an emoji is listed with all that is known of it", () => {
  assertEquals(listEmoji().find(({ names }) => names.includes("thumbsup")), {
    emoji: "👍",
    names: ["+1", "thumbsup"],
    words: ["approve", "ok"],
    description: "thumbs up",
    category: "People & Body",
  });
  assertEquals([...new Set(listEmoji().map(({ category }) => category))].length, 9);
});

const emojified: Readonly<Record<string, string>> = {
  ":smile:": "😄",
  "hi :smile: there": "hi 😄 there",
  ":smile::tada:": "😄🎉",
  ":+1::-1: :t-rex: :e-mail: :100:": "👍👎 🦖 📧 💯",
  "(:heart:) ':heart:', :heart:.": "(❤️) '❤️', ❤️.",
  "😀:smile:": "😀😄",
  "two\n:smile:\nlines": "two\n😄\nlines",
  "你好:smile:吗": "你好😄吗",
  "ありがとう:smile:": "ありがとう😄",
  "` :smile:": "` 😄",
  "`a` :smile: `b`": "`a` 😄 `b`",
  "``` :smile: ``": "``` 😄 ``",
  ":smile: http://a.b :smile:": "😄 http://a.b 😄",
};

for (const [typed, sent] of Object.entries(emojified)) {
  Deno.test(`emojify() makes ${JSON.stringify(typed)} ${JSON.stringify(sent)}`, () => {
    assertEquals(emojify(typed), sent);
  });
}

const untouched: readonly string[] = [
  "",
  ":",
  "::",
  ":nosuchname:",
  ":Smile:",
  ": smile :",
  ":smile",
  "smile:",
  "word:smile:",
  ":smile:word",
  "é:smile:",
  "at 12:100:30",
  "a:b:c",
  "std::key::x",
  ":smile::",
  "`:smile:`",
  "``a ` :smile: ` b``",
  "```\n:smile:\n```",
  "http://example.org/:smile:",
  "HTTPS://example.org/a?b=:smile:",
  "git+ssh://x:key:y",
  "www.example.org/:smile:",
  "mailto:a@b?subject=:smile:",
  "fe80::a:b:c",
  "constructor:constructor:",
  ":constructor: :__proto__: :toString:",
];

for (const typed of untouched) {
  Deno.test(`emojify() leaves ${JSON.stringify(typed)} alone`, () => assertEquals(emojify(typed), typed));
}

const noise = fc.array(
  fc.oneof(
    fc.string({ unit: "binary", maxLength: 8 }),
    fc.constantFrom(":", "`", "``", " ", "\n", "smile", ":smile:", ":tada:", "http://", "xy", "好", "/"),
  ),
  { maxLength: 12 },
).map((parts) => parts.join(""));

Deno.test("emojify() changes nothing in which no shortcode stands", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (typed) => {
    if (!/:[a-z\d_+-]+:/.test(typed)) assertEquals(emojify(typed), typed);
  }));
});

Deno.test("emojify() leaves what is between backticks and behind a scheme as it was", () => {
  fc.assert(fc.property(noise, (typed) => {
    const inside = typed.replaceAll("`", "");
    assertEquals(emojify(`\`x${inside}\``), `\`x${inside}\``);
    const path = inside.replace(/\s/g, "");
    assertEquals(emojify(`https://x${path}`), `https://x${path}`);
  }));
});

Deno.test("emojify() changes nothing but shortcodes: with them put back, it is what was typed", () => {
  fc.assert(
    fc.property(noise, (typed) => {
      assertEquals(putBack(emojify(typed)), putBack(typed));
    }),
    { numRuns: 2000 },
  );
});

Deno.test("a message of the greatest length is emojified without a wait", () => {
  for (const part of [":smile:", "a.", "`", "` ``", ":a", ":", "a://", "x"]) {
    const text = part.repeat(Math.floor(48_000 / part.length));
    assert(emojify(text).length <= text.length);
  }
});

Deno.test("findEmoji() puts the best first", () => {
  assertEquals(findEmoji("heart")[0]?.emoji, "❤️");
  assertEquals(findEmoji("Thumbs Up")[0]?.emoji, "👍");
  assertEquals(findEmoji(":tada:")[0]?.emoji, "🎉");
  assertEquals(findEmoji("germany")[0]?.emoji, "🇩🇪");
  assertEquals(findEmoji("cat")[0]?.names, ["cat"]);
  assert(findEmoji("party", 3).some(({ emoji }) => emoji === "🎉"));
  assertEquals(findEmoji("face", 5).length, 5);
});

Deno.test("findEmoji() finds nothing for nothing, and only what all words fit", () => {
  assertEquals([findEmoji(""), findEmoji("  : "), findEmoji("xyzzy"), findEmoji("cat xyzzy")], [[], [], [], []]);
  assert(findEmoji("cat tears").every(({ description }) => description.includes("cat")));
});

Deno.test("completeShortcode() knows the shortest first, then those of which a later word begins so", () => {
  assertEquals(completeShortcode("smile").map(({ name }) => name), [
    "smile",
    "smiley",
    "smile_cat",
    "smiley_cat",
    "sweat_smile",
  ]);
  assertEquals(completeShortcode("+"), [{ name: "+1", emoji: "👍" }]);
  assertEquals(completeShortcode("SMIL")[0], { name: "smile", emoji: "😄" });
  assertEquals([completeShortcode("a").length, completeShortcode("a", 3).length], [20, 3]);
  assertEquals(completeShortcode("xyzzy"), []);
});

function putBack(text: string): string {
  return text.replaceAll("😄", ":smile:").replaceAll("🎉", ":tada:");
}
