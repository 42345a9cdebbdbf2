import { assertEquals, assertMatch } from "@std/assert";
import { needs } from "./fakes/needs.ts";
import { Tmux } from "./fakes/tmux.ts";

const main = new URL("../main.ts", import.meta.url).pathname;

/** Runs the real program to its end; nothing of it is a terminal. */
async function pychat(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-check", "--allow-all", main, ...args],
    env: { ...env, NO_COLOR: "1" },
    stdin: "null",
  });
  const { code, stdout, stderr } = await child.output();
  const text = new TextDecoder();
  return { code, out: text.decode(stdout), err: text.decode(stderr) };
}

Deno.test("pychat without arguments and without a terminal prints the help and exits 2", async () => {
  const { code, out, err } = await pychat([]);
  assertEquals([code, err], [2, ""]);
  assertMatch(out, /^Usage: pychat <command> \[options\]\n[^]*\n {2}relay +/);
});

Deno.test({ name: "pychat without arguments on a terminal opens the menu", ...needs("tmux") }, async () => {
  using tmux = new Tmux();
  tmux.type(`clear; ${Deno.execPath()} run -q --no-check -A ${main} && echo exits $?`);
  tmux.press("Enter");
  await tmux.shows(
    "Join a channel   or make one\n  2  Start a relay    others meet on this computer\n" +
      "  3  Quit\n\n↑ ↓ or a number, then Enter. Esc goes back.",
  );
  tmux.press("3", "Enter");
  await tmux.shows("exits 0\nsh$");
});

Deno.test("pychat help, --help and -h print the help, also that of a command, and exit 0", async () => {
  for (const args of [["help"], ["--help"], ["-h"]]) {
    const { code, out } = await pychat(args);
    assertEquals(code, 0);
    assertMatch(out, /^Usage: pychat <command>/);
  }
  for (const args of [["help", "relay"], ["relay", "--help"], ["relay", "--no-such-flag", "-h"], ["server", "-h"]]) {
    const { code, out } = await pychat(args);
    assertEquals(code, 0);
    assertMatch(out, /^Usage: pychat relay \[options\]\n[^]* {2}--port PORT /);
  }
});

Deno.test("pychat --version says which one it is", async () => {
  const { code, out } = await pychat(["--version"]);
  assertEquals(code, 0);
  assertMatch(out, /^pychat \d+\.\d+\.\d+ \(from source, Deno \d+\.\d+\.\d+, \S+\)\n$/);
});

Deno.test("a usage error is one line that says what is wrong and one with the right form, and exits 2", async () => {
  const form = "Usage: pychat relay [options]   (--help lists them)\n";
  const cases: readonly (readonly [args: readonly string[], env: Record<string, string>, err: string])[] = [
    [
      ["rely"],
      {},
      'pychat: Cannot run "rely": there is no such command; did you mean relay?\n' +
      "Usage: pychat <command> [options]   (pychat --help lists the commands)\n",
    ],
    [["relay", "--prot", "1"], {}, `pychat: Cannot take --prot: there is no such flag; did you mean --port?\n${form}`],
    [
      ["relay"],
      { PYCHAT_PROT: "1" },
      "pychat: Cannot take PYCHAT_PROT: there is no such variable; did you mean PYCHAT_PORT?\n",
    ],
    [
      ["relay", "--idle-time", "30s"],
      {},
      "pychat: Cannot take that --idle-time: who is silent for the --ping-time is asked whether he is there, and needs time " +
      "to answer\nMake --idle-time longer than --ping-time.\n",
    ],
    [
      ["\x1b[31m"],
      {},
      'pychat: Cannot run "␛[31m": there is no such command\n' +
      "Usage: pychat <command> [options]   (pychat --help lists the commands)\n",
    ],
  ];
  for (const [args, env, err] of cases) assertEquals(await pychat(args, env), { code: 2, out: "", err });
});

Deno.test("an invite's secret is repeated nowhere, wherever its link was given by mistake", async () => {
  const secret = "Abc-_".repeat(13).slice(0, 64);
  for (const link of [`http://relay.example.com/#${secret}`, `relay.example.com/#${secret.slice(1)}`]) {
    for (
      const args of [
        [link],
        ["send", link, "Work", "hello"],
        ["send", "relay.example.com", link, "hello"],
        ["tail", link],
        ["bot", "relay.example.com", link],
        ["doctor", link],
        ["connect", "relay.example.com", link],
        ["connect", link, "--name", "bob"],
        ["relay", link],
        ["connect", "relay.example.com", `--plain=${link}`],
        ["relay", `--port=${link}`],
      ]
    ) {
      const { code, out, err } = await pychat(args, { PYCHAT_NAME: "bob" });
      assertEquals(code, 2, args.join(" "));
      assertEquals(`${out}${err}`.includes(secret.slice(1, 20)), false, `${args.join(" ")}: ${err}`);
    }
  }
});

Deno.test("what the machine refuses is one line that says what, and exits 1", async () => {
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const data = await Deno.makeTempDir();
  const { code, out, err } = await pychat(["relay", "--host=127.0.0.1", `--port=${taken.addr.port}`, `--data=${data}`]);
  await Deno.remove(data, { recursive: true });
  assertEquals([code, out], [1, ""]);
  assertMatch(err, /^pychat: Cannot [^\n]+\n$/);
});

Deno.test("a bug is one line that says so, exits 1, and shows where it is under PYCHAT_DEBUG=1", async () => {
  const [quiet, loud] = await Promise.all([crashed({}), crashed({ PYCHAT_DEBUG: "1" })]);
  assertEquals(quiet, {
    code: 1,
    err: "pychat: this is a bug in pychat: Error: crashed on demand (PYCHAT_DEBUG=1 shows where)\n",
  });
  assertEquals(loud.code, 1);
  assertMatch(
    loud.err,
    /^Error: crashed on demand\n {4}at [^]+\npychat: this is a bug in pychat: Error: crashed on demand\n$/,
  );
});

Deno.test("what failed first is said, also when the end failed over it", async () => {
  const what = `new SuppressedError(new Error("at the end"), new Failure("Cannot save: the disk is full.", 7))`;
  assertEquals(await crashed({}, what), { code: 1, err: "pychat: Cannot save: the disk is full.\n" });
});

/** How a program ends in which a promise is rejected that nobody awaits. */
async function crashed(env: Readonly<Record<string, string>>, what = `new Error("crashed on demand")`) {
  const failure = new URL("../shared/failure.ts", import.meta.url).pathname;
  const code =
    `import { reportCrashes } from "${main}"; import { Failure } from "${failure}"; reportCrashes(); Promise.reject(${what});`;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--quiet", "--no-check", code],
    env: { ...env, NO_COLOR: "1" },
  });
  const output = await child.output();
  return { code: output.code, err: new TextDecoder().decode(output.stderr) };
}
