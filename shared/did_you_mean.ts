/** Which word was probably meant. */

/** The words nearest to a mistyped one, if any is near: a slip or two in a word of some length. */
export function nearest(typed: string, words: readonly string[]): string | undefined {
  const slips = Math.max(1, Math.floor(typed.length / 3));
  const ranked = words.map((word) => ({ word, distance: distance(typed, word, slips) }))
    .filter((candidate) => candidate.distance <= slips)
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.word;
}

/** ", did you mean "x"?" or nothing. */
export function didYouMean(typed: string, words: readonly string[]): string {
  const word = nearest(typed, words);
  return word === undefined ? "" : `; did you mean ${word}?`;
}

/** How many letters must be put in, left out, replaced or swapped with their neighbour; above `most` it is only that. */
function distance(from: string, to: string, most: number): number {
  if (Math.abs(from.length - to.length) > most) return most + 1;
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const next = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      next.push(Math.min(
        at(last, column) + 1,
        at(next, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, column - 2) + 1 : Infinity,
      ));
    }
    [beforeLast, last] = [last, next];
  }
  return at(last, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
