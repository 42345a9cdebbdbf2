import { assertEquals, assertThrows } from "@std/assert";
import { Failure } from "../../shared/failure.ts";
import { writeAll, writeIfPossible } from "../../shared/write_all.ts";

/** An output that takes so many bytes at a time, and after so many fails. */
function output(most: number, room = Infinity, code = "ENOSPC") {
  const taken: number[] = [];
  return {
    get text(): string {
      return new TextDecoder().decode(new Uint8Array(taken));
    },
    writeSync(bytes: Uint8Array): number {
      if (taken.length >= room) throw Object.assign(new Error(`it says ${code}`), { code });
      const now = bytes.subarray(0, most);
      taken.push(...now);
      return now.length;
    },
  };
}

Deno.test("all of a text is written, however little is taken at a time", () => {
  for (const most of [1, 3, 100]) {
    const out = output(most);
    assertEquals(writeAll(out, "häppchen\n"), true);
    assertEquals(out.text, "häppchen\n");
  }
});

Deno.test("who reads no more, and a window that is gone, are no failure", () => {
  for (const code of ["EPIPE", "EIO"]) assertEquals(writeAll(output(2, 4, code), "hello"), false);
});

Deno.test("a full disk is told in words, and costs no program that only wanted to say something", () => {
  assertThrows(() => writeAll(output(2, 4), "hello"), Failure, "Cannot write to standard output: the disk is full.");
  assertThrows(
    () => writeAll(output(2, 4, "EBADF"), "hello"),
    Failure,
    "Cannot write to standard output: it says EBADF.",
  );
  writeIfPossible(output(2, 4), "hello");
});
