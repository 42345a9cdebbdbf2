/** Channels that are there since a moment ago. Some of them somebody is just going into; the others came by themselves, and are announced. */
import type { Clock } from "../../shared/clock.ts";
import type { ChannelId } from "../../shared/ids.ts";

/** How long after a channel came it is taken to have come by itself. */
const MOMENT_MS = 500;

export class Newcomers {
  readonly #clock: Clock;
  readonly #announce: (id: ChannelId) => void;
  readonly #timers = new Map<ChannelId, Disposable>();

  constructor(clock: Clock, announce: (id: ChannelId) => void) {
    this.#clock = clock;
    this.#announce = announce;
  }

  has(id: ChannelId): boolean {
    return this.#timers.has(id);
  }

  add(id: ChannelId): void {
    this.forget(id);
    const timer = this.#clock.after(MOMENT_MS, () => {
      this.#timers.delete(id);
      this.#announce(id);
    });
    this.#timers.set(id, timer);
  }

  /** It needs no announcement: it is shown, or over. */
  forget(id: ChannelId): void {
    this.#timers.get(id)?.[Symbol.dispose]();
    this.#timers.delete(id);
  }
}
