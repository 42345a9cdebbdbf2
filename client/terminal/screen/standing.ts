/** How somebody is there. */
import type { MemberNumber } from "../../../shared/ids.ts";
import type { OpenChannel } from "../../core/state/channel_state.ts";
import type { Role } from "./roles.ts";
import type { Signs } from "./signs.ts";

export type Standing = "online" | "away" | "offline";

/** For people and lists: each has a sign and a role of the same name. */
export const STANDINGS = ["online", "away", "offline"] as const satisfies readonly (Standing & Role & keyof Signs)[];

export function standingOf({ view, statuses }: Pick<OpenChannel, "view" | "statuses">, who: MemberNumber): Standing {
  if (statuses.get(who)?.away) return "away";
  return who === view.you || view.present.has(who) ? "online" : "offline";
}
