/** A card: the public half of an identity, which its identity has signed. It says who somebody is, not what he may do. */
import { boxKey } from "./box_key.ts";
import { fromHex, identityId } from "./ids.ts";
import { nick } from "./names.ts";
import { holds, LABEL, type Signed, signed } from "./public_key.ts";
import { fixed, record, type Values } from "./wire.ts";

const fields = { id: identityId, box: boxKey, nick, bind: fixed(64) };
const utf8 = new TextEncoder();

/** Who somebody is: signing key, key for sealed letters, shown name, and his signature over the three. */
export type Card = Values<typeof fields>;

export const card = record(fields);

/** Whether a card's identity has signed it. */
export function verifyCard(card: Card): boolean {
  return holds(signedCard(card));
}

/** The claim that a card makes: to be checked with others at once. */
export function signedCard(card: Card): Signed {
  return signed(fromHex(card.id), card.bind, LABEL.card, card.box, utf8.encode(card.nick));
}
