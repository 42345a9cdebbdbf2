/** Members whose boxes are sealed before they are posted, so that only who reads them works. */
import { encodeSaid } from "../client/core/content.ts";
import { type BoxPlace, sealBox } from "../client/core/crypto/box.ts";
import { keyFor, PURPOSE } from "../client/core/crypto/under_key.ts";
import type { RelayLine } from "../client/core/relay_line.ts";
import type { MemberNumber } from "../shared/ids.ts";
import { random } from "./accounts.ts";
import { type Crowd, type CrowdMember, lineOf } from "./client_channel.ts";
import type { Now } from "./client_process.ts";

/** What people say in a line or two. */
const TEXT = "The quick brown fox jumps over the lazy dog, and nobody in this room has ever asked it why it does so.";
const FROM_NOW = Number.MAX_SAFE_INTEGER;

/** A message that is ready to be posted. */
export interface Sealed {
  readonly author: Author;
  readonly counter: number;
  readonly body: Uint8Array;
}

export class Author {
  readonly #crowd: Crowd;
  readonly #member: CrowdMember;
  readonly #number: MemberNumber;
  #line: RelayLine | undefined;
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

  async enter(port: number): Promise<void> {
    this.#line = await lineOf(port, this.#member);
    const { channel } = this.#crowd;
    await this.#line.ask({ type: "open", channel, quiet: true, after: FROM_NOW }, "opened");
  }

  leave(): void {
    this.#line?.close("");
    this.#line = undefined;
  }

  /** Seals the next thing he says. */
  seal({ epoch, head, time, key }: Now): Sealed {
    const { channel } = this.#crowd;
    const counter = ++this.#counter;
    const place: BoxPlace = { kind: "said", channel, epoch, head, author: this.#number, counter };
    const content = encodeSaid({ type: "text", at: time, reply: [], text: TEXT });
    const body = sealBox(keyFor(PURPOSE.said, key), place, { content, identity: this.#member.identity, random });
    return { author: this, counter, body };
  }

  post({ head }: Now, { counter, body }: Sealed): void {
    this.#line?.send({ type: "post", head, channel: this.#crowd.channel, counter, body });
  }
}

/** So many messages of these, in turn. */
export function sealed(authors: readonly Author[], now: Now, count: number): readonly Sealed[] {
  const messages: Sealed[] = [];
  for (let place = 0; place < count; place++) {
    const author = authors[place % authors.length];
    if (author) messages.push(author.seal(now));
  }
  return messages;
}
