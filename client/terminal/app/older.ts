/** Earlier messages, fetched when the top of what is known comes into sight: one page at a time of each channel. */
import type { ChannelId } from "../../../shared/ids.ts";
import { isOpen, isWhole } from "../../core/state/channel_state.ts";
import type { Session } from "../../core/session.ts";
import { sight } from "../screen/scroll.ts";
import type { ScreenClient } from "./screen_client.ts";

const PAGE = 100;

export class Older {
  readonly #session: Session;
  readonly #changed: () => void;
  readonly #asked = new Set<ChannelId>();

  /** `changed` is called when a page came. */
  constructor(session: Session, changed: () => void) {
    this.#session = session;
    this.#changed = changed;
  }

  /** Fetches a page if the window in front shows that one is wanted. */
  fill({ state, shown, glass }: ScreenClient): void {
    if (sight(state, shown, glass.options)?.top) void this.fetch({ state, current: shown.current });
  }

  /** Fetches a page of the channel in front; whether there was one. */
  async fetch({ state, current }: Pick<ScreenClient, "state" | "current">): Promise<boolean> {
    const channel = current === undefined ? undefined : state.channels.get(current);
    if (!channel || !isOpen(channel) || isWhole(channel) || channel.rows.trimmed) return false;
    if (this.#asked.has(channel.id) || state.line.state !== "online") return false;
    this.#asked.add(channel.id);
    const outcome = await this.#session.do({ type: "older", channel: channel.id, most: PAGE });
    this.#asked.delete(channel.id);
    this.#changed();
    return outcome.ok;
  }
}
