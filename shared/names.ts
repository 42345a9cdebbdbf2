/**
 * What a channel and a nick may be called, and when two names are the same name.
 * A name that passes can be shown as it is: nothing in it is invisible, moves the cursor or turns the line around.
 */
import { as, type Field, ProtocolError, text } from "./wire.ts";

/** Why a name was refused, in words for the person who typed it. */
export type NameCheck = { readonly ok: true; readonly name: string } | { readonly ok: false; readonly why: string };

const LONGEST_CHANNEL = 50;
const LONGEST_NICK = 24;
/** Control, format (bidi, zero-width), surrogate, private-use, unassigned, line and paragraph separators. */
const FORBIDDEN = /[\p{C}\p{Zl}\p{Zp}]/u;
const NOT_A_PLAIN_SPACE = /[\p{Zs}](?<! )/u;

/** A channel's name as typed, made canonical, or why it cannot be one. */
export function checkChannelName(typed: string): NameCheck {
  return check(typed, "channel name", LONGEST_CHANNEL);
}

/** A nick as typed, made canonical, or why it cannot be one. */
export function checkNick(typed: string): NameCheck {
  const checked = check(typed, "name", LONGEST_NICK);
  if (checked.ok && /[@\s]/u.test(checked.name)) return { ok: false, why: "A name has no spaces and no @." };
  return checked;
}

/** Two names with one key are the same name to a person: case and compatibility forms do not tell them apart. */
export function nameKey(name: string): string {
  return name.normalize("NFKC").toLowerCase().normalize("NFC");
}

/** A nick on the wire: refused unless it is already canonical. */
export const nick: Field<string> = as(text(LONGEST_NICK * 4), (value) => canonical(value, checkNick), (value) => value);

/** A channel name on the wire; empty for a private channel, which has no door. */
export const channelName: Field<string> = as(
  text(LONGEST_CHANNEL * 4),
  (value) => value === "" ? value : canonical(value, checkChannelName),
  (value) => value,
);

function check(typed: string, what: string, longest: number): NameCheck {
  const name = typed.normalize("NFC").trim();
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
