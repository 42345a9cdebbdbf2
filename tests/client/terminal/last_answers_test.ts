import { assertEquals } from "@std/assert";
import { keepLastAnswers, readLastAnswers } from "../../../client/terminal/last_answers.ts";

const ANSWERS = { relay: "relay.example.com:5055", channel: "rose garden", name: "alice" };

Deno.test("keepLastAnswers() keeps what readLastAnswers() reads, in a directory that need not be there", async () => {
  await using home = await Home.make();
  assertEquals(await readLastAnswers(`${home.path}/new`), {});
  await keepLastAnswers(`${home.path}/new`, ANSWERS);
  assertEquals(await readLastAnswers(`${home.path}/new`), ANSWERS);
  await keepLastAnswers(`${home.path}/new`, { ...ANSWERS, name: "bob" });
  assertEquals((await readLastAnswers(`${home.path}/new`)).name, "bob");
});

Deno.test("keepLastAnswers() keeps nothing but answers, whatever stands beside them, and none twice", async () => {
  await using home = await Home.make();
  await keepLastAnswers(home.path, { task: "relay", reach: "network" });
  const more = { ...ANSWERS, task: "join", pin: "7302", address: { host: "relay.example.com", port: 5055 } };
  await keepLastAnswers(home.path, more);
  assertEquals(await readLastAnswers(home.path), { ...ANSWERS, task: "join", reach: "network" });
  assertEquals((await Deno.readTextFile(`${home.path}/last.json`)).includes("7302"), false);
});

Deno.test("readLastAnswers() reads what makes sense, and is not stopped by the rest", async () => {
  await using home = await Home.make();
  const cases: readonly (readonly [content: string, answers: Partial<typeof ANSWERS>])[] = [
    ["", {}],
    ["{", {}],
    ["null", {}],
    ["[1]", {}],
    ['"alice"', {}],
    ['{"name":"alice","channel":7,"relay":"a b","pin":"1234","__proto__":{}}', { name: "alice" }],
    ['{"name":"al ice","channel":"Wo\\u0007rk"}', {}],
    [`{"name":"alice","more":"${"x".repeat(5000)}"}`, {}],
  ];
  for (const [content, answers] of cases) {
    await Deno.writeTextFile(`${home.path}/last.json`, content);
    assertEquals(await readLastAnswers(home.path), answers, content.slice(0, 60));
  }
});

Deno.test("keepLastAnswers() does no harm where nothing can be kept", async () => {
  await using home = await Home.make();
  await Deno.writeTextFile(`${home.path}/file`, "");
  await keepLastAnswers(`${home.path}/file/inside`, ANSWERS);
  assertEquals(await readLastAnswers(`${home.path}/file/inside`), {});
});

class Home implements AsyncDisposable {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async make(): Promise<Home> {
    return new Home(await Deno.makeTempDir());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.path, { recursive: true });
  }
}
