import { assert } from "@std/assert";

const DRIVER = new URL("garbage_driver.ts", import.meta.url).pathname;
/** As people start the screen. */
const FLAGS = "--v8-flags=--max-semi-space-size=1,--no-turbofan,--expose-gc";

Deno.test("memory of which little is still needed is given back, not only what is whole", async () => {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["run", "-q", "--no-check", FLAGS, DRIVER] })
    .output();
  const { total, used } = JSON.parse(new TextDecoder().decode(stdout));
  assert(total < used * 2, `${total} bytes are held for ${used}`);
});
