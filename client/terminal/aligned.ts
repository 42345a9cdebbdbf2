/** Rows of text as columns. */
import { clean } from "../../shared/terminal/clean.ts";
import { columns } from "../../shared/terminal/width.ts";

/** Indented, two spaces between columns, every cell clean. */
export function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const cleaned = rows.map((row) => row.map(clean));
  const most = Math.max(0, ...cleaned.map((row) => row.length));
  const widths = Array.from({ length: most }, (_, at) => Math.max(...cleaned.map((row) => columns(row[at] ?? ""))));
  return cleaned.map((row) => `  ${row.map((cell, at) => padded(cell, widths[at] ?? 0)).join("  ").trimEnd()}`);
}

function padded(cell: string, width: number): string {
  return cell + " ".repeat(Math.max(0, width - columns(cell)));
}
