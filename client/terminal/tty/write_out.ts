/** The two ways to the terminal. Not by process.stdout: a terminal that does not read would stop the whole process in it. */

const utf8 = new TextEncoder();

/** Writes at once; for what must be out before the process goes on or ends. A terminal that is gone needs nothing any more. */
export function writeNow(text: string): void {
  let left = utf8.encode(text);
  try {
    while (left.length > 0) left = left.subarray(Deno.stdout.writeSync(left));
  } catch {
    return;
  }
}

/** Resolves when the terminal has taken it all; meanwhile everything else goes on. */
export async function writeSoon(text: string): Promise<void> {
  let left = utf8.encode(text);
  while (left.length > 0) left = left.subarray(await Deno.stdout.write(left));
}
