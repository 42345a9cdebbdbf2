/** What a table of options says of itself: the help, and an example of the file. */
import { flagName, keyName, type Option, type OptionTable, sourcesOf, variableName } from "./options.ts";

const WIDTH = 80;
/** Where the second column begins, unless a flag is longer. */
const COLUMN = 32;

const PRECEDENCE =
  "A flag may also be a variable (--some-thing: PYCHAT_SOME_THING) or a line of a file (some-thing = value); " +
  "a flag wins over a variable, a variable over the file.";

/** The whole help of a command, aligned for a terminal of 80 columns. */
export function optionsHelp(table: OptionTable): string {
  const rows = Object.entries(table.options).map(([name, option]) => helpOf(name, option));
  const help = row("-h, --help", "shows this");
  const severalWays = Object.values(table.options).some((option) => sourcesOf(option).length > 1);
  return [
    `Usage: ${table.form} [options]`,
    "",
    ...wrap(table.about, WIDTH),
    "",
    ...rows,
    help,
    ...(severalWays ? ["", ...wrap(PRECEDENCE, WIDTH)] : []),
  ].join("\n");
}

/** A file with every option at its default, as a comment. */
export function exampleConfig(table: OptionTable): string {
  const blocks = Object.entries(table.options)
    .filter(([, option]) => sourcesOf(option).includes("file"))
    .map(([name, option]) => exampleOf(name, option));
  return [`# ${table.form}: ${table.about}`, "# key = value; what begins with # is a comment.", "", ...blocks].join(
    "\n",
  );
}

function helpOf(name: string, option: Option): string {
  const { kind, heading } = option;
  const left = sourcesOf(option).includes("flag") ? `${flagName(name)} ${kind.hint}`.trimEnd() : variableName(name);
  const title = heading === undefined ? "" : `\n${heading}\n`;
  return title + row(left, describe(option));
}

function describe({ help, default: written }: Option): string {
  return written === undefined ? help : `${help} [${written}]`;
}

function row(left: string, right: string): string {
  const [first = "", ...more] = wrap(right, WIDTH - COLUMN);
  const lead = `  ${left}`;
  const head = lead.length + 2 <= COLUMN ? [lead.padEnd(COLUMN) + first] : [lead, " ".repeat(COLUMN) + first];
  return [...head, ...more.map((line) => " ".repeat(COLUMN) + line)].join("\n");
}

function exampleOf(name: string, option: Option): string {
  const { kind, heading, help, default: written } = option;
  const title = heading === undefined ? [] : [`## ${heading}`, ""];
  const value = written ?? (kind.bare === undefined ? kind.hint : "no");
  const quoted = /^\s|#|\s$|^$/.test(value) ? `"${value}"` : value;
  return [
    ...title,
    ...wrap(`${help}; takes ${kind.takes}.`, WIDTH - 2).map((line) => `# ${line}`),
    `#${keyName(name)} = ${quoted}`,
    "",
  ]
    .join("\n");
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
