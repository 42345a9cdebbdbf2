/** What is wrong with the relay or with somebody, until it is put away: loud. */
import { legibleLine } from "./legible.ts";
import { nickText } from "./nick_text.ts";
import type { Scene } from "./scene.ts";
import { filled, type Line, styled } from "./span.ts";
import { wrap } from "./wrap.ts";

const MOST_LINES = 3;

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
  const text = `${signs.wrong} ${words}${left > 0 ? ` (${left} more)` : ""} [Esc]`;
  const width = Math.max(1, columns - 2);
  return wrap(text, { first: width, others: width }).slice(0, MOST_LINES)
    .map(({ from, to }) => filled(styled(` ${text.slice(from, to)}`, styles.alarm), columns, styles.alarm));
}
