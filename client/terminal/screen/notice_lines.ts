/** Lines that only I see: answers, and what was wrong with what I typed. */
import type { RowContext } from "./row_context.ts";
import { toldLines } from "./sentence_lines.ts";
import type { Line } from "./span.ts";
import type { Notice } from "./view.ts";

const KINDS = {
  answer: { sign: "told", role: "notice" },
  warning: { sign: "wrong", role: "warning" },
  error: { sign: "wrong", role: "error" },
} as const;

export function noticeLines({ type, at, text }: Notice, context: RowContext): readonly Line[] {
  return toldLines({ ...KINDS[type], at, text }, context);
}
