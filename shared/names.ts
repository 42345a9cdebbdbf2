/**
 * What a channel and a nick may be called, and when two names are the same name.
 * A name that passes can be shown as it is: nothing in it is invisible, moves the cursor or turns the line around.
 */
import { as, type Field, text } from "./wire.ts";
import { ProtocolError } from "./protocol_error.ts";

/** Why a name was refused, in words for the person who typed it. */
export type NameCheck = { readonly ok: true; readonly name: string } | { readonly ok: false; readonly why: string };

const LONGEST_CHANNEL = 50;
const LONGEST_NICK = 24;
/**
 * Control, format (bidi, zero-width), surrogate, private-use, whatever else has no ink, line and paragraph separators.
 * A mark that would join what stands before the name.
 */
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|^\p{M}/u;
const NOT_A_PLAIN_SPACE = /[\p{Zs}](?<! )/u;
/** Nobody types these; but on the wire they may be the next Unicode's letters, and an old client must not refuse a log for them. */
const UNASSIGNED = /\p{Cn}/u;
/** "Show as a picture": it changes no meaning and cannot be seen. */
const EMOJI_STYLE = /\ufe0f/gu;

/** A channel's name as typed, made canonical, or why it cannot be one. */
export function checkChannelName(typed: string): NameCheck {
  return assigned(channelShaped(typed));
}

/** A nick as typed, made canonical, or why it cannot be one. */
export function checkNick(typed: string): NameCheck {
  return assigned(nickShaped(typed));
}

/**
 * Two names with one key are the same name to a person: case and compatibility forms do not tell them apart.
 * Lower case alone would keep two sigmas apart, and ß from SS; upper case alone ẞ from ß.
 */
export function nameKey(name: string): string {
  return name.normalize("NFKC").toLowerCase().toUpperCase().toLowerCase().normalize("NFKC");
}

/** A nick on the wire: refused unless it is already canonical. */
export const nick: Field<string> = as(
  text(LONGEST_NICK * 4),
  (value) => canonical(value, nickShaped),
  (value) => value,
);

/** A channel name on the wire; empty for a private channel, which has no door. */
export const channelName: Field<string> = as(
  text(LONGEST_CHANNEL * 4),
  (value) => value === "" ? value : canonical(value, channelShaped),
  (value) => value,
);

function channelShaped(typed: string): NameCheck {
  return check(typed, "channel name", LONGEST_CHANNEL);
}

function nickShaped(typed: string): NameCheck {
  const checked = check(typed, "name", LONGEST_NICK);
  if (checked.ok && /[@\s]/u.test(checked.name)) return { ok: false, why: "A name has no spaces and no @." };
  return checked;
}

function assigned(checked: NameCheck): NameCheck {
  if (checked.ok && UNASSIGNED.test(checked.name)) {
    return { ok: false, why: "The name has characters that are not known yet." };
  }
  return checked;
}

function check(typed: string, what: string, longest: number): NameCheck {
  const name = typed.replace(EMOJI_STYLE, "").normalize("NFC").trim();
  if (name === "") return { ok: false, why: `The ${what} is empty.` };
  if ([...name].length > longest) return { ok: false, why: `The ${what} is longer than ${longest} characters.` };
  if (FORBIDDEN.test(name) || NOT_A_PLAIN_SPACE.test(name)) {
    return { ok: false, why: `The ${what} has characters that cannot be shown.` };
  }
  return { ok: true, name };
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
