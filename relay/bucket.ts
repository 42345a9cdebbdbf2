/** Keeps to a rate with room for a burst: tokens come with time, each act takes one, or several where it is large. */
import type { Rate } from "../shared/option_kinds.ts";

export class Bucket {
  #tokens: number;
  #at: number;

  constructor(rate: Rate, now: number) {
    this.#tokens = rate.burst;
    this.#at = now;
  }

  /** Whether so many more are within the rate; takes their tokens if so. What needs more than there can be takes them all. `now` is in milliseconds. */
  take(rate: Rate, now: number, count = 1): boolean {
    if (rate.perSecond === 0) return true;
    const needed = Math.min(count, Math.max(1, rate.burst));
    if (this.left(rate, now, needed) < needed) return false;
    this.#tokens -= needed;
    return true;
  }

  /** How many are within the rate now; those of the last second may be missing where there are so many that are needed. */
  left(rate: Rate, now: number, needed = 1): number {
    if (this.#tokens < needed || now - this.#at > 1000) this.#refill(rate, now);
    return Math.floor(this.#tokens);
  }

  /** Takes the tokens of so many, which are within the rate. */
  spend(count: number): void {
    this.#tokens -= count;
  }

  /** Whether it has been left alone for so long that a new one would be the same. */
  full(rate: Rate, now: number): boolean {
    if (rate.perSecond === 0) return true;
    this.#refill(rate, now);
    return this.#tokens >= rate.burst;
  }

  #refill(rate: Rate, now: number): void {
    this.#tokens = Math.min(rate.burst, this.#tokens + Math.max(0, now - this.#at) / 1000 * rate.perSecond);
    this.#at = now;
  }
}
