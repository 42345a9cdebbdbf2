/** What somebody writes to us, line by line. */

export interface LineRules {
  readonly end: RegExp;
  /** A longer line is cut there. */
  readonly longest: number;
}

/** The lines, until there are no more; nothing is read ahead of who takes them. */
export async function* inputLines(
  input: ReadableStream<Uint8Array>,
  { end, longest }: LineRules,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let pending = "";
  // Who stops reading leaves the rest to somebody else.
  for await (const bytes of input.values({ preventCancel: true })) {
    const lines = (pending + decoder.decode(bytes, { stream: true })).split(end);
    pending = (lines.pop() ?? "").slice(0, longest);
    for (const line of lines) yield line.slice(0, longest);
  }
  if (pending !== "") yield pending;
}
