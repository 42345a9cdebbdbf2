/** Lets what is done to the same thing be done one after the other: the writing of a file, and its removal. */

export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  /** Runs it when all has ended that was begun under a key beginning like this one or that this one begins with. */
  take(key: string, run: () => Promise<void>): Promise<void> {
    const before = [...this.#last].filter(([other]) => other.startsWith(key) || key.startsWith(other));
    const turn = after(before.map(([, ended]) => ended), run);
    // Who comes next waits for it, and has nothing to do with how it went.
    const ended: Promise<void> = turn.catch(() => {}).then(() => {
      if (this.#last.get(key) === ended) this.#last.delete(key);
    });
    this.#last.set(key, ended);
    return turn;
  }
}

async function after(earlier: readonly Promise<void>[], run: () => Promise<void>): Promise<void> {
  await Promise.all(earlier);
  await run();
}
