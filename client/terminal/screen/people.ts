/** Who is in a channel, as far as their names are drawn: in which style, and how wide. */
import type { Card } from "../../../shared/card.ts";
import type { IdentityId } from "../../../shared/ids.ts";
import type { Member } from "../../../shared/log/membership.ts";
import { nameKey } from "../../../shared/names.ts";
import { widthOf } from "./cell.ts";
import type { Look } from "./look.ts";
import { nickText } from "./nick_text.ts";
import { assignColours, ownColour } from "./nick_colours.ts";
import type { Style } from "./style.ts";

export interface People {
  readonly self: IdentityId | undefined;
  readonly ownNick: string | undefined;
  /** The columns of the longest nick. */
  readonly widest: number;
  styleOf(id: IdentityId): Style;
  /** The style of who is called so (nameKey), if somebody is. */
  styleOfName(key: string): Style | undefined;
}

/** `you` is among the members, but for channels of which little is known. */
export function peopleOf(members: readonly Member[], you: Card | undefined, look: Look): People {
  const { nicks, styles } = look;
  const others = members.map(({ card }) => card).filter(({ id }) => id !== you?.id);
  const colours = assignColours(others.map(({ id }) => id), nicks.length);
  function styleOf(id: IdentityId): Style {
    if (id === you?.id) return styles.own;
    return nicks[colours.get(id) ?? ownColour(id, nicks.length)] ?? styles.nick;
  }
  const names = new Map(others.map(({ id, nick }) => [nameKey(nick), styleOf(id)]));
  if (you) names.set(nameKey(you.nick), styles.mention);
  return {
    ...{ self: you?.id, ownNick: you?.nick, styleOf },
    widest: others.reduce((widest, { nick }) => Math.max(widest, widthOf(nickText(nick))), 0),
    styleOfName: (key) => names.get(key),
  };
}
