/** How an offered file looks on the screen, while it comes and when it is there. */
import { assert, assertEquals } from "@std/assert";
import type { FileState, FileView } from "../../../../client/core/files/file_view.ts";
import { drawScreen } from "../../../../client/terminal/screen/draw_screen.ts";
import { Layouts } from "../../../../client/terminal/screen/layouts.ts";
import { lookOf } from "../../../../client/terminal/screen/look.ts";
import { newView } from "../../../../client/terminal/screen/view.ts";
import { reduce } from "../../../../client/core/state.ts";
import type { BlobId } from "../../../../shared/ids.ts";
import { WORK } from "./scenes.ts";
import { card, channelEvents, NOON, room, said, told } from "./story.ts";

const MEMBERS = ["alice", "bob"];
const BLOB = "0b".repeat(16) as BlobId;
const OFFER = { at: NOON, blob: BLOB, size: 20_000_000, name: "plan.pdf" };
const offered = said("bob", { type: "file", key: new Uint8Array(32), ...OFFER }, { members: MEMBERS, cursor: 7 });
const layouts = new Layouts();

function file(state: FileState, more: Partial<FileView> = {}): FileView {
  return { ...OFFER, number: 3, channel: WORK, from: card("bob"), own: false, ...more, state };
}

/** The lines of the offer, without what is around them. */
function drawn(state: FileState, { unicode = true, columns = 80, name = "plan.pdf" } = {}): readonly string[] {
  const look = lookOf({ theme: "dark", depth: "16", unicode, minutesEast: () => 0 });
  const chat = told(
    ...channelEvents(room({ id: WORK, name: "Work", members: MEMBERS }), [{ type: "message", message: offered }]),
  );
  const shown = reduce(chat, { type: "file", file: file(state, { name }) });
  const view = { ...newView("relay", NOON), current: WORK };
  const { rows } = drawScreen(shown, view, { size: { columns, rows: 24 }, look, layouts });
  const texts = rows.map((row) => row.map(({ text }) => text).join("").trim());
  const begin = texts.findIndex((text) => text.includes("bob offers"));
  assert(begin >= 0, texts.join("\n"));
  // The last two are the status and the line being written.
  return texts.slice(begin, -2).filter((text) => text !== "");
}

Deno.test("an offer says who offers what, and how to take it", () => {
  assertEquals(drawn({ type: "offered" }), [
    '12:00:00     ↓ bob offers "plan.pdf" (20 MB), file 3. /accept 3 takes it,',
    "/decline 3 does not.",
  ]);
});

Deno.test("a file that comes has a bar as long as what is here of it", () => {
  const moving = (done: number): FileState => ({ type: "moving", done, perSecond: 1_000_000, msLeft: 61_000 });
  for (
    const [done, full, share] of [[0, 0, 0], [5_000_000, 6, 25], [19_999_999, 23, 99], [20_000_000, 24, 100]] as const
  ) {
    const [offer, bar] = drawn(moving(done));
    assertEquals(offer, '12:00:00     ↓ bob offers "plan.pdf" (20 MB), file 3.');
    assertEquals(bar, `${"━".repeat(full)}${"─".repeat(24 - full)} ${share} %, 1 MB/s, 1:01 left`);
  }
  assertEquals(
    drawn(moving(5_000_000), { unicode: false })[1],
    `${"#".repeat(6)}${"-".repeat(18)} 25 %, 1 MB/s, 1:01 left`,
  );
});

Deno.test("where it is narrow the bar is shorter, and then not there", () => {
  const moving: FileState = { type: "moving", done: 10_000_000, perSecond: 1_000_000, msLeft: 61_000 };
  for (const columns of [60, 50, 40, 30]) {
    const last = drawn(moving, { columns }).at(-1) ?? "";
    assert(/^(━+─+ )?50 %/.test(last), `${columns}: ${last}`);
  }
});

Deno.test("what is here, gone or wrong says so where it was offered", () => {
  assert(drawn({ type: "saved", path: "/in/plan.pdf" }).join(" ").endsWith("It is here: /in/plan.pdf"));
  assert(drawn({ type: "gone", why: "All have it." }).join(" ").endsWith("It is gone: All have it."));
});

Deno.test("no name of a file moves the cursor, or anything else than itself", () => {
  const text = drawn({ type: "offered" }, { name: "a\u001b[2Jb\u202ec\nd" }).join("\n");
  // deno-lint-ignore no-control-regex
  assert(!/[\u001b\u202e]/.test(text), JSON.stringify(text));
});
