/** A question with a few answers, each by its word or its letter. */
import type { PlainClient } from "./plain_client.ts";

/** Says how it stands, and asks until it is one of these; undefined when there is no answer. */
export async function choose<const Word extends string>(
  client: PlainClient,
  { why, question, words }: { readonly why: string; readonly question: string; readonly words: readonly Word[] },
): Promise<Word | undefined> {
  client.print(why);
  for (;;) {
    const typed = (await client.ask(question))?.trim().toLowerCase();
    if (typed === undefined) return undefined;
    const chosen = words.find((word) => typed !== "" && word.startsWith(typed));
    if (chosen !== undefined) return chosen;
  }
}
