/** Which of some names was probably meant by one that is none of them. */
import { nearest } from "../../../shared/did_you_mean.ts";
import { nameKey } from "../../../shared/names.ts";
import { nickLook } from "../../../shared/skeleton.ts";

/** A single letter is near to every short name. */
const LEAST = 2;

/** The first that begins so, else the nearest; case makes no difference. */
export function suggest(typed: string, names: readonly string[]): string | undefined {
  const key = nameKey(typed);
  if ([...key].length < LEAST) return undefined;
  const keys = names.map(nameKey);
  const meant = keys.find((one) => one.startsWith(key)) ?? nearest(key, keys);
  return meant === undefined ? undefined : names[keys.indexOf(meant)];
}

/** " Did you mean "x"?" or nothing. A name that only looks like what was typed is one that nobody can type. */
export function didYouMeanName(typed: string, names: readonly string[]): string {
  const twin = names.find((name) => nickLook(name) === nickLook(typed));
  if (twin !== undefined) {
    return ` Did you mean "${twin}", which only looks the same? Tab in place of the name writes it.`;
  }
  const name = suggest(typed, names);
  return name === undefined ? "" : ` Did you mean "${name}"?`;
}
