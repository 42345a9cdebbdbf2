/** The one table of commands. */
import { channelTopic } from "./channel_commands.ts";
import { clientTopic } from "./client_commands.ts";
import type { Command } from "./command.ts";
import { namesOf } from "./help.ts";
import { fileTopic } from "./file_commands.ts";
import { withHelp } from "./help_command.ts";
import { messageTopic } from "./message_commands.ts";
import { peopleTopic } from "./people_commands.ts";
import { powerTopic } from "./power_commands.ts";
import type { Topic } from "./topic.ts";

export const TOPICS: readonly Topic[] = withHelp([
  channelTopic,
  messageTopic,
  fileTopic,
  peopleTopic,
  powerTopic,
  clientTopic,
]);
export const COMMANDS: readonly Command[] = TOPICS.flatMap(({ commands }) => commands);

/** What a name or an alias stands for: a command, and what it puts in front of the arguments. */
export interface Called {
  readonly command: Command;
  readonly prefix: string;
}

const byName = new Map<string, Called>(
  COMMANDS.flatMap((command) =>
    namesOf(command).map((name) => [name, { command, prefix: command.shortcuts[name] ?? "" }] as const)
  ),
);

/** The command of this name or alias, in any case. */
export function commandCalled(name: string): Called | undefined {
  return byName.get(name.toLowerCase());
}

/** All names and aliases. */
export function allNames(): readonly string[] {
  return [...byName.keys()];
}
