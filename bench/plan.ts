/** What a run of the bench measures and for how long: the whole, or the quick look. */
import { type Shape } from "./contestant.ts";

/** A shape, and how many messages each of its channels keeps on their way, one closed loop each. */
export interface Round {
  readonly shape: Shape;
  readonly windows: readonly number[];
}

export interface Plan {
  readonly rounds: readonly Round[];
  /** Seconds of a closed loop that count, and before that. */
  readonly seconds: number;
  readonly warmUp: number;
  /** Messages per second of each of 100 members. */
  readonly rates: readonly number[];
  readonly fixedSeconds: number;
  /** How often all contestants take their turn at closed loops and fixed rates. */
  readonly turns: number;
  readonly idle: readonly number[];
  readonly stalledSeconds: number;
}

/** The channel of the fixed rates and of the readers who stall. */
export const HUNDRED: Shape = { channels: 1, members: 100 };
/** The channel that talks among idle connections. */
export const TEN: Shape = { channels: 1, members: 10 };

/** Up to what the slowest need half a minute to empty. */
const shapes: readonly Round[] = [
  { shape: TEN, windows: [8, 64, 512, 4096] },
  { shape: HUNDRED, windows: [8, 64, 512, 2048] },
  { shape: { channels: 1, members: 1000 }, windows: [32, 128, 512, 2048] },
  { shape: { channels: 100, members: 10 }, windows: [8, 64, 512, 2048] },
];

export const whole: Plan = {
  rounds: shapes,
  seconds: 2,
  warmUp: 1,
  rates: [1, 20],
  fixedSeconds: 4,
  turns: 3,
  idle: [1000, 10_000],
  stalledSeconds: 60,
};

/** One window a shape, and everything short: enough to see that all works and roughly where it stands. */
export const quick: Plan = {
  rounds: shapes.filter((_, i) => i % 2 === 1).map(({ shape, windows }) => ({ shape, windows: windows.slice(1, 2) })),
  seconds: 0.5,
  warmUp: 1,
  rates: [1],
  fixedSeconds: 1,
  turns: 1,
  idle: [1000],
  stalledSeconds: 3,
};
