import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Source } from "../../../client/core/files/disk.ts";
import { downloadDirectory } from "../../../client/machine/download_directory.ts";
import { FileDisk } from "../../../client/machine/file_disk.ts";
import { Failure } from "../../../shared/failure.ts";
import { noise } from "../../fakes/file_scene.ts";

/** No file is on its way. */
const NONE = () => false;

/** A home of one's own, and the disk of a computer whose user lives there. */
class Home implements Disposable {
  readonly path = Deno.makeTempDirSync();
  readonly disk = new FileDisk({ os: Deno.build.os, variables: { HOME: this.path } });

  write(name: string, content: Uint8Array | string): string {
    const path = `${this.path}/${name}`;
    if (typeof content === "string") Deno.writeTextFileSync(path, content);
    else Deno.writeFileSync(path, content);
    return path;
  }

  names(folder = "Downloads"): readonly string[] {
    return [...Deno.readDirSync(`${this.path}/${folder}`)].map(({ name }) => name).sort();
  }

  /** A file that came under this name, whole; gives its path. */
  async receive(name: string, content: Uint8Array, wish = ""): Promise<string> {
    const path = await this.disk.begin(name, wish, NONE);
    await using part = await this.disk.resume(path, 0);
    assert(part);
    await part.write(content, 0);
    const saved = await part.finish();
    await this.disk.settle(saved, path);
    return saved;
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.path, { recursive: true });
  }
}

async function read(source: Source, size: number, at = 0): Promise<Uint8Array> {
  const into = new Uint8Array(size);
  await source.read(into, at);
  return into;
}

async function why(promise: Promise<unknown>): Promise<string> {
  return (await assertRejects(() => promise, Failure)).message;
}

Deno.test("a file is read at any place, under its whole path and its name", async () => {
  using home = new Home();
  const path = home.write("my plan.pdf", noise(1000));
  await using source = await home.disk.open(path);
  assertEquals([source.path, source.name, source.size], [path, "my plan.pdf", 1000]);
  assertEquals(await read(source, 10, 500), noise(1000).slice(500, 510));
  assertEquals(await read(source, 0), new Uint8Array(0));
  await using same = await home.disk.open("~/my plan.pdf");
  assertEquals([same.path, same.mark], [path, source.mark]);
});

Deno.test("nothing but a regular file is sent", async () => {
  using home = new Home();
  const path = home.write("plan.pdf", "x");
  Deno.symlinkSync(path, `${home.path}/link`);
  Deno.mkdirSync(`${home.path}/folder`);
  new Deno.Command("mkfifo", { args: [`${home.path}/pipe`] }).outputSync();
  const cases: readonly (readonly [name: string, why: string])[] = [
    [`${home.path}/link`, "it is a link. Name the file that it leads to."],
    [`${home.path}/folder`, "it is a folder. Pack it into one file first, or send what is in it."],
    [`${home.path}/pipe`, "it is no file but a device, or something like one."],
    ["/dev/null", "it is no file but a device, or something like one."],
    [`${home.path}/absent`, "there is no such file or folder."],
    [`${path}/below`, "a part of its path is no folder."],
  ];
  for (const [name, reason] of cases) {
    assertEquals(await why(home.disk.open(name)), `Cannot send "${name}": ${reason}`);
  }
});

Deno.test("a file that grew, shrank or was written again while it is read is an error", async () => {
  for (const change of [noise(1001), noise(999), noise(1000, 2)]) {
    using home = new Home();
    const path = home.write("plan.pdf", noise(1000));
    // Written long ago: the clock of a file system ticks every few milliseconds.
    Deno.utimeSync(path, 1, 1);
    await using source = await home.disk.open(path);
    await read(source, 100);
    home.write("plan.pdf", change);
    const reason = `Cannot send "${path}": it changed while it was being sent. Send it again.`;
    assertEquals(await why(read(source, 100, 100)), reason);
  }
});

Deno.test("a file that was written a moment ago, and is written again at once, is an error too", async () => {
  using home = new Home();
  for (let time = 0; time < 20; time++) {
    const path = home.write("plan.pdf", noise(1000, time));
    await using source = await home.disk.open(path);
    home.write("plan.pdf", noise(1000, time + 1));
    await why(read(source, 100));
  }
});

Deno.test("another file in its place is another file", async () => {
  using home = new Home();
  const path = home.write("plan.pdf", noise(1000));
  await using source = await home.disk.open(path);
  Deno.renameSync(home.write("other", noise(1000)), path);
  await using other = await home.disk.open(path);
  assert(source.mark !== other.mark);
});

Deno.test("what comes has another name until all of it is there, and is for its owner's eyes", async () => {
  using home = new Home();
  const path = await home.disk.begin("plan.pdf", "", NONE);
  assertEquals(home.names(), ["plan.pdf.part"]);
  {
    await using part = await home.disk.resume(path, 0);
    await part?.write(noise(1000), 0);
    await part?.sync();
    assertEquals(home.names(), ["plan.pdf.part"]);
    assertEquals(await part?.finish(), `${home.path}/Downloads/plan.pdf`);
  }
  assertEquals(home.names(), ["plan.pdf", "plan.pdf.part"]);
  await home.disk.settle(`${home.path}/Downloads/plan.pdf`);
  assertEquals(home.names(), ["plan.pdf"]);
  assertEquals(Deno.readFileSync(`${home.path}/Downloads/plan.pdf`), noise(1000));
  assertEquals((Deno.statSync(`${home.path}/Downloads/plan.pdf`).mode ?? 0) & 0o777, 0o600);
});

Deno.test("nothing is ever overwritten: not a file, not what is coming, not what comes between", async () => {
  using home = new Home();
  assertEquals(await home.receive("plan.pdf", noise(10)), `${home.path}/Downloads/plan.pdf`);
  assertEquals(await home.receive("plan.pdf", noise(20)), `${home.path}/Downloads/plan (2).pdf`);
  const [third, fourth] = [await home.disk.begin("plan.pdf", "", NONE), await home.disk.begin("plan.pdf", "", NONE)];
  assertEquals(third, `${home.path}/Downloads/plan (3).pdf.part`);
  assertEquals(fourth, `${home.path}/Downloads/plan (4).pdf.part`);
  // Somebody else makes a file of that name meanwhile.
  home.write("Downloads/plan (3).pdf", "mine");
  await using part = await home.disk.resume(third, 0);
  assertEquals(await part?.finish(), `${home.path}/Downloads/plan (3) (2).pdf`);
  assertEquals(Deno.readTextFileSync(`${home.path}/Downloads/plan (3).pdf`), "mine");
  assertEquals(Deno.readFileSync(`${home.path}/Downloads/plan.pdf`), noise(10));
});

const INSTEAD: Readonly<Record<string, (path: string, home: Home) => void>> = {
  "nothing": (path) => Deno.removeSync(path),
  "another file": (path) => {
    Deno.removeSync(path);
    Deno.writeTextFileSync(path, "another");
  },
  "a link to it": (path, home) => {
    Deno.renameSync(path, `${home.path}/moved`);
    Deno.symlinkSync(`${home.path}/moved`, path);
  },
};

for (const [what, put] of Object.entries(INSTEAD)) {
  Deno.test(`where ${what} is in the place of what came, that is not saved as what was sent`, async () => {
    using home = new Home();
    const path = await home.disk.begin("plan.pdf", "", NONE);
    await using part = await home.disk.resume(path, 0);
    assert(part);
    await part.write(noise(1000), 0);
    put(path, home);
    const before = home.names();
    assertEquals(
      await why(part.finish()),
      `Cannot save "${path}": it was moved or replaced meanwhile. Accept it again.`,
    );
    assertEquals(home.names(), before);
  });
}

Deno.test("no two files come in at one place, should what is half there of one be cleared away", async () => {
  using home = new Home();
  const first = await home.disk.begin("plan.pdf", "", NONE);
  Deno.removeSync(first);
  assertEquals(
    await home.disk.begin("plan.pdf", "", (path) => path === first),
    `${home.path}/Downloads/plan (2).pdf.part`,
  );
});

Deno.test("a crash when it has its name leaves it whole, and the next try finds it", async () => {
  using home = new Home();
  const whole = `${home.path}/Downloads/plan.pdf`;
  const path = await home.disk.begin("plan.pdf", "", NONE);
  {
    await using begun = await home.disk.resume(path, 0);
    await begun?.write(noise(10), 0);
    assertEquals(await begun?.finish(), whole);
  }
  await using part = await home.disk.resume(path, 10);
  assertEquals(await part?.finish(), whole);
  assertEquals(home.names(), ["plan.pdf", "plan.pdf.part"]);
  await home.disk.settle(whole, path);
  assertEquals(home.names(), ["plan.pdf"]);
  assertEquals(Deno.readFileSync(whole), noise(10));
});

Deno.test("what has its name already is not cut by who begins anew, nor another file taken for it", async () => {
  using home = new Home();
  const whole = `${home.path}/Downloads/plan.pdf`;
  const path = await home.disk.begin("plan.pdf", "", NONE);
  {
    await using begun = await home.disk.resume(path, 0);
    await begun?.write(noise(10), 0);
    await begun?.finish();
  }
  assertEquals(await home.disk.resume(path, 5), undefined);
  await using part = await home.disk.resume(path, 0);
  assert(part);
  await home.disk.settle(whole, path);
  assertEquals(home.names(), ["plan.pdf", "plan.pdf.part"]);
  assertEquals(Deno.readFileSync(whole), noise(10));
});

Deno.test("a link that lies where a file is to come is not followed", async () => {
  using home = new Home();
  Deno.mkdirSync(`${home.path}/Downloads`);
  const secret = home.write("secret", "old");
  for (const name of ["plan.pdf", "plan (2).pdf.part"]) Deno.symlinkSync(secret, `${home.path}/Downloads/${name}`);
  assertEquals(await home.receive("plan.pdf", noise(10)), `${home.path}/Downloads/plan (3).pdf`);
  // In place of one that was begun, too.
  const path = await home.disk.begin("other.pdf", "", NONE);
  Deno.removeSync(path);
  Deno.symlinkSync(secret, path);
  assertEquals(await home.disk.resume(path, 0), undefined);
  assertEquals(Deno.readTextFileSync(secret), "old");
});

Deno.test("what came goes on behind what of it is good", async () => {
  using home = new Home();
  const path = await home.disk.begin("plan.pdf", "", NONE);
  {
    await using part = await home.disk.resume(path, 0);
    await part?.write(noise(1000), 0);
  }
  {
    await using part = await home.disk.resume(path, 600);
    assertEquals(Deno.statSync(path).size, 600);
    await part?.write(noise(1000).subarray(600), 600);
    assertEquals(await part?.finish(), `${home.path}/Downloads/plan.pdf`);
  }
  assertEquals(Deno.readFileSync(`${home.path}/Downloads/plan.pdf`), noise(1000));
});

Deno.test("what is shorter than it should be, or gone, is not gone on with", async () => {
  using home = new Home();
  const path = await home.disk.begin("plan.pdf", "", NONE);
  assertEquals(await home.disk.resume(path, 1), undefined);
  Deno.removeSync(path);
  assertEquals(await home.disk.resume(path, 1), undefined);
  await using part = await home.disk.resume(path, 0);
  assert(part);
});

Deno.test("only what is half there is discarded", async () => {
  using home = new Home();
  const path = await home.disk.begin("plan.pdf", "", NONE);
  const other = home.write("other.pdf", "x");
  for (const one of [path, other, path]) await home.disk.discard(one);
  assertEquals(home.names(), []);
  assertEquals(Deno.readTextFileSync(other), "x");
});

Deno.test("a file goes into a folder, or under the name that is wished", async () => {
  using home = new Home();
  Deno.mkdirSync(`${home.path}/in here`);
  assertEquals(await home.receive("a/b.pdf", noise(1), `${home.path}/in here`), `${home.path}/in here/a_b.pdf`);
  assertEquals(await home.receive("b.pdf", noise(1), "~/in here/"), `${home.path}/in here/b.pdf`);
  assertEquals(await home.receive("b.pdf", noise(1), "~/in here/c.txt"), `${home.path}/in here/c.txt`);
  const reason = `Cannot save "b.pdf" in "${home.path}/absent": there is no such file or folder.`;
  assertEquals(await why(home.receive("b.pdf", noise(1), "~/absent/c.txt")), reason);
});

Deno.test("where one may not write, that is said", async () => {
  using home = new Home();
  home.write("Downloads", "a file is in the way");
  const reason = await why(home.disk.begin("plan.pdf", "", NONE));
  assertEquals(reason.startsWith(`Cannot save "plan.pdf" in "${home.path}/Downloads": `), true, reason);
});

Deno.test("downloads go where the system has them", () => {
  const home = Deno.makeTempDirSync();
  try {
    const linux = (variables: Record<string, string>) => downloadDirectory({ os: "linux", variables });
    assertEquals(linux({ HOME: home }), `${home}/Downloads`);
    assertEquals(linux({ HOME: home, XDG_DOWNLOAD_DIR: "/data/in" }), "/data/in");
    Deno.mkdirSync(`${home}/.config`);
    Deno.writeTextFileSync(`${home}/.config/user-dirs.dirs`, '# x\nXDG_DOWNLOAD_DIR="$HOME/Téléchargements"\n');
    assertEquals(linux({ HOME: home }), `${home}/Téléchargements`);
    assertEquals(downloadDirectory({ os: "darwin", variables: { HOME: home } }), `${home}/Downloads`);
    // A folder without a name of its own is the home itself, which nobody wants files in.
    Deno.writeTextFileSync(`${home}/.config/user-dirs.dirs`, 'XDG_DOWNLOAD_DIR="$HOME/"\n');
    assertEquals(linux({ HOME: home }), `${home}/Downloads`);
  } finally {
    Deno.removeSync(home, { recursive: true });
  }
  const variables = { USERPROFILE: "C:\\Users\\alice" };
  assertEquals(downloadDirectory({ os: "windows", variables }), "C:\\Users\\alice\\Downloads");
  for (const os of ["linux", "windows"]) {
    try {
      downloadDirectory({ os, variables: {} });
      assert(false, "there is no home");
    } catch (error) {
      assert(error instanceof Failure);
    }
  }
});
