/** Members whose boxes are sealed before they are posted, so that only who reads them works. What the channel says to them is left lying. */
import { encodeSaid } from "../client/core/content.ts";
import { type BoxPlace, sealBox } from "../client/core/crypto/box.ts";
import { keyFor, PURPOSE } from "../client/core/crypto/under_key.ts";
import type { MemberNumber } from "../shared/ids.ts";
import type { Membership } from "../shared/log/membership.ts";
import type { TurnedRelay } from "../tests/fakes/turned_relay.ts";
import { random } from "./accounts.ts";
import { type Crowd, type CrowdMember, lineOf } from "./client_channel.ts";

/** What boxes are sealed with: the channel's state and its key. */
export interface Now {
  readonly membership: Membership;
  readonly key: Uint8Array;
}

/** What people say in a line or two. */
const TEXT = "The quick brown fox jumps over the lazy dog, and nobody in this room has ever asked it why it does so.";
const FROM_NOW = Number.MAX_SAFE_INTEGER;

export class Author {
  readonly #crowd: Crowd;
  readonly #member: CrowdMember;
  readonly #number: MemberNumber;
  #lined: Awaited<ReturnType<typeof lineOf>> | undefined;
  #counter = 0;

  /** The crowd's member of that place. */
  constructor(crowd: Crowd, place: number) {
    const member = crowd.members[place];
    const number = crowd.membership.members[place]?.number;
    if (!member || number === undefined) throw new RangeError(`Cannot find member ${place}`);
    this.#crowd = crowd;
    this.#member = member;
    this.#number = number;
  }

  /** He follows the channel, but hears nothing of it. */
  async enter(relay: TurnedRelay): Promise<void> {
    this.#lined = await lineOf(relay, this.#member);
    const { channel } = this.#crowd;
    await this.#lined.line.ask({ type: "open", channel, quiet: true, after: FROM_NOW }, "opened");
    this.#lined.way.hold();
  }

  leave(): void {
    this.#lined?.line.close("");
    this.#lined?.way.carry("up");
    this.#lined = undefined;
  }

  /** Seals the next thing he says. */
  seal({ membership, key }: Now): { readonly counter: number; readonly body: Uint8Array } {
    const { channel, epoch, head } = membership;
    const counter = ++this.#counter;
    const place: BoxPlace = { kind: "said", channel, epoch, head, author: this.#number, counter };
    const content = encodeSaid({ type: "text", at: membership.time, reply: [], text: TEXT });
    const boxKey = keyFor(PURPOSE.said, key);
    return { counter, body: sealBox(boxKey, place, { content, identity: this.#member.identity, random }) };
  }

  post({ channel, head }: Membership, box: { readonly counter: number; readonly body: Uint8Array }): void {
    this.#lined?.line.send({ type: "post", head, channel, ...box });
    this.#lined?.way.carry("up");
  }
}
