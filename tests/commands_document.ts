/**
 * docs/commands.md, made from the tables that the programs read themselves: `deno task commands` writes it anew after a change of those.
 */
import { COMMANDS, TOPICS } from "../client/core/commands/commands.ts";
import { helpOn, type HelpRow } from "../client/core/commands/help.ts";
import { runConsoleLine } from "../relay/console.ts";
import { FakeOperator } from "./fakes/fake_operator.ts";
import { Program } from "./fakes/program.ts";

export const FILE = new URL("../docs/commands.md", import.meta.url);

if (import.meta.main) await Deno.writeTextFile(FILE, await commandsDocument());

/** The text of the file. */
export async function commandsDocument(): Promise<string> {
  return await formatted([
    "# Commands",
    "Made by `deno task commands` from pychat's own tables; every program says the same with `--help`, every window with `/help`.",
    "## In a window",
    `What begins with \`/\` is a command; \`//\` begins a line that is none. All ${COMMANDS.length} of them, by topic; ` +
    "what stands in square brackets may be left out. Where only an admin may, it says so.",
    ...TOPICS.flatMap(({ name }) => topic(name)),
    "## On the relay's console",
    block(runConsoleLine("/help", new FakeOperator(), 0).lines.join("\n")),
    "## On the command line",
    block(await help()),
    ...await programs(),
  ].join("\n\n"));
}

function topic(name: string): readonly string[] {
  const about = helpOn(name, TOPICS);
  if (!about) throw new Error(`Cannot document "${name}": it is no topic`);
  const notes = about.notes.length === 0 ? [] : [about.notes.map(escaped).join(" ")];
  const rows = about.rows.map(row).join("\n");
  return [`### ${capital(about.title)}`, ...notes, `| command | what it does | also |\n| --- | --- | --- |\n${rows}`];
}

function row({ form, help, who, aliases }: HelpRow): string {
  const what = `${help}${who === "admin" ? " (admins)" : ""}`;
  const [command, ...also] = [form, ...aliases].map((typed) => `\`${typed.replaceAll("|", "\\|")}\``);
  return `| ${command} | ${escaped(what)} | ${also.join(", ")} |`;
}

/** Each program's own help. */
async function programs(): Promise<readonly string[]> {
  const names = [...(await help()).matchAll(/^ {2}(\w+) /gm)].map(([, name = ""]) => name).filter((name) =>
    name !== "help"
  );
  const helps = await Promise.all(names.map((name) => help(name)));
  return names.flatMap((name, place) => [`### pychat ${name}`, block(helps[place] ?? "")]);
}

async function help(...about: readonly string[]): Promise<string> {
  await using program = new Program(["help", ...about]);
  return (await program.end()).out.trimEnd();
}

function block(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\``;
}

function escaped(text: string): string {
  return text.replace(/[|*_<>]/g, (sign) => `\\${sign}`);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** As the project's files are. */
async function formatted(text: string): Promise<string> {
  const config = new URL("../deno.json", import.meta.url).pathname;
  const args = ["fmt", "--config", config, "--ext", "md", "-"];
  const command = new Deno.Command(Deno.execPath(), { args, stdin: "piped", stdout: "piped", stderr: "inherit" });
  await using child = command.spawn();
  const input = child.stdin.getWriter();
  await input.write(new TextEncoder().encode(`${text}\n`));
  await input.close();
  return new TextDecoder().decode((await child.output()).stdout);
}
