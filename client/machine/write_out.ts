/** Standard output, for what somebody else may read or stop reading. */

/** Writes all of the text; false when nobody reads it any more. */
export function writeOut(text: string): boolean {
  let left = new TextEncoder().encode(text);
  try {
    while (left.length > 0) left = left.subarray(Deno.stdout.writeSync(left));
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.BrokenPipe) return false;
    throw error;
  }
}
