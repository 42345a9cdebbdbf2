/**
 * One client, from hello to goodbye: what arrives is told apart here and carried out by requests.ts; posts take the short way to
 * the hub, and a line that shows a ticket belongs to its carry. It holds nothing that waits to be sent: its line does, or the rings.
 */
import { card as cardField } from "../shared/card.ts";
import { CODE, CODE_TEXT, type Refusal } from "../shared/codes.ts";
import { CLOSE, FIELD_BYTES } from "../shared/frames.ts";
import { type ChannelId, fromHex, type IdentityId } from "../shared/ids.ts";
import { Link, type LinkOptions, type LinkSink, type Pipe } from "../shared/link.ts";
import { clientTable, type FromClient, type FromRelay, PROTOCOL_VERSION, relayTable } from "../shared/messages.ts";
import { encodeParts, LABEL, signed } from "../shared/public_key.ts";
import { encode, messageCodec } from "../shared/wire.ts";
import { ProtocolError } from "../shared/protocol_error.ts";
import { sameWords } from "../shared/words.ts";
import { POST } from "./batch.ts";
import { Bucket } from "./bucket.ts";
import type { Carry } from "./carry.ts";
import type { Outlet } from "./outlet.ts";
import type { RelayContext } from "./relay_context.ts";
import { carryOut, tooFast } from "./requests.ts";
import type { Seat } from "./seat.ts";
import type { SilenceLimits } from "./sessions.ts";
import { Share } from "./share.ts";
import { Stage } from "./stage.ts";

const clientCodec = messageCodec(clientTable);
const relayCodec = messageCodec(relayTable);
const POST_TAG = clientTable.post[0];
const CAST_TAG = clientTable.cast[0];
const CHANNEL_BYTES = 16;
/** What is worth an express: two posts of some length. */
const MANY_BYTES = 512;
/** A post or a cast counts against the rate once for each so many bytes begun: what goes out to all has a rate in bytes, too. */
const UNIT_BYTES = 4096;
/** So many pieces of history are read for a line at once, or fewer long ones: who takes them as fast as they come would keep a relay at it for seconds. */
const MOST_PIECES = 64;
const LONG_PIECE_BYTES = 16 * 1024;
const NOBODY = "" as IdentityId;

export class Peer implements LinkSink, Outlet {
  readonly context: RelayContext;
  readonly #link: Link;
  readonly #share: Share;
  readonly seats: Seat[] = [];
  readonly stage = new Stage();
  identity: IdentityId = NOBODY;
  nick = "";
  full = false;
  readonly since: number;
  /** The challenge he must sign; undefined once he has. */
  #challenge: Uint8Array | undefined;
  /** What this line carries instead of messages; nobody enters on it. */
  #carry: Carry | undefined;
  readonly #masked: boolean;
  /** Where his last post was taken. */
  #talking: Seat | undefined;
  /** How many pieces of history were read for him since others had their turn. */
  #pieces = 0;
  #heardAt: number;
  #pinged = false;
  #posts: Bucket | undefined;
  #requests: Bucket | undefined;

  constructor(context: RelayContext, pipe: Pipe, options: Pick<LinkOptions, "masked">) {
    this.context = context;
    this.#masked = options.masked ?? false;
    this.since = this.#heardAt = context.now();
    this.#link = new Link(pipe, this, { ...options, most: context.limits.frameSize + FIELD_BYTES });
    this.#share = new Share(this.#link, context);
    context.sessions.add(this);
    this.#challenge = context.random(32);
    this.tell(context.hello(this.#challenge));
  }

  /** What the pipe's bytes go into. */
  get link(): Link {
    return this.#link;
  }

  get address(): string {
    return this.#link.address;
  }

  get idle(): boolean {
    return this.#link.idle;
  }

  get sated(): boolean {
    return this.#pieces >= MOST_PIECES;
  }

  frame(bytes: Uint8Array, from: number, to: number): void {
    const tag = bytes[from];
    if (tag === POST_TAG && !this.#challenge) return this.#post(bytes, from, to);
    if (tag === CAST_TAG && !this.#challenge) return this.#cast(bytes, from, to);
    if (this.#carry) return this.#carry.frame(bytes, from, to);
    this.#share.spend(to - from, () => this.#heard(bytes.subarray(from, to)));
  }

  #heard(bytes: Uint8Array): void {
    const message = clientCodec.decode(bytes);
    if (this.#challenge) return this.#meet(message, this.#challenge);
    if (message.type === "enter" || message.type === "post" || message.type === "cast") {
      throw new ProtocolError("Cannot enter: this session has");
    }
    if (message.type === "carry") throw new ProtocolError("Cannot carry a file on a line that has entered");
    const refusal = this.#mayAsk() ? carryOut(this, message) : tooFast(this, message);
    if (refusal && "ask" in message) this.tell({ type: "no", ask: message.ask, ...refusal });
    else if (refusal && "visit" in message) this.tell({ type: "unvisit", visit: message.visit, ...refusal });
  }

  /** Posts that follow one another in the same channel are taken together, as far as nothing is to be said of them. */
  more(bytes: Uint8Array, from: number, to: number): number {
    const seat = this.#talking;
    if (!seat || to - from < MANY_BYTES || !this.seats.includes(seat)) return from;
    const { hub, limits: { posts, frameSize }, now } = this.context;
    const most = this.#posts?.left(posts, now()) ?? Infinity;
    // Whatever counts more than once goes the usual way.
    const largest = Math.min(frameSize + POST.body, posts.perSecond === 0 ? Infinity : UNIT_BYTES);
    const taken = hub.takeMany(seat, bytes, { from, to, most, largest, masked: this.#masked });
    if (!taken) return from;
    this.#posts?.spend(taken.count);
    return taken.at;
  }

  drained(): void {
    this.full = false;
    this.#carry?.drained();
    this.#followAll();
  }

  closed(): void {
    const { hub, doors, sessions } = this.context;
    sessions.remove(this);
    this.#carry?.closed();
    doors.left(this);
    for (const seat of this.seats.splice(0)) hub.unfollow(seat);
  }

  read(bytes: number): void {
    if (this.sated) return;
    this.#pieces += 1 + bytes / LONG_PIECE_BYTES;
    if (this.sated) this.context.rests.wait(() => this.#hungry());
  }

  stream(frames: Uint8Array): void {
    if (!this.#link.sendFramed(frames)) this.full = true;
  }

  streamAll(pieces: readonly Uint8Array[]): void {
    if (!this.#link.sendAllFramed(pieces)) this.full = true;
  }

  tell(message: FromRelay): void {
    if (!this.#link.send(relayCodec.encode(message))) this.full = true;
  }

  ended(seat: Seat, why: Refusal): void {
    const place = this.seats.indexOf(seat);
    if (place < 0) return;
    this.seats.splice(place, 1);
    this.context.doors.left(this, seat.channel.id);
    this.tell({ type: "shut", channel: seat.channel.id, ...why });
  }

  fail(reason: string): void {
    this.close(CLOSE.storage, reason);
  }

  close(code: number, reason: string): void {
    this.#link.close(code, reason);
  }

  seatIn(channel: ChannelId): Seat | undefined {
    return this.seats.find((seat) => seat.channel.id === channel);
  }

  /** Asks a silent one whether he is there, and gives up on one who does not answer. */
  sweep(now: number, limits: SilenceLimits): void {
    // It is alive as long as something moves, and its carry sees to that.
    if (this.#carry) return;
    if (this.#challenge) {
      if (now - this.since > limits.handshakeTime) this.close(CLOSE.policy, "You did not say who you are in time.");
      return;
    }
    if (this.#link.heard) {
      this.#link.heard = this.#pinged = false;
      this.#heardAt = now;
      return;
    }
    const silent = now - this.#heardAt;
    // Nobody is given up who was not asked: between two looks both his times may be over.
    if (this.#pinged && silent > limits.idleTime) return this.#link.destroy("nothing was heard of him");
    if (this.#pinged || silent <= limits.pingTime) return;
    this.#pinged = true;
    this.#link.ping();
  }

  #hungry(): void {
    this.#pieces = 0;
    this.#followAll();
  }

  #followAll(): void {
    for (const seat of [...this.seats]) seat.follow();
  }

  #meet(message: FromClient, challenge: Uint8Array): void {
    const { context } = this;
    if (message.type === "carry") {
      this.#carry = context.files.redeem(message.ticket, this.#link);
      return;
    }
    if (message.type !== "enter") throw new ProtocolError("Cannot serve you before you have entered");
    if (message.version !== PROTOCOL_VERSION) {
      const older = message.version < PROTOCOL_VERSION ? "your pychat is older" : "the relay is older";
      throw new ProtocolError(
        `Cannot speak version ${message.version}: this relay speaks ${PROTOCOL_VERSION}, so ${older} and must be upgraded`,
      );
    }
    const id = fromHex(message.card.id);
    const parts = [context.relayKey, challenge, message.challenge, encode(cardField, message.card)];
    if (!context.holds(signed(id, message.proof, LABEL.enter, ...parts))) {
      throw new ProtocolError("Cannot let you in: the proof is wrong");
    }
    const banned = context.banned(message.card.id, this.address);
    if (banned !== undefined) return this.close(CLOSE.policy, banned);
    this.#challenge = undefined;
    this.identity = message.card.id;
    this.nick = message.card.nick;
    context.sessions.enter(this, this.identity);
    this.tell({ type: "welcome", proof: context.sign(encodeParts(LABEL.welcome, challenge, message.challenge, id)) });
  }

  #post(bytes: Uint8Array, from: number, to: number): void {
    const seat = this.#postingSeat(bytes, from, to);
    const code = !seat
      ? CODE.absent
      : to - from - POST.body > this.context.limits.frameSize
      ? CODE.large
      : this.#mayPost(to - from)
      ? this.context.hub.take(seat, bytes, from, to)
      : CODE.fast;
    if (code === undefined) this.#talking = seat;
    else this.#share.spend(to - from, () => this.#refusePost(bytes.subarray(from, to), code, seat));
  }

  #cast(bytes: Uint8Array, from: number, to: number): void {
    const seat = this.#postingSeat(bytes, from, to);
    this.#share.spend(to - from, () => {
      if (seat && this.#mayPost(to - from)) this.context.hub.takeCast(seat, bytes, from, to);
    });
  }

  /** The seat in the channel that a post names: nearly always the only one there is, so ids are compared where they lie. */
  #postingSeat(bytes: Uint8Array, from: number, to: number): Seat | undefined {
    if (to - from < POST.body) throw new ProtocolError("Cannot read a post: it is too short");
    const view = this.context.hub.view.of(bytes);
    for (const seat of this.seats) {
      if (sameWords(seat.channel.idView, 0, view, from + POST.channel, CHANNEL_BYTES)) return seat;
    }
    return undefined;
  }

  #refusePost(bytes: Uint8Array, code: Refusal["code"], seat: Seat | undefined): void {
    const message = clientCodec.decode(bytes);
    if (message.type !== "post") return;
    const { channel, counter } = message;
    // Else what he sent behind it would be taken, and its counter never: a hole where nobody dropped anything.
    if (seat && code !== CODE.already) seat.refused = Math.min(seat.refused, counter);
    const name = (Object.keys(CODE) as (keyof typeof CODE)[]).find((name) => CODE[name] === code);
    this.tell({ type: "refused", channel, counter, code, text: name ? CODE_TEXT[name] : "" });
  }

  #mayPost(bytes: number): boolean {
    const { limits: { posts }, now } = this.context;
    // Nobody asks what time it is, once a message, for a rate that is off.
    if (posts.perSecond === 0) return true;
    this.#posts ??= new Bucket(posts, now());
    return this.#posts.take(posts, now(), Math.ceil(bytes / UNIT_BYTES));
  }

  #mayAsk(): boolean {
    const { limits, now } = this.context;
    this.#requests ??= new Bucket(limits.requests, now());
    return this.#requests.take(limits.requests, now());
  }
}
