import { assert, assertEquals, assertRejects } from "@std/assert";
import { Scope } from "../../shared/scope.ts";

function untilAborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  if (signal.aborted) reject(signal.reason);
  signal.addEventListener("abort", () => reject(signal.reason));
  return promise;
}

Deno.test("close() aborts the tasks and resolves when each has ended", async () => {
  const scope = new Scope();
  let ended = 0;
  for (let task = 0; task < 3; task++) {
    scope.run((signal) => untilAborted(signal).finally(() => void ended++));
  }
  await scope.close();
  assertEquals(ended, 3);
});

Deno.test("ended() resolves when all tasks, also those that tasks started, have ended by themselves", async () => {
  const scope = new Scope();
  const steps: string[] = [];
  scope.run(async () => {
    await Promise.resolve();
    steps.push("first");
    scope.run(async () => {
      await Promise.resolve();
      steps.push("second");
    });
  });
  await scope.ended();
  assertEquals(steps, ["first", "second"]);
  assert(!scope.signal.aborted);
});

Deno.test("the first task to fail aborts the others, and its error is thrown once all have ended", async () => {
  const scope = new Scope();
  let stopped = false;
  scope.run((signal) => untilAborted(signal).finally(() => void (stopped = true)));
  scope.run(() => Promise.reject(new TypeError("first")));
  scope.run((signal) => untilAborted(signal).catch(() => Promise.reject(new TypeError("second"))));
  await assertRejects(() => scope.ended(), TypeError, "first");
  assert(stopped);
});

Deno.test("a task that throws before its first wait fails like any other", async () => {
  const scope = new Scope();
  scope.run(() => {
    throw new TypeError("at once");
  });
  await assertRejects(() => scope.close(), TypeError, "at once");
});

Deno.test("an error is thrown once, and leaving the block that owns the scope closes it", async () => {
  let signal: AbortSignal | undefined;
  await assertRejects(
    async () => {
      await using scope = new Scope();
      signal = scope.signal;
      scope.run(() => Promise.reject(new TypeError("once")));
      await scope.ended();
    },
    TypeError,
    "once",
  );
  assert(signal?.aborted);
});
