/**
 * When two nicks are the same: when their keys are, which is how they read in any case, or their looks, which is how they look as they are written.
 * Neither does alone: in lower case a capital I no longer looks like an l, nor a Greek capital nu like an N; as they are written Bob is not bob.
 * The member log compares nicks so: under version 1 of entries nothing here may change.
 */
import { confusables } from "./confusables.ts";
import { nameKey } from "./names.ts";

/** No text is known that two do not settle; should there be one, it must not keep a relay busy. */
const MOST_PASSES = 4;
/** Small capital L, which folds to nothing else. */
const CAPITAL_L = "\u029f";

/** How a nick reads: neither case nor what looks alike in lower case makes a difference. */
export function nickKey(nick: string): string {
  let key = nick;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const next = skeleton(nameKey(key));
    if (next === key) break;
    key = next;
  }
  return key.normalize("NFC");
}

/**
 * How a nick looks as it is written; then case makes no difference either, so that none but Bob can look like Bob where there is a bob.
 * Except for L: a capital I looks like a small l, but Iara and Lara are two people.
 */
export function nickLook(nick: string): string {
  return nickKey(skeleton(nick).replaceAll("L", CAPITAL_L));
}

/** UTS #39's skeleton. What compatibility takes apart is looked up before (some look like something else than they mean) and after. */
export function skeleton(text: string): string {
  return drawn(drawn(text.normalize("NFD")).normalize("NFKD")).normalize("NFKD");
}

function drawn(text: string): string {
  const looks = confusables();
  return Array.from(text, (character) => looks.get(character) ?? character).join("");
}
