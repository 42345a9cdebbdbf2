import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Depth } from "../../../../client/terminal/screen/colour_depth.ts";
import { lookOf, type ThemeName } from "../../../../client/terminal/screen/look.ts";
import { assignColours, ownColour } from "../../../../client/terminal/screen/nick_colours.ts";
import { COLOURLESS, type Role } from "../../../../client/terminal/screen/roles.ts";
import { ASCII_SIGNS, UNICODE_SIGNS } from "../../../../client/terminal/screen/signs.ts";
import { RGB, sameStyle } from "../../../../client/terminal/screen/style.ts";
import { dayOf, dayText, timeText } from "../../../../client/terminal/screen/time_text.ts";
import { columns } from "../../../../shared/terminal/width.ts";
import { card, NOON } from "./story.ts";

const THEMES: readonly ThemeName[] = ["dark", "light", "high-contrast"];
const DEPTHS: readonly Depth[] = ["none", "16", "256", "truecolor"];

function look(theme: ThemeName, depth: Depth) {
  return lookOf({ theme, depth, unicode: true, minutesEast: () => 0 });
}

Deno.test("each depth has only the colours that it has", () => {
  for (const theme of THEMES) {
    for (const depth of DEPTHS) {
      const { styles, nicks } = look(theme, depth);
      const colours = [...Object.values(styles), ...nicks].flatMap(({ fg, bg }) => [fg, bg]).filter((colour) =>
        colour !== undefined
      );
      const allowed = (colour: number) =>
        depth === "truecolor"
          ? colour >= RGB || colour < 16
          : depth === "256"
          ? colour < 256
          : depth === "16" && colour < 16;
      assertEquals(colours.filter((colour) => !allowed(colour)), [], `${theme} ${depth}`);
    }
  }
});

Deno.test("colours say what they say, in every theme", () => {
  const table: readonly (readonly [ThemeName, Depth, Role, number | undefined])[] = [
    ["dark", "16", "join", 11],
    ["dark", "16", "leave", 9],
    ["dark", "256", "join", 222],
    ["dark", "truecolor", "leave", RGB + 0xff7b8b],
    ["light", "16", "join", 3],
    ["light", "16", "leave", 1],
    ["high-contrast", "16", "join", 11],
    ["high-contrast", "truecolor", "join", RGB + 0xffff00],
    ["dark", "none", "join", undefined],
  ];
  for (const [theme, depth, role, colour] of table) {
    assertEquals(look(theme, depth).styles[role].fg, colour, `${theme} ${depth} ${role}`);
  }
});

Deno.test("colour is never the only sign: what has to stand out does without it", () => {
  const { styles } = look("dark", "none");
  for (const role of ["mentioned", "selected", "match", "alarm", "optionSelected", "unread"] as const) {
    assert(!sameStyle(styles[role], styles.text), role);
  }
  assert(!sameStyle(styles.currentMatch, styles.match) && !sameStyle(styles.popupSelected, styles.popup));
  assert(!sameStyle(styles.mentionBadge, styles.badge) && Object.keys(COLOURLESS).length > 0);
});

Deno.test("signs of one column take one column; ASCII is ASCII", () => {
  const wider = ["corners", "answers", "dots", "pending", "sent", "read", "readBy"];
  for (const signs of [UNICODE_SIGNS, ASCII_SIGNS]) {
    for (const [name, sign] of Object.entries(signs)) if (!wider.includes(name)) assertEquals(columns(sign), 1, name);
    assertEquals([columns(signs.corners), columns(signs.answers)], [4, 2]);
  }
  assert(Object.values(ASCII_SIGNS).every((sign: string) => /^[ -~]+$/.test(sign)));
});

Deno.test("as long as there are colours left no two people have the same, and who was there before keeps his", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 30 }),
      (nicks, count) => {
        const ids = nicks.map((nick) => card(nick).id);
        const colours = assignColours(ids, count);
        assertEquals(new Set([...colours.values()].slice(0, count)).size, Math.min(count, ids.length));
        assert([...colours.values()].every((colour) => colour >= 0 && colour < count));
        const before = assignColours(ids.slice(0, -1), count);
        for (const [id, colour] of before) assertEquals(colours.get(id), colour);
      },
    ),
  );
});

Deno.test("the colour of an identity is the same on every day", () => {
  const ids = ["bob", "Carol", "李雷", "Zoë"].map((nick) => card(nick).id);
  assertEquals(ids.map((id) => ownColour(id, 24)), [0, 2, 2, 0]);
  assertEquals([...assignColours(ids, 24).values()], [0, 2, 5, 3]);
  assertEquals([...assignColours(ids, 3).values()].slice(0, 3).toSorted(), [0, 1, 2]);
});

Deno.test("times are those of the person's own zone, and nonsense is no time", () => {
  const berlin = () => 60;
  assertEquals(timeText(NOON, () => 0), "12:00:00");
  assertEquals(timeText(NOON + 59_999, berlin), "13:00:59");
  assertEquals(timeText(NOON, () => -13 * 60), "23:00:00");
  assertEquals(dayText(dayOf(NOON, () => -13 * 60) ?? 0), "Monday, 4 March 2024");
  assertEquals(dayText(dayOf(NOON, berlin) ?? 0), "Tuesday, 5 March 2024");
  for (const at of [Number.MAX_SAFE_INTEGER, NaN, Infinity]) {
    assertEquals([timeText(at, berlin), dayOf(at, berlin)], ["--:--:--", undefined]);
  }
  assertEquals(timeText(0, () => -60), "23:00:00");
});
