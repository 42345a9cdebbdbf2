/** A question with a few answers where it is asked in plain lines: by number, which can be listened to, or by a word or its letter. */
import type { Choice } from "./client.ts";
import type { Desk } from "./desk.ts";

/** Says how it stands and what there is, and asks until it is one of these; undefined when there is no answer. Enter alone takes the `usual` one. */
export async function choose<Word extends string>(
  desk: Pick<Desk, "print" | "ask">,
  { why, answers }: Omit<Choice<Word>, "title">,
  { signal, usual = 0 }: { readonly signal?: AbortSignal; readonly usual?: number } = {},
): Promise<Word | undefined> {
  desk.print(why);
  for (const [at, [, words]] of answers.entries()) desk.print(`${at + 1}. ${words}`);
  for (;;) {
    const typed = await desk.ask(`Number [${usual + 1}]: `, signal && { signal });
    if (typed === undefined) return undefined;
    const chosen = answers[placeOf(typed.trim().toLowerCase(), answers.map(([word]) => word), usual)];
    if (chosen) return chosen[0];
    desk.print(`! Type a number from 1 to ${answers.length}, or nothing for ${usual + 1}.`);
  }
}

function placeOf(typed: string, words: readonly string[], usual: number): number {
  if (typed === "") return usual;
  return /^[0-9]+$/.test(typed) ? Number(typed) - 1 : words.findIndex((word) => word.startsWith(typed));
}
