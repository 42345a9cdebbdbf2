/**
 * An invite as a link: which relay, which channel, and behind the # (which no browser and no relay client ever sends) the secret that its keys are made
 * of, and what the relay's key must be. Whoever has the link may use it.
 */
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { type ChannelId, channelId, fromHex } from "../../shared/ids.ts";
import { digest } from "../../shared/public_key.ts";
import { decode } from "../../shared/wire.ts";
import { type Identity, identityFrom } from "./crypto/identity.ts";
import { linkParts } from "./link_form.ts";

/** What a link says. */
export interface Invitation {
  /** The relay's address, as people write it. */
  readonly relay: string;
  readonly channel: ChannelId;
  readonly secret: Uint8Array;
  /** The first half of a digest of the relay's key. */
  readonly relayMark: Uint8Array;
}

export const SECRET_BYTES = 16;
const PART_BYTES = 16;
const SIGNS = new TextEncoder().encode("pychat/invite-signs/1");
const OPENS = new TextEncoder().encode("pychat/invite-opens/1");

/** What of a relay's key stands in a link. */
export function relayMark(relayKey: Uint8Array): Uint8Array {
  return digest("pychat/relay-mark/1", relayKey).slice(0, PART_BYTES);
}

export function writeLink({ relay, channel, secret, relayMark }: Invitation): string {
  const parts = new Uint8Array([...fromHex(channel), ...secret, ...relayMark]);
  return `http://${relay}/#${parts.toBase64({ alphabet: "base64url", omitPadding: true })}`;
}

/** What a link says; undefined for what is none. */
export function readLink(typed: string): Invitation | undefined {
  const written = linkParts(typed);
  if (!written) return undefined;
  const parts = Uint8Array.fromBase64(written.code, { alphabet: "base64url" });
  return {
    relay: written.relay,
    channel: decode(channelId, parts.subarray(0, PART_BYTES)),
    secret: parts.subarray(PART_BYTES, 2 * PART_BYTES),
    relayMark: parts.subarray(2 * PART_BYTES),
  };
}

/** The key pairs that an invite's secret stands for. */
export function inviteIdentity(secret: Uint8Array): Identity {
  const seed = hkdf(sha256, secret, undefined, SIGNS, 32);
  return identityFrom({ seed, boxSecret: hkdf(sha256, secret, undefined, OPENS, 32) });
}
