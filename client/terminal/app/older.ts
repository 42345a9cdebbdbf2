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
  readonly #asked = new Map<ChannelId, Promise<boolean>>();

  /** `changed` is called when a page came. */
  constructor(session: Session, changed: () => void) {
    this.#session = session;
    this.#changed = changed;
  }

  /** Fetches a page if the window in front shows that one is wanted; whether it came. */
  fill({ showing: { state, shown }, glass }: ScreenClient): Promise<boolean> {
    const wanted = sight(state, shown, glass.options)?.top ?? false;
    return wanted ? this.fetch({ state, current: shown.current }) : Promise.resolve(false);
  }

  /** Fetches a page of the channel in front, or waits for the one that is on its way; whether it came. */
  fetch({ state, current }: Pick<ScreenClient, "state" | "current">): Promise<boolean> {
    const channel = current === undefined ? undefined : state.channels.get(current);
    if (!channel || !isOpen(channel) || isWhole(channel) || channel.rows.trimmed) return Promise.resolve(false);
    if (state.line.state !== "online") return Promise.resolve(false);
    const asked = this.#asked.get(channel.id) ?? this.#ask(channel.id);
    this.#asked.set(channel.id, asked);
    return asked;
  }

  async #ask(channel: ChannelId): Promise<boolean> {
    const { ok } = await this.#session.do({ type: "older", channel, most: PAGE });
    this.#asked.delete(channel);
    this.#changed();
    return ok;
  }
}
