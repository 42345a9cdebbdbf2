/** Standard output and standard error: a pipe, a terminal or a file, which may be closed, gone or full. */
import { Failure } from "./failure.ts";

interface Output {
  writeSync(bytes: Uint8Array): number;
}

/** Who does not read on has seen enough, and a window that is closed is nobody's fault. */
const NOBODY_READS: ReadonlySet<string> = new Set(["EPIPE", "EIO"]);

/** Writes all of the text; false when nobody reads it any more, Failure when it cannot be written. */
export function writeAll(out: Output, text: string): boolean {
  let left = new TextEncoder().encode(text);
  try {
    while (left.length > 0) left = left.subarray(out.writeSync(left));
    return true;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code = "code" in error ? String(error.code) : "";
    if (NOBODY_READS.has(code)) return false;
    throw new Failure(`Cannot write to standard output: ${code === "ENOSPC" ? "the disk is full" : error.message}.`);
  }
}

/** Says something that nothing hangs on: what cannot be written is lost, and its program goes on. */
export function writeIfPossible(out: Output, text: string): void {
  try {
    writeAll(out, text);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
}
