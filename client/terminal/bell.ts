/** Which rows ring: what others say, all of it or where it mentions me, as one wants it for the channel. */
import { isPrivate, memberOf } from "../../shared/log/membership.ts";
import type { Notify } from "../core/commands/view.ts";
import type { ChannelView, Row } from "../core/events.ts";
import { mentions } from "../core/state/mentions.ts";

/** In private everything is meant for me. */
export function rings(row: Row, { membership, you }: ChannelView, notify: Notify): boolean {
  if (row.type !== "message" || row.message.own || row.message.content.type !== "text") return false;
  if (notify !== "mentions") return notify === "all";
  const nick = memberOf(membership, you)?.card.nick ?? "";
  return isPrivate(membership) || mentions(row.message.content.text, nick);
}
