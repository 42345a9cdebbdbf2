/** Where a channel's stream was read to, and what each author had said last by then: what a vault keeps of it, and what comes next is judged by. */
import type { MemberNumber } from "../../shared/ids.ts";
import { ReadBefore, type Skipped } from "./read_before.ts";
import { Track } from "./read_boxes.ts";

/** What was saved of it. */
export interface SavedPlace extends Skipped {
  readonly cursor: number;
  readonly passed: number;
  readonly heard: readonly { readonly author: MemberNumber; readonly counter: number }[];
}

export class StreamPlace {
  cursor: number;
  readonly #saved: SavedPlace;
  /** Of another day, until the stream is read on. */
  readonly #heard: readonly (readonly [MemberNumber, number])[];
  #track = new Track();
  #begun = false;

  constructor(saved: SavedPlace) {
    this.cursor = saved.cursor;
    this.#saved = saved;
    this.#heard = saved.heard.map(({ author, counter }) => [author, counter]);
  }

  get track(): Track {
    return this.#track;
  }

  /** What was said before I came has been shown, and the stream was read on from there. */
  get begun(): boolean {
    return this.#begun;
  }

  /** What is known from another day; who was out meanwhile, and comes in anew, misses nothing of what was said then. */
  get before(): ReadBefore {
    const { cursor } = this.#saved;
    return new ReadBefore(cursor, new Map(cursor > 0 ? this.#heard : []), this.#saved);
  }

  /** As it is to be saved, with what the past says was skipped. */
  state(past: { readonly skipped: Skipped }): SavedPlace {
    const { cursor } = this;
    const { passed, heard, skipped, unheard } = this.#saved;
    if (!this.#begun) return { cursor, passed, heard, skipped, unheard };
    const last = [...this.#track.heard].map(([author, counter]) => ({ author, counter }));
    return { cursor, passed: Math.max(0, this.#track.epoch), heard: last, ...past.skipped };
  }

  /** A track on which nothing was heard: what was said before I came is read first. */
  trackAnew(): Track {
    return this.#track = new Track();
  }

  /** What comes now comes after this place, and after so many entries; undefined: after those that a vault says. */
  begin(cursor: number, entries: number | undefined): void {
    this.#track.remember(this.#heard);
    this.#track.passed(entries === undefined ? this.#saved.passed : entries - 1);
    this.cursor = cursor;
    this.#begun = true;
  }
}
