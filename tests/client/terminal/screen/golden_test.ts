/**
 * Screens as text files, to be looked at: what a person would see, row by row. GOLDEN=write writes them anew; the difference is then for a person to judge.
 */
import { assertEquals } from "@std/assert";
import { drawScreen } from "../../../../client/terminal/screen/draw_screen.ts";
import { Layouts } from "../../../../client/terminal/screen/layouts.ts";
import { lookOf } from "../../../../client/terminal/screen/look.ts";
import type { Screen } from "../../../../client/terminal/screen/screen.ts";
import type { ScreenView } from "../../../../client/terminal/screen/view.ts";
import {
  answered,
  type ChatScene,
  closed,
  connecting,
  crowd,
  day,
  nowhere,
  privately,
  trouble,
  withWindow,
  writing,
} from "./scenes.ts";

const folder = new URL("golden/", import.meta.url);
const WIDE = ["200x50", "120x30", "80x24", "60x20", "40x12"];

interface Golden {
  readonly scene: () => ChatScene;
  readonly sizes: readonly string[];
  readonly ascii?: boolean;
}

const GOLDENS: Readonly<Record<string, Golden>> = {
  day: { scene: day, sizes: WIDE },
  trouble: { scene: trouble, sizes: WIDE },
  nowhere: { scene: nowhere, sizes: ["80x24", "40x12"] },
  connecting: { scene: connecting, sizes: ["60x20"] },
  privately: { scene: privately, sizes: ["120x30", "60x20"] },
  closed: { scene: closed, sizes: ["60x20"] },
  crowd: { scene: crowd, sizes: ["200x50", "120x30"] },
  answered: { scene: () => answered(day()), sizes: ["80x24"] },
  ascii: { scene: () => answered(day()), sizes: ["80x24"], ascii: true },
  panes: { scene: () => withView({ panes: { channels: true, members: true } }), sizes: ["80x24", "50x24"] },
  bare: { scene: () => withView({ panes: { channels: false, members: false } }), sizes: ["120x30"] },
  scrolled: { scene: scrolled, sizes: ["80x24"] },
  writing: { scene: writing, sizes: ["60x20", "40x12"] },
  popup: { scene: popup, sizes: ["80x24", "40x12"] },
  dialog: { scene: dialog, sizes: ["60x20", "40x12"] },
  overlay: { scene: overlay, sizes: ["80x24", "40x12"] },
  tiny: { scene: day, sizes: ["20x6", "10x3", "5x1"] },
};

for (const [name, { scene, sizes, ascii = false }] of Object.entries(GOLDENS)) {
  for (const size of sizes) {
    Deno.test(`the screen "${name}" at ${size} is as it was`, () => {
      const [columns = 0, rows = 0] = size.split("x").map(Number);
      const look = lookOf({ theme: "dark", depth: "truecolor", unicode: !ascii, minutesEast: () => 0 });
      const { state, view } = scene();
      const drawn = written(drawScreen(state, view, { size: { columns, rows }, look, layouts: new Layouts() }));
      const file = new URL(`${name}_${size}.txt`, folder);
      if (Deno.env.get("GOLDEN") === "write") Deno.writeTextFileSync(file, drawn);
      assertEquals(drawn, Deno.readTextFileSync(file));
    });
  }
}

Deno.test("every golden screen is one of these", () => {
  const known = Object.entries(GOLDENS).flatMap(([name, { sizes }]) => sizes.map((size) => `${name}_${size}.txt`));
  assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), known.sort());
});

function written({ rows, cursor, title }: Screen): string {
  const lines = rows.map((row) => row.map(({ text }) => text).join("").trimEnd());
  const place = cursor ? `row ${cursor.row}, column ${cursor.column}` : "hidden";
  return [...lines, "=".repeat(20), `title: ${title}`, `cursor: ${place}`, ""].join("\n");
}

function withView(change: Partial<ScreenView>): ChatScene {
  const { state, view } = day();
  return { state, view: { ...view, ...change } };
}

/** Somebody reads, searches, and is about to name a message; others have written since. */
function scrolled(): ChatScene {
  const { state, view } = withWindow(day(), {
    readUpTo: 11,
    anchor: { place: { cursor: 14, behind: 0 }, lines: 1, of: 1 },
  });
  const channel = view.current === undefined ? undefined : state.channels.get(view.current);
  const unread = new Map(state.channels);
  if (channel) unread.set(channel.id, { ...channel, unread: 3 });
  const editor = { lines: ["friday"], cursor: { line: 0, column: 6 }, prompt: "search:" };
  return {
    state: { ...state, channels: unread },
    view: { ...view, numbers: true, editor, search: { text: "friday", current: 8 } },
  };
}

function popup(): ChatScene {
  const candidates = [
    { text: "/keep", hint: "whether the relay keeps the channel" },
    { text: "/kick", hint: "removes somebody" },
    { text: ":kiss:", hint: "💋" },
  ];
  const editor = { lines: ["/k"], cursor: { line: 0, column: 2 } };
  return withView({ editor, popup: { candidates, selected: 1, column: 0 } });
}

function dialog(): ChatScene {
  const options = [{ key: "r", label: "retry" }, { key: "c", label: "create a new one" }, { key: "q", label: "quit" }];
  const editor = { lines: ["••••"], cursor: { line: 0, column: 4 }, prompt: "PIN:" };
  return withView({
    dialog: { title: "Work", text: "No channel Work answers to this PIN.", options, selected: 0, editor },
  });
}

function overlay(): ChatScene {
  const lines = [
    { type: "heading", text: "Channels" },
    {
      type: "pair",
      left: "/join [name]",
      right: "into a channel of that name, or a new one; its PIN is asked for and never typed in the line",
    },
    { type: "pair", left: "/leave", right: "out of this channel" },
    { type: "pair", left: "/a-command-with-a-very-long-form [and its arguments]", right: "its help" },
    { type: "text", text: "" },
    { type: "hint", text: "Any other line is sent to everybody here." },
    ...Array.from(
      { length: 20 },
      (_, at) => ({ type: "pair", left: `/${at + 1}`, right: `number ${at + 1} of the LAN chat` }) as const,
    ),
  ] as const;
  return withView({ overlay: { title: "Help: channels", lines, scroll: 2 } });
}
