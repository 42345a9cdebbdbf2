/** The argument that is one path or several. Those with spaces stand in quotes, or have a backslash before each space: so terminals put in what is dropped on them. */
import { type Argument, misused, taken } from "./argument.ts";

export const paths: Argument<readonly string[]> = {
  form: "path\u2026",
  needs: "a path",
  kind: { type: "paths" },
  take(typed) {
    const read = readPaths(typed);
    return read.open === undefined ? taken(read.paths, "") : misused(`The quote ${read.open} is never closed.`);
  },
};

/** What of it is typed: whole paths, where the last one begins, and the quote that it is still in. */
export interface PathsTyped {
  readonly paths: readonly string[];
  readonly lastFrom: number;
  readonly open: string | undefined;
}

/** A quoted piece (as far as it goes), a space or a quote behind a backslash (which is what separates folders elsewhere), spaces, or anything else. */
const PIECE = /"([^"]*)("?)|'([^']*)('?)|\\([\s"'])|(\s+)|([^\s"'])/gs;

export function readPaths(typed: string): PathsTyped {
  const paths: string[] = [];
  let [lastFrom, open]: [number, string | undefined] = [0, undefined];
  let last: string | undefined;
  for (const piece of typed.matchAll(PIECE)) {
    const [all, double, doubleEnd, single, singleEnd, escaped, space, plain] = piece;
    if (space !== undefined) {
      if (last !== undefined) paths.push(last);
      last = undefined;
      lastFrom = piece.index + all.length;
      continue;
    }
    if (double !== undefined && doubleEnd === "") open = '"';
    if (single !== undefined && singleEnd === "") open = "'";
    last = (last ?? "") + (double ?? single ?? escaped ?? plain ?? "");
  }
  if (last !== undefined) paths.push(last);
  return { paths, lastFrom, open };
}

/** A path as it can be typed among others. */
export function escapedPath(path: string): string {
  return path.replace(/[\s"']/g, "\\$&");
}
