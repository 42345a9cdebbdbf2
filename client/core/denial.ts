/** Why somebody was not let in, sealed to him alone: he is not inside, and the relay is not to read it. */
import { x25519 } from "@noble/curves/ed25519.js";
import type { Card } from "../../shared/card.ts";
import { type ChannelId, fromHex } from "../../shared/ids.ts";
import { encodeParts } from "../../shared/public_key.ts";
import { MOST_REASON } from "./content.ts";
import { type KeyPair, open, seal } from "./crypto/hpke.ts";
import type { Identity, Random } from "./crypto/identity.ts";

const LETTER_BYTES = MOST_REASON;
const SECRET_BYTES = 32;
const utf8 = new TextEncoder();

/** All of one length. */
export function sealDenial(reason: string, channel: ChannelId, to: Card, random: Random): Uint8Array {
  const content = new Uint8Array(LETTER_BYTES);
  utf8.encodeInto(reason, content);
  const secret = random(SECRET_BYTES);
  const ephemeral: KeyPair = { secret, publicKey: x25519.getPublicKey(secret) };
  return seal(content, { to: to.box, ephemeral, info: infoOf(channel) });
}

/** The reason; undefined where there is none, or none for me. */
export function openDenial(sealed: Uint8Array, channel: ChannelId, { boxSecret, box }: Identity): string | undefined {
  const content = open(sealed, { recipient: { secret: boxSecret, publicKey: box }, info: infoOf(channel) });
  const reason = content && new TextDecoder().decode(content).replace(/\0+$/, "");
  return reason || undefined;
}

function infoOf(channel: ChannelId): Uint8Array {
  return encodeParts("pychat/denial/1", fromHex(channel));
}
