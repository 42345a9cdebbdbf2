/** A line from side to side with a word in it: another day, what is unread, where history begins. */
import { cut } from "./cut.ts";
import type { Role } from "./roles.ts";
import type { RowContext } from "./row_context.ts";
import { joined, type Line, slice, styled } from "./span.ts";

export function ruleLine(text: string, role: Role, { look: { styles, signs }, gutter: { width } }: RowContext): Line {
  const word = styled(cut(text, Math.max(0, width - 4), signs.ellipsis), styles[role]);
  const dashes = Math.max(0, width - word.width - 2);
  const left = dashes >> 1;
  const ruled = role === "unread" ? styles.unread : styles.border;
  return slice(
    joined([
      styled(`${signs.horizontal.repeat(left)} `, ruled),
      word,
      styled(` ${signs.horizontal.repeat(dashes - left)}`, ruled),
    ]),
    0,
    width,
  );
}
