/** A relay outlives a burst of connections that is too much for the system: node:net would take none any more. */
import { assert, assertEquals } from "@std/assert";
import { connect, type Socket } from "node:net";
import { RAW_MAGIC } from "../../shared/frames.ts";
import { OpenRelay } from "../fakes/open_relay.ts";
import { Program } from "../fakes/program.ts";
import { until } from "../fakes/until.ts";

const FILES = 64;
/** The relay looks every five seconds, and a look may come to nothing on a busy machine. */
const PATIENCE = 30_000;

Deno.test({
  name: "a relay with too few file descriptors for a burst says so, and takes connections again when it is over",
  ignore: Deno.build.os === "windows",
}, async () => {
  const folder = await Deno.makeTempDir();
  await using program = await relayOfFewFiles(folder);
  const { port } = program;
  const burst = await Promise.all(Array.from({ length: 2 * FILES }, () => connected(port)));
  // Not even one more, which would be answered.
  assert(!(await answers(port)), "the burst was not too much");
  for (const socket of burst) socket.destroy();
  // While the port is opened anew, whoever knocks is refused at once: the operator is told when that is over.
  await until(() => program.err.includes("Were too many files open?"), "the operator is told", PATIENCE);
  assert(await answers(port), `it takes no connections any more: ${program.err}`);
  program.signal("SIGTERM");
  assertEquals((await program.end()).code, 0);
  await Deno.remove(folder, { recursive: true });
});

Deno.test({
  name: "a relay outlives lines that break while it has too few file descriptors to find out where",
  ignore: Deno.build.os === "windows",
}, async () => {
  const folder = await Deno.makeTempDir();
  await using program = await relayOfFewFiles(folder);
  const burst = await Promise.all(Array.from({ length: 2 * FILES }, () => connected(program.port)));
  for (const socket of burst) socket.write(RAW_MAGIC.slice());
  await until(() => program.err.includes("Too many files are open"), "the operator is told", PATIENCE);
  for (const socket of burst) socket.resetAndDestroy();
  const late = performance.now() + PATIENCE;
  let well = false;
  while (!well && performance.now() < late) well = await answers(program.port);
  assert(well, program.err);
  program.signal("SIGTERM");
  assertEquals((await program.end()).code, 0);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a relay that knocks at its own port takes no turn of those who come from there, as all do who come by a proxy", async () => {
  await using relay = await OpenRelay.open({ limits: { newConnections: { perSecond: 1 / 3600, burst: 2 } } });
  const alice = await relay.raw("alice");
  await until(() => relay.knocks > 0, "it knocks", PATIENCE);
  const bob = await relay.raw("bob");
  for (const { link } of [alice, bob]) link.destroy("the test is over");
  assertEquals(relay.failures, []);
});

async function relayOfFewFiles(folder: string): Promise<Program> {
  const relay =
    `${Deno.execPath()} run -q --no-check -P=pychat main.ts relay --host 127.0.0.1 --port 0 --data ${folder}`;
  const program = new Program([], { shell: `sh -c 'ulimit -n ${FILES}; exec ${relay}'` });
  await program.prints(/pychat connect /);
  return program;
}

function connected(port: number): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const socket = connect({ host: "127.0.0.1", port });
  socket.once("connect", () => resolve(socket));
  socket.once("error", reject);
  socket.on("error", () => {});
  return promise;
}

/** Whether the relay answers a request within a second. */
async function answers(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(1000) });
    return await answer.text() === "ok\n";
  } catch {
    return false;
  }
}
