/** All take several turns, because a machine is not as fast in every minute: what counts of them. */
import { median } from "./client_results.ts";

/** Of the turns that are called the same the median, figure by figure; one in which something went wrong is never passed over. */
export function middleOf<R extends { readonly trouble: string }>(
  turns: readonly R[],
  { called, figures }: { readonly called: (turn: R) => string; readonly figures: readonly (keyof R)[] },
): readonly R[] {
  return [...Map.groupBy(turns, called).values()].flatMap((turns) => {
    const [first] = turns.toSorted((a, b) => b.trouble.length - a.trouble.length);
    if (!first || first.trouble !== "") return first ?? [];
    const middle = figures.map((name) => [name, median(turns.map((turn) => Number(turn[name])))] as const);
    return { ...first, ...Object.fromEntries(middle) };
  });
}
