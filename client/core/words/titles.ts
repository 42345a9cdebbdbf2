/** What a channel is called where there are several, and the line in which it presents itself. */
import { isPrivate, memberById } from "../../../shared/log/membership.ts";
import { clean } from "../../../shared/terminal/clean.ts";
import type { ChannelView } from "../events.ts";
import { plural } from "./whose.ts";

/** Its name or, of a private one, who else is in it, or was. */
export function titleOf(view: Pick<ChannelView, "name" | "other" | "membership">): string {
  const { name, other } = view;
  if (name !== "") return clean(name);
  if (!other) return "a private channel";
  return isDeserted(view) ? `@${clean(other.nick)} (left)` : `@${clean(other.nick)}`;
}

/** Whether the other one of a private channel has left it: nobody reads what is said there. */
export function isDeserted({ other, membership }: Pick<ChannelView, "other" | "membership">): boolean {
  return other !== undefined && memberById(membership, other.id) === undefined;
}

/** "Work: 3 members, 2 online. Topic: rivers" */
export function headline(view: ChannelView): string {
  const { membership, present, topic } = view;
  const about = topic === "" ? "" : ` Topic: ${clean(topic)}`;
  const title = titleOf(view);
  if (isPrivate(membership)) return `${title}, in private.${about}`;
  return `${title}: ${plural(membership.members.length, "member")}, ${present.size} online.${about}`;
}
