/** The secret part of a visit at a door: CPace over the channel's PIN, bound to the channel, both cards and what each side sent. PROTOCOL.md section 6. */
import { type Card, card } from "../../../shared/card.ts";
import { type ChannelId, fromHex, type Head } from "../../../shared/ids.ts";
import { nameKey } from "../../../shared/names.ts";
import { encodeParts } from "../../../shared/public_key.ts";
import { encode } from "../../../shared/wire.ts";
import { sameBytes } from "../same_bytes.ts";
import { type CpaceHalf, cpaceHalf, type CpaceInput, cpaceKey, type CpaceMeeting, cpaceTag } from "./cpace.ts";
import type { Random } from "./identity.ts";

/** Who meets whom, at which door. */
export interface DoorMeeting {
  readonly pin: string;
  readonly name: string;
  readonly channel: ChannelId;
  readonly visitor: Card;
  readonly keeper: Card;
  /** Both sides' randomness, the visitor's first. */
  readonly sids: readonly [Uint8Array, Uint8Array];
}

const utf8 = new TextEncoder();
const NOTHING = new Uint8Array(0);

/** A visitor who has sent his share, and waits for the keeper's answer. */
export class VisitorHalf {
  readonly #input: CpaceInput;
  readonly #half: CpaceHalf;

  constructor(meeting: DoorMeeting, random: Random) {
    this.#input = inputOf(meeting);
    this.#half = cpaceHalf(this.#input, random);
  }

  get share(): Uint8Array {
    return this.#half.share;
  }

  /** What proves to the keeper that I know the PIN; undefined when he has not proved that he does. */
  prove(reply: { readonly share: Uint8Array; readonly head: Head; readonly tag: Uint8Array }): Uint8Array | undefined {
    const both = sides(this.share, reply.share, reply.head);
    const key = cpaceKey(this.#input, this.#half, reply.share, both);
    if (!key || !sameBytes(cpaceTag(key, this.#input.sid, both.responder), reply.tag)) return undefined;
    return cpaceTag(key, this.#input.sid, both.initiator);
  }
}

/** A keeper's answer to a visitor's share; undefined when that is none. From when it is sent, the visitor has had a guess. */
export function answerShare(
  meeting: DoorMeeting,
  visitorShare: Uint8Array,
  { head, random }: { readonly head: Head; readonly random: Random },
): { readonly share: Uint8Array; readonly tag: Uint8Array; readonly expected: Uint8Array } | undefined {
  const input = inputOf(meeting);
  const half = cpaceHalf(input, random);
  const both = sides(visitorShare, half.share, head);
  const key = cpaceKey(input, half, visitorShare, both);
  if (!key) return undefined;
  return {
    share: half.share,
    tag: cpaceTag(key, input.sid, both.responder),
    expected: cpaceTag(key, input.sid, both.initiator),
  };
}

/** The head goes with the keeper's share: a relay that shows the newcomer another log is found out. */
function sides(visitorShare: Uint8Array, keeperShare: Uint8Array, head: Head): CpaceMeeting {
  return {
    initiator: { share: visitorShare, data: NOTHING },
    responder: { share: keeperShare, data: fromHex(head) },
  };
}

function inputOf({ pin, name, channel, visitor, keeper, sids }: DoorMeeting): CpaceInput {
  const parts = [utf8.encode(nameKey(name)), fromHex(channel), encode(card, visitor), encode(card, keeper)];
  return {
    password: utf8.encode(pin.normalize("NFC")),
    info: encodeParts("pychat/door/1", ...parts),
    sid: new Uint8Array([...sids[0], ...sids[1]]),
  };
}
