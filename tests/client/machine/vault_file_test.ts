import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { lockFile, VAULT_VERSION } from "../../../client/core/crypto/locked_records.ts";
import { MOST_VAULT_BYTES } from "../../../client/core/vault.ts";
import type { LockedVault } from "../../../client/machine/locked_vault.ts";
import { VaultFile } from "../../../client/machine/vault_file.ts";
import { Failure } from "../../../shared/failure.ts";
import { needs } from "../../fakes/needs.ts";
import { until } from "../../fakes/until.ts";
import { vaultContract, type VaultPlace } from "../core/vault_contract.ts";
import { numbered, numberOf } from "./numbered_content.ts";
import { ALICE, openTestVault } from "./open_test_vault.ts";
import { VaultProcess } from "./vault_process.ts";

const IN_USE =
  'Cannot use the name "alice" at relay.example.com: another pychat on this computer is using it. Close it, or take another name (--name).';
const KILLS = 20;
/** Milliseconds of saving, which are many saves. */
const LONGEST_RUN = 50;
const VERSION_AT = "pychat vault".length;
const ROOT_USER = Deno.build.os !== "windows" && Deno.uid() === 0;
const posix = { ignore: Deno.build.os === "windows" };

vaultContract("A vault in a file", () => Promise.resolve(new Place()));

/** A folder with room for one vault. */
class Place implements VaultPlace {
  readonly folder = Deno.makeTempDirSync();
  readonly path = `${this.folder}/pychat/alice.vault`;
  #vaults: LockedVault[] = [];

  async open(): Promise<LockedVault> {
    const vault = await openTestVault(this.path);
    this.#vaults.push(vault);
    return vault;
  }

  async refuse(refusing: boolean): Promise<void> {
    const [here, away] = [`${this.folder}/pychat`, `${this.folder}/away`];
    await (refusing ? Deno.rename(here, away) : Deno.rename(away, here));
  }

  /** Puts a file where the vault is. */
  write(file: Uint8Array): void {
    Deno.mkdirSync(`${this.folder}/pychat`, { recursive: true });
    Deno.writeFileSync(this.path, file);
  }

  /** The files in the vault's directory. */
  files(): readonly string[] {
    return [...Deno.readDirSync(`${this.folder}/pychat`)].map(({ name }) => name).toSorted();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const vault of this.#vaults) await vault[Symbol.asyncDispose]();
    await Deno.remove(this.folder, { recursive: true });
  }
}

Deno.test(`a vault in a file that is killed ${KILLS} times in the middle of saves always has a whole content, none older than it acknowledged`, async () => {
  await using place = new Place();
  const random = generator(5);
  for (let kill = 0; kill < KILLS; kill++) {
    await using saver = new VaultProcess(place.path, "save");
    await saver.says(() => saver.lines.length > 0);
    const moment = performance.now() + random() * LONGEST_RUN;
    await until(() => performance.now() > moment, "a moment has come");
    await saver.kill();
    const acknowledged = saver.lines.filter((line) => line !== "open").map(Number).at(-1) ?? 0;
    await using vault = await openTestVault(place.path);
    const number = numberOf(await vault.load());
    assert(number >= acknowledged, `${number} is older than ${acknowledged}`);
    assertEquals(place.files().filter((name) => name.endsWith(".new")), []);
  }
});

Deno.test("a vault that one process has open is refused to a second, until the first is killed", async () => {
  await using place = new Place();
  await using first = new VaultProcess(place.path, "hold");
  await first.says(() => first.lines.includes("open"));
  await using second = new VaultProcess(place.path, "hold");
  await second.says(() => second.lines.length > 0);
  assertEquals(second.lines, [IN_USE]);
  assertEquals((await assertRejects(() => place.open(), Failure)).message, IN_USE);
  await first.kill();
  await place.open();
});

Deno.test("a vault is refused to a second owner in the same process, until the first closes it", async () => {
  await using place = new Place();
  const first = await place.open();
  await assertRejects(() => place.open(), Failure, IN_USE);
  await first[Symbol.asyncDispose]();
  await place.open();
});

Deno.test("vaults beside each other are open at the same time", async () => {
  await using place = new Place();
  await using _alice = await place.open();
  await using _bob = await VaultFile.open(`${place.folder}/pychat/bob.vault`, { ...ALICE, nick: "bob" });
});

Deno.test("a vault that could not be opened is not held", async () => {
  await using place = new Place();
  Deno.mkdirSync(place.path, { recursive: true });
  await assertRejects(() => place.open(), Failure);
  Deno.removeSync(place.path);
  await place.open();
});

Deno.test({
  name: "a vault and its directories are for their owner's eyes only",
  ...posix,
  async fn() {
    await using place = new Place();
    const directory = `${place.folder}/pychat/deeper`;
    await using vault = await openTestVault(`${directory}/alice.vault`);
    for (const number of [1, 2]) {
      await vault.save(numbered(number));
      assertEquals([`${place.folder}/pychat`, directory].map(modeOf), [0o700, 0o700]);
      assertEquals(["alice.vault", "alice.vault.lock"].map((name) => modeOf(`${directory}/${name}`)), [0o600, 0o600]);
    }
  },
});

Deno.test("what a crash left of a save is not read, and is removed when the vault is opened", async () => {
  await using place = new Place();
  {
    await using vault = await place.open();
    await vault.save(numbered(1));
  }
  Deno.writeFileSync(`${place.path}.new`, Deno.readFileSync(place.path).subarray(0, 100));
  await using vault = await place.open();
  assertEquals(numberOf(await vault.load()), 1);
  assertEquals(place.files(), ["alice.vault", "alice.vault.lock"]);
});

Deno.test({
  name: "a link laid where a save begins is not followed",
  ...posix,
  async fn() {
    await using place = new Place();
    await using vault = await place.open();
    Deno.writeTextFileSync(`${place.folder}/stranger`, "mine");
    Deno.symlinkSync(`${place.folder}/stranger`, `${place.path}.new`);
    await vault.save(numbered(1));
    assertEquals(Deno.readTextFileSync(`${place.folder}/stranger`), "mine");
    assertEquals(numberOf(await vault.load()), 1);
  },
});

Deno.test({
  name: "a save that breaks off half-way is a Failure, and leaves what was saved before and no half file",
  ...needs("sh"),
  async fn() {
    await using place = new Place();
    await using saver = new VaultProcess(place.path, "fill", "trap '' XFSZ; ulimit -f 4096; exec");
    await saver.says(() => saver.lines.length > 1);
    const why = 'the system says "File too large". Has the disk room, and is it sound?';
    assertEquals(saver.lines, ["open", `Cannot save to "${place.path}": ${why}`]);
    assertEquals(place.files(), ["alice.vault", "alice.vault.lock"]);
    assertEquals(numberOf(await (await place.open()).load()), 1);
  },
});

Deno.test("a save costs what has changed: it is written behind what was there, until that has become much", async () => {
  await using place = new Place();
  await using vault = await place.open();
  await vault.save(new Map([["large", new Uint8Array(1_000_000)], ["small", Uint8Array.of(0)]]));
  const size = () => Deno.statSync(place.path).size;
  const sizes = [size()];
  for (let number = 1; number <= 100; number++) {
    await vault.save(new Map([["small", new Uint8Array(20_000).fill(number)]]));
    sizes.push(size());
  }
  const grown = sizes.slice(1).map((size, place) => size - (sizes[place] ?? 0));
  const written = grown.filter((more) => more > 0);
  assert(written.length >= 98 && written.every((more) => more < 20_200), `${grown}`);
  assert(grown.filter((more) => more < 0).length >= 1);
  assert(Math.max(...sizes) < 2_200_000);
});

Deno.test("a file that another has taken the place of is replaced, and nothing is written where nobody would find it", async () => {
  await using place = new Place();
  await using vault = await place.open();
  await vault.save(numbered(1));
  await vault.save(numbered(2));
  // So does who puts a backup back, or a program that keeps folders alike.
  const copy = Deno.readFileSync(place.path);
  Deno.removeSync(place.path);
  await vault.save(numbered(3));
  assertEquals(numberOf(await vault.load()), 3);
  Deno.writeFileSync(`${place.path}.copy`, copy);
  Deno.renameSync(`${place.path}.copy`, place.path);
  await vault.save(numbered(4));
  await vault[Symbol.asyncDispose]();
  assertEquals(numberOf(await (await place.open()).load()), 4);
});

Deno.test("a backup that is written into the file itself is replaced, too: what would stand behind it is no part of it", async () => {
  await using place = new Place();
  await using vault = await place.open();
  await vault.save(numbered(1));
  const backup = Deno.readFileSync(place.path);
  for (const number of [2, 3]) await vault.save(numbered(number));
  Deno.writeFileSync(place.path, backup);
  for (const number of [4, 5]) await vault.save(numbered(number));
  await using elsewhere = new Place();
  elsewhere.write(Deno.readFileSync(place.path));
  assertEquals(numberOf(await (await elsewhere.open()).load()), 5);
});

Deno.test("what was replaced, or is gone, does not stay in the file: what is gone at once, the rest when the vault is closed", async () => {
  await using place = new Place();
  const vault = await place.open();
  const has = (text: string) => Deno.readTextFileSync(place.path).includes(text);
  const save = (changes: Record<string, string | undefined>) => {
    const parts = Object.entries(changes).map(([name, text]) => {
      return [name, text === undefined ? undefined : new TextEncoder().encode(text)] as const;
    });
    return vault.save(new Map(parts));
  };
  await save({ channel: "the old key", other: "the other key" });
  await save({ channel: "the new key" });
  assertEquals(["the old key", "the new key", "the other key"].map(has), [true, true, true]);
  await save({ other: undefined });
  assertEquals(["the old key", "the new key", "the other key"].map(has), [false, true, false]);
  await save({ channel: "the newest key" });
  assertEquals(["the new key", "the newest key"].map(has), [true, true]);
  await vault[Symbol.asyncDispose]();
  assertEquals(["the new key", "the newest key"].map(has), [false, true]);
});

Deno.test("a file cut off anywhere behind its first record opens with what was whole, and goes on from there", async () => {
  await using place = new Place();
  const vault = await place.open();
  const ends: number[] = [];
  for (const number of [1, 2, 3, 4]) {
    await vault.save(numbered(number));
    ends.push(Deno.statSync(place.path).size);
  }
  const file = Deno.readFileSync(place.path);
  await vault[Symbol.asyncDispose]();
  const [first = 0] = ends;
  for (let size = first; size <= file.length; size += 41) {
    Deno.writeFileSync(place.path, file.subarray(0, size));
    const number = ends.filter((end) => end <= size).length;
    {
      await using cut = await openTestVault(place.path);
      assertEquals(numberOf(await cut.load()), number, `${size} bytes`);
      await cut.save(numbered(number + 1));
    }
    await using again = await openTestVault(place.path);
    assertEquals(numberOf(await again.load()), number + 1);
  }
});

const obstacles: Readonly<Record<string, { lay(place: Place): void; says: RegExp }>> = {
  "a directory where the vault should be": {
    lay: ({ path }) => Deno.mkdirSync(path, { recursive: true }),
    says: /^Cannot read ".*alice\.vault": a file should be there, and something else is\. Move it away\.$/,
  },
  "a file where the directory should be": {
    lay: ({ folder }) => Deno.writeTextFileSync(`${folder}/pychat`, ""),
    says:
      /^Cannot keep your keys in ".*pychat": there is a file where a directory should be\. Move it, or set PYCHAT_HOME/,
  },
  "a directory where the lock should be": {
    lay: ({ path }) => Deno.mkdirSync(`${path}.lock`, { recursive: true }),
    says: /^Cannot keep your keys in ".*pychat": there is a directory where a file should be\. Move it away\.$/,
  },
  "a full directory where a save begins": {
    lay: ({ path }) => Deno.mkdirSync(`${path}.new/full`, { recursive: true }),
    says: /^Cannot clean up beside ".*alice\.vault": there is a directory where a file should be\. Move it away\.$/,
  },
  "a file larger than any vault": {
    lay(place) {
      place.write(new Uint8Array());
      Deno.truncateSync(place.path, MOST_VAULT_BYTES + 1);
    },
    says: /^Cannot read ".*alice\.vault": it is too large to be a vault\. Move it away\.$/,
  },
};

for (const [what, { lay, says }] of Object.entries(obstacles)) {
  Deno.test(`${what} is a Failure that says what to do`, async () => {
    await using place = new Place();
    lay(place);
    assertMatch((await assertRejects(() => place.open(), Failure)).message, says);
  });
}

Deno.test({
  name: "a directory that one may not write in is a Failure that names another way",
  ...needs(ROOT_USER ? "setpriv" : "sh"),
  async fn() {
    await using place = new Place();
    Deno.mkdirSync(`${place.folder}/pychat`, { mode: 0o500 });
    // To root that means nothing, unless he lays down the right to override it.
    const before = ROOT_USER ? "exec setpriv --bounding-set=-dac_override --inh-caps=-dac_override" : "exec";
    await using saver = new VaultProcess(place.path, "hold", before);
    await saver.says(() => saver.lines.length > 0);
    const why = "you have no right to. Get it, or set PYCHAT_HOME to a directory of your own.";
    assertEquals(saver.lines, [`Cannot keep your keys in "${place.folder}/pychat": ${why}`]);
  },
});

Deno.test("a vault that a newer pychat wrote is not opened, and stays as it is", async () => {
  await using place = new Place();
  const file = lockFile(new Uint8Array(10), { lock: { type: "plain" }, random: (size) => new Uint8Array(size) });
  file[VERSION_AT] = VAULT_VERSION + 1;
  place.write(file);
  const failure = await assertRejects(() => place.open(), Failure);
  const versions = `version ${VAULT_VERSION + 1}, this one knows ${VAULT_VERSION}`;
  assertEquals(
    failure.message,
    `Cannot read "${place.path}": it was written by a newer pychat (${versions}). Update this one.`,
  );
  assertEquals(Deno.readFileSync(place.path).toBase64(), file.toBase64());
});

function modeOf(path: string): number {
  return (Deno.statSync(path).mode ?? 0) & 0o777;
}

/** A small generator of numbers from 0 to 1, the same for the same seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
