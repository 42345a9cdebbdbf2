import { assertEquals } from "@std/assert";
import { since } from "../../../client/script/since.ts";

Deno.test("since reads a time ago, a date where one is, and a message's number", () => {
  const cases: readonly (readonly [written: string, read: ReturnType<typeof since.read>])[] = [
    ["1h", { type: "ago", ms: 3_600_000 }],
    ["1h30m", { type: "ago", ms: 5_400_000 }],
    ["2026-11-21", { type: "at", time: new Date(2026, 10, 21).getTime() }],
    ["2026-11-21T16:30", { type: "at", time: new Date(2026, 10, 21, 16, 30).getTime() }],
    ["2026-11-21 16:30:05", { type: "at", time: new Date(2026, 10, 21, 16, 30, 5).getTime() }],
    ["2026-11-21T16:30Z", { type: "at", time: Date.UTC(2026, 10, 21, 16, 30) }],
    ["2026-11-21T16:30+01:00", { type: "at", time: Date.UTC(2026, 10, 21, 15, 30) }],
    ["0", { type: "after", number: 0 }],
    ["1042", { type: "after", number: 1042 }],
  ];
  for (const [written, read] of cases) assertEquals(since.read(written), read, written);
});

Deno.test("since takes nothing else", () => {
  for (
    const written of [
      ...["", "yesterday", "2026-13-01", "2026-11-21T", "21.11.2026", "-1", "1.5", "1h ", "2026-11-21Z"],
      // There are no such days.
      ...["2026-02-29", "2026-02-30", "2026-04-31T10:00", "2026-11-00"],
    ]
  ) {
    assertEquals(since.read(written), undefined, written);
  }
});
