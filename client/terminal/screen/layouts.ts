/**
 * What was laid out before, so that a key costs what it changes: the lines of rows by the row itself, which never changes, for as long as all that they depend
 * on is the same. A screen without it looks the same and takes longer.
 */
import type { MessageRow } from "../../core/state/shown_row.ts";
import type { Listed } from "./list_members.ts";
import { Memo } from "./memo.ts";
import type { MessageDetails } from "./message_lines.ts";
import type { People } from "./people.ts";
import { QuotedMessages } from "./quoted_messages.ts";
import type { RowContext } from "./row_context.ts";
import type { Line } from "./span.ts";

interface Kept {
  readonly details: MessageDetails | undefined;
  readonly lines: readonly Line[];
}

/** Many screens; then all are forgotten, and those in sight laid out anew. */
const MOST_LINES = 2000;

export class Layouts {
  readonly people = new Memo<People>();
  readonly context = new Memo<RowContext>();
  readonly members = new Memo<readonly Listed[]>();
  readonly quoted = new QuotedMessages();
  readonly #kept = new Map<object, Kept>();
  #count = 0;
  #of: RowContext | undefined;

  /** The lines of something in this context, laid out only if they are not known. */
  lines(
    of: object,
    context: RowContext,
    details: MessageDetails | undefined,
    lay: () => readonly Line[],
  ): readonly Line[] {
    if (this.#of !== context || this.#count > MOST_LINES) this.#forget(context);
    const kept = this.#kept.get(of);
    if (kept && sameDetails(kept.details, details)) return kept.lines;
    const lines = lay();
    this.#kept.set(of, { details, lines });
    this.#count += lines.length;
    return lines;
  }

  #forget(context: RowContext): void {
    this.#of = context;
    this.#kept.clear();
    this.#count = 0;
  }
}

function sameDetails(a: MessageDetails | undefined, b: MessageDetails | undefined): boolean {
  if (!a || !b) return a === b;
  return sameMessage(a.quoted, b.quoted) && a.fate === b.fate && a.failure === b.failure && a.current === b.current;
}

function sameMessage(a: MessageRow | "absent" | undefined, b: MessageRow | "absent" | undefined): boolean {
  return a === b;
}
