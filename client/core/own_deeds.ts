/** Of all that was done in a channel, what was done to me: that I was let in, and that I was removed. */
import type { IdentityId } from "../../shared/ids.ts";
import type { Deed, Row } from "./events.ts";

/** Where I was let in, or what is newest where that is not among these rows. */
export function cameAt(rows: readonly Row[], self: IdentityId): number {
  const came = rows.findLast((row) => row.type === "deed" && row.deed.act.op === "add" && row.deed.whom?.id === self);
  return came ? placeOf(came) : rows.reduce((newest, row) => Math.max(newest, placeOf(row)), 0);
}

/** That I was removed, by whom and why, in words; undefined of every other deed. */
export function removalWords({ by, whom, reason, act, at }: Deed, self: IdentityId): string | undefined {
  if (act.op !== "remove" || whom?.id !== self) return undefined;
  const did = act.banUntil > at ? "banned" : "removed";
  return `${by.nick} ${did} you${reason === "" ? "." : `: ${reason}`}`;
}

function placeOf(row: Row): number {
  if (row.type === "message") return row.message.cursor ?? 0;
  return row.type === "deed" ? row.deed.cursor : row.cursor;
}
