/** What the table of commands says of itself, for whoever shows it. */
import type { Command, Who } from "./command.ts";
import type { Topic } from "./topic.ts";

/** A command, as help shows it. */
export interface HelpRow {
  /** "/kick nick [reason]" */
  readonly form: string;
  readonly help: string;
  readonly who: Who;
  /** With their slashes. */
  readonly aliases: readonly string[];
  /** Lines that follow, where the command alone was asked about. */
  readonly details: readonly string[];
}

export interface HelpTopic {
  readonly title: string;
  /** Lines that hold for the whole topic; empty unless it was asked about. */
  readonly notes: readonly string[];
  readonly rows: readonly HelpRow[];
}

/** Every command by topic. */
export function helpOnAll(topics: readonly Topic[]): readonly HelpTopic[] {
  return topics.map(({ title, commands }) => ({ title, notes: [], rows: commands.map(rowOf) }));
}

/** One topic with its notes, or one command with its details; undefined if it is neither. With a slash, only a command is meant. */
export function helpOn(about: string, topics: readonly Topic[]): HelpTopic | undefined {
  const topic = topics.find(({ name }) => name === about);
  if (topic) return { title: topic.title, notes: topic.notes, rows: topic.commands.map(rowOf) };
  const command = topics.flatMap(({ commands }) => commands).find((one) =>
    namesOf(one).includes(about.replace(/^\//, ""))
  );
  return command &&
    { title: `/${command.name}`, notes: [], rows: [{ ...rowOf(command), details: detailsOf(command) }] };
}

/** All that a command is called, without slashes. */
export function namesOf({ name, aliases, shortcuts }: Command): readonly string[] {
  return [name, ...aliases, ...Object.keys(shortcuts)];
}

function detailsOf({ name, details, shortcuts }: Command): readonly string[] {
  return [...details, ...Object.entries(shortcuts).map(([shortcut, typed]) => `/${shortcut} is /${name} ${typed}.`)];
}

function rowOf(command: Command): HelpRow {
  const [, ...aliases] = namesOf(command).map((name) => `/${name}`);
  return { form: command.form, help: command.help, who: command.who, aliases, details: [] };
}
