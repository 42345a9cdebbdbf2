/** Lets what is done to the same thing be done one after the other: the writing of a file, and its removal, by itself or with all of its channel. */

/** What is under way, or waits, for one whole and for each of its parts. */
interface Line {
  whole: Promise<void> | undefined;
  readonly parts: Map<string, Promise<void>>;
}

export class Turns {
  readonly #lines = new Map<string, Line>();

  /** Runs it when all has ended that was begun before: with a part, of that part and of the whole; without, of the whole and all parts. */
  take([whole, part]: readonly [whole: string, part?: string], run: () => Promise<void>): Promise<void> {
    const line = this.#lines.get(whole) ?? { whole: undefined, parts: new Map() };
    this.#lines.set(whole, line);
    const mine = part === undefined ? undefined : line.parts.get(part) ?? line.whole;
    const turn = after(part === undefined ? [line.whole, ...line.parts.values()] : [mine], run);
    // Who comes next waits for it, and has nothing to do with how it went.
    const ended: Promise<void> = turn.catch(() => {}).then(() => {
      if (part === undefined && line.whole === ended) line.whole = undefined;
      if (part !== undefined && line.parts.get(part) === ended) line.parts.delete(part);
      if (!line.whole && line.parts.size === 0 && this.#lines.get(whole) === line) this.#lines.delete(whole);
    });
    if (part !== undefined) line.parts.set(part, ended);
    else {
      line.whole = ended;
      line.parts.clear();
    }
    return turn;
  }
}

async function after(earlier: readonly (Promise<void> | undefined)[], run: () => Promise<void>): Promise<void> {
  await Promise.all(earlier);
  await run();
}
