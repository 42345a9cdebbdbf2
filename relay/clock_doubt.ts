/** Whether a relay's clock can be right. What it keeps for how long, and who is banned until when, goes by it. */

/** No relay of this kind ran before, and none will for as long as this after. */
const MADE = Date.UTC(2026, 0, 1);
const LONGEST_MS = 20 * 365 * 86_400_000;

/** A line for the operator; undefined for a time that may be. */
export function clockDoubt(now: number): string | undefined {
  if (now >= MADE && now < MADE + LONGEST_MS) return undefined;
  const day = new Date(now).toISOString().slice(0, 10);
  return `This computer's clock says ${day}. Set it and start again: bans, and what is kept for how long, go by it.`;
}
