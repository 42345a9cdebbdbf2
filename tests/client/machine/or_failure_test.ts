import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { orFailure } from "../../../client/machine/or_failure.ts";
import { Failure } from "../../../shared/failure.ts";

const refusals: readonly (readonly [code: string, says: string])[] = [
  ["ENOSPC", "the disk is full. Make room on it, then try again."],
  ["EACCES", "you have no right to. Get it, or set PYCHAT_HOME to a directory of your own."],
  ["EPERM", "you have no right to. Get it, or set PYCHAT_HOME to a directory of your own."],
  ["EROFS", "that disk can only be read. Set PYCHAT_HOME to a directory on another."],
  ["EISDIR", "there is a directory where a file should be. Move it away."],
  ["ENAMETOOLONG", "the path is too long. Set PYCHAT_HOME to a shorter one."],
];

for (const [code, says] of refusals) {
  Deno.test(`orFailure() says in words what to do about ${code}`, async () => {
    const error = Object.assign(new Error("Something in no words (os error 1): write '/x'"), { code });
    const failure = await assertRejects(() => orFailure("Cannot save", () => Promise.reject(error)), Failure);
    assertEquals(failure.message, `Cannot save: ${says}`);
  });
}

Deno.test("orFailure() repeats what the system says where it has no words of its own", async () => {
  const error = new Error("Disk quota exceeded (os error 122): write '/x'");
  const failure = await assertRejects(() => orFailure("Cannot save", () => Promise.reject(error)), Failure);
  assertEquals(
    failure.message,
    'Cannot save: the system says "Disk quota exceeded". Has the disk room, and is it sound?',
  );
});

Deno.test("orFailure() has words for what Deno itself refuses", async () => {
  const failure = await assertRejects(() => {
    return orFailure("Cannot save", () => Promise.reject(new Deno.errors.NotCapable("Requires all access")));
  }, Failure);
  assertMatch(failure.message, /no right/);
});

Deno.test("orFailure() lets results, failures and bugs through as they are", async () => {
  assertEquals(await orFailure("Cannot save", () => Promise.resolve(7)), 7);
  for (const thrown of [new Failure("Cannot read: it is gone."), new TypeError("x is not a function"), "text"]) {
    const caught = await orFailure("Cannot save", () => Promise.reject(thrown)).catch((error: unknown) => error);
    assertEquals(caught, thrown);
  }
});
