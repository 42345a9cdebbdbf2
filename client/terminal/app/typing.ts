/** Telling the others that I am typing: seldom while it goes on, and when it is over. */
import type { Clock } from "../../../shared/clock.ts";
import type { ChannelId } from "../../../shared/ids.ts";
import type { Intent } from "../../core/intents.ts";

/** It is said anew so often. */
const AGAIN_MS = 4000;
/** Who writes nothing for so long does not type any more. */
const IDLE_MS = 6000;

export class Typing implements Disposable {
  readonly #clock: Clock;
  readonly #do: (intent: Intent) => void;
  #on: { readonly channel: ChannelId; readonly at: number } | undefined;
  #idle: Disposable | undefined;

  constructor(clock: Clock, act: (intent: Intent) => void) {
    this.#clock = clock;
    this.#do = act;
  }

  /** The draft changed: a command is nobody's business. */
  written(channel: ChannelId | undefined, text: string): void {
    const writes = channel !== undefined && text.trim() !== "" && !/^\s*\/(?!\/)/.test(text);
    if (this.#on && (!writes || this.#on.channel !== channel)) this.#stop();
    if (!writes) return;
    this.#idle?.[Symbol.dispose]();
    this.#idle = this.#clock.after(IDLE_MS, () => this.#stop());
    const now = this.#clock.now();
    if (this.#on && now - this.#on.at < AGAIN_MS) return;
    this.#on = { channel, at: now };
    this.#do({ type: "typing", channel, on: true });
  }

  /** A message says that it is over. */
  sent(): void {
    this.#on = undefined;
    this.#idle?.[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    if (this.#on) this.#stop();
  }

  #stop(): void {
    if (this.#on) this.#do({ type: "typing", channel: this.#on.channel, on: false });
    this.sent();
  }
}
