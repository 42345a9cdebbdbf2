/** How a window moves over its channel, and what is in sight of it. */
import type { ChatState } from "../../core/state.ts";
import { type Anchor, anchorAt } from "./anchor.ts";
import type { Block } from "./blocks.ts";
import { findText } from "./find_text.ts";
import type { DrawOptions } from "./scene.ts";
import type { Line } from "./span.ts";
import { setUp, type Stage } from "./stage.ts";
import type { ScreenView } from "./view.ts";
import { above, below, type Bottom, endBottom, sameBottom, settled } from "./viewport.ts";

/** Down is positive. */
export type ScrollStep =
  | { readonly type: "lines"; readonly lines: number }
  | { readonly type: "pages"; readonly pages: number }
  | { readonly type: "top" }
  | { readonly type: "end" }
  /** The row with this cursor into the middle: of a long one, the line that holds this text. */
  | { readonly type: "row"; readonly cursor: number; readonly text: string };

/** What a person sees of a channel. */
export interface Sight {
  /** Up to which cursor: that is read. */
  readonly cursor: number;
  /** Nothing that is known comes before: earlier messages can be asked for. */
  readonly top: boolean;
  /** Nothing comes behind. */
  readonly end: boolean;
}

/** A page overlaps the one before by so much. */
const OVERLAP = 2;

/** Where the window in front is after this step: its anchor; undefined at the end. */
export function scroll(
  state: ChatState,
  view: ScreenView,
  options: DrawOptions & { readonly step: ScrollStep },
): Anchor | undefined {
  const stage = setUp(state, view, options);
  const { pane, height } = stage;
  if (!pane) return undefined;
  const { timeline, blocks } = pane;
  const bottom = settled(blocks, stepped(stage, pane.bottom, options.step), height);
  return sameBottom(bottom, endBottom(blocks)) ? undefined : anchorAt(timeline, blocks, bottom);
}

/** What is in sight of the window in front; undefined where there is none. */
export function sight(state: ChatState, view: ScreenView, options: DrawOptions): Sight | undefined {
  const { pane, height } = setUp(state, view, options);
  if (!pane) return undefined;
  const { timeline, blocks, bottom } = pane;
  return {
    cursor: timeline.place(Math.min(bottom.index, timeline.lastRow)).cursor,
    top: above(blocks, bottom, height).index <= blocks.first,
    end: sameBottom(bottom, endBottom(blocks)),
  };
}

function stepped({ pane, height }: Stage, bottom: Bottom, step: ScrollStep): Bottom {
  if (!pane) return bottom;
  const { timeline, blocks } = pane;
  switch (step.type) {
    case "lines":
      return moved(pane, bottom, step.lines);
    case "pages":
      return moved(pane, bottom, step.pages * Math.max(1, height - OVERLAP));
    case "top":
      return { index: blocks.first, line: 0 };
    case "end":
      return endBottom(blocks);
    case "row": {
      const index = timeline.find({ cursor: step.cursor, behind: 0 });
      return below(blocks, { index, line: 0 }, lineWith(blocks.block(index), step.text) + Math.ceil(height / 2));
    }
    default:
      return step satisfies never;
  }
}

/** The first line of the row that holds a text; its first one where the text is broken into lines. */
function lineWith({ lines, above, own }: Block, text: string): number {
  const holds = ({ spans }: Line) => findText(spans.map(({ text }) => text).join(""), text).length > 0;
  return above + Math.max(0, lines.slice(above, above + own).findIndex(holds));
}

function moved({ blocks }: NonNullable<Stage["pane"]>, bottom: Bottom, lines: number): Bottom {
  return lines < 0 ? above(blocks, bottom, -lines) : below(blocks, bottom, lines);
}
