/** A card: the public half of an identity, which its identity has signed. It says who somebody is, not what he may do. */
import { identityId } from "./ids.ts";
import { nick } from "./names.ts";
import { fixed, record, type Values } from "./wire.ts";

const fields = { id: identityId, box: fixed(32), nick, bind: fixed(64) };

/** Who somebody is: signing key, key for sealed letters, shown name, and his signature over the three. */
export type Card = Values<typeof fields>;

export const card = record(fields);
