/** What is wrong with the relay or with somebody, until it is put away: loud. */
import { widthOf } from "./cell.ts";
import { cut } from "./cut.ts";
import { legibleLine } from "./legible.ts";
import { nickText } from "./nick_text.ts";
import type { Scene } from "./scene.ts";
import { filled, type Line, styled } from "./span.ts";
import { wrap } from "./wrap.ts";

const MOST_LINES = 3;
/** So many columns less at each try. */
const STEP = 4;

/** The oldest that was not put away. */
export function alarmLines(
  { state: { alarms }, view, look: { styles, signs }, size: { columns } }: Scene,
): readonly Line[] {
  // When the one that was seen is long gone, so is everything before it.
  const seen = view.alarmSeen === undefined ? 0 : alarms.indexOf(view.alarmSeen) + 1;
  const alarm = alarms[seen];
  if (!alarm) return [];
  const left = alarms.length - seen - 1;
  const words = alarm.type === "alarm"
    ? legibleLine(alarm.why)
    : `${
      nickText(alarm.card.nick)
    } is not who was verified under this name: compare safety numbers (/verify) before you trust it.`;
  const width = Math.max(1, columns - 2);
  const tail = `${left > 0 ? ` (${left} more)` : ""} [Esc]`;
  const text = fitting(`${signs.wrong} ${words}`, tail, { width, ellipsis: signs.ellipsis });
  return wrap(text, { first: width, others: width }).slice(0, MOST_LINES)
    .map(({ from, to }) => filled(styled(` ${text.slice(from, to)}`, styles.alarm), columns, styles.alarm));
}

/** What puts it away is always in sight: where there is no room for all, the words give way. */
function fitting(
  words: string,
  tail: string,
  { width, ellipsis }: { readonly width: number; readonly ellipsis: string },
): string {
  const lines = (text: string) => wrap(text, { first: width, others: width }).length;
  let room = Math.min(widthOf(words), MOST_LINES * width);
  let text = cut(words, room, ellipsis) + tail;
  // How much a line holds depends on where its words break.
  while (lines(text) > MOST_LINES && room > 0) text = cut(words, room -= STEP, ellipsis) + tail;
  return text;
}
