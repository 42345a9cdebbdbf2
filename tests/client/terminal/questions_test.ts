import { assertEquals, assertMatch } from "@std/assert";
import type { Desk } from "../../../client/terminal/desk.ts";
import { answer } from "../../../client/terminal/questions.ts";

Deno.test("a command where a channel's name is asked for is refused, and asked for again", async () => {
  const typed = ["/join Work", "Work", "1234", "alice"];
  const whys: string[] = [];
  const desk: Desk = {
    ...{ asks: true, livesOn: true, gone: new Promise(() => {}) },
    print() {},
    ask: (_, { why } = {}) => {
      if (why !== undefined) whys.push(why);
      return Promise.resolve(typed.shift());
    },
    next: () => Promise.resolve(undefined),
    clear() {},
    ring() {},
    prompt() {},
    [Symbol.dispose]() {},
  };
  const given = { relay: "127.0.0.1", channel: undefined, pin: undefined, name: undefined };
  assertEquals((await answer(given, desk, {}))?.channel, "Work");
  assertEquals(whys.length, 1);
  assertMatch(whys[0] ?? "", /^That is a command: /);
});
