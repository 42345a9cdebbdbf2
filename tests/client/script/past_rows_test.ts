import { assertEquals } from "@std/assert";
import { reachesBack, type Wanted, wantedRows } from "../../../client/script/past_rows.ts";
import type { Row } from "../../../client/core/events.ts";

/** A message of that number, said at that time; or a reaction, which is no message to count. */
function said(number: number, at: number, type: "text" | "erase" = "text"): Row {
  return { type: "message", message: { cursor: number, content: { type, at } } } as unknown as Row;
}

const ROWS: readonly Row[] = [
  { type: "begins", cursor: 1 },
  said(1, 100),
  said(2, 200),
  said(3, 150, "erase"),
  said(4, 300),
  // Its author's clock is late.
  said(5, 50),
  said(6, 400),
];

Deno.test("wantedRows() begins where somebody wants, and keeps the relay's order from there on", () => {
  const cases: readonly (readonly [wanted: Wanted, first: number])[] = [
    [{ type: "last", count: 0 }, 7],
    [{ type: "last", count: 1 }, 6],
    [{ type: "last", count: 3 }, 4],
    [{ type: "last", count: 4 }, 2],
    [{ type: "last", count: 5 }, 1],
    [{ type: "last", count: 50 }, 0],
    [{ type: "after", number: 0 }, 1],
    [{ type: "after", number: 3 }, 4],
    [{ type: "after", number: 6 }, 7],
    [{ type: "at", time: 0 }, 1],
    [{ type: "at", time: 250 }, 4],
    [{ type: "at", time: 500 }, 7],
  ];
  for (const [wanted, first] of cases) {
    assertEquals(wantedRows(ROWS, wanted), ROWS.slice(first), JSON.stringify(wanted));
  }
});

Deno.test("reachesBack() is content when nothing wanted can come before", () => {
  const cases: readonly (readonly [wanted: Wanted, page: readonly Row[], enough: boolean])[] = [
    [{ type: "last", count: 5 }, [], true],
    [{ type: "last", count: 6 }, [], false],
    [{ type: "after", number: 2 }, ROWS.slice(2, 4), true],
    [{ type: "after", number: 1 }, ROWS.slice(2, 4), false],
    [{ type: "at", time: 250 }, ROWS.slice(1, 4), true],
    // One late clock in a page does not end it.
    [{ type: "at", time: 250 }, ROWS.slice(4, 6), false],
    [{ type: "at", time: 250 }, [], false],
  ];
  for (const [wanted, page, enough] of cases) {
    assertEquals(reachesBack(ROWS, page, wanted), enough, JSON.stringify(wanted));
  }
});
