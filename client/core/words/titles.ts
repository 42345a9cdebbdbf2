/** What a channel is called where there are several, and the line in which it presents itself. */
import { isPrivate } from "../../../shared/log/membership.ts";
import { clean } from "../../../shared/terminal/clean.ts";
import type { ChannelView } from "../events.ts";
import { plural } from "./whose.ts";

/** Its name or, of a private one, who else is in it. */
export function titleOf({ name, other }: Pick<ChannelView, "name" | "other">): string {
  if (name !== "") return clean(name);
  return other ? `@${clean(other.nick)}` : "a private channel";
}

/** "Work: 3 members, 2 online. Topic: rivers" */
export function headline({ name, other, membership, present, topic }: ChannelView): string {
  const about = topic === "" ? "" : ` Topic: ${clean(topic)}`;
  const title = titleOf({ name, other });
  if (isPrivate(membership)) return `${title}, in private.${about}`;
  return `${title}: ${plural(membership.members.length, "member")}, ${present.size} online.${about}`;
}
