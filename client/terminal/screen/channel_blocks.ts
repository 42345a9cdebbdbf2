/** The blocks of a channel's window, made when they are looked at. */
import type { ShownRow } from "../../core/state/shown_row.ts";
import type { Block, Blocks } from "./blocks.ts";
import { itemLines, type ItemOptions } from "./item_lines.ts";
import { noticeLines } from "./notice_lines.ts";
import { ruleLine } from "./rule_line.ts";
import { timeOf } from "./sentence_lines.ts";
import type { Line } from "./span.ts";
import { dayOf, dayText } from "./time_text.ts";
import type { Item, Timeline } from "./timeline.ts";
import type { Notice } from "./view.ts";

export interface BlockOptions extends ItemOptions {
  /** Behind which cursor the unread line stands. */
  readonly readUpTo: number | undefined;
}

export class ChannelBlocks implements Blocks {
  readonly #timeline: Timeline;
  readonly #options: BlockOptions;
  readonly #made = new Map<number, Block>();
  readonly first: number;
  readonly end: number;

  constructor(timeline: Timeline, options: BlockOptions) {
    this.#timeline = timeline;
    this.#options = options;
    this.first = timeline.first;
    this.end = timeline.end;
  }

  block(index: number): Block {
    const known = this.#made.get(index);
    if (known) return known;
    const item = this.#timeline.item(index);
    const above = this.#above(index, item);
    const own = itemLines(item, this.#options);
    const below = this.#timeline.notices(index).flatMap((notice) => this.#noticeLines(notice));
    const block = { lines: [...above, ...own, ...below], above: above.length, own: own.length };
    this.#made.set(index, block);
    return block;
  }

  #above(index: number, item: Item): readonly Line[] {
    if (item.type !== "row") return [];
    const { context, readUpTo } = this.#options;
    const day = this.#newDay(index, item.row);
    const unread = readUpTo !== undefined && this.#timeline.begins(index, readUpTo);
    return [
      ...(day === undefined ? [] : [ruleLine(dayText(day), "day", context)]),
      ...(unread ? [ruleLine("new messages", "unread", context)] : []),
    ];
  }

  #newDay(index: number, row: ShownRow): number | undefined {
    const { minutesEast } = this.#options.context.look;
    const time = timeOf(row);
    const day = time === undefined ? undefined : dayOf(time, minutesEast);
    if (day === undefined) return undefined;
    const before = this.#timeline.timeBefore(index);
    return before !== undefined && dayOf(before, minutesEast) === day ? undefined : day;
  }

  #noticeLines(notice: Notice): readonly Line[] {
    const { layouts, context } = this.#options;
    return layouts.lines(notice, () => noticeLines(notice, context), { context });
  }
}
