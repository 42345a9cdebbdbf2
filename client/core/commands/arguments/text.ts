/** Arguments that take all that is left, as it was typed. */
import { cleanLines } from "../../../../shared/terminal/clean.ts";
import { MOST_TEXT } from "../../content.ts";
import { emojify } from "../../emoji.ts";
import { type Argument, misused, refused, type Taken, taken } from "./argument.ts";

const utf8 = new TextEncoder();

/** What is said: shortcodes become emoji, line breaks stay. */
export const speech: Argument<string> = {
  form: "text",
  needs: "the text",
  kind: { type: "text" },
  take: (typed) => said(typed),
};

/** The same, which may be left out, and then is empty. */
export const maybeSpeech: Argument<string> = maybe(speech);

/** Text on one line, of so many bytes at most; shortcodes become emoji. */
export function line(form: string, most: number): Argument<string> {
  return {
    form,
    needs: `the ${form}`,
    kind: { type: "text" },
    take(typed) {
      const text = emojify(typed.replace(/\s*[\r\n]\s*/g, " "));
      const over = utf8.encode(text).length > most;
      return over ? refused(`That ${form} is too long: the longest has ${most} bytes.`) : visible(text);
    },
  };
}

/** The same, which may be left out, and then is empty. */
export function maybeLine(form: string, most: number): Argument<string> {
  return maybe(line(form, most));
}

/** Words as they are typed. */
export function words(form: string): Argument<string> {
  return { form, needs: "a word", kind: { type: "text" }, take: visible };
}

/** Text as it is sent, or why it cannot be. */
export function said(typed: string): Taken<string> {
  const text = emojify(typed);
  if (utf8.encode(text).length > MOST_TEXT) {
    return refused(`That is too long for one message: the longest has ${MOST_TEXT / 1024} KiB.`);
  }
  return visible(text);
}

/** Whether there is nothing in a text that anybody could see. */
export function isBlank(text: string): boolean {
  return cleanLines(text).trim() === "";
}

function visible(text: string): Taken<string> {
  return isBlank(text) ? misused("There is nothing in it that could be seen.") : taken(text, "");
}

function maybe(argument: Argument<string>): Argument<string> {
  return {
    ...argument,
    form: `[${argument.form}]`,
    needs: undefined,
    take: (typed, context) => typed === "" ? taken("", "") : argument.take(typed, context),
  };
}
