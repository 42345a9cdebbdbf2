/**
 * What a channel and a nick may be called, and when two names are the same name.
 * A name that passes can be shown as it is: nothing in it is invisible, moves the cursor or turns the line around.
 * The member log is judged by this: what a runtime knows of Unicode beyond nameable.ts may change the words of a refusal, and nothing else.
 */
import { beginsWithMark, isNameable } from "./nameable.ts";
import { as, type Field, text } from "./wire.ts";
import { ProtocolError } from "./protocol_error.ts";

/** Why a name was refused, in words for the person who typed it. */
export type NameCheck = { readonly ok: true; readonly name: string } | { readonly ok: false; readonly why: string };

const LONGEST_CHANNEL = 50;
const LONGEST_NICK = 24;
/** What can be seen, as this runtime knows it. */
const SEEN = /[\p{L}\p{M}\p{N}\p{P}\p{S}](?<![\p{Default_Ignorable_Code_Point}\u2800])/u;
const ASCII = /^[ -~]*$/;
/** "Show as a picture": it changes no meaning and cannot be seen. */
const EMOJI_STYLE = /\ufe0f/gu;

/** A channel's name as typed, made canonical, or why it cannot be one. */
export function checkChannelName(typed: string): NameCheck {
  return check(typed, "channel name", LONGEST_CHANNEL);
}

/** A nick as typed, made canonical, or why it cannot be one. */
export function checkNick(typed: string): NameCheck {
  const checked = check(typed, "name", LONGEST_NICK);
  if (checked.ok && /[@ ]/.test(checked.name)) return { ok: false, why: "A name has no spaces and no @." };
  return checked;
}

/**
 * Two names with one key are the same name to a person: case and compatibility forms do not tell them apart.
 * Lower case alone would keep two sigmas apart, and a sharp s from SS; upper case alone the capital one from the small one. Each character is turned
 * by itself: what is the end of a word, where a sigma has another form, is not the same in every Unicode.
 */
export function nameKey(name: string): string {
  if (ASCII.test(name)) return name.toLowerCase();
  const lower = (text: string) => turned(text, (written) => written.toLowerCase());
  const upper = (text: string) => turned(text, (written) => written.toUpperCase());
  return lower(upper(lower(name.normalize("NFKC")))).normalize("NFKC");
}

/** A nick on the wire: refused unless it is already canonical. */
export const nick: Field<string> = as(
  text(LONGEST_NICK * 4),
  (value) => canonical(value, checkNick),
  (value) => value,
);

/** A channel name on the wire; empty for a private channel, which has no door. */
export const channelName: Field<string> = as(
  text(LONGEST_CHANNEL * 4),
  (value) => value === "" ? value : canonical(value, checkChannelName),
  (value) => value,
);

/** A later Unicode may give a letter an upper case that it never had: here it has none for ever. */
function turned(text: string, turn: (text: string) => string): string {
  // Of fifty letters compatibility makes a thousand that have no case, and strangers ask a relay for such names as often as they can.
  if (turn(text) === text) return text;
  return Array.from(text, (character) => {
    const to = turn(character);
    return isNameable(to) ? to : character;
  }).join("");
}

function check(typed: string, what: string, longest: number): NameCheck {
  const name = typed.replace(EMOJI_STYLE, "").normalize("NFC").trim();
  if (name === "") return { ok: false, why: `The ${what} is empty.` };
  if ([...name].length > longest) return { ok: false, why: `The ${what} is longer than ${longest} characters.` };
  if (isNameable(name) && !beginsWithMark(name)) return { ok: true, name };
  const newer = [...name].some((character) => !isNameable(character) && SEEN.test(character));
  return { ok: false, why: `The ${what} has characters that ${newer ? "are too new for a name" : "cannot be shown"}.` };
}

function canonical(value: string, checkName: (typed: string) => NameCheck): string {
  const checked = checkName(value);
  if (!checked.ok) throw new ProtocolError(`Cannot take "${printable(value)}" as a name: ${checked.why}`);
  if (checked.name !== value) throw new ProtocolError(`Cannot take "${printable(value)}" as a name: not canonical`);
  return value;
}

/** A hostile name must not do in an error message what it may not do as a name. */
function printable(value: string): string {
  return value.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "?").slice(0, LONGEST_CHANNEL);
}
