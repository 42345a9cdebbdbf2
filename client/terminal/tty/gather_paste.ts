/** A paste, told from typing by nothing but its speed: for terminals that do not say what is pasted. */
import { type Key, labelOf } from "../../../shared/terminal/key.ts";

/** Nobody types so many lines between two reads. */
const LEAST_BREAKS = 3;
const TYPED: Readonly<Record<string, string>> = { enter: "\n", "ctrl-j": "\n", tab: "\t" };

/** The keys of one read; those of a paste as the one thing that it is. */
export function gatherPaste(keys: readonly Key[]): readonly Key[] {
  const texts = keys.map((key) =>
    key.type === "text" ? key.text : key.type === "key" ? TYPED[labelOf(key)] : undefined
  );
  const breaks = texts.slice(0, -1).filter((text) => text === "\n").length;
  if (breaks < LEAST_BREAKS || texts.includes(undefined)) return keys;
  return [{ type: "paste", text: texts.join("") }];
}
