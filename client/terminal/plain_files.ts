/** What becomes of a file, as lines that are only ever added; and the list of all. */
import type { FileView } from "../core/files/file_view.ts";
import { formatBytes } from "../../shared/format_bytes.ts";
import { clean } from "../../shared/terminal/clean.ts";
import { movingWords, percent, quoted, stateWords } from "../core/words/file_words.ts";
import { nickWords } from "../core/words/whose.ts";

/** How far it is told, of what takes longer than a moment: at every quarter. */
const STEP = 25;
const A_MOMENT_MS = 3000;

/** The lines that a change of a file adds; `before` undefined: it was not known. */
export function fileLines(file: FileView, before: FileView | undefined): readonly string[] {
  const { state, name, number, own } = file;
  switch (state.type) {
    case "offered":
      return before && before.state.type !== "offered" ? [`-- ${quoted(name)}: stopped. ${stateWords(file)}`] : [];
    case "moving":
      return movingLines(file, before);
    case "waiting":
      // What a new one begins with is nothing to tell.
      if (!before || (before.state.type === "waiting" && before.state.why === state.why)) return [];
      return own || before.state.type !== "offered" ? [`-- File ${number}, ${quoted(name)}: ${stateWords(file)}`] : [];
    case "sent":
    case "saved":
    case "cancelled":
    case "declined":
      return !before || before.state.type === state.type
        ? []
        : [`-- File ${number}, ${quoted(name)}: ${stateWords(file)}`];
    case "gone":
    case "failed":
      return !before || before.state.type === state.type
        ? []
        : [`! File ${number}, ${quoted(name)}: ${stateWords(file)}`];
    default:
      return state satisfies never;
  }
}

/** All of them, a row each. */
export function listFiles(files: readonly FileView[]): readonly (readonly string[])[] {
  return files.map((file) => {
    const { number, name, size, from, own } = file;
    return [
      String(number),
      clean(name),
      formatBytes(size),
      own ? "yours" : `of ${nickWords(from.nick)}`,
      stateWords(file),
    ];
  });
}

function movingLines({ state, name, number, size }: FileView, before: FileView | undefined): readonly string[] {
  if (state.type !== "moving") return [];
  const done = before?.state.type === "moving" ? before.state.done : 0;
  const steps = [done, state.done].map((bytes) => Math.floor(percent(bytes, size) / STEP));
  if (steps[0] === steps[1] || (state.msLeft ?? 0) < A_MOMENT_MS) return [];
  return [`-- File ${number}, ${quoted(name)}: ${movingWords(state, size)}.`];
}
