/** What the terminal is asked to be while pychat has its screen, and how it is made again what it was. */

/** What is wanted besides a screen of one's own; each only from a terminal that can do it. */
export interface Modes {
  /** Pastes are told from what is typed. */
  readonly paste: boolean;
  /** Keys that terminals cannot tell apart are told apart, as kitty does it. */
  readonly keyboard: boolean;
  /** The mouse comes as keys; its own selecting then needs shift. */
  readonly mouse: boolean;
  /** The window says when it is looked at. */
  readonly focus: boolean;
  /** The window's title is given back in the end. */
  readonly title: boolean;
}

interface Switch {
  readonly when: (modes: Modes) => boolean;
  readonly on: string;
  readonly off: string;
}

const always = () => true;

/** Switched on in this order, and off in the other one. */
const SWITCHES: readonly Switch[] = [
  { when: ({ title }) => title, on: "\x1b[22;0t", off: "\x1b[23;0t" },
  // The other screen, which leaves what was there before as it was, and scrolls nowhere.
  { when: always, on: "\x1b[?1049h\x1b[2J\x1b[H", off: "\x1b[?1049l" },
  // The keypad's keys are digits, and arrows what they are everywhere.
  { when: always, on: "\x1b[?1l\x1b>", off: "\x1b[?1l\x1b>" },
  { when: ({ paste }) => paste, on: "\x1b[?2004h", off: "\x1b[?2004l" },
  // Kept for each of the two screens, so inside of them.
  { when: ({ keyboard }) => keyboard, on: "\x1b[>1u", off: "\x1b[<u" },
  { when: ({ focus }) => focus, on: "\x1b[?1004h", off: "\x1b[?1004l" },
  { when: ({ mouse }) => mouse, on: "\x1b[?1000h\x1b[?1006h", off: "\x1b[?1006l\x1b[?1000l" },
  // Whatever was painted last: colours, the cursor, and a frame that was never ended.
  { when: always, on: "\x1b[?25l\x1b[0m", off: "\x1b[?2026l\x1b[?7h\x1b[0m\x1b[?25h" },
];

export function enterSequence(modes: Modes): string {
  return SWITCHES.filter(({ when }) => when(modes)).map(({ on }) => on).join("");
}

export function leaveSequence(modes: Modes): string {
  return SWITCHES.filter(({ when }) => when(modes)).map(({ off }) => off).reverse().join("");
}
