/**
 * For a machine that others use, too: what was measured while they were busy is measured again. Which attempt counts is decided by how much of the machine
 * others took, and by nothing else that was found.
 */

/** Others may take so much of a core. */
const QUIET = 0.05;
const ATTEMPTS = 4;

export interface Attempt {
  /** What anybody else took meanwhile, as a part of a core. */
  readonly othersShare: number;
  /** What went wrong; empty if nothing did. */
  readonly trouble: string;
}

/** The first attempt that nobody disturbed, else the least disturbed one; one in which something went wrong is never passed over. */
export async function undisturbed<A extends Attempt>(measure: () => Promise<A>, most = ATTEMPTS): Promise<A> {
  let best = await measure();
  for (let attempts = 1; attempts < most && best.othersShare > QUIET && best.trouble === ""; attempts++) {
    const next = await measure();
    if (next.trouble !== "" || next.othersShare < best.othersShare) best = next;
  }
  return best;
}
