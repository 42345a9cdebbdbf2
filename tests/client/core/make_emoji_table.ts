/**
 * Writes client/core/emoji_table.ts from gemoji. Run by hand when gemoji's version changes:
 * deno run --allow-write=client/core tests/client/core/make_emoji_table.ts
 */
import { type Gemoji, gemoji } from "gemoji";

const HEAD = `/**
 * Every emoji by category, with its shortcodes, search words and description: the data of gemoji 8.1.0, written by
 * tests/client/core/make_emoji_table.ts and never by hand. It is one text that is searched, not a list: importing gemoji itself
 * would cost every start 15 ms.
 *
 * gemoji is Copyright (c) 2014 Titus Wormer. Permission is hereby granted, free of charge, to any person obtaining a copy of this
 * software and associated documentation files (the 'Software'), to deal in the Software without restriction, including without
 * limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to
 * permit persons to whom the Software is furnished to do so, subject to the following conditions: The above copyright notice and
 * this permission notice shall be included in all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED 'AS IS',
 * WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A
 * PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR
 * OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR
 * THE USE OR OTHER DEALINGS IN THE SOFTWARE.
 */

/** A line an emoji: \`emoji:shortcode:…:|word,…|description\`; a line that begins with "# " names the category of those below. */
export const EMOJI_TABLE = \``;

/** The file as it has to be. */
export function emojiTableFile(): string {
  const categories = [...new Set(gemoji.map(({ category }) => category))];
  const sections = categories.map((category) => {
    const lines = gemoji.filter((one) => one.category === category).map(lineOf);
    return [`# ${category}`, ...lines].join("\n");
  });
  return `${HEAD}\n${sections.join("\n")}\n\`;\n`;
}

function lineOf({ emoji, names, tags, description }: Gemoji): string {
  if ([emoji, ...names].some((word) => word.includes(":")) || tags.some((tag) => tag.includes(","))) {
    throw new RangeError(`Cannot write ${emoji}: what separates its words is in one of them`);
  }
  const line = `${emoji}:${names.join(":")}:|${tags.join(",")}|${description}`;
  if (line.split("|").length !== 3 || /[`\\$\n]/.test(line)) {
    throw new RangeError(`Cannot write ${emoji}: its line would not be read as it is meant`);
  }
  return line;
}

if (import.meta.main) {
  Deno.writeTextFileSync(new URL("../../../client/core/emoji_table.ts", import.meta.url), emojiTableFile());
}
