/**
 * Packs which characters a name can hold into shared/nameable.ts. It was run once: under version 1 of entries the tables may never change.
 * The data is the npm package @unicode/unicode-15.0.0 (2.0.7), unpacked somewhere.
 *
 *     deno run --allow-read --allow-write=shared tests/vectors/make_nameable.ts node_modules/@unicode/unicode-15.0.0
 */
const LINE_WIDTH = 120;
const ALL = 0x11_0000;
/** Nothing of these is drawn, or nobody knows what is, or it moves what stands around it. */
const UNSEEN = [
  ...["Control", "Format", "Surrogate", "Private_Use", "Unassigned"].map(category),
  ...["Line_Separator", "Paragraph_Separator", "Space_Separator"].map(category),
  "Binary_Property/Default_Ignorable_Code_Point",
];
const SPACE = 0x20;
/** A cell of braille without a dot. */
const BLANK = 0x2800;

const [from = "node_modules/@unicode/unicode-15.0.0"] = Deno.args;
const packages = new URL(`${from}/`, `file://${Deno.cwd()}/`);
const unseen = new Set((await Promise.all(UNSEEN.map(pointsOf))).flat()).add(BLANK);
unseen.delete(SPACE);
const nameable = Array.from({ length: ALL }, (_, code) => code).filter((code) => !unseen.has(code));
const marks = (await pointsOf(category("Mark"))).filter((code) => !unseen.has(code));

const target = new URL("../../shared/nameable.ts", import.meta.url);
const tables = [packed(nameable), packed(marks)];
const source = Deno.readTextFileSync(target);
Deno.writeTextFileSync(target, source.replace(/`[^`]*`;/g, () => `\`\n${tables.shift()}\n\`;`));

function category(name: string): string {
  return `General_Category/${name}`;
}

async function pointsOf(property: string): Promise<readonly number[]> {
  const { default: points }: { readonly default: readonly number[] } = await import(
    new URL(`${property}/code-points.mjs`, packages).href
  );
  return points;
}

/** How far it is from where one run of code points ends to where the next begins, and how long that is; in base 36. */
function packed(points: readonly number[]): string {
  const words: string[] = [];
  let end = 0;
  for (let place = 0; place < points.length;) {
    const begin = points[place] ?? 0;
    let length = 1;
    while (points[place + length] === begin + length) length++;
    words.push(`${(begin - end).toString(36)}+${length.toString(36)}`);
    end = begin + length;
    place += length;
  }
  return wrapped(words).join("\n");
}

function wrapped(words: readonly string[]): readonly string[] {
  const lines = [""];
  for (const word of words) {
    const line = lines.at(-1) ?? "";
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length <= LINE_WIDTH) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
