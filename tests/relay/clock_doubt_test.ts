import { assertEquals, assertMatch } from "@std/assert";
import { clockDoubt } from "../../relay/clock_doubt.ts";
import { fakeTime } from "../fakes/fake_time.ts";
import { needs } from "../fakes/needs.ts";
import { Program } from "../fakes/program.ts";

Deno.test("clockDoubt() doubts times before pychat was made, and those of another generation", () => {
  assertEquals(clockDoubt(Date.UTC(2026, 10, 21)), undefined);
  assertMatch(clockDoubt(0) ?? "", /^This computer's clock says 1970-01-01\. Set it /);
  assertMatch(clockDoubt(Date.UTC(2060)) ?? "", /2060-01-01/);
});

Deno.test(
  { name: "a relay whose clock is years off says so when it starts, and runs", ...needs("faketime") },
  async () => {
    const folder = await Deno.makeTempDir();
    await using program = await Program.relay(["--data", folder], { env: fakeTime("1999-01-01") });
    assertMatch(program.err, /This computer's clock says 199\d-\d\d-\d\d\. Set it and start again/);
    program.signal("SIGTERM");
    assertEquals((await program.end()).code, 0);
    await Deno.remove(folder, { recursive: true });
  },
);
