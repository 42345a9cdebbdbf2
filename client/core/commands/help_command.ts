/** The command that explains the others: it is made from their topics, as it could not import a table that it is part of. */
import { type Argument, misused, optional, taken } from "./arguments/argument.ts";
import { anywhere, type Command } from "./command.ts";
import { helpOn, helpOnAll, type HelpTopic } from "./help.ts";
import { showsAnywhere } from "./parsed.ts";
import { quote } from "./quote.ts";
import { suggest } from "./suggest.ts";
import type { Topic } from "./topic.ts";

/** Help on these topics; its own row goes behind those of the last one. */
export function withHelp(topics: readonly Topic[]): readonly Topic[] {
  const help: Command = anywhere({
    name: "help",
    aliases: ["h", "?", "commands"],
    args: { about: optional(subject(() => all)) },
    form: "/help [topic|command]",
    help: "lists the commands, or says more of one, or of a topic",
    run: ({ about }) => showsAnywhere({ type: "help", topics: about === undefined ? helpOnAll(all) : [about] }),
  });
  const all = topics.map((topic, index) =>
    index < topics.length - 1 ? topic : { ...topic, commands: [...topic.commands, help] }
  );
  return all;
}

function subject(topics: () => readonly Topic[]): Argument<HelpTopic> {
  return {
    form: "topic|command",
    needs: undefined,
    kind: { type: "choice", words: () => subjects(topics()) },
    take(typed) {
      const about = typed.toLowerCase();
      const found = helpOn(about, topics());
      if (found) return taken(found, "");
      const near = suggest(about.replace(/^\//, ""), subjects(topics()));
      const hint = near === undefined ? "/help alone lists all." : `Did you mean /help ${near}?`;
      return misused(`There is no help on ${quote(typed)}. ${hint}`);
    },
  };
}

function subjects(topics: readonly Topic[]): readonly string[] {
  const commands = topics.flatMap(({ commands }) => commands.map(({ name }) => name));
  return [...new Set([...topics.map(({ name }) => name), ...commands])];
}
