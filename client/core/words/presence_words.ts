/** How somebody is there, in a word or two. */
import type { MemberNumber } from "../../../shared/ids.ts";
import { clean } from "../../../shared/terminal/clean.ts";
import type { OpenChannel } from "../state/channel_state.ts";

/** "online", "away: lunch", "offline" */
export function presenceWords({ view, statuses }: OpenChannel, who: MemberNumber): string {
  if (!view.present.has(who)) return "offline";
  const status = statuses.get(who);
  if (!status?.away) return "online";
  return status.text === "" ? "away" : `away: ${clean(status.text)}`;
}
