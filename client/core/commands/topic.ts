/** Commands that belong together in the help. */
import type { Command } from "./command.ts";

export interface Topic {
  /** The word that /help takes. */
  readonly name: string;
  readonly title: string;
  /** What holds for several of its commands. */
  readonly notes: readonly string[];
  readonly commands: readonly Command[];
}
