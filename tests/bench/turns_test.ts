import { assertEquals } from "@std/assert";
import { middleOf } from "../../bench/turns.ts";

interface Turn {
  readonly name: string;
  readonly rate: number;
  readonly p99: number;
  readonly trouble: string;
}

const of = { called: ({ name }: Turn) => name, figures: ["rate", "p99"] } as const;

function turn(name: string, rate: number, p99: number, trouble = ""): Turn {
  return { name, rate, p99, trouble };
}

Deno.test("of several turns the median counts, figure by figure, for each one of them", () => {
  const turns = [
    turn("a", 1, 30),
    turn("b", 7, 7),
    turn("a", 3, 10),
    turn("b", 8, 8),
    turn("a", 2, 20),
    turn("b", 9, 9),
  ];
  assertEquals(middleOf(turns, of), [turn("a", 2, 20), turn("b", 8, 8)]);
});

Deno.test("a turn in which something went wrong is what counts", () => {
  const lost = turn("a", 9, 1, "lost 3");
  assertEquals(middleOf([turn("a", 1, 1), lost, turn("a", 2, 2)], of), [lost]);
});
