/** The two ways to the terminal. Not by process.stdout: a terminal that does not read would stop the whole process in it. */

const utf8 = new TextEncoder();

/** A thread that was given something to write has begun to within this, also on a machine with much to do. */
const BEGUN_MS = 80;

/** Writes at once; for what must be out before the process goes on or ends. A terminal that is gone needs nothing any more. */
export function writeNow(text: string): void {
  let left = utf8.encode(text);
  try {
    while (left.length > 0) left = left.subarray(Deno.stdout.writeSync(left));
  } catch {
    return;
  }
}

/**
 * Lets what `writeSoon` was given be first, where nothing can be awaited. A thread writes it, and a terminal takes what is being written before anything else:
 * so it only has to have begun.
 */
export function letBegin(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BEGUN_MS);
}

/** Resolves when the terminal has taken it all, or `signal` is aborted and a piece of it is taken; meanwhile everything else goes on. */
export async function writeSoon(text: string, signal: AbortSignal): Promise<void> {
  let left = utf8.encode(text);
  while (left.length > 0 && !signal.aborted) left = left.subarray(await Deno.stdout.write(left));
}
