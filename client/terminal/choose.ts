/** A question with a few answers, each by its word or its letter, where it is asked in lines. */
import type { Choice } from "./client.ts";
import type { Desk } from "./desk.ts";

/** Says how it stands, and asks until it is one of these; undefined when there is no answer. */
export async function choose<Word extends string>(
  desk: Pick<Desk, "print" | "ask">,
  { why, answers }: Choice<Word>,
  signal: AbortSignal,
): Promise<Word | undefined> {
  desk.print(why);
  const question = `${answers.map(([, words]) => `[${words.charAt(0)}]${words.slice(1)}`).join(", ")}: `;
  for (;;) {
    const typed = (await desk.ask(question, { signal }))?.trim().toLowerCase();
    if (typed === undefined) return undefined;
    const chosen = answers.find(([word]) => typed !== "" && word.startsWith(typed));
    if (chosen !== undefined) return chosen[0];
  }
}
