import { assert, assertEquals, assertMatch } from "@std/assert";
import { type VaultName, vaultPath } from "../../../client/machine/vault_path.ts";

const HOME = { HOME: "/home/alice" };

const ALICE: VaultName = { host: "relay.example.com", port: 5000, nick: "alice" };

const readable: readonly (readonly [name: Partial<VaultName>, begins: string])[] = [
  [{}, "alice@relay.example.com-5000-"],
  [{ port: 5055 }, "alice@relay.example.com-5055-"],
  [{ host: "2001:db8::1" }, "alice@2001-db8-1-5000-"],
  [{ host: "fe80::1%eth0" }, "alice@fe80-1-eth0-5000-"],
  [{ host: "::1" }, "alice@1-5000-"],
  [{ host: "example.com." }, "alice@example.com-5000-"],
  [{ nick: "Zoë" }, "zoe@"],
  [{ nick: "../../etc/passwd" }, "etc-passwd@"],
  [{ nick: "CON" }, "con@"],
  [{ nick: "nul.txt" }, "nul-txt@"],
  [{ nick: 'a b\tc\\d:e*f?g"h<i>j|k' }, "a-b-c-d-e-f-g-h-i-j-k@"],
  [{ nick: "日本" }, "@relay.example.com-5000-"],
  [{ nick: "🦊.🦊" }, "@relay"],
  [{ nick: "x".repeat(500) }, `${"x".repeat(40)}@`],
  [{ host: "x".repeat(500) }, `alice@${"x".repeat(40)}-5000-`],
];

for (const [name, begins] of readable) {
  const whole = { ...ALICE, ...name };
  Deno.test(`vaultPath() of ${JSON.stringify(name).slice(0, 60)} can be read by people and kept by every file system`, () => {
    const file = fileOf(whole);
    assert(file.startsWith(begins), file);
    assertMatch(file.slice(begins.indexOf("@")), /^@?[a-z0-9.-]*[a-z0-9]\.vault$/);
    assertMatch(file, /-[0-9a-f]{32}\.vault$/);
    assert(file.length <= 140, `${file.length} characters`);
  });
}

Deno.test("vaultPath() is another for everything that differs, and the same for the same", () => {
  const names: readonly VaultName[] = [
    ALICE,
    { ...ALICE, nick: "Alice" },
    { ...ALICE, nick: "alice." },
    { ...ALICE, nick: "álice" },
    { ...ALICE, nick: "日本" },
    { ...ALICE, nick: "本日" },
    { ...ALICE, port: 5001 },
    { ...ALICE, host: "relay-example.com" },
    { ...ALICE, host: "relay.example.co", nick: "malice" },
    { host: "a", port: 15, nick: "b" },
    { host: "a1", port: 5, nick: "b" },
    { host: "a", port: 1, nick: "5b" },
    { ...ALICE, nick: "x".repeat(100) },
    { ...ALICE, nick: "x".repeat(101) },
  ];
  assertEquals(new Set(names.map((name) => fileOf(name).toLowerCase())).size, names.length);
  assertEquals(names.map(fileOf), names.map((name) => fileOf({ ...name })));
});

Deno.test("vaultPath() is the same however a host's name is capitalised", () => {
  assertEquals(fileOf({ ...ALICE, host: "Relay.Example.COM" }), fileOf(ALICE));
});

Deno.test("vaultPath() stays as it is from version to version: nobody loses his keys", () => {
  const computer = { os: "linux", variables: HOME };
  assertEquals(
    vaultPath(ALICE, computer),
    "/home/alice/.local/share/pychat/alice@relay.example.com-5000-06bb469ee2e988ffd651d126ed76da4e.vault",
  );
  assert(vaultPath(ALICE, { os: "windows", variables: { APPDATA: "C:\\a" } }).startsWith("C:\\a\\pychat\\alice@"));
});

function fileOf(name: VaultName): string {
  return vaultPath(name, { os: "linux", variables: {}, home: "/" }).slice(1);
}
