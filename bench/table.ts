/** A table as Markdown whose columns are also aligned for a terminal. */

export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Its columns are words, not figures. */
  readonly text?: boolean;
  /** What one has to know to read it. */
  readonly note?: string;
}

export function renderTable({ title, head, rows, note, text = false }: Table): string {
  const widths = head.map((cell, column) => Math.max(3, ...[cell, ...rows.map((row) => row[column] ?? "")].map(width)));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((size, i) => pad(cells[i] ?? "", size, text || i === 0)).join(" | ")} |`;
  const rule = `|${
    widths.map((size, i) => text || i === 0 ? "-".repeat(size + 2) : `${"-".repeat(size + 1)}:`).join("|")
  }|`;
  return [`## ${title}`, "", line(head), rule, ...rows.map(line), ...(note ? ["", note] : [])].join("\n");
}

function pad(cell: string, size: number, left: boolean): string {
  const space = " ".repeat(size - width(cell));
  return left ? cell + space : space + cell;
}

function width(cell: string): number {
  return [...cell].length;
}
