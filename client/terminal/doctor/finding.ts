/** What a look at one thing found: a line of the doctor's. */

/** "warn": it works, but not as well as it could; "fail": it does not. */
export type State = "ok" | "warn" | "fail";

export interface Finding {
  /** The thing, in a word. */
  readonly about: string;
  readonly state: State;
  /** In one line what is so, and unless that is well, what to do about it. */
  readonly says: string;
}

const STATE_WIDTH = 6;
const ABOUT_WIDTH = 10;

/** As people read it. */
export function line({ about, state, says }: Finding): string {
  return `${state.padEnd(STATE_WIDTH)}${about.padEnd(ABOUT_WIDTH)}${says}`;
}
