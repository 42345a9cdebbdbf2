/**
 * Meeting a relay: what a client answers to its hello, and how it knows that the relay which welcomes it holds the key it showed.
 * Pure: it is given what it heard, and gives what to say.
 */
import { card as cardField } from "../../shared/card.ts";
import { fromHex } from "../../shared/ids.ts";
import { type FromClient, type FromRelay, PROTOCOL_VERSION, relayTable } from "../../shared/messages.ts";
import { LABEL, verify } from "../../shared/public_key.ts";
import { encode } from "../../shared/wire.ts";
import { cardOf, type Identity, sign } from "./crypto/identity.ts";

export type Hello = Extract<FromRelay, { readonly type: "hello" }>;
export type Enter = Extract<FromClient, { readonly type: "enter" }>;
export type Welcome = Extract<FromRelay, { readonly type: "welcome" }>;

/** The versions that a relay speaks. */
export type Versions = Pick<Hello, "oldest" | "newest">;

/** Of a hello only what stands in front of it in every version of the protocol, whatever follows; undefined for what is no hello. */
export function versionsIn(bytes: Uint8Array): Versions | undefined {
  const [tag] = relayTable.hello;
  if (bytes[0] !== tag || bytes.length < 5) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { oldest: view.getUint16(1), newest: view.getUint16(3) };
}

/** Why this client cannot talk to that relay, in words that say which side is too old; undefined if it can. */
export function versionGap({ oldest, newest }: Versions): string | undefined {
  if (newest < PROTOCOL_VERSION) return "The relay is older than this pychat. Its operator should upgrade it.";
  if (oldest > PROTOCOL_VERSION) return "This pychat is older than the relay. Upgrade it.";
  return undefined;
}

/** What one who takes a connection does instead of letting us in. */
export type Unmet = "silent" | "hung up" | "garbled" | "halfway";

/** What happened there, and what to do about it. */
export function unmetWords(relay: string, how: Unmet): string {
  switch (how) {
    case "silent":
      return `Cannot reach ${relay}: it took the connection and said nothing. Is a pychat relay there?`;
    case "hung up":
      return `Cannot reach ${relay}: it took the connection and hung up. Is a pychat relay there?`;
    case "garbled":
      return `Cannot reach ${relay}: what answers there is no pychat relay. Is that the relay's own port?`;
    case "halfway":
      return `Cannot get into ${relay}: the relay said hello, and then nothing more. Try again later.`;
    default:
      return how satisfies never;
  }
}

/** Who I am, signed for this relay and this moment only. `challenge` is fresh randomness of the client's own. */
export function answerHello(hello: Hello, identity: Identity, nick: string, challenge: Uint8Array): Enter {
  const card = cardOf(identity, nick);
  const proof = sign(identity, LABEL.enter, hello.relayKey, hello.challenge, challenge, encode(cardField, card));
  return { type: "enter", version: PROTOCOL_VERSION, card, challenge, proof };
}

/** Whether who says welcome holds the key that the hello showed: one who only repeats another relay's hello does not. */
export function isGenuine(hello: Hello, enter: Enter, welcome: Welcome): boolean {
  return verify(hello.relayKey, welcome.proof, LABEL.welcome, hello.challenge, enter.challenge, fromHex(enter.card.id));
}
