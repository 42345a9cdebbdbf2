/** The message that another one answers. Many rows may answer, and what they answer may be far up: each chunk of rows is read once. */
import type { MessageRef } from "../../core/content.ts";
import type { RowList } from "../../core/state/row_list.ts";
import type { MessageRow, ShownRow } from "../../core/state/shown_row.ts";

export class QuotedMessages {
  /** Chunks never change: the one that is changed is another one. */
  readonly #indexes = new WeakMap<readonly ShownRow[], ReadonlyMap<string, MessageRow>>();

  /** As it reads now; "absent" if it is not among these rows. */
  find({ chunks }: RowList<ShownRow>, ref: MessageRef): MessageRow | "absent" {
    const key = keyOf(ref);
    for (let at = chunks.length - 1; at >= 0; at--) {
      const chunk = chunks[at];
      const found = chunk && this.#index(chunk).get(key);
      if (found) return found;
    }
    return "absent";
  }

  #index(chunk: readonly ShownRow[]): ReadonlyMap<string, MessageRow> {
    const known = this.#indexes.get(chunk);
    if (known) return known;
    const index = new Map(chunk.flatMap((row) => row.type === "message" ? [[keyOf(row.id), row] as const] : []));
    this.#indexes.set(chunk, index);
    return index;
  }
}

function keyOf({ author, counter }: MessageRef): string {
  return `${author}:${counter}`;
}
