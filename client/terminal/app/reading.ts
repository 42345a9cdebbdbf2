/** What was seen is read: here at once, and for the others now and then. */
import type { Clock } from "../../../shared/clock.ts";
import type { ChannelId } from "../../../shared/ids.ts";
import type { Intent } from "../../core/intents.ts";
import type { ChannelState } from "../../core/state/channel_state.ts";
import { isOpen } from "../../core/state/channel_state.ts";
import type { WindowView } from "../screen/view.ts";

/** Who reads along a busy channel does not tell it of every message. */
const TELL_MS = 1000;

export class Reading implements Disposable {
  readonly #clock: Clock;
  readonly #do: (intent: Intent) => void;
  readonly #told = new Map<ChannelId, number>();
  readonly #owed = new Map<ChannelId, { readonly cursor: number; readonly tell: boolean }>();
  #timer: Disposable | undefined;

  constructor(clock: Clock, act: (intent: Intent) => void) {
    this.#clock = clock;
    this.#do = act;
  }

  /** Up to which cursor the channel is read when its window is in front. */
  see(channel: ChannelState, window: WindowView | undefined, tell: boolean): number {
    // Who looks further up has not seen what came since.
    if (window?.anchor || !isOpen(channel)) return channel.readUpTo;
    const cursor = channel.newest;
    if (cursor > (this.#told.get(channel.id) ?? 0)) this.#owe(channel.id, cursor, tell);
    return cursor;
  }

  [Symbol.dispose](): void {
    if (!this.#timer) return;
    this.#timer[Symbol.dispose]();
    this.#tell();
  }

  #owe(channel: ChannelId, cursor: number, tell: boolean): void {
    this.#told.set(channel, cursor);
    this.#owed.set(channel, { cursor, tell });
    this.#timer ??= this.#clock.after(TELL_MS, () => this.#tell());
  }

  #tell(): void {
    this.#timer = undefined;
    for (const [channel, { cursor, tell }] of this.#owed) this.#do({ type: "read", channel, cursor, tell });
    this.#owed.clear();
  }
}
