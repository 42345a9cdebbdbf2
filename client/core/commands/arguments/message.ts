/**
 * Arguments that name a message: by the short number shown beside it (#12), as the last one of somebody (@nick), or not at all. What is meant then is
 * what people mean: one's own last message to edit or delete, the last of somebody else to reply or react to.
 */
import type { CommandContext, ShownMessage } from "../context.ts";
import { quote } from "../quote.ts";
import { didYouMeanName } from "../suggest.ts";
import { type Argument, refused, splitWord, type Taken, taken } from "./argument.ts";
import { bareNick, nobodyHere, withNick } from "./nick.ts";

/** What to say where nobody else has said anything yet. */
export const NOTHING_OF_OTHERS = "There is no message of anybody else here.";

const UNSENT = {
  pending: "Your last message is still on its way. Wait for it, or say which you mean: #12.",
  failed: "Your last message was not sent. If you mean one before it, say which: #12.",
} as const;

/** One of my own messages, the last unless a number says which. */
export const ownMessage: Argument<ShownMessage> = {
  form: "[#12]",
  needs: undefined,
  kind: { type: "message", own: true },
  take(typed, context) {
    const numbered = byNumber(typed, context);
    if (numbered?.type === "taken" && !numbered.value.own) {
      return refused(`#${numbered.value.number} is not yours: only its author can change a message.`);
    }
    if (numbered) return numbered;
    const unsent = context.channel?.unsent;
    // Who has just seen himself say something does not mean what he said before.
    if (unsent) return refused(UNSENT[unsent]);
    const last = messages(context).findLast(({ own }) => own);
    return last ? taken(last, typed) : refused("There is no message of yours here.");
  },
};

/** A message by its number or an @nick; undefined if none is named so. */
export const namedMessage: Argument<ShownMessage | undefined> = {
  form: "[#12|@nick]",
  needs: undefined,
  kind: { type: "message", own: false },
  take: (typed, context) => byNumber(typed, context) ?? byNick(typed, context) ?? taken(undefined, typed),
};

/** Any message, the last of somebody else unless a number or an @nick says which. */
export const anyMessage: Argument<ShownMessage> = {
  ...namedMessage,
  take(typed, context) {
    const named = byNumber(typed, context) ?? byNick(typed, context);
    if (named) return named;
    const last = lastOfOthers(context);
    return last ? taken(last, typed) : refused(NOTHING_OF_OTHERS);
  },
};

/** A message, or the word "link". */
export const messageOrLink: Argument<ShownMessage | "link"> = {
  ...anyMessage,
  form: "[#12|@nick|link]",
  take(typed, context) {
    const { word, rest } = splitWord(typed);
    return word.toLowerCase() === "link" ? taken("link", rest) : anyMessage.take(typed, context);
  },
};

/** The newest message of somebody else. */
export function lastOfOthers(context: CommandContext): ShownMessage | undefined {
  return messages(context).findLast(({ own }) => !own);
}

function byNumber(typed: string, context: CommandContext): Taken<ShownMessage> | undefined {
  const { word, rest } = splitWord(typed);
  const [, digits] = word.match(/^#(\d{1,9})$/) ?? [];
  if (digits === undefined) return undefined;
  const message = messages(context).find(({ number }) => number === Number(digits));
  if (message) return taken(message, rest);
  const why = isEarlier(Number(digits), context) ? " Earlier ones come with /older." : "";
  return refused(`There is no message #${Number(digits)} here.${why}`);
}

/** Whether it would stand before all that are here, where there may be such. */
function isEarlier(named: number, { channel }: CommandContext): boolean {
  const first = channel?.messages.find(({ number }) => number !== undefined)?.number ?? Infinity;
  return channel?.earlier === true && named < first;
}

function byNick(typed: string, context: CommandContext): Taken<ShownMessage> | undefined {
  const { word, rest } = splitWord(typed);
  if (!/^@./s.test(word)) return undefined;
  // From the newest: authors who left are found by what they said, and of two with one nick the later is meant.
  const last = withNick(word, messages(context).toReversed());
  if (last) return taken(last, rest);
  const people = context.channel?.people ?? [];
  const silent = withNick(word, people);
  if (silent) return refused(`There is no message of "${silent.nick}" here.`);
  const nick = bareNick(word);
  return refused(nobodyHere(quote(nick)) + didYouMeanName(nick, people.map(({ nick }) => nick)));
}

function messages({ channel }: CommandContext): readonly ShownMessage[] {
  return channel?.messages ?? [];
}
