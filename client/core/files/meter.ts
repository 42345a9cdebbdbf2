/** How fast something moves: over the last seconds, so that what was long ago does not count. */
import type { FileState } from "./file_view.ts";

const WINDOW_MS = 5000;
/** How often it is told. */
const TELL_MS = 250;

export class Meter {
  readonly #size: number;
  /** How much was across when, oldest first. */
  readonly #marks: { readonly at: number; readonly done: number }[] = [];
  #toldAt = -Infinity;

  constructor(size: number) {
    this.#size = size;
  }

  /** How far it is now, if it is time to tell. */
  moved(done: number, now: number): Extract<FileState, { readonly type: "moving" }> | undefined {
    const marks = this.#marks;
    if (marks.length === 0) marks.push({ at: now, done });
    if (now - this.#toldAt < TELL_MS) return undefined;
    this.#toldAt = now;
    marks.push({ at: now, done });
    while (marks.length > 2 && now - (marks[1]?.at ?? now) >= WINDOW_MS) marks.shift();
    const [oldest] = marks;
    const ms = now - (oldest?.at ?? now);
    const perSecond = ms > 0 ? Math.round((done - (oldest?.done ?? done)) * 1000 / ms) : 0;
    const msLeft = perSecond > 0 ? Math.ceil((this.#size - done) / perSecond * 1000) : undefined;
    return { type: "moving", done, perSecond, msLeft };
  }
}
