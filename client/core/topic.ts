/** What a channel's topic is, by what was said and by what the notes of entries say. */
import { isAdmin, memberOf } from "../../shared/log/membership.ts";
import type { Note } from "./channel_letters.ts";
import type { ChannelLog } from "./channel_log.ts";
import type { Row } from "./events.ts";
import type { SavedChannel } from "./vault_state.ts";

/** Its time is at most this: there is room for all that come after it, whatever somebody has written into a note. */
const LATEST = 2 ** 52;

/** What a topic needs to know. */
export interface TopicDeps {
  readonly log: ChannelLog;
  now(): number;
}

export class Topic {
  readonly #deps: TopicDeps;
  /** Up to here the stream was read on another day. */
  readonly #readTo: number;
  /** When the one was set that was known then. */
  readonly #knownAt: number;
  /** Where in the stream the last one stands that was heard since. */
  #place = 0;
  #text: string;
  #at: number;

  constructor(deps: TopicDeps, { topic, topicAt, cursor }: Pick<SavedChannel, "topic" | "topicAt" | "cursor">) {
    this.#deps = deps;
    this.#readTo = cursor;
    this.#knownAt = this.#at = topicAt;
    this.#text = topic;
  }

  get text(): string {
    return this.#text;
  }

  /** When it was set, by the clock of who set it; 0: it never was. */
  get at(): number {
    return this.#at;
  }

  /** Whether one was heard in what came since another day. */
  get isHeard(): boolean {
    return this.#place > this.#readTo;
  }

  /**
   * Of the past the last one counts, if it was not read before and no note tells of a later one: who set that may be no admin any more, and who set an
   * earlier one may have become one.
   */
  heard(rows: readonly Row[], past: boolean): void {
    const { log, now } = this.#deps;
    const { membership } = log;
    const topics = rows.flatMap((row) => {
      if (row.type !== "message" || row.message.content.type !== "topic") return [];
      const { id, cursor = 0, content } = row.message;
      const maySet = isAdmin(memberOf(membership, id.author)) || !membership.policy.adminsSetTopic;
      // A clock that is ahead must not keep what is said later out of everybody's notes.
      return maySet ? [{ text: content.topic, at: Math.min(content.at, now()), cursor }] : [];
    });
    // What was typed without a line has an older time than what was known, and was said later all the same.
    const noted = this.#at > this.#knownAt;
    for (const { text, at, cursor } of past ? topics.slice(-1) : topics) {
      this.#place = Math.max(this.#place, cursor);
      if (past && (cursor <= this.#readTo || (noted && at <= this.#at))) continue;
      this.#text = text;
      // Nor one that is behind what is said now.
      this.#at = Math.max(this.#at + 1, at);
    }
  }

  /** A note names one. Its author may have missed one that came meanwhile. */
  noted({ topic, topicAt }: Note, bindsAll: boolean): void {
    const at = Math.min(topicAt, LATEST);
    if (at > this.#at && (bindsAll || this.#at === 0)) [this.#text, this.#at] = [topic, at];
  }
}
