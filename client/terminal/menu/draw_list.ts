/** A list as lines that fit a terminal: each of them shorter than it is wide, so that none breaks into two. */
import { columns, fitted } from "../../../shared/terminal/width.ts";
import type { ListState } from "./list_state.ts";

export interface ListLook {
  readonly width: number;
  readonly height: number;
  /** Whether the marked line may be bold; it has a sign of its own in any case. */
  readonly bold: boolean;
  readonly unicode: boolean;
}

const BOLD = "\x1b[1m";
const PLAIN = "\x1b[m";
const GAP = "   ";

/** The lines, from the title to what the keys do. Where the terminal is low, only what can be chosen. */
export function drawList({ title, items, marked }: ListState, look: ListLook): readonly string[] {
  const width = Math.max(1, look.width - 1);
  const sign = look.unicode ? "❯" : ">";
  const most = Math.max(...items.map(({ label }) => columns(label)));
  const rows = items.map(({ label, about = "" }, at) => {
    const lead = `${at === marked ? sign : " "} ${at + 1}  `;
    const whole = `${lead}${label}${" ".repeat(most - columns(label))}${GAP}${about}`.trimEnd();
    const row = columns(whole) <= width ? whole : fitted(lead + label, width);
    return look.bold && at === marked ? `${BOLD}${row}${PLAIN}` : row;
  });
  if (look.height < items.length + 4) return rows;
  return [fitted(title, width), "", ...rows, "", hint(width, look.unicode)];
}

/** What of a line takes room. */
export function withoutBold(line: string): string {
  return line.replace(BOLD, "").replace(PLAIN, "");
}

function hint(width: number, unicode: boolean): string {
  const arrows = unicode ? "↑ ↓" : "Up, Down";
  const hints = [`${arrows} or a number, then Enter. Esc goes back.`, `${arrows} or 1, Enter`, "1, Enter"];
  return hints.find((text) => columns(text) <= width) ?? "";
}
