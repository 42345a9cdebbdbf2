/** The clock on the wall, made of the timers that the composing command hands in. */
import type { Clock } from "./clock.ts";

/** What a real clock is made of: `realClock({ now: Date.now, setTimeout, clearTimeout })`. */
export interface Timers<Timer> {
  readonly now: () => number;
  readonly setTimeout: (run: () => void, ms: number) => Timer;
  readonly clearTimeout: (timer: Timer) => void;
}

/** setTimeout counts in 31 bits: a wait of more than 24.8 days would end at once. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

export function realClock<Timer>(timers: Timers<Timer>): Clock {
  return {
    now: () => timers.now(),
    after: (ms, run) => after(timers, ms, run),
    every(ms, run) {
      let next = after(timers, ms, tick);
      function tick(): void {
        next = after(timers, ms, tick);
        run();
      }
      return { [Symbol.dispose]: () => next[Symbol.dispose]() };
    },
    sleep: (ms, signal) => sleep(timers, ms, signal),
  };
}

function after<Timer>(timers: Timers<Timer>, ms: number, run: () => void): Disposable {
  // Called bare: a page's setTimeout refuses to be another object's method.
  const { setTimeout, clearTimeout } = timers;
  let left = ms;
  let timer = step();
  function step(): Timer {
    const wait = Math.min(left, LONGEST_TIMEOUT);
    left -= wait;
    return setTimeout(() => {
      if (left > 0) timer = step();
      else run();
    }, wait);
  }
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}

function sleep<Timer>(timers: Timers<Timer>, ms: number, signal?: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  if (signal?.aborted) return Promise.reject(signal.reason);
  const timer = after(timers, ms, () => {
    signal?.removeEventListener("abort", abort);
    resolve();
  });
  function abort(): void {
    timer[Symbol.dispose]();
    reject(signal?.reason);
  }
  signal?.addEventListener("abort", abort, { once: true });
  return promise;
}
