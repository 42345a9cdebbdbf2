/** The operator's console on a real terminal: tmux is the terminal, and the screen is what a person would see. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { needs } from "../fakes/needs.ts";
import { Tmux } from "../fakes/tmux.ts";
import { until } from "../fakes/until.ts";

const driver = new URL("./console_terminal_driver.ts", import.meta.url).pathname;
const COMMAND = `${Deno.execPath()} run --quiet --no-check --allow-all ${driver}`;

/** A terminal in which the console runs. */
async function opened(): Promise<Tmux> {
  const tmux = new Tmux();
  await tmux.shows("sh$");
  tmux.type(COMMAND);
  tmux.press("Enter");
  await tmux.shows("\n>");
  return tmux;
}

/** The process of the console, which says itself who it is. */
async function pidOf(tmux: Tmux): Promise<number> {
  tmux.type("/announce pid");
  tmux.press("Enter");
  await until(() => /Told \d+ users\.\n>$/.test(tmux.screen()), "the console answers");
  return Number(tmux.screen().match(/Told (\d+) users/)?.[1]);
}

const tmux = needs("tmux");

function terminalTest(name: string, run: () => Promise<void>): void {
  Deno.test({ name, ...tmux, fn: run });
}

terminalTest("a command typed with the help of Tab prints its answer above a fresh line", async () => {
  using tmux = await opened();
  tmux.type("/ch");
  tmux.press("Tab", "Enter");
  await tmux.shows("Channel: Work\n  Users: 3\n    - John\n    - Alice\n    - Bob\n>");
  assertMatch(tmux.screen(), /\n> \/channels\n={50}\nActive Channels: 2\n={50}\n/);
  tmux.press("Up", "Home", "Delete", "x");
  await tmux.shows("> xchannels");
});

terminalTest("a line of the log appears above the line being written, which is not torn", async () => {
  using tmux = await opened();
  const pid = await pidOf(tmux);
  tmux.type("日本 half a line");
  tmux.press("Left", "Left", "Left", "Left");
  await tmux.shows("> 日本 half a line");
  Deno.kill(pid, "SIGUSR1");
  await tmux.shows("\nthe relay says something\n> 日本 half a line");
  tmux.type("X");
  await tmux.shows("> 日本 half a Xline");
});

terminalTest("a line longer than the terminal scrolls, and fits anew when the terminal is resized", async () => {
  using tmux = await opened();
  tmux.type("0123456789".repeat(8) + "end");
  await until(() => /\n> <[0-9]+end$/.test(tmux.screen()), "the line scrolls");
  tmux.resize(30);
  await until(() => /\n> <[0-9]{1,25}end$/.test(tmux.screen()), "the line fits 30 columns");
  tmux.press("Home");
  await until(() => /\n> 0123[0-9]{22}>$/.test(tmux.screen()), "the line scrolls back");
  tmux.resize(100);
  await tmux.shows(`> ${"0123456789".repeat(8)}end`);
  assertEquals(tmux.screen().match(/>/g)?.length, 1, tmux.screen());
});

terminalTest("ctrl-c clears the line, and at an empty one stops the relay and gives the terminal back", async () => {
  using tmux = await opened();
  tmux.type("half a line");
  tmux.press("C-c");
  await tmux.shows("\n>");
  tmux.press("C-c");
  await tmux.shows("\n> /exit\nStopping.\nstopped\nsh$");
  await tmux.restored();
});

terminalTest("ctrl-z suspends, and the line is there again when the shell continues it", async () => {
  using tmux = await opened();
  tmux.type("half a line");
  await tmux.shows("> half a line");
  tmux.press("C-z");
  await tmux.shows("\nsh$");
  await tmux.restored();
  tmux.type("fg");
  tmux.press("Enter");
  await tmux.shows("> half a line");
  tmux.type("!");
  await tmux.shows("> half a line!");
});

terminalTest("a crash gives the terminal back before it says what happened", async () => {
  using tmux = await opened();
  const pid = await pidOf(tmux);
  tmux.type("half a line");
  await tmux.shows("> half a line");
  Deno.kill(pid, "SIGUSR2");
  await tmux.shows("\nsh$");
  assert(!tmux.screen().includes("half a line"));
  assertMatch(tmux.screen().replaceAll("\n", ""), /pychat: this is a bug in pychat: Error: crashed on demand/);
  await tmux.restored();
});

/** Runs the console over a pipe that stays open until the test closes it. */
function piped(input: string) {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-check", "--allow-all", driver],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  return { child, fed: new Blob([input]).stream().pipeTo(child.stdin) };
}

Deno.test("a script drives the console through a pipe, without prompt or colours", async () => {
  const { child, fed } = piped("/kick Bob\n/motd\r\n/exit\n/kick John\n");
  await fed;
  const { code, stdout } = await child.output();
  assertEquals(
    new TextDecoder().decode(stdout),
    "1 session closed.\nThere is no message of the day.\nStopping.\nstopped\n",
  );
  assertEquals(code, 0);
});

Deno.test("the end of the input does not stop the relay", async () => {
  const { child, fed } = piped("/motd\n/kick Bob");
  await fed;
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let out = "";
  while (!out.includes("1 session closed.")) out += (await reader.read()).value ?? "";
  child.kill("SIGUSR1");
  while (!out.includes("the relay says something")) out += (await reader.read()).value ?? "";
  child.kill("SIGKILL");
  await Promise.all([child.status, reader.cancel()]);
});
