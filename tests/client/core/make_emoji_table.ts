/**
 * Writes client/core/emoji_table.json from gemoji. It is one text that is searched, not a list, a line an emoji:
 * `emoji:shortcode:...:|word,...|description`; a line that begins with "# " names the category of those below.
 * Importing gemoji itself would cost every start 15 ms. Run by hand when gemoji's version changes:
 * deno run --allow-write=client/core tests/client/core/make_emoji_table.ts
 */
import { type Gemoji, gemoji } from "gemoji";

/** The file as it has to be. */
export function emojiTableFile(): string {
  const categories = [...new Set(gemoji.map(({ category }) => category))];
  const sections = categories.map((category) => {
    const lines = gemoji.filter((one) => one.category === category).map(lineOf);
    return [`# ${category}`, ...lines].join("\n");
  });
  return `${JSON.stringify(`\n${sections.join("\n")}\n`)}\n`;
}

function lineOf({ emoji, names, tags, description }: Gemoji): string {
  if ([emoji, ...names].some((word) => word.includes(":")) || tags.some((tag) => tag.includes(","))) {
    throw new RangeError(`Cannot write ${emoji}: what separates its words is in one of them`);
  }
  const line = `${emoji}:${names.join(":")}:|${tags.join(",")}|${description}`;
  if (line.split("|").length !== 3 || line.includes("\n")) {
    throw new RangeError(`Cannot write ${emoji}: its line would not be read as it is meant`);
  }
  return line;
}

if (import.meta.main) {
  Deno.writeTextFileSync(new URL("../../../client/core/emoji_table.json", import.meta.url), emojiTableFile());
}
