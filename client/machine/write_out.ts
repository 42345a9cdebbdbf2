/** Standard output, for what somebody else may read or stop reading. */
import { writeAll } from "../../shared/write_all.ts";

/** Writes all of the text; false when nobody reads it any more, Failure when it cannot be written. */
export function writeOut(text: string): boolean {
  return writeAll(Deno.stdout, text);
}
