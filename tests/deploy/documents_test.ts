/** docs/: every command is run, as it stands, where it changes nothing of this machine; every message that is explained is one that is said. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { runTool } from "../../build/run_tool.ts";
import type { Identity } from "../../client/core/crypto/identity.ts";
import { limits } from "../../relay/limits.ts";
import { flagName, variableName } from "../../shared/options.ts";
import { commandsDocument } from "../commands_document.ts";
import { Guest } from "../fakes/guest.ts";
import { Program } from "../fakes/program.ts";
import { rawPipe } from "../fakes/raw_pipe.ts";
import { Sandbox, sandboxed } from "./sandbox.ts";

const root = new URL("../../", import.meta.url);
const relayGuide = read("docs/run_a_relay.md");

Deno.test({ name: "run_a_relay.md: every command does what it says", ...sandboxed() }, async () => {
  const blocks = shellBlocks(relayGuide);
  assertEquals(blocks.length, 7);
  const [classroom = [], home = [], install = [], options = [], backup = [], restore = [], upgrade = []] = blocks;
  await using server = await Sandbox.open();
  for (const [command] of [classroom, home]) {
    assertStringIncludes(await server.runs(`${command}`, "└"), "pychat connect ");
  }
  const installed = await server.run(install);
  assertStringIncludes(installed, "pychat-linux-x64.gz: OK\n");
  assert(installed.endsWith("ok\n"), installed);
  assertStringIncludes(await server.run(options), "The Rivers");
  await server.up();
  const before = await channelMade(server.port);
  await server.run(backup);
  await server.up();
  const after = await channelMade(server.port);
  assertEquals([await found(server.port, before), await found(server.port, after)], [true, true]);
  await server.run(restore);
  await server.up();
  assertEquals([await found(server.port, before), await found(server.port, after)], [true, false]);
  await server.download();
  assertStringIncludes(await server.run(upgrade), "pychat 0.");
  await server.up();
  assertEquals(await found(server.port, before), true);
});

Deno.test("troubleshooting.md: doctor says of a relay that is well what the document says", async () => {
  const [commands = []] = shellBlocks(read("docs/troubleshooting.md"));
  await using relay = await Program.relay();
  for (const command of commands) {
    const [, ...args] = command.replace("relay.example.com", `127.0.0.1:${relay.port}`).split(" ");
    await using program = new Program(args);
    const { code, out } = await program.end();
    assertEquals([command, code], [command, 0]);
    assert(out.split("\n").every((line) => /^(ok {4}|warn {2}|fail {2}|$)/.test(line)), out);
  }
  assertEquals(commands.length, 2);
});

Deno.test("PROTOCOL.md has every limit in its table, and run_a_relay.md those that all behind a proxy share", () => {
  const [, table = ""] = read("shared/PROTOCOL.md").split(/^## (?:9|10)\..*$/m);
  assertEquals(Object.keys(limits).filter((name) => !table.includes(`\`${flagName(name)}\``)), []);
  const shared = Object.entries(limits).filter(([, { help }]) => help.includes("from one address"));
  assertEquals(shared.filter(([name]) => !relayGuide.includes(`\`${variableName(name)}\``)), []);
});

Deno.test("commands.md is what the tables of commands say; `deno task commands` makes it", async () => {
  assertEquals(read("docs/commands.md"), await commandsDocument());
});

Deno.test("CONTRIBUTING.md names files, folders and tasks that there are", () => {
  const text = read("CONTRIBUTING.md");
  const paths = [...text.matchAll(/\b(?:tests|docs|client|relay|shared|build)\/[\w/.]*\w/g)].map(([path]) => path);
  assert(paths.length > 8, paths.join());
  for (const path of paths) Deno.statSync(new URL(path, root));
  for (const [command] of shellBlocks(text)) assertEquals(command, "npx -y deno@2.9.6 task ok");
});

Deno.test("troubleshooting.md: every message that it explains is one that pychat says", async () => {
  const folders = ["main.ts", "relay", "client", "shared", "build"];
  const { out } = await runTool(["grep", "-rhv", "^ *\\(//\\|\\*\\|/\\*\\)", "--include=*.ts", ...folders], {
    cwd: root.pathname,
  });
  const messages = [...read("docs/troubleshooting.md").matchAll(/^\| `([^`]+)`/gm)].map(([, message = ""]) => message);
  assert(messages.length > 20, `${messages.length}`);
  const code = out.replace(/\s+/g, " ");
  assertEquals(messages.filter((message) => !message.split("…").every((part) => code.includes(part.trim()))), []);
});

Deno.test("run_a_relay.md names options that there are", async () => {
  const { out } = await runTool(
    [Deno.execPath(), "run", "-q", "--no-check", "-P=pychat", "main.ts", "relay", "--help"],
    {
      cwd: root.pathname,
    },
  );
  const named = [...relayGuide.matchAll(/--[a-z-]+\b|PYCHAT_[A-Z_]+/g)].map(([name]) =>
    name.startsWith("--") ? name : `--${name.replace("PYCHAT_", "").replaceAll("_", "-").toLowerCase()}`
  );
  const others = ["--check", "--ignore-missing", "--now", "--retry", "--retry-connrefused", "--help", "--version"];
  assertEquals(named.filter((name) => !out.includes(name) && !others.includes(name)), []);
});

/** Somebody who has made a channel that stays when he leaves. */
async function channelMade(port: number): Promise<Identity> {
  const guest = await new Guest(await rawPipe(port), "alice").enter();
  await guest.create("Work", Date.now(), { keep: true });
  await leave(guest);
  return guest.identity;
}

/** Whether the relay knows of his channel. */
async function found(port: number, identity: Identity): Promise<boolean> {
  const guest = await new Guest(await rawPipe(port), "alice", { identity }).enter();
  const { channels } = await guest.get({ type: "mine" }, "mine");
  await leave(guest);
  return channels.length === 1;
}

async function leave(guest: Guest): Promise<void> {
  guest.link.close();
  await guest.untilClosed();
}

function shellBlocks(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(/```sh\n([^]*?)```/g)].map(([, block = ""]) => block.trim().split("\n"));
}

function read(file: string): string {
  return Deno.readTextFileSync(new URL(file, root));
}
