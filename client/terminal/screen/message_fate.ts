/** What became of an own message, as a sign: on its way, with the relay, read by so many, or by all. */
import type { ChannelState } from "../../core/state/channel_state.ts";
import type { MessageRow } from "../../core/state/shown_row.ts";
import type { Signs } from "./signs.ts";

const NO_BREAK = "\u00a0";

/** Empty for messages of others. */
export function messageFate(
  { own, text, number, cursor }: MessageRow,
  { view, reads }: ChannelState,
  signs: Signs,
): string {
  if (!own || text === undefined) return "";
  // Acknowledged, but it does not say where it stands.
  if (number === undefined) return signs.sent;
  let readers = 0;
  for (const [who, upTo] of reads) if (who !== view?.you && upTo >= cursor) readers++;
  if (readers === 0) return signs.sent;
  const others = (view?.membership.members.length ?? 0) - 1;
  return readers >= others ? signs.read : signs.readBy.replace("#", String(readers)).replaceAll(" ", NO_BREAK);
}
