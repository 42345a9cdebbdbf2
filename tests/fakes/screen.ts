/** What one run of a client has shown, channel by channel, as a person sees it: rows in order, those from before above, and what was wrong. */
import type { MessageRef } from "../../client/core/content.ts";
import type { ChannelView, Deed, Event, Message, Row } from "../../client/core/events.ts";
import type { ChannelId, IdentityId } from "../../shared/ids.ts";

/** A text as it was shown, and where in the stream it stands. */
export interface Shown {
  readonly cursor: number;
  readonly id: MessageRef;
  readonly from: IdentityId;
  readonly text: string;
}

export class Screen {
  readonly #rows = new Map<ChannelId, Row[]>();
  readonly #views = new Map<ChannelId, ChannelView>();
  /** Of channels that were closed. */
  readonly #before = new Map<ChannelId, readonly (readonly Shown[])[]>();
  /** What was refused for good. */
  readonly failed: string[] = [];
  readonly alarms: string[] = [];
  /** Whether there is a line to the relay. */
  online = false;
  /** Own texts on their way, under the numbers they have now. */
  readonly #pending = new Map<string, string>();

  readonly take = (event: Event): void => {
    switch (event.type) {
      case "line":
        return void (this.online = event.state === "online");
      case "rows":
        return void this.rows(event.channel).push(...event.rows);
      case "olderRows":
        return void this.rows(event.channel).unshift(...event.rows);
      case "channel":
        return void this.#views.set(event.view.id, event.view);
      case "closed":
        return this.#close(event.channel);
      case "alarm":
        return void this.alarms.push(event.why);
      case "pending":
        return this.#wait(event.channel, event.message);
      case "renumbered":
        return this.#renumber(event.channel, event);
      case "failed":
        return void this.failed.push(this.#pending.get(keyOf(event.channel, event.id)) ?? event.why);
    }
  };

  /** What is known of a channel now; undefined where this one is not in it. */
  view(channel: ChannelId): ChannelView | undefined {
    return this.#views.get(channel);
  }

  rows(channel: ChannelId): Row[] {
    const known = this.#rows.get(channel);
    if (known) return known;
    const rows: Row[] = [];
    this.#rows.set(channel, rows);
    return rows;
  }

  /** The texts of a channel, from the top of the screen to its end. */
  texts(channel: ChannelId): readonly Shown[] {
    return this.rows(channel).flatMap((row) => row.type === "message" ? shown(row.message) : []);
  }

  /** Rows that say that something is not there or not right. */
  holes(channel: ChannelId): readonly Row[] {
    return this.rows(channel).filter(({ type }) => type === "missing" || type === "unreadable");
  }

  /** The texts of a channel that this run has shown, one list for each time it was in the channel. */
  stays(channel: ChannelId): readonly (readonly Shown[])[] {
    return [...this.#before.get(channel) ?? [], this.texts(channel)];
  }

  /** What was done in a channel, as far as it is on the screen. */
  deeds(channel: ChannelId): readonly Deed[] {
    return this.rows(channel).flatMap((row) => row.type === "deed" ? [row.deed] : []);
  }

  /** The place of the first text on the screen; where there is none, beyond every place. */
  oldest(channel: ChannelId): number {
    return this.texts(channel)[0]?.cursor ?? Infinity;
  }

  /** Whether everything from the beginning on is on the screen. */
  begins(channel: ChannelId): boolean {
    return this.rows(channel)[0]?.type === "begins";
  }

  #close(channel: ChannelId): void {
    this.#before.set(channel, this.stays(channel));
    this.#rows.delete(channel);
    this.#views.delete(channel);
  }

  #wait(channel: ChannelId, { id, content }: Message): void {
    if (content.type === "text") this.#pending.set(keyOf(channel, id), content.text);
  }

  #renumber(channel: ChannelId, { from, to }: { readonly from: MessageRef; readonly to: MessageRef }): void {
    const text = this.#pending.get(keyOf(channel, from));
    if (text !== undefined) this.#pending.set(keyOf(channel, to), text);
  }
}

function shown({ cursor, id, from, content }: Message): readonly Shown[] {
  return content.type === "text" && cursor !== undefined ? [{ cursor, id, from: from.id, text: content.text }] : [];
}

function keyOf(channel: ChannelId, { author, counter }: MessageRef): string {
  return `${channel} ${author} ${counter}`;
}
