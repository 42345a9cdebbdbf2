/** The argument that is a file: by the number under which it was told, or the newest that it can mean. */
import type { CommandContext, KnownFile } from "../context.ts";
import { quote } from "../quote.ts";
import { type Argument, misused, refused, splitWord, taken } from "./argument.ts";

/** What is meant without a number: the newest that is offered, or that is on its way. */
export function file(meant: "offered" | "moving"): Argument<KnownFile> {
  return {
    form: "[number]",
    needs: undefined,
    kind: { type: "choice", words: (context) => fitting(context, meant).map(({ number }) => String(number)) },
    take(typed, context) {
      const { word, rest } = splitWord(typed);
      if (word === "") {
        const newest = fitting(context, meant).at(-1);
        return newest ? taken(newest, rest) : refused(NONE[meant]);
      }
      const [, digits] = /^#?(\d{1,9})$/.exec(word) ?? [];
      if (digits === undefined) return misused(`${quote(word)} is no number of a file: /files lists them.`);
      const named = context.files.find(({ number }) => number === Number(digits));
      return named ? taken(named, rest) : refused(`There is no file ${Number(digits)}: /files lists them.`);
    },
  };
}

const NONE = {
  offered: "Nobody offers you a file now.",
  moving: "No file is on its way.",
} as const;

function fitting({ files }: CommandContext, meant: "offered" | "moving"): readonly KnownFile[] {
  return files.filter((file) => file[meant]);
}
