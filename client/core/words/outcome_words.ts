/** What came of an intent, for whoever wanted it, where no row of the channel says it: a row an intent. */
import { clean } from "../../../shared/terminal/clean.ts";
import type { Intent, Outcome } from "../intents.ts";

type IntentOf<K extends Intent["type"]> = Extract<Intent, { readonly type: K }>;

const DONE: {
  readonly [K in Intent["type"]]?: (intent: IntentOf<K>, outcome: Outcome & { readonly ok: true }) => string;
} = {
  status: ({ status, text }) => statusWords(status, text),
  ignore: ({ on }) => on ? "You hear nothing more of them. /unignore takes it back." : "You hear of them again.",
  verify: ({ nick, ok }) => ok ? `${clean(nick)} is marked as verified.` : `The mark of ${clean(nick)} is taken back.`,
  invite: (_, { link = "" }) => `Whoever has this link can come in: ${link}`,
  sendFiles: (_, { files = [] }) => {
    const [first] = files;
    return files.length === 1
      ? `It is file ${first}: /cancel ${first} takes it back.`
      : `They are files ${files.join(", ")}: /cancel ${first} takes the first one back.`;
  },
};

/** A sentence; undefined where the rows say it. */
export function outcomeWords(intent: Intent, outcome: Outcome): string | undefined {
  if (outcome.ok) {
    const words = DONE[intent.type] as ((intent: Intent, outcome: Outcome) => string) | undefined;
    return words?.(intent, outcome);
  }
  const suggestion = outcome.suggestion === undefined ? "" : ` ${clean(outcome.suggestion)} is free.`;
  return clean(outcome.why) + suggestion;
}

/** How I am there. */
export function statusWords(status: IntentOf<"status">["status"], text: string): string {
  const why = text === "" ? "." : `: ${clean(text)}`;
  return status === "invisible" ? "You are invisible: others see you as offline." : `You are ${status}${why}`;
}
