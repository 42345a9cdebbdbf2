/**
 * A member who does what his program never would: he has his identity's keys and the channel's, as far as he got them, and signs and seals whatever he likes.
 * He keeps what he had when he was taken from his client's vault, also after he was removed.
 */
import { ChannelLog } from "../../client/core/channel_log.ts";
import { type Composed, composeNext } from "../../client/core/compose_entry.ts";
import { type Cast, encodeCast, encodeSaid, type Said } from "../../client/core/content.ts";
import { type BoxPlace, sealBox } from "../../client/core/crypto/box.ts";
import { type Identity, identityFrom, sign } from "../../client/core/crypto/identity.ts";
import { signEntry } from "../../client/core/crypto/sign_entry.ts";
import {
  commitTo,
  KEY_BYTES,
  NONCE_BYTES,
  openWith,
  PURPOSE,
  sealLetter,
  sealWith,
} from "../../client/core/crypto/under_key.ts";
import { KeyRing } from "../../client/core/key_ring.ts";
import { decodeState } from "../../client/core/vault_state.ts";
import type { Card } from "../../shared/card.ts";
import { type ChannelId, fromHex, type IdentityId, type MemberNumber } from "../../shared/ids.ts";
import { type Act, type Epoch, type Place, SIGNATURE_BYTES, signedPart } from "../../shared/log/entry.ts";
import { memberById, type Membership } from "../../shared/log/membership.ts";
import { encodeParts, LABEL } from "../../shared/public_key.ts";
import { encode, u32, u53 } from "../../shared/wire.ts";
import type { Client } from "./client.ts";
import { random } from "./guest.ts";
import type { Heard, HostileRelay } from "./hostile_relay.ts";

const NOTHING = new Uint8Array(0);
const BOX_EPOCH_BYTES = 4;
/** No client comes to this number: it is not waiting for the answer, and must not take it for another. */
const NOBODYS_ASK = 4_000_000_000;

export class HostileMember {
  readonly identity: Identity;
  readonly channel: ChannelId;
  readonly log = new ChannelLog();
  readonly ring: KeyRing;
  readonly #relay: HostileRelay;
  readonly #nick: string;
  #number: MemberNumber | undefined;

  private constructor(relay: HostileRelay, { identity, channel, nick }: {
    readonly identity: Identity;
    readonly channel: ChannelId;
    readonly nick: string;
  }) {
    this.#relay = relay;
    this.#nick = nick;
    this.identity = identity;
    this.channel = channel;
    this.ring = new KeyRing(channel, this.log);
  }

  /** Takes over a client's keys, as they are in his vault. */
  static async of(client: Client, relay: HostileRelay, channel: ChannelId): Promise<HostileMember> {
    // What changed last may not be in the vault yet.
    await relay.turn(1000);
    const saved = client.vault.saved.at(-1);
    const state = saved && decodeState(saved);
    if (!state) throw new Error(`Cannot take over "${client.nick}": his vault is empty`);
    const member = new HostileMember(relay, { identity: identityFrom(state), channel, nick: client.nick });
    member.catchUp();
    for (const { id, keys } of state.channels) {
      if (id === channel) { for (const { epoch, key } of keys) member.ring.learn(epoch, key); }
    }
    return member;
  }

  get id(): IdentityId {
    return this.identity.id;
  }

  get membership(): Membership {
    return this.log.membership;
  }

  /** His number while he is in, and the last one he had when he is not. */
  get number(): MemberNumber {
    this.#number = memberById(this.membership, this.id)?.number ?? this.#number;
    if (this.#number === undefined) throw new Error("Cannot tell a number: he was never inside");
    return this.#number;
  }

  /** Reads the log as the relay has it now; keys of epochs that follow are found where he can read them. */
  catchUp(): void {
    const added = this.log.add(this.channel, this.#relay.log(this.channel).slice(this.log.count));
    if (!added.ok) throw new Error(added.why);
    this.#number = memberById(this.membership, this.id)?.number ?? this.#number;
  }

  /** Where what he says now belongs, or somewhere else. */
  place(change: Partial<BoxPlace> = {}): BoxPlace {
    const epoch = change.epoch ?? this.membership.epoch;
    const head = this.log.headAfter(epoch) ?? this.membership.head;
    return { kind: "said", channel: this.channel, epoch, head, author: this.number, counter: 1, ...change };
  }

  /** A box of his at any place: signed by him, sealed with the epoch's key, if he has it. */
  box(content: Said | Uint8Array, change: Partial<BoxPlace> = {}): Uint8Array {
    const encoded = content instanceof Uint8Array ? content : encodeSaid(content);
    return this.#seal(encoded, this.place(change));
  }

  cast(content: Cast, change: Partial<BoxPlace> = {}): Uint8Array {
    return this.#seal(encodeCast(content), this.place({ kind: "cast", ...change }));
  }

  /** A frame as a relay would send it that helps him: a box of his, or `body`, under any author and counter. */
  frame(
    content: Said | Uint8Array,
    change: Partial<BoxPlace> = {},
    body: Uint8Array = this.box(content, change),
  ): Heard<"said"> {
    const { author, counter } = this.place(change);
    return { type: "said", channel: this.channel, cursor: 0, author, counter, body };
  }

  /**
   * Somebody's box, opened and sealed again at another place, with his signature as it was: whoever has both keys can do that, so it is only the signature that
   * says where it belongs. `from` and `member` say as what and where it was said; `change` is what becomes of signature, length, content and padding.
   */
  resealed(
    { body, author, counter }: Pick<Heard<"said">, "body" | "author" | "counter">,
    to: Partial<BoxPlace> = {},
    { member = this, from = "said", change = (inside) => inside }: {
      readonly member?: HostileMember;
      readonly from?: BoxPlace["kind"];
      readonly change?: (inside: Uint8Array) => Uint8Array;
    } = {},
  ): Uint8Array {
    const epoch = new DataView(body.buffer, body.byteOffset).getUint32(0);
    const was = member.place({ kind: from, epoch, author, counter });
    const inside = openWith(member.#boxKey(epoch, from), about(was), body.subarray(BOX_EPOCH_BYTES));
    if (!inside) throw new Error("Cannot seal a box again: it does not open");
    const place = this.place({ epoch, author, counter, ...to });
    const seal = { nonce: random(NONCE_BYTES), about: about(place) };
    const sealed = sealWith(this.#boxKey(place.epoch, place.kind), seal, change(inside));
    return new Uint8Array([...encode(u32, place.epoch), ...sealed]);
  }

  /** An entry that follows the log as he has it, signed by him, whether he may or not. */
  entry(act: Act, change: Partial<Place> = {}): Uint8Array {
    const { channel, count: seq, head: prev, time } = this.membership;
    const place = { channel, seq, prev, author: this.number, time: Math.max(time, this.#relay.now) };
    return signEntry({ ...act, ...place, ...change }, this.identity);
  }

  /** An entry's bytes as he has changed them, signed by him. */
  signs(entryBytes: Uint8Array): Uint8Array {
    const signed = entryBytes.slice();
    signed.set(sign(this.identity, LABEL.entry, signedPart(signed)), signed.length - SIGNATURE_BYTES);
    return signed;
  }

  /** Lets somebody in as his program would, on his client's line, but that the newcomer is told of whatever PIN and topic he likes, or of none. */
  async letsIn({ card }: { readonly card: Card }, pin: string | undefined, topic = ""): Promise<void> {
    const { wraps, entry } = this.addition(card, pin, topic);
    const append = { type: "append", ask: NOBODYS_ASK, channel: this.channel, entry } as const;
    this.#relay.speak(this.#nick, { type: "stage", wraps }, append);
    await this.#relay.settled();
    this.catchUp();
  }

  /** The entry that lets somebody in, by the rules, and his wrap; he is told of whatever PIN and topic. */
  addition(card: Card, pin: string | undefined, topic = ""): Composed {
    const { identity, membership } = this;
    // Newer than any that the others know.
    const note = {
      hasPin: pin !== undefined,
      pin: pin ?? "",
      topic,
      topicAt: topic === "" ? 0 : this.#relay.now + 1000,
    };
    const composing = { identity, now: this.#relay.now, random, note };
    const composed = composeNext(membership, this.ring.key(membership.epoch), { op: "add", card }, composing);
    if (!composed.ok) throw new Error(composed.why);
    return composed;
  }

  /** What an entry of his says of a key that he has drawn; all who are inside can read it, unless `fwd` is false. */
  epoch(key = random(KEY_BYTES), { fwd = true } = {}): Epoch & { readonly key: Uint8Array } {
    const old = this.ring.key(this.membership.epoch);
    const place = { channel: this.channel, seq: this.membership.count };
    const forward = fwd && old ? sealLetter(PURPOSE.forward, { key: old, place, random }, key) : NOTHING;
    return { commit: commitTo(key), fwd: forward, back: NOTHING, why: NOTHING, note: NOTHING, key };
  }

  /** Whether he can read a box with any key he has ever had, or can make of those. */
  reads({ body, author, counter, channel }: Pick<Heard<"said">, "body" | "author" | "counter" | "channel">): boolean {
    for (let epoch = 0; epoch < this.log.count; epoch++) {
      const key = this.ring.boxKey("said", epoch);
      const at: BoxPlace = { ...this.place({ epoch }), channel, author, counter };
      if (key && openWith(key, about(at), body.subarray(BOX_EPOCH_BYTES))) return true;
    }
    return false;
  }

  #seal(content: Uint8Array, place: BoxPlace): Uint8Array {
    return sealBox(this.#boxKey(place.epoch, place.kind), place, { content, identity: this.identity, random });
  }

  #boxKey(epoch: number, kind: BoxPlace["kind"] = "said"): Uint8Array {
    const key = this.ring.boxKey(kind, epoch);
    if (!key) throw new Error(`Cannot seal in epoch ${epoch}: he has not its key`);
    return key;
  }
}

/** What a box is sealed about: box.ts says the same, and says it to nobody else. */
function about({ kind, channel, epoch, author, counter }: BoxPlace): Uint8Array {
  return encodeParts(PURPOSE[kind], fromHex(channel), encode(u32, epoch), encode(u32, author), encode(u53, counter));
}
