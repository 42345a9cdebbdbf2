/** Where a path leads that somebody types. */
import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { fromHome } from "../../../client/machine/from_home.ts";

const HOME = join("/", "home", "alice");
const cases = [
  ["~/work.txt", join(HOME, "work.txt")],
  ["~", HOME],
  ["~/", join(HOME, "/")],
  ["~bob/work.txt", "~bob/work.txt"],
  ["work~/a", "work~/a"],
  ["/tmp/~/a", "/tmp/~/a"],
  ["", ""],
] as const;

for (const [typed, path] of cases) {
  Deno.test(`"${typed}" leads to "${path}"`, () => assertEquals(fromHome(typed, HOME), path));
}

Deno.test("where nobody knows the home, ~ is a name like others", () => {
  assertEquals(fromHome("~/a", undefined), "~/a");
});
