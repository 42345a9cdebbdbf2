/** What stands out in a text that somebody wrote: addresses, people, and what is searched for. */
import { findLinks } from "./find_links.ts";
import { findMentions } from "./find_mentions.ts";
import { findText } from "./find_text.ts";
import type { Mark } from "./marks.ts";
import type { RowContext } from "./row_context.ts";

/** Addresses and names of people who are there. They do not overlap. */
export function markText(text: string, { look: { styles }, people }: RowContext): readonly Mark[] {
  const links: readonly Mark[] = findLinks(text).map(({ from, to, target }) => {
    return target === undefined ? { from, to, style: styles.link } : { from, to, style: styles.link, link: target };
  });
  const names: readonly Mark[] = findMentions(text).flatMap(({ from, to, key }) => {
    const style = people.styleOfName(key);
    return style ? [{ from, to, style }] : [];
  });
  if (names.length === 0) return links;
  const free = names.filter((name) => !links.some(({ from, to }) => name.from < to && from < name.to));
  return [...links, ...free].sort((a, b) => a.from - b.from);
}

/** What is searched for; `current`: this is the message that was found. */
export function markSearch(text: string, current: boolean, { look: { styles }, search }: RowContext): readonly Mark[] {
  const style = current ? styles.currentMatch : styles.match;
  return findText(text, search).map(({ from, to }) => ({ from, to, style }));
}
