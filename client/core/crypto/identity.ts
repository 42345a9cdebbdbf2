/** The secret half of an identity: what signs, and what opens letters. It is random, never derived from a password or a PIN. */
import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { type Card } from "../../../shared/card.ts";
import { type IdentityId, identityId } from "../../../shared/ids.ts";
import { encodeParts, LABEL } from "../../../shared/public_key.ts";
import { decode } from "../../../shared/wire.ts";

/** Fills a new array with random bytes. */
export type Random = (size: number) => Uint8Array;

/** What a vault keeps of an identity: all of it follows from these two. */
export interface IdentitySecret {
  readonly seed: Uint8Array;
  readonly boxSecret: Uint8Array;
}

/** A device's key pairs. Of all this only `id` and `box` are for others to see. */
export interface Identity extends IdentitySecret {
  readonly id: IdentityId;
  readonly box: Uint8Array;
}

const SECRET_BYTES = 32;
const utf8 = new TextEncoder();

/** A new identity. */
export function createIdentity(random: Random): Identity {
  return identityFrom({ seed: random(SECRET_BYTES), boxSecret: random(SECRET_BYTES) });
}

/** An identity from what a vault kept of it. */
export function identityFrom({ seed, boxSecret }: IdentitySecret): Identity {
  const id = decode(identityId, ed25519.getPublicKey(seed));
  return { seed, boxSecret, id, box: x25519.getPublicKey(boxSecret) };
}

/** The card that shows this identity under a nick. */
export function cardOf(identity: Identity, nick: string): Card {
  const { id, box } = identity;
  return { id, box, nick, bind: sign(identity, LABEL.card, box, utf8.encode(nick)) };
}

/** Signs parts under a label, as shared/public_key.ts verifies them. */
export function sign(identity: Identity, label: string, ...parts: readonly Uint8Array[]): Uint8Array {
  return ed25519.sign(encodeParts(label, ...parts), identity.seed);
}
