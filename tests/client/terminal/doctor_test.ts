/** What the doctor says of what can be in the way; it is driven as people run it. */
import { assertEquals, assertMatch } from "@std/assert";
import { runTool } from "../../../build/run_tool.ts";
import { checkClock } from "../../../client/terminal/doctor/check_relay.ts";
import { checkTerminal } from "../../../client/terminal/doctor/check_terminal.ts";
import { fakeTime } from "../../fakes/fake_time.ts";
import { needs } from "../../fakes/needs.ts";
import { Program } from "../../fakes/program.ts";
import { Place } from "./place.ts";

const XTERM = { TERM: "xterm-256color", LANG: "en_GB.UTF-8" };
const NOON = Date.UTC(2026, 10, 21, 12);
const tls = new URL("../../../client/terminal/doctor/check_tls.ts", import.meta.url);

Deno.test("doctor finds everything well at a relay that is, and exits 0", async () => {
  await using relay = await Program.relay(["--title", "The Rivers"]);
  const { code, out, err } = await doctor(`127.0.0.1:${relay.port}`);
  assertEquals([code, err], [0, ""]);
  assertMatch(
    out,
    /^ok {4}terminal .*\nok {4}storage .*\nok {4}name .*\nok {4}port .*\nok {4}protocol {2}"The Rivers" .*\nok {4}clock .*\nok {4}tls .*\n$/,
  );
});

Deno.test("doctor without a relay looks at this computer only; --json gives a program the same", async () => {
  const { code, out } = await doctor();
  assertEquals(code, 0);
  assertMatch(out, /^ok {4}terminal .*\nok {4}storage .*\n$/);
  const json = (await doctor("--json")).out.trim().split("\n").map((line) => JSON.parse(line));
  assertEquals(json.map(({ about, state }) => [about, state]), [["terminal", "ok"], ["storage", "ok"]]);
});

Deno.test("doctor says in one line what fails and what to do, and exits 1", async () => {
  await using web = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () => new Response("hello"));
  const here = await Deno.makeTempDir();
  const cases: readonly (readonly [args: readonly string[], env: Record<string, string>, says: RegExp])[] = [
    [
      ["127.0.0.1:1"],
      {},
      /^fail {2}port {6}Cannot reach 127\.0\.0\.1 on port 1: connection refused\. Is the relay running/m,
    ],
    [
      ["no.such.name.invalid"],
      {},
      /^fail {2}name {6}there is no name no\.such\.name\.invalid, .* Is it spelled right/m,
    ],
    [
      [`127.0.0.1:${web.addr.port}`],
      {},
      /^fail {2}port {6}Cannot speak with 127\.0\.0\.1 on port \d+: what answers there is no relay/m,
    ],
    [
      [],
      { PYCHAT_HOME: "/dev/null" },
      /^fail {2}storage {3}Cannot keep your keys in "\/dev\/null": there is a file where .* PYCHAT_HOME/m,
    ],
    [
      [],
      { PYCHAT_HOME: "/proc/pychat" },
      /^fail {2}storage {3}Cannot keep your keys in "\/proc\/pychat": .* PYCHAT_HOME/m,
    ],
    [
      [],
      { PYCHAT_HOME: "", HOME: "", XDG_DATA_HOME: "" },
      /^fail {2}storage {3}Cannot tell where to keep your keys: HOME is not set\. Set PYCHAT_HOME/m,
    ],
  ];
  for (const [args, env, says] of cases) {
    const { code, out } = await doctor(...args, { PYCHAT_HOME: here, ...env });
    assertMatch(out, says);
    assertEquals([args, code], [args, 1]);
  }
  const { code, err } = await doctor("http://relay");
  assertEquals(code, 2);
  assertMatch(err, /^pychat: Cannot look at "http:\/\/relay": that is no relay's address\nIt is a name /);
  await Deno.remove(here, { recursive: true });
});

Deno.test("doctor knows a relay that turns people away, and says why it does", async () => {
  await using relay = await Program.relay(["--new-connections", "1/h"]);
  assertEquals(await (await fetch(`http://127.0.0.1:${relay.port}/healthz`)).text(), "ok\n");
  const { code, out } = await doctor(`127.0.0.1:${relay.port}`);
  assertEquals(code, 1);
  const why = `The relay at 127.0.0.1 on port ${relay.port} turns you away: There were too many new connections`;
  assertMatch(out, new RegExp(`\nfail {2}port {6}${why} from your address. Wait a while.\n$`));
});

Deno.test("doctor leaves nothing behind where keys are kept", async () => {
  const home = await Deno.makeTempDir();
  assertEquals((await doctor({ PYCHAT_HOME: home })).code, 0);
  assertEquals([...Deno.readDirSync(home)], []);
  await Deno.remove(home, { recursive: true });
});

Deno.test("doctor says whether a relay is the one that was there before, also beside who is there", async () => {
  await using place = await Place.open();
  const relay = `127.0.0.1:${place.port}`;
  const PYCHAT_HOME = place.home("alice");
  await using alice = await place.member("alice");
  const same = await doctor(relay, { PYCHAT_HOME });
  assertMatch(same.out, /^ok {4}key {7}it is the relay that was here before$/m);
  assertEquals(same.code, 0);
  await alice.types("still here");
  await alice.reads("You: still here");
  await place.stop();
  await Deno.remove(place.home("relay"), { recursive: true });
  await place.resume();
  const other = await doctor(relay, { PYCHAT_HOME });
  assertMatch(
    other.out,
    /^fail {2}key {7}it is not the relay that was here before \(as alice\): .* another name gets you/m,
  );
  assertEquals(other.code, 1);
  assertEquals((await doctor(relay, { PYCHAT_HOME: place.home("bob") })).out.includes("key  "), false);
});

Deno.test("doctor passes over keys that are locked", async () => {
  await using place = await Place.open();
  await (await place.member("alice", { env: { PYCHAT_PASSPHRASE: "open sesame" } })).end();
  const { code, out } = await doctor(`127.0.0.1:${place.port}`, { PYCHAT_HOME: place.home("alice") });
  assertEquals([code, out.includes("key  ")], [0, false], out);
});

Deno.test({ name: "doctor sees a clock that is years off", ...needs("faketime") }, async () => {
  await using relay = await Program.relay();
  const { code, out } = await doctor(`127.0.0.1:${relay.port}`, fakeTime("1999-01-01"));
  assertEquals(code, 0);
  assertMatch(out, /^warn {2}clock {5}it is 1999-\d\d-\d\d \d\d:\d\d UTC here and 20.* Set the one that is wrong\.$/m);
});

Deno.test("checkClock() does not mind what people would not, and says which clock says what", () => {
  assertEquals(checkClock(NOON, NOON + 60_000).state, "ok");
  assertEquals(checkClock(NOON, NOON + 60_001).state, "warn");
  assertEquals(checkClock(NOON - 61_000, NOON), {
    about: "clock",
    state: "warn",
    says: "it is 2026-11-21 12:00 UTC here and 2026-11-21 11:58 at the relay, 1m 1s apart. Set the one that is wrong.",
  });
});

Deno.test("checkTerminal() knows what makes a screen garbled, narrow or impossible", () => {
  const cases: readonly (readonly [variables: Record<string, string>, columns: number, says: RegExp])[] = [
    [XTERM, 80, /^ok: 80 columns, UTF-8, 256 colours$/],
    [{ ...XTERM, NO_COLOR: "1" }, 80, /^ok: .*no colours$/],
    [{ ...XTERM, LANG: "C" }, 80, /^warn: its language setting is not UTF-8: .* Set LANG/],
    [XTERM, 20, /^warn: only 20 columns: make it wider/],
    [{ TERM: "dumb" }, 80, /^warn: TERM does not say what it is, .* Set TERM/],
    [{}, 80, /^warn: TERM does not say what it is/],
  ];
  for (const [variables, columns, expected] of cases) {
    const { state, says } = checkTerminal({ variables, columns, platform: "linux", isTerminal: true });
    assertMatch(`${state}: ${says}`, expected);
  }
  assertMatch(
    checkTerminal({ variables: XTERM, columns: 80, platform: "linux", isTerminal: false }).says,
    /plain lines/,
  );
});

Deno.test(
  { name: "checkTls() tells a good certificate from one to be wary of, and from none", ...needs("openssl") },
  async () => {
    const folder = await Deno.makeTempDir();
    const [cert, key] = [`${folder}/cert.pem`, `${folder}/key.pem`];
    const names = [
      "-subj",
      "/CN=localhost",
      "-addext",
      "subjectAltName=DNS:localhost",
      "-addext",
      "basicConstraints=critical,CA:FALSE",
    ];
    const ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1"];
    assertEquals(
      (await runTool(["openssl", "req", "-x509", ...ec, ...names, "-keyout", key, "-out", cert])).success,
      true,
    );
    const secure = { cert: Deno.readTextFileSync(cert), key: Deno.readTextFileSync(key) };
    await using server = Deno.serve({ port: 0, ...secure, onListen() {} }, () => new Response());
    await using plain = await Program.relay();
    const at = async (host: string, port: number, env: Record<string, string> = {}) => {
      const code =
        `import { checkTls } from "${tls}"; const { state, says } = await checkTls({ host: "${host}", port: ${port} }); console.log(state, says);`;
      return (await runTool([Deno.execPath(), "eval", "-q", code], { env })).out;
    };
    assertMatch(await at("localhost", server.addr.port, { DENO_CERT: cert }), /^ok its certificate is good/);
    assertMatch(
      await at("localhost", server.addr.port),
      /^fail its certificate cannot be trusted: nobody whom this computer knows/,
    );
    assertMatch(
      await at("127.0.0.1", server.addr.port, { DENO_CERT: cert }),
      /^fail its certificate cannot be trusted: it is for another name/,
    );
    assertMatch(await at("127.0.0.1", plain.port), /^ok none, and none is needed/);
    await Deno.remove(folder, { recursive: true });
  },
);

/** Runs it to its end, with these words and variables. */
async function doctor(...args: readonly (string | Readonly<Record<string, string>>)[]) {
  const words = args.filter((arg) => typeof arg === "string");
  const env = Object.assign({}, ...args.filter((arg) => typeof arg !== "string"));
  await using program = new Program(["doctor", ...words], { env });
  return await program.end();
}
