/** What becomes of a file is told in lines, once each, and nothing that a peer wrote becomes anything else. */
import { assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import type { FileState, FileView } from "../../../client/core/files/file_view.ts";
import { reduce } from "../../../client/core/state.ts";
import { fileWords, movingWords, spanWords } from "../../../client/core/words/file_words.ts";
import { fileLines, listFiles } from "../../../client/terminal/plain_files.ts";
import { viewLines } from "../../../client/terminal/plain_views.ts";
import { shownRowLines } from "../../../client/core/words/plain_rows.ts";
import { dayOf } from "../../../client/core/words/time_words.ts";
import type { BlobId } from "../../../shared/ids.ts";
import { after, alice, bob, channel, message, rows, WORK, workOf } from "../core/story.ts";

const MB = 1_000_000;
const BLOB = "0b".repeat(16) as BlobId;
const NOW = 1_700_000_000_000;

function file(state: FileState, more: Partial<FileView> = {}): FileView {
  const offer = {
    number: 3,
    channel: WORK,
    blob: BLOB,
    name: "plan.pdf",
    size: 20 * MB,
    from: bob,
    own: false,
    at: NOW,
  };
  return { ...offer, ...more, state };
}

function moving(done: number, msLeft: number | undefined = 60_000): FileState {
  return { type: "moving", done, perSecond: MB, msLeft };
}

const OFFERED: FileState = { type: "offered" };
const WAITS: FileState = { type: "waiting", why: "for the relay" };
const own = { own: true, from: alice };

const CASES:
  readonly (readonly [what: string, before: FileView | undefined, after: FileView, lines: readonly string[]])[] = [
    ["an offer, which its row tells", undefined, file(OFFERED), []],
    ["the first bytes", file(WAITS), file(moving(MB)), []],
    ["a quarter", file(moving(4 * MB)), file(moving(5 * MB)), ['-- File 3, "plan.pdf": 25 %, 1 MB/s, 1:00 left.']],
    ["less than another quarter", file(moving(5 * MB)), file(moving(9 * MB)), []],
    ["two quarters at once", file(moving(5 * MB)), file(moving(16 * MB)), [
      '-- File 3, "plan.pdf": 80 %, 1 MB/s, 1:00 left.',
    ]],
    ["what is there in a moment", file(moving(4 * MB)), file(moving(15 * MB, 900)), []],
    ["all of it", file(moving(15 * MB)), file({ type: "saved", path: "/in/plan.pdf" }), [
      '-- File 3, "plan.pdf": It is here: /in/plan.pdf',
    ]],
    ["what was here on another day", undefined, file({ type: "saved", path: "/in/plan.pdf" }), []],
    ["own, all of it", file(moving(15 * MB), own), file({ type: "sent" }, own), [
      '-- File 3, "plan.pdf": The relay has all of it.',
    ]],
    ["a wait", file(moving(MB)), file(WAITS), ['-- File 3, "plan.pdf": It waits for the relay.']],
    ["the same wait", file(WAITS), file(WAITS), []],
    ["a wait before anything", file(OFFERED), file(WAITS), []],
    ["a failure", file(moving(MB)), file({ type: "failed", why: "The disk is full." }), [
      '! File 3, "plan.pdf": It did not come: The disk is full. /accept 3 tries again.',
    ]],
    ["an own failure", file(moving(MB), own), file({ type: "failed", why: "It changed" }, own), [
      '! File 3, "plan.pdf": It was not sent: It changed.',
    ]],
    ["what is gone", file(WAITS), file({ type: "gone", why: "The file was taken back." }), [
      '! File 3, "plan.pdf": It is gone: The file was taken back.',
    ]],
    ["a no", file(OFFERED), file({ type: "declined" }), ['-- File 3, "plan.pdf": You declined it.']],
    ["a stop", file(moving(MB)), file(OFFERED), [
      '-- "plan.pdf": stopped. /accept 3 takes it, /decline 3 does not.',
    ]],
    ["what is taken back", file(moving(MB), own), file({ type: "cancelled" }, own), [
      '-- File 3, "plan.pdf": It was taken back.',
    ]],
  ];

for (const [what, before, now, lines] of CASES) {
  Deno.test(`a file's lines: ${what}`, () => assertEquals(fileLines(now, before), lines));
}

Deno.test("an offer in a channel says how it stands with it, also later", () => {
  const content = {
    type: "file",
    at: NOW,
    blob: BLOB,
    key: new Uint8Array(32),
    size: 20 * MB,
    name: "plan.pdf",
  } as const;
  const said = rows({ type: "message", message: { ...message(bob, 4, ""), content } });
  const lines = (state: FileState) => {
    const shown = workOf(reduce(after(channel(), said), { type: "file", file: file(state) }));
    return shownRowLines(shown, { self: alice.id, most: 5, today: dayOf(NOW) }).map((line) =>
      line.replace(/^\S+ \* /, "")
    );
  };
  assertEquals(lines(OFFERED), ['bob offers "plan.pdf" (20 MB), file 3. /accept 3 takes it, /decline 3 does not.']);
  assertEquals(lines({ type: "declined" }), ['bob offers "plan.pdf" (20 MB), file 3. You declined it.']);
  assertEquals(
    shownRowLines(workOf(after(channel(), said)), { self: alice.id, most: 5, today: dayOf(NOW) })[0]?.slice(9),
    '* bob offers "plan.pdf" (20 MB).',
  );
});

Deno.test("/files lists all of them by their numbers, or says that there are none", () => {
  const scene = { current: WORK, self: alice.id, now: NOW };
  assertEquals(viewLines({ type: "files" }, { ...scene, state: after(channel()) }), [
    "Nobody has offered a file yet: /file offers one.",
  ]);
  const second = file({ type: "sent" }, { ...own, number: 4, blob: "0c".repeat(16) as BlobId, size: 5 });
  assertEquals(listFiles([file(OFFERED), second]), [
    ["3", "plan.pdf", "20 MB", "of bob", "/accept 3 takes it, /decline 3 does not."],
    ["4", "plan.pdf", "5 B", "yours", "The relay has all of it."],
  ]);
  const state = reduce(reduce(after(channel()), { type: "file", file: second }), { type: "file", file: file(OFFERED) });
  assertEquals(viewLines({ type: "files" }, { ...scene, state })?.map((line) => line.trim()[0]), ["3", "4"]);
});

Deno.test("times are short, and as much is said of a speed as is known", () => {
  assertEquals([0, 1, 59_999, 60_000, 3_600_000, 40_000_000].map(spanWords), [
    "0:00",
    "0:01",
    "1:00",
    "1:00",
    "1:00:00",
    "11:06:40",
  ]);
  assertEquals(movingWords({ type: "moving", done: 0, perSecond: 0, msLeft: undefined }, 10), "0 %");
  assertEquals(movingWords({ type: "moving", done: 999, perSecond: 10, msLeft: 1 }, 1000), "99 %, 10 B/s, 0:01 left");
  assertEquals(movingWords({ type: "moving", done: 0, perSecond: 0, msLeft: undefined }, 0), "0 %");
});

Deno.test("whatever a peer calls a file, or a relay says of it, nothing reaches the terminal but text", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (name, why) => {
    for (
      const state of [OFFERED, moving(MB), { type: "failed", why }, { type: "gone", why }, {
        type: "waiting",
        why,
      }] as const
    ) {
      const told = file(state, { name });
      const lines = [
        fileWords(told, alice.id),
        ...fileLines(told, file({ type: "sent" })),
        ...listFiles([told]).flat(),
      ];
      // deno-lint-ignore no-control-regex
      for (const line of lines) assertMatch(line, /^[^\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]*$/);
    }
  }));
});
