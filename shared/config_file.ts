/**
 * The file of options: a `key = value` a line. A `#` at the beginning of a line or behind a space begins a comment; a value in
 * double quotes is taken as it stands. It knows nothing of which keys there are.
 */
import { UsageError } from "./usage_error.ts";

/** A file as its reader hands it in. */
export interface ConfigFile {
  /** What errors call it. */
  readonly name: string;
  readonly text: string;
}

export interface ConfigLine {
  readonly key: string;
  readonly value: string;
  /** Where it stands: "relay.conf line 3". */
  readonly place: string;
}

const ENTRY = /^([^\s="#]+)\s*=\s*(?:"([^"]*)"|([^"\s](?:.*?\S)??))\s*(?:(?<=\s)#.*)?$/;

/** The entries of a file in their order; two with one key are an error. */
export function readConfig({ name, text }: ConfigFile): readonly ConfigLine[] {
  const entries = new Map<string, ConfigLine>();
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const place = `${name} line ${index + 1}`;
    const [, key, quoted, bare] = line.match(ENTRY) ?? [];
    const value = quoted ?? bare;
    if (key === undefined || value === undefined) {
      throw new UsageError(`Cannot read ${place}: it is not "key = value"`, "key = value   # comment");
    }
    const before = entries.get(key);
    if (before) throw new UsageError(`Cannot take "${key}" in ${place}: it is already in ${before.place}`);
    entries.set(key, { key, value, place });
  }
  return [...entries.values()];
}
