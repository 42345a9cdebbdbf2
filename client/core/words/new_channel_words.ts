/** What who has made a channel should know of its PIN. */
import { clean } from "../../../shared/terminal/clean.ts";
import { GUESSES, pinStrength } from "../pin_strength.ts";

/** How the PIN was chosen: it was taken as it was suggested, or made up; a suggestion for a better one. */
export interface NewPin {
  readonly pin: string;
  readonly taken: boolean;
  readonly better: string;
}

/** A sentence; undefined where there is nothing to say. */
export function newPinWords({ pin, taken, better }: NewPin): string | undefined {
  if (pin === "") return undefined;
  if (taken) return `Its PIN is ${clean(pin)}: tell it to those you want here, and to nobody else.`;
  const strength = pinStrength(pin);
  if (strength.type === "strong") return undefined;
  const change = `/pin changes it, for instance to three words such as ${better}`;
  if (strength.type === "known") return `Its PIN is among the first that a stranger tries. ${change}.`;
  const { oneIn, kind } = strength;
  const stops = oneIn > 1 ? `would stop all but 1 in ${oneIn.toLocaleString("en-US")}` : "would stop nobody";
  const words = pinStrength(better);
  const than = words.type === "known" ? "" : `: they stop all but 1 in ${words.oneIn.toLocaleString("en-US")}`;
  return `Strangers get ${GUESSES} guesses at its PIN, and again when somebody is removed or a rule changes. ` +
    `${kind.charAt(0).toUpperCase() + kind.slice(1)}, drawn by lot, ${stops} of them. ${change}${than}.`;
}
