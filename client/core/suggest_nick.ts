/** Which nick to offer to somebody whose own is taken in a channel. Who has taken what is the caller's to know. */
import { checkNick } from "../../shared/names.ts";

/** The nick with the lowest number from 2 on that is free, cut to what a nick may hold. Of all nicks only so many can be `taken`. */
export function suggestNick(nick: string, taken: (nick: string) => boolean): string {
  for (let number = 2;; number++) {
    const suggestion = numbered(nick, number);
    if (!taken(suggestion)) return suggestion;
  }
}

function numbered(nick: string, number: number): string {
  const characters = [...nick];
  for (let length = characters.length; length > 0; length--) {
    const checked = checkNick(characters.slice(0, length).join("") + number);
    if (checked.ok) return checked.name;
  }
  return String(number);
}
