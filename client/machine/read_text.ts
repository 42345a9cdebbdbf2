/** Small files that somebody named: what they hold, or a line that says why not. */
import { Failure } from "../../shared/failure.ts";

/** No PIN is as long. */
const LARGEST_PIN_FILE = 4096;

/** The first line of the file. */
export function readPin(file: string): string {
  const text = readText(file, "the PIN file");
  if (text.length > LARGEST_PIN_FILE) throw new Failure(`Cannot read the PIN file "${file}": it is too large.`);
  return text.replace(/^\uFEFF/, "").split(/\r?\n/)[0] ?? "";
}

/** All of it; `what` it is, for who is told that it cannot be read. */
export function readText(file: string, what: string): string {
  try {
    return Deno.readTextFileSync(file);
  } catch (error) {
    const why = inWords(error);
    throw new Failure(`Cannot read ${what} "${file}": ${why.charAt(0).toLowerCase()}${why.slice(1)}.`);
  }
}

function inWords(error: unknown): string {
  // Deno keeps programs from devices whatever they may read otherwise, and has advice that is none here.
  if (error instanceof Deno.errors.NotCapable) return "pychat may not read there. Name a file on a disk";
  return error instanceof Error ? error.message.replace(/ \(os error.*$/s, "") : String(error);
}
