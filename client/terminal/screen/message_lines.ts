/** A message as lines: what it answers, when and who, the text with its links and names, what became of it, reactions. */
import type { IdentityId } from "../../../shared/ids.ts";
import { mentions } from "../../core/state/mentions.ts";
import type { MessageRow, Reaction } from "../../core/state/shown_row.ts";
import { cut } from "./cut.ts";
import { flow } from "./flow.ts";
import { hang, type MarkedText } from "./hang.ts";
import { legible, legibleLine } from "./legible.ts";
import type { Look } from "./look.ts";
import { nickMargin } from "./margin.ts";
import { cover, overlay } from "./marks.ts";
import { nickText, OWN_NICK } from "./nick_text.ts";
import type { RowContext } from "./row_context.ts";
import { blank, joined, type Line, slice, styled } from "./span.ts";
import type { Style } from "./style.ts";
import { markSearch, markText } from "./text_marks.ts";

/** What of a message's lines does not depend on the message alone. */
export interface MessageDetails {
  /** The message that it answers; undefined if it answers none, "absent" if that one is not here. */
  readonly quoted: MessageRow | "absent" | undefined;
  /** Signs of what became of it; empty for those of others. */
  readonly fate: string;
  /** Why it will never be sent. */
  readonly failure: string | undefined;
  /** Whether it is what the search has found last. */
  readonly current: boolean;
}

const MOST_NAMED = 3;
/** Any text can be sent as an emoji. */
const WIDEST_EMOJI = 12;
const NO_BREAK = "\u00a0";
const ADDRESS_AT_END = /:\/\/\S*$/;

export function messageLines(row: MessageRow, details: MessageDetails, context: RowContext): readonly Line[] {
  const { styles } = context.look;
  const { people } = context;
  const calls = !row.own && people.ownNick !== undefined && mentions(row.text ?? "", people.ownNick);
  const style = row.own ? styles.own : calls ? styles.mentioned : people.styleOf(row.from.id);
  const name = row.own ? OWN_NICK : nickText(row.from.nick);
  const margin = nickMargin({ at: row.at, number: row.number, text: name, style }, context);
  return [
    ...quoteLines(details.quoted, context),
    ...hang(margin, written(row, details, context), context.gutter),
    ...reactionLines(row.reactions, context),
  ];
}

function written(row: MessageRow, details: MessageDetails, context: RowContext): MarkedText {
  const { styles } = context.look;
  const said = row.text === undefined ? "(deleted)" : legible(row.text).trimEnd();
  const under = row.text === undefined
    ? [{ from: 0, to: said.length, style: styles.deleted }]
    : cover(said, markText(said, context), styles.text);
  const marks = overlay(said, under, row.text === undefined ? [] : markSearch(said, details.current, context));
  const tails: readonly (readonly [string, Style])[] = [
    [row.edited && row.text !== undefined ? "(edited)" : "", styles.faint],
    [details.fate, styles.mark],
    [details.failure === undefined ? "" : `${context.look.signs.over} ${legibleLine(details.failure)}`, styles.error],
  ];
  return tails.filter(([tail]) => tail !== "").reduce(withTail, { text: said, marks });
}

/** It is not left alone in a line; unless what it would take along is an address, which is not to be broken for it. */
function withTail({ text, marks }: MarkedText, [tail, style]: readonly [string, Style]): MarkedText {
  const gap = text === "" ? "" : ADDRESS_AT_END.test(text) ? " " : NO_BREAK;
  const longer = text + gap + tail;
  return { text: longer, marks: [...marks, { from: text.length, to: longer.length, style }] };
}

/** One line above the message. */
function quoteLines(quoted: MessageDetails["quoted"], context: RowContext): readonly Line[] {
  if (quoted === undefined) return [];
  const { look: { styles, signs }, gutter: { width, indent } } = context;
  const lead = joined([blank(indent - 3), styled(signs.answers, styles.border), blank(1)]);
  if (quoted === "absent") {
    return [slice(joined([lead, styled("a message that is not shown here", styles.quote)]), 0, width)];
  }
  const name = styled(quoted.own ? OWN_NICK : nickText(quoted.from.nick), context.people.styleOf(quoted.from.id));
  const said = quoted.text === undefined ? "(deleted)" : legibleLine(quoted.text.slice(0, 4 * width));
  const begin = joined([lead, name, styled(": ", styles.quote)]);
  return [slice(joined([begin, styled(cut(said, width - begin.width, signs.ellipsis), styles.quote)]), 0, width)];
}

function reactionLines(reactions: readonly Reaction[], context: RowContext): readonly Line[] {
  const { look, gutter: { width, indent }, people: { self } } = context;
  const items = reactions.map((reaction) => reactionLine(reaction, self, look));
  return flow(items, width - indent).map((line) => joined([blank(indent), line]));
}

function reactionLine({ emoji, by }: Reaction, self: IdentityId | undefined, { styles, signs }: Look): Line {
  const sign = cut(legibleLine(emoji), WIDEST_EMOJI, signs.ellipsis) || signs.unfit;
  const own = by.some(({ id }) => id === self);
  const names = by.map(({ id, nick }) => id === self ? OWN_NICK : nickText(nick));
  const who = by.length > MOST_NAMED ? `${by.length}${own ? " with you" : ""}` : names.join(", ");
  return styled(`${sign} ${who}`, own ? styles.ownReaction : styles.reaction);
}
