/**
 * Packs Unicode's list of confusable characters into shared/confusables.ts. It was run once: under version 1 of entries the table may never change.
 * The list is `icu/source/data/unidata/confusables.txt` in Debian 12's source package of ICU 72 (`apt-get source icu`).
 *
 *     deno run --allow-read --allow-write=shared tests/vectors/make_confusables.ts confusables.txt
 */
import { checkNick } from "../../shared/names.ts";

const VERSION = "15.0.0";
const LINE_WIDTH = 120;

/**
 * Letters that UTS #39 takes for another of their own alphabet, and whoever reads it does not: with them Ido would be Idan in Hebrew, Daeng be
 * Taeng in Thai, Soraya be Pariya in Persian, Mina be Meena in Malayalam, Jaya be Aiya in Tamil; the Armenian z would be a g, and the rr an n.
 */
const TOLD_APART = new Set(
  "\u05d5\u0e0b\u0e11\u0e14\u0e15\u067e\u0d31\u0d40\u0d42\u0d43\u0b9c\u0566\u057c",
);

const [path = "confusables.txt"] = Deno.args;
const listed = read(Deno.readTextFileSync(path));
const target = new URL("../../shared/confusables.ts", import.meta.url);
const source = Deno.readTextFileSync(target);
Deno.writeTextFileSync(target, source.replace(/`[^`]*`;/, () => `\`\n${packed(needed(listed))}\n\`;`));

function read(text: string): ReadonlyMap<string, string> {
  if (!text.includes(`# Version: ${VERSION}\n`)) throw new RangeError(`Cannot pack "${path}": not version ${VERSION}`);
  const lines = [...text.matchAll(/^([0-9A-F]+) ;\t([0-9A-F ]+) ;\tMA\t/gm)];
  return new Map(lines.map(([, from = "", to = ""]) => [characters(from), characters(to)]));
}

/** What is found in a nick, and is not mended by normalization alone. */
function needed(all: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const fit = new Map([...all].filter(([from]) => isTyped(from) && !TOLD_APART.has(from)));
  const settled = [...fit].map(([from, to]) => [from, settle(to, fit)] as const);
  return new Map(settled.filter(([from, to]) => {
    const plain = from.normalize("NFKD");
    return plain === from || settle(plain, fit) !== to;
  }));
}

/** After a hyphen, which nothing composes with, a mark can stand too. */
function isTyped(character: string): boolean {
  const checked = checkNick(`-${character}`);
  return checked.ok && checked.name === `-${character}` && character.normalize("NFD") === character;
}

/** Some characters are said to look like one that is itself in the list, or that normalization takes apart. */
function settle(text: string, all: ReadonlyMap<string, string>): string {
  const next = [...text.normalize("NFKD")].map((character) => all.get(character) ?? character).join("").normalize(
    "NFKD",
  );
  return next === text ? text : settle(next, all);
}

function packed(table: ReadonlyMap<string, string>): string {
  const groups = Map.groupBy(table, ([, to]) => to);
  const words = [...groups].map(([to, entries]) => ({ to, from: entries.map(([from]) => codes(from)) }))
    .toSorted((a, b) => a.to < b.to ? -1 : 1)
    .map(({ to, from }) => `${codes(to)}:${from.toSorted((a, b) => parseInt(a, 16) - parseInt(b, 16)).join(",")}`);
  return wrapped(words).join("\n");
}

/** Lines may break after a comma too: some groups are longer than a line. */
function wrapped(words: readonly string[]): readonly string[] {
  const lines = [""];
  for (const piece of words.join(" ").match(/[^ ,]+[ ,]?/g) ?? []) {
    const line = lines.at(-1) ?? "";
    if (line.length + piece.trimEnd().length <= LINE_WIDTH) lines[lines.length - 1] = line + piece;
    else lines.push(piece);
  }
  return lines.map((line) => line.trimEnd());
}

function characters(hex: string): string {
  return hex.split(" ").map((code) => String.fromCodePoint(parseInt(code, 16))).join("");
}

function codes(text: string): string {
  return [...text].map((character) => (character.codePointAt(0) ?? 0).toString(16)).join("+");
}
