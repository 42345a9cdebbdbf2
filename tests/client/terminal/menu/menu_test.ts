/** The menu as a person meets it: the real program in a real terminal. */
import { assertEquals, assertMatch } from "@std/assert";
import { needs } from "../../../fakes/needs.ts";
import { Program } from "../../../fakes/program.ts";
import { Tmux } from "../../../fakes/tmux.ts";
import { until } from "../../../fakes/until.ts";
import { Place } from "../place.ts";

const NOTE_RAW_MODE = new URL("./note_raw_mode.ts", import.meta.url).pathname;
const FIRST = "Join a channel   or make one\n  2  Start a relay    others meet on this computer\n  3  Quit\n\n" +
  "↑ ↓ or a number, then Enter. Esc goes back.";

Deno.test({ name: "from the menu one joins, and is back in the shell afterwards", ...needs("tmux") }, async () => {
  await using place = await Place.open();
  using tmux = new Tmux();
  const notes = place.home("notes");
  await open(tmux, place, { env: `NOTES=${notes}`, flags: `--preload ${NOTE_RAW_MODE}` });
  await tmux.shows(`pychat: what to do?\n\n❯ 1  ${FIRST}`);
  // Whatever follows is typed ahead, and answers the questions in their order.
  tmux.press("1", "Enter");
  tmux.type(`127.0.0.1:${place.port}`);
  tmux.press("Enter");
  tmux.type("Work");
  tmux.press("Enter");
  tmux.type("7302");
  tmux.press("Enter");
  tmux.type("alice");
  tmux.press("Enter");
  await tmux.shows("alice ❯ Write, or /help");
  tmux.type("/quit");
  tmux.press("Enter");
  await tmux.shows("\nexits 0\nsh$");
  assertEquals(tmux.screen().includes("7302"), false, tmux.screen());
  // The menu, the questions and the screen hand the terminal on as it is: at no moment would it have echoed the PIN.
  assertMatch(Deno.readTextFileSync(notes), /^r+c+$/);
  await tmux.restored();
});

Deno.test({ name: "what was typed ahead is used up by the first who asks", ...needs("tmux") }, async () => {
  await using place = await Place.open();
  await using _alice = await place.member("alice");
  using tmux = new Tmux();
  await open(tmux, place);
  await tmux.shows(FIRST);
  // At once, so that the menu has it all while it loads what asks.
  tmux.type(["1", `127.0.0.1:${place.port}`, "Work", "1234", "alice", ""].join("\r"));
  await until(() => tmux.screen().includes("Name [alice2]"), "another name is asked for");
  tmux.type("bob");
  tmux.press("Enter");
  await tmux.shows("bob ❯ Write, or /help");
  tmux.type("hello\r");
  await until(() => tmux.screen().includes("You: hello"), () => `what is typed now is said:\n${tmux.screen()}`);
  assertEquals(tmux.screen().includes("1234"), false, tmux.screen());
  tmux.type("/quit\r");
  await tmux.shows("\nexits 0\nsh$");
});

Deno.test(
  { name: "what the menu cannot start says why, and leaves the terminal as it was", ...needs("tmux") },
  async () => {
    await using place = await Place.open();
    using tmux = new Tmux();
    const notes = place.home("notes");
    await open(tmux, place, { env: `PYCHAT_COLOR=purple NOTES=${notes}`, flags: `--preload ${NOTE_RAW_MODE}` });
    await tmux.shows(FIRST);
    tmux.press("1", "Enter");
    await tmux.shows("--color auto|always|never   colours the screen\nexits 2\nsh$");
    await tmux.restored();
    // Deno would do that at the end, but a window may have to wait for Enter before.
    assertEquals(Deno.readTextFileSync(notes), "rc");
  },
);

Deno.test({ name: "the menu starts a relay for whom one wants, and remembers that", ...needs("tmux") }, async () => {
  await using place = await Place.open();
  using tmux = new Tmux();
  await open(tmux, place);
  await tmux.shows(FIRST);
  tmux.press("Down", "Enter");
  await tmux.shows(
    "\n❯ 1  This computer   and no other: to try it out\n" +
      "  2  Local network   everybody on the same Wi-Fi or cable\n" +
      "  3  Internet        your router has to let them in\n\n↑ ↓ or a number, then Enter. Esc goes back.",
  );
  tmux.press("Enter");
  await tmux.shows("\n>");
  assertMatch(tmux.screen(), /This computer only:/);
  tmux.type("/exit");
  tmux.press("Enter");
  await tmux.shows("\nexits 0\nsh$");
  await open(tmux, place);
  await tmux.shows(
    "  1  Join a channel   or make one\n❯ 2  Start a relay    others meet on this computer\n  3  Quit\n\n" +
      "↑ ↓ or a number, then Enter. Esc goes back.",
  );
  tmux.press("Enter");
  await tmux.shows("Internet        your router has to let them in\n\n↑ ↓ or a number, then Enter. Esc goes back.");
  tmux.press("Escape");
  await tmux.shows("others meet on this computer\n  3  Quit\n\n↑ ↓ or a number, then Enter. Esc goes back.");
  tmux.press("C-c");
  await tmux.shows("exits 0\nsh$");
  await tmux.restored();
});

Deno.test({ name: "the menu fits 20 columns, and follows the terminal's width", ...needs("tmux") }, async () => {
  await using place = await Place.open();
  using tmux = new Tmux();
  await open(tmux, place);
  await tmux.shows(FIRST);
  tmux.resize(20);
  await tmux.shows("pychat: what to do?\n\n❯ 1  Join a channel\n  2  Start a relay\n  3  Quit\n\n↑ ↓ or 1, Enter");
  tmux.resize(60);
  await tmux.shows(FIRST);
  tmux.press("q");
  await tmux.shows("exits 0\nsh$");
});

Deno.test({
  name: "in plain lines, and on a terminal that can do nothing, the menu asks for a number",
  ...needs("tmux"),
}, async () => {
  await using place = await Place.open();
  const asked =
    "pychat: what to do?\n1. Join a channel: or make one\n2. Start a relay: others meet on this computer\n3. Quit\nNumber [1]:";
  for (const how of [{ args: "--plain" }, { env: "TERM=dumb" }, { env: "PYCHAT_PLAIN=yes" }]) {
    using tmux = new Tmux();
    await open(tmux, place, how);
    await tmux.shows(asked);
    tmux.type("4");
    tmux.press("Enter");
    await tmux.shows("! Type a number from 1 to 3, or nothing for 1.\nNumber [1]:");
    tmux.press("Enter");
    await tmux.shows("\nRelay, or an invite's link [localhost]:");
    tmux.press("C-d");
    await tmux.shows("exits 0\nsh$");
  }
});

Deno.test("without a terminal there is no menu", async () => {
  const { code, out, err } = await new Program(["--plain"]).end();
  assertEquals([code, out], [2, ""]);
  assertEquals(err, "pychat: Cannot open the menu: this is no terminal\nUse pychat connect, or pychat --help.\n");
});

/** Starts pychat in the terminal, with a home in that place. */
async function open(
  tmux: Tmux,
  place: Place,
  { args = "", env = "", flags = "" }: { readonly args?: string; readonly env?: string; readonly flags?: string } = {},
): Promise<void> {
  await tmux.shows("sh$");
  const data = `PYCHAT_HOME=${place.home("menu")} PYCHAT_DATA=${place.home("data")} PYCHAT_PORT=0 ${env}`;
  tmux.type(`clear; ${data} ${Deno.execPath()} run -q --no-check -P=pychat ${flags} main.ts ${args}; echo exits $?`);
  tmux.press("Enter");
}
