/** The unit: systemd understands every line, rates it as the document says, and a relay can live with what it forbids. */
import { assert, assertEquals } from "@std/assert";
import { runTool, type ToolEnd } from "../../build/run_tool.ts";
import { needs } from "../fakes/needs.ts";
import { Program } from "../fakes/program.ts";
import { Guest } from "../fakes/guest.ts";
import { rawPipe } from "../fakes/raw_pipe.ts";

const root = new URL("../../", import.meta.url);
const unit = Deno.readTextFileSync(new URL("deploy/pychat.service", root));
const PROGRAM = "/usr/local/bin/pychat";

Deno.test({ name: "systemd understands every line of the unit", ...needs("systemd-analyze") }, async () => {
  const here = unit.replace(PROGRAM, "/bin/true");
  assertEquals(await analyze(here, ["verify"]), { success: true, out: "", err: "" });
  assert((await analyze(here.replace("ProtectHome", "ProtectHom"), ["verify"])).err.includes("ProtectHom"));
});

Deno.test({ name: "systemd rates the unit as the document says", ...needs("systemd-analyze") }, async () => {
  const { out } = await analyze(unit, ["security", "--offline=true"]);
  const [, rated = "none"] = /Overall exposure level for pychat\.service: (\d+\.\d)/.exec(out) ?? [];
  const document = Deno.readTextFileSync(new URL("docs/run_a_relay.md", root)).replace(/\s+/g, " ");
  const [, told, version] = /rates (\d+\.\d) of 10 \(systemd (\d+)\)/.exec(document) ?? [];
  const { out: here } = await runTool(["systemd-analyze", "--version"]);
  // Each version of systemd has its own list of what can be had.
  if (here.startsWith(`systemd ${version} `)) assertEquals(rated, told);
  else assert(Number(rated) < 2 && told !== undefined, `it rates ${rated}`);
});

const both = needs("systemd-analyze").ignore || needs("strace").ignore;
Deno.test({ name: "a relay works where the unit's system calls alone are allowed", ignore: both }, async () => {
  const folder = await Deno.makeTempDir();
  const forbidden = (await forbiddenCalls()).map((name) => `?${name}`).join();
  const refuse = `-e trace=${forbidden} -e inject=${forbidden}:error=EPERM`;
  const command =
    `strace -D -f -qq -o ${folder}/refused ${refuse} ${Deno.execPath()} run -q --no-check -P=pychat main.ts`;
  const options = `relay --host 127.0.0.1 --port 0 --data ${folder}/data`;
  await using relay = new Program([], { shell: `${command} ${options}` });
  await relay.prints(/pychat connect /);
  const alice = await new Guest(await rawPipe(relay.port), "alice").enter();
  const work = await alice.create("Work", Date.now());
  await alice.open(work.channel);
  alice.post(work, 1, "hello");
  await alice.next("said");
  assertEquals(await (await fetch(`http://127.0.0.1:${relay.port}/healthz`)).text(), "ok\n");
  alice.link.close();
  await alice.untilClosed();
  relay.signal("SIGTERM");
  assertEquals((await relay.end()).code, 0);
  await Deno.remove(folder, { recursive: true });
});

/** Every system call that systemd knows and the unit does not allow. */
async function forbiddenCalls(): Promise<readonly string[]> {
  const filters = [...unit.matchAll(/^SystemCallFilter=(~?)(.*)$/gm)];
  const named = async (sign: string) => {
    const groups = filters.filter(([, its]) => its === sign).flatMap(([, , groups = ""]) => groups.split(" "));
    return new Set((await Promise.all(groups.map(callsOf))).flat());
  };
  const [allowed, taken, known] = await Promise.all([named(""), named("~"), callsOf("@known")]);
  return known.filter((call) => !allowed.has(call) || taken.has(call));
}

async function callsOf(group: string): Promise<readonly string[]> {
  const { out } = await runTool(["systemd-analyze", "syscall-filter", "--no-pager", group]);
  const names = out.split("\n").slice(1).map((line) => line.trim()).filter((line) =>
    line !== "" && !line.startsWith("#")
  );
  return (await Promise.all(names.map((name) => name.startsWith("@") ? callsOf(name) : [name]))).flat();
}

async function analyze(text: string, command: readonly string[]): Promise<ToolEnd> {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/pychat.service`, text);
  const end = await runTool(["systemd-analyze", ...command, `${folder}/pychat.service`]);
  await Deno.remove(folder, { recursive: true });
  return end;
}
