/**
 * Names for the files of a bundle that depend on what is in them. The bundler's own depend on where the packages lay on the machine that bundled:
 * `relay-3342HWJA.js` here is `relay-YPSYJ7GI.js` there, and two builds of one commit would differ.
 */
import { createHash } from "node:crypto";

/** A bundle: the text of each file by its name. All are in one folder. */
export type Bundle = ReadonlyMap<string, string>;

const BUNDLERS_NAME = /([\w.]+)-[A-Z0-9]{8}\.js/g;
const DIGITS = 8;

/** The same bundle under other names; those without a bundler's hash stay. */
export function nameChunks(bundle: Bundle): Bundle {
  const names = new Map([...bundle].map(([name, text]) => [name, nameOf(name, text)]));
  if (new Set(names.values()).size < names.size) throw new Error("Cannot name the bundle's files: two are the same");
  const renamed = (text: string) => text.replace(BUNDLERS_NAME, (name) => names.get(name) ?? name);
  return new Map([...bundle].map(([name, text]) => [renamed(name), renamed(text)]));
}

/** Two files that import each other cannot be told apart by each other's names, so those do not count. */
function nameOf(name: string, text: string): string {
  const [, stem] = /^([\w.]+)-[A-Z0-9]{8}\.js$/.exec(name) ?? [];
  if (stem === undefined) return name;
  const digest = createHash("sha256").update(text.replace(BUNDLERS_NAME, "$1")).digest("hex");
  return `${stem}-${digest.slice(0, DIGITS)}.js`;
}
