/** A clock that stands still until somebody turns it. */
import type { Clock } from "../../shared/clock.ts";

interface Alarm {
  at: number;
  readonly run: () => void;
}

export class TurnedClock implements Clock {
  #now: number;
  readonly #alarms = new Set<Alarm>();

  constructor(now = 1_700_000_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  /** How many wait to be woken. */
  get waiting(): number {
    return this.#alarms.size;
  }

  /** Lets time pass: whatever falls due runs at its own moment, and what waited for it gets its turn before the next. */
  async turn(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (let alarm = this.#next(end); alarm !== undefined; alarm = this.#next(end)) {
      this.#alarms.delete(alarm);
      this.#now = alarm.at;
      alarm.run();
      await settled();
    }
    this.#now = end;
    await settled();
  }

  /** Somebody sets it, by so much: what waits waits for as long as before. */
  set(by: number): void {
    this.#now += by;
    for (const alarm of this.#alarms) alarm.at += by;
  }

  after(ms: number, run: () => void): Disposable {
    const alarm: Alarm = { at: this.#now + ms, run };
    this.#alarms.add(alarm);
    return { [Symbol.dispose]: () => this.#alarms.delete(alarm) };
  }

  every(ms: number, run: () => void): Disposable {
    let next = this.after(ms, tick);
    const again = () => this.after(ms, tick);
    function tick(): void {
      next = again();
      run();
    }
    return { [Symbol.dispose]: () => next[Symbol.dispose]() };
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const alarm = this.after(ms, resolve);
    signal?.addEventListener("abort", () => {
      alarm[Symbol.dispose]();
      reject(signal.reason);
    }, { once: true });
    return promise;
  }

  #next(end: number): Alarm | undefined {
    const due = [...this.#alarms].filter(({ at }) => at <= end);
    return due.sort((a, b) => a.at - b.at)[0];
  }
}

/** Every promise that was resolved, and those they resolve, have run: a macrotask comes after all of them. */
function settled(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve);
  return promise;
}
