import { assertEquals, assertRejects } from "@std/assert";
import { Turns } from "../../relay/turns.ts";
import { turn } from "../fakes/until.ts";

Deno.test("what has one key is done one after the other, what has another meanwhile", async () => {
  const { turns, log, end } = scene();
  const all = ["a", "b", "a"].map((key, place) => turns.take(["all", key], () => begin(log, end, `${key}${place}`)));
  await turn();
  assertEquals(log, ["a0", "b1"]);
  end.get("a0")?.();
  await turn();
  assertEquals(log, ["a0", "b1", "a2"]);
  for (const one of end.values()) one();
  await Promise.all(all);
});

Deno.test("the whole waits for its parts, and they for the whole; another whole for nobody", async () => {
  const { turns, log, end } = scene();
  const all = ["ab", "ac", "a", "ad", "bb"].map((key) => {
    return turns.take(key.split("") as [string, string?], () => begin(log, end, key));
  });
  await turn();
  assertEquals(log.splice(2), ["bb"]);
  end.get("bb")?.();
  assertEquals(log, ["ab", "ac"]);
  end.get("ab")?.();
  await turn();
  assertEquals(log, ["ab", "ac"]);
  end.get("ac")?.();
  await turn();
  assertEquals(log, ["ab", "ac", "a"]);
  end.get("a")?.();
  await turn();
  assertEquals(log, ["ab", "ac", "a", "ad"]);
  end.get("ad")?.();
  await Promise.all(all);
});

Deno.test("who comes after one that fails has his turn all the same", async () => {
  const turns = new Turns();
  const failing = turns.take(["a"], () => Promise.reject(new RangeError("odd")));
  const log: string[] = [];
  const next = turns.take(["a"], () => Promise.resolve(void log.push("next")));
  await assertRejects(() => failing, RangeError, "odd");
  await next;
  assertEquals(log, ["next"]);
});

function scene() {
  return { turns: new Turns(), log: [] as string[], end: new Map<string, () => void>() };
}

/** Says that it has begun, and goes on until it is told to end. */
function begin(log: string[], end: Map<string, () => void>, name: string): Promise<void> {
  log.push(name);
  const { promise, resolve } = Promise.withResolvers<void>();
  end.set(name, resolve);
  return promise;
}
