/** What was taken out of drafts, to be put in again: newest first. */

/** Old ones are forgotten. */
const MOST_KILLS = 60;

/** The ring with what was taken on one side of the cursor; what is taken in a row is put in again as one. */
export function keepKilled(
  ring: readonly string[],
  { killed, side = "behind", inRow = false }: {
    readonly killed: string;
    readonly side?: "before" | "behind";
    readonly inRow?: boolean;
  },
): readonly string[] {
  const [newest, ...rest] = ring;
  if (!inRow || newest === undefined) return [killed, ...ring].slice(0, MOST_KILLS);
  return [side === "before" ? killed + newest : newest + killed, ...rest];
}
