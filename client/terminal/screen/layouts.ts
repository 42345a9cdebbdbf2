/**
 * What was laid out before, so that a key costs what it changes: the lines of rows by the row itself, which never changes, for as long as all that they depend
 * on is the same. A screen without it looks the same and takes longer.
 */
import type { Listed } from "./list_members.ts";
import { Memo } from "./memo.ts";
import type { MessageDetails } from "./message_lines.ts";
import type { People } from "./people.ts";
import { QuotedMessages } from "./quoted_messages.ts";
import type { RowContext } from "./row_context.ts";
import type { Line } from "./span.ts";

/** What lines depend on, besides what they are of. */
export interface LayoutOptions {
  readonly context: RowContext;
  readonly details?: MessageDetails;
}

interface Kept {
  readonly details: MessageDetails | undefined;
  readonly lines: readonly Line[];
}

/** Many screens. When there are so many lines, those that were not asked for since the last time go. */
const MOST_LINES = 3000;

export class Layouts {
  readonly people = new Memo<People>();
  readonly context = new Memo<RowContext>();
  readonly members = new Memo<readonly Listed[]>();
  readonly quoted = new QuotedMessages();
  #recent = new Map<object, Kept>();
  #older: ReadonlyMap<object, Kept> = new Map();
  #count = 0;
  #of: RowContext | undefined;

  /** The lines of something, laid out only if they are not known. */
  lines(of: object, lay: () => readonly Line[], { context, details }: LayoutOptions): readonly Line[] {
    if (this.#of !== context) this.#forget(context);
    const recent = this.#recent.get(of);
    if (recent && sameDetails(recent.details, details)) return recent.lines;
    const older = this.#older.get(of);
    const lines = older && sameDetails(older.details, details) ? older.lines : lay();
    this.#keep(of, { details, lines });
    return lines;
  }

  #keep(of: object, kept: Kept): void {
    this.#recent.set(of, kept);
    this.#count += kept.lines.length;
    if (this.#count <= MOST_LINES) return;
    this.#older = this.#recent;
    this.#recent = new Map();
    this.#count = 0;
  }

  #forget(context: RowContext): void {
    this.#of = context;
    this.#recent = new Map();
    this.#older = new Map();
    this.#count = 0;
  }
}

function sameDetails(a: MessageDetails | undefined, b: MessageDetails | undefined): boolean {
  if (!a || !b) return a === b;
  return a.quoted === b.quoted && a.fate === b.fate && a.failure === b.failure && a.current === b.current;
}
