/**
 * The rows of a channel as an immutable list in chunks: to put one at an end copies a chunk and the list of chunks, whatever there is, and all the rest is
 * shared with the list before. It holds so many rows and no more; the oldest go.
 */

/** How many rows of one channel are kept in memory. */
export const MOST_ROWS = 10_000;
const CHUNK = 128;

export interface RowList<T> {
  readonly chunks: readonly (readonly T[])[];
  readonly length: number;
  /** Whether rows in front went because there were too many: what is older would not join on. */
  readonly trimmed: boolean;
}

/** A list with nothing in it. */
export const NO_ROWS: RowList<never> = { chunks: [], length: 0, trimmed: false };

/** The list with one more row behind it. */
export function append<T>(list: RowList<T>, row: T): RowList<T> {
  const last = list.chunks.at(-1);
  const chunks = last && last.length < CHUNK ? list.chunks.with(-1, last.concat([row])) : list.chunks.concat([[row]]);
  return withoutFirst({ ...list, chunks, length: list.length + 1 });
}

/** The list with rows in front, in their order, as far as there is room. */
export function prepend<T>(list: RowList<T>, rows: readonly T[]): RowList<T> {
  const room = MOST_ROWS - list.length;
  const kept = room > 0 ? rows.slice(-room) : [];
  const chunks = Array.from({ length: Math.ceil(kept.length / CHUNK) }, (_, at) => {
    return kept.slice(at * CHUNK, (at + 1) * CHUNK);
  });
  return {
    chunks: [...chunks, ...list.chunks],
    length: list.length + kept.length,
    trimmed: list.trimmed || kept.length < rows.length,
  };
}

/** The list with its last row replaced. */
export function replaceLast<T>(list: RowList<T>, row: T): RowList<T> {
  const last = list.chunks.at(-1);
  return last ? { ...list, chunks: list.chunks.with(-1, last.with(-1, row)) } : list;
}

/** The list with the newest row that fits changed; undefined when none does. It looks from the end: what is changed is seldom old. */
export function change<T, F extends T>(
  list: RowList<T>,
  fits: (row: T) => row is F,
  to: (row: F) => T,
): RowList<T> | undefined {
  for (const [fromEnd, chunk] of list.chunks.toReversed().entries()) {
    const at = chunk.findLastIndex(fits);
    const row = chunk[at];
    if (row === undefined || !fits(row)) continue;
    return { ...list, chunks: list.chunks.with(-1 - fromEnd, chunk.with(at, to(row))) };
  }
  return undefined;
}

/** All rows, oldest first. */
export function* forwards<T>(list: RowList<T>): Generator<T> {
  for (const chunk of list.chunks) yield* chunk;
}

/** All rows, newest first. */
export function* backwards<T>(list: RowList<T>): Generator<T> {
  for (let at = list.chunks.length - 1; at >= 0; at--) yield* (list.chunks[at] ?? []).toReversed();
}

/** A row by its place from 0, oldest first. */
export function rowAt<T>(list: RowList<T>, place: number): T | undefined {
  let left = place;
  for (const chunk of list.chunks) {
    if (left < chunk.length) return chunk[left];
    left -= chunk.length;
  }
  return undefined;
}

/** Without its oldest row, if it holds too many. */
function withoutFirst<T>(list: RowList<T>): RowList<T> {
  const [first] = list.chunks;
  if (list.length <= MOST_ROWS || first === undefined) return list;
  const chunks = first.length > 1 ? list.chunks.with(0, first.slice(1)) : list.chunks.slice(1);
  return { chunks, length: list.length - 1, trimmed: true };
}
