import { assertRejects } from "@std/assert";
import { play } from "./fakes/flow.ts";
import { ClientCast } from "./fakes/client_cast.ts";
import { GuestCast } from "./fakes/guest_cast.ts";

/** Who plays what: guests speak the protocol and seal nothing, for what the relay owes; clients are what people use. */
const casts = { relay: () => new GuestCast(), clients: () => new ClientCast() };

for (const [folder, makeCast] of Object.entries(casts)) {
  const path = new URL(`flows/${folder}/`, import.meta.url);
  for (const { name } of [...Deno.readDirSync(path)].sort((a, b) => a.name < b.name ? -1 : 1)) {
    Deno.test(`flow of ${folder}: ${name.replace(/\.txt$/, "").replaceAll("_", " ")}`, async () => {
      await using cast = makeCast();
      await play(Deno.readTextFileSync(new URL(name, path)), { file: `tests/flows/${folder}/${name}`, cast });
    });
  }
}

const wrongFlows: Readonly<Record<string, readonly [flow: string, error: string]>> = {
  "in which somebody is shown something else": [
    "alice> hello\nbob| alice: hallo",
    'x.txt:4: bob was shown "alice: hello", not "alice: hallo"',
  ],
  "in which somebody is shown nothing": ["bob| alice: hello", 'x.txt:3: bob was shown nothing, not "alice: hello"'],
  "in which nobody asks what was shown, before the next act": [
    "alice> hello\nbob> hi",
    'x.txt:4: bob was shown "alice: hello", which nobody asked for',
  ],
  "in which nobody asks what was shown, to the end": [
    "alice> hello",
    'x.txt: at the end bob was shown "alice: hello", which nobody asked for',
  ],
  "in which somebody was not told": ["bob* alice left", 'x.txt:3: bob was not told "alice left"'],
  "in which somebody tries what nobody can": [
    "alice flies to Work",
    'x.txt:3: alice does not know how to "flies to Work"',
  ],
  "with a line that is none": ["!!!", 'x.txt:3: Cannot read "!!!"'],
  "with a time that is none": ["clock~ soon", 'x.txt:3: "soon" is no time'],
};

for (const [what, [flow, error]] of Object.entries(wrongFlows)) {
  Deno.test(`a flow ${what} fails and says where`, async () => {
    await using cast = new GuestCast();
    const scene = `alice creates Work\nalice adds bob\n${flow}\n`;
    await assertRejects(() => play(scene, { file: "x.txt", cast }), Error, error);
  });
}
