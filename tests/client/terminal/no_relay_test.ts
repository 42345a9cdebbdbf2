/** Plain lines where the relay is not there when the client starts: a person who has channels from before waits for it, a script does not. */
import { assertEquals, assertMatch } from "@std/assert";
import { needs } from "../../fakes/needs.ts";
import { Tmux } from "../../fakes/tmux.ts";
import { until } from "../../fakes/until.ts";
import { freePort, Place } from "./place.ts";

Deno.test(
  {
    name: "at a terminal who has channels from before waits for a relay that is away, and is told once",
    ...needs("tmux"),
  },
  async () => {
    await using place = await Place.open();
    await using alice = await place.member("alice");
    await using bob = await place.member("bob");
    await alice.end();
    await place.stop();
    await bob.reads("! The line broke: ");
    using tmux = new Tmux();
    start(tmux, place.home("alice"), place.port);
    await tmux.shows("\nWork>");
    tmux.type("hello");
    tmux.press("Enter");
    await tmux.shows('-- No line yet: "hello" goes out when there is one.\nWork>');
    await place.resume();
    await bob.reads("alice: hello");
    // Between them and the prompt it may say that bob is back, too.
    await until(() => /You: hello\n[^]*Work>$/.test(tmux.screen()), "what was said goes out");
    const said = tmux.screen().replaceAll("\n", " ");
    assertMatch(said, /! No line yet: .*Cannot reach.* It is tried again,.*-- Back on line\./);
    assertEquals(said.match(/Cannot reach/g)?.length, 1, said);
    tmux.press("C-c");
    await tmux.shows("\n-- Goodbye.\nsh$");
  },
);

Deno.test("a script is told at once that the relay is away, also where it was before", async () => {
  await using place = await Place.open();
  await (await place.member("alice")).end();
  await place.stop();
  const { code, err } = await place.client("alice").end();
  assertEquals(code, 1);
  assertMatch(err, /^pychat: .*Cannot reach/);
});

Deno.test({ name: "at a terminal who was nowhere yet is told, and that is all", ...needs("tmux") }, async () => {
  await using place = await Place.open();
  using tmux = new Tmux();
  start(tmux, place.home("alice"), freePort());
  // A shell that is slow to start shows its prompt behind what was typed ahead, too.
  await until(() => /pychat: [^]*Cannot reach[^]*\nsh\$$/.test(tmux.screen()), "it says so, and ends");
});

/** A client in plain lines at the terminal, that asks nothing. */
function start(tmux: Tmux, home: string, port: number): void {
  const command = `${Deno.execPath()} run -q --no-check -P=pychat main.ts connect --plain`;
  tmux.type(`clear; PYCHAT_HOME=${home} PYCHAT_PIN=1234 ${command} 127.0.0.1:${port} --channel Work --name alice`);
  tmux.press("Enter");
}
