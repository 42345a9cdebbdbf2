/** The terminal with a real program on it: tmux is the terminal, and its screen is what a person would see. */
import { assert, assertMatch } from "@std/assert";
import { needs } from "../../../fakes/needs.ts";
import { Tmux } from "../../../fakes/tmux.ts";
import { until } from "../../../fakes/until.ts";

const driver = new URL("./terminal_driver.ts", import.meta.url).pathname;
const needsTmux = needs("tmux");

interface Driven extends Disposable {
  readonly tmux: Tmux;
  readonly pid: number;
}

/** A terminal in which something was done before, and now the program runs. */
async function opened({ before = "", permissions = "--allow-all", flags = "" } = {}): Promise<Driven> {
  const tmux = new Tmux();
  await tmux.shows("sh$");
  tmux.type(`echo was there before; ${before} ${Deno.execPath()} run -q --no-check ${permissions} ${driver} ${flags}`);
  tmux.press("Enter");
  await tmux.shows("last nothing\nready");
  const pid = Number(tmux.screen().match(/^pid (\d+)/)?.[1]);
  return { tmux, pid, [Symbol.dispose]: () => tmux[Symbol.dispose]() };
}

function terminalTest(name: string, run: () => Promise<void>): void {
  Deno.test({ name, ...needsTmux, fn: run });
}

/** The screen before is there again, with what came behind it and nothing of ours, and the terminal is as it was. */
async function restored(tmux: Tmux, behind: RegExp): Promise<void> {
  await tmux.shows("\nsh$");
  assertMatch(tmux.screen(), /^sh\$ echo was there before;/);
  assertMatch(tmux.screen(), behind);
  assert(!tmux.screen().includes("ready"), tmux.screen());
  await tmux.restored();
}

terminalTest("keys come as they are pressed, and Escape by itself after a moment", async () => {
  using driven = await opened();
  const { tmux } = driven;
  const cases = [["é日", "é日"], ["Up", "up"], ["F7", "f7"], ["M-b", "alt-b"], ["C-Left", "ctrl-left"], [
    "C-c",
    "ctrl-c",
  ]];
  for (const [pressed = "", last] of [...cases, ["Escape", "escape"]]) {
    tmux.press(pressed);
    await tmux.shows(`last ${last}\nready`);
  }
});

terminalTest("the end of the program gives the terminal back", async () => {
  using driven = await opened();
  driven.tmux.press("q");
  await restored(driven.tmux, /\nended: asked\nsh\$$/);
});

terminalTest("a frame on its way when the program ends is not painted on the shell's screen", async () => {
  using driven = await opened();
  driven.tmux.press("l");
  await restored(driven.tmux, /\nended: asked\nsh\$$/);
});

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  terminalTest(`${signal} gives the terminal back before the program ends`, async () => {
    using driven = await opened();
    Deno.kill(driven.pid, signal);
    await restored(driven.tmux, new RegExp(`\nended: ${signal}\nsh\\$$`));
  });
}

for (const [key, says] of [["x", "thrown on demand"], ["r", "rejected on demand"]] as const) {
  terminalTest(`an error nobody caught (${says}) gives the terminal back before it is shown`, async () => {
    for (const flags of ["", "--report"]) {
      using driven = await opened({ flags });
      driven.tmux.press(key);
      await restored(driven.tmux, new RegExp(`\n.*${says}`));
    }
  });
}

const NO_RUN = "--allow-read --allow-env";
const MAY_STOP = [
  { permissions: NO_RUN, before: "" },
  { permissions: "--allow-all", before: "INIT_CWD=/" },
];

for (const { permissions, before } of MAY_STOP) {
  terminalTest(`ctrl-z suspends, and fg brings all of it back ${before}`, async () => {
    using driven = await opened({ before, permissions });
    const { tmux } = driven;
    tmux.press("C-z");
    await restored(tmux, /Stopped/);
    tmux.resize(50);
    tmux.type("fg");
    tmux.press("Enter");
    await until(() => /size 50 \d+\nshown \d\nlast ctrl-z\nready$/.test(tmux.screen()), "it is painted anew");
    tmux.press("a");
    await tmux.shows("last a\nready");
    tmux.press("q");
    await tmux.shows("\nended: asked\nsh$");
    await tmux.restored();
  });
}

terminalTest("ctrl-z does nothing where no shell could continue the program", async () => {
  using tmux = new Tmux();
  await tmux.shows("sh$");
  tmux.type(`exec ${Deno.execPath()} run -q --no-check --allow-all ${driver}`);
  tmux.press("Enter");
  await tmux.shows("last nothing\nready");
  tmux.press("C-z");
  await tmux.shows("shown 2\nlast ctrl-z\nready");
});

terminalTest("ctrl-z under deno task, which would not stop, asks for no permission and says why not", async () => {
  using driven = await opened({ permissions: NO_RUN, before: "INIT_CWD=/" });
  driven.tmux.press("C-z");
  await driven.tmux.shows(
    "last Ctrl-Z cannot stop what pychat was started by: start it\n by itself, without deno task or npx.\nready",
  );
});

terminalTest("who was stopped from outside has the terminal again when he goes on", async () => {
  using driven = await opened();
  const { tmux, pid } = driven;
  Deno.kill(pid, "SIGSTOP");
  await until(() => tmux.screen().includes("Stopped"), "the shell is back");
  tmux.type("fg");
  tmux.press("Enter");
  await tmux.shows("shown 2\nlast nothing\nready");
  tmux.press("a");
  await tmux.shows("last a\nready");
});

terminalTest("the screen is shown anew at its size whenever that changes", async () => {
  using driven = await opened();
  for (const columns of [40, 200, 20, 60]) {
    driven.tmux.resize(columns);
    await until(() => driven.tmux.screen().includes(`size ${columns} 30\n`), `it is ${columns} wide`);
  }
});

terminalTest(
  "a paste of 10 MB comes as one key that says there was more, and what is typed then is not lost",
  async () => {
    using driven = await opened();
    const { tmux } = driven;
    tmux.paste("all of it\n".repeat(1 << 20));
    await tmux.shows(`last paste of ${1 << 20} and more\nready`);
    tmux.type("a");
    await tmux.shows("last a\nready");
    tmux.paste("small");
    await tmux.shows("last paste of 5\nready");
  },
);

terminalTest("a window that is closed ends the program", async () => {
  const driven = await opened();
  driven[Symbol.dispose]();
  await until(() => !isAlive(driven.pid), "the program ended");
});

/** A process that nobody has buried yet is not alive. */
function isAlive(pid: number): boolean {
  const { stdout } = new Deno.Command("ps", { args: ["-o", "stat=", "-p", String(pid)] }).outputSync();
  return /^[^Z\s]/.test(new TextDecoder().decode(stdout));
}
