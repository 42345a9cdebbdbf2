/**
 * A client without a screen or a vault, for tests of the relay: it speaks the protocol, keeps what it hears, and waits for what a test
 * expects. What it seals is not secret; the relay cannot tell.
 */
import { cardOf, createIdentity, type Identity } from "../../client/core/crypto/identity.ts";
import { createEntry, nextEntry } from "../../client/core/crypto/sign_entry.ts";
import { answerHello, isGenuine } from "../../client/core/meeting.ts";
import type { Card } from "../../shared/card.ts";
import type { ChannelId, Head } from "../../shared/ids.ts";
import { Link, type LinkOptions, type LinkSink, type Pipe } from "../../shared/link.ts";
import type { Act, Epoch } from "../../shared/log/entry.ts";
import type { Membership } from "../../shared/log/membership.ts";
import type { Policy } from "../../shared/log/policy.ts";
import { extend, wrapsNeeded } from "../../shared/log/replay.ts";
import { clientTable, type FromClient, type FromRelay, MOST, relayTable } from "../../shared/messages.ts";
import { messageCodec } from "../../shared/wire.ts";

const clientCodec = messageCodec(clientTable);
const relayCodec = messageCodec(relayTable);

export const EPOCH: Epoch = {
  commit: new Uint8Array(32),
  fwd: new Uint8Array(0),
  back: new Uint8Array(0),
  why: new Uint8Array(0),
  note: new Uint8Array(0),
};

/** An epoch whose key the old one's holders get in a letter. */
export const FORWARDED: Epoch = { ...EPOCH, fwd: new Uint8Array(72) };

export const POLICY: Policy = { locked: false, keep: false, history: true, adminsSetTopic: false, open: false };

export function random(size: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(size));
}

/** What the relay said of a type. */
export type Said<K extends FromRelay["type"]> = FromRelay & { readonly type: K };

export class Guest implements LinkSink {
  readonly identity: Identity;
  readonly card: Card;
  readonly link: Link;
  /** All that was heard and not yet asked for. */
  readonly heard: FromRelay[] = [];
  closedWith: { readonly code: number; readonly reason: string } | undefined;
  #ask = 0;
  #wake: (() => void) | undefined;

  constructor(
    pipe: Pipe & { own(owner: Link): void },
    nick: string,
    options: LinkOptions & { readonly identity?: Identity } = {},
  ) {
    this.identity = options.identity ?? createIdentity(random);
    this.card = cardOf(this.identity, nick);
    this.link = new Link(pipe, this, options);
    pipe.own(this.link);
  }

  frame(bytes: Uint8Array, from: number, to: number): void {
    this.heard.push(relayCodec.decode(bytes.slice(from, to)));
    this.#wake?.();
  }

  drained(): void {}

  closed(code: number, reason: string): void {
    this.closedWith = { code, reason };
    this.#wake?.();
  }

  say(message: FromClient): void {
    this.link.send(clientCodec.encode(message));
  }

  /** The next thing heard of this type (and for which `fits` is true), taken out; what comes before it stays. */
  async next<K extends FromRelay["type"]>(type: K, fits: (message: Said<K>) => boolean = () => true): Promise<Said<K>> {
    const deadline = AbortSignal.timeout(10_000);
    for (;;) {
      const place = this.heard.findIndex((message) => message.type === type && fits(message as Said<K>));
      const [found] = place < 0 ? [] : this.heard.splice(place, 1);
      if (found) return found as Said<K>;
      if (this.closedWith) {
        throw new Error(`Cannot hear "${type}": closed with ${this.closedWith.code} ${this.closedWith.reason}`);
      }
      await this.#more(`"${type}"; heard ${this.heard.map(({ type }) => type).join(" ")}`, deadline);
    }
  }

  /** Waits until the relay has closed the line. */
  async untilClosed(): Promise<{ readonly code: number; readonly reason: string }> {
    const deadline = AbortSignal.timeout(10_000);
    while (!this.closedWith) await this.#more("a close", deadline);
    return this.closedWith;
  }

  async enter(): Promise<this> {
    const hello = await this.next("hello");
    const enter = answerHello(hello, this.identity, this.card.nick, random(32));
    this.say(enter);
    const welcome = await this.next("welcome");
    if (!isGenuine(hello, enter, welcome)) throw new Error("Cannot enter: the relay does not hold the key it shows");
    return this;
  }

  /** Asks, and gives the answer: of that type, or `no`. */
  async ask<K extends FromRelay["type"]>(message: Ask, _type: K): Promise<Said<K> | Said<"no">> {
    const ask = ++this.#ask;
    this.say({ ...message, ask } as FromClient);
    const deadline = AbortSignal.timeout(10_000);
    for (;;) {
      const place = this.heard.findIndex((heard) => "ask" in heard && heard.ask === ask);
      const [found] = place < 0 ? [] : this.heard.splice(place, 1);
      if (found) return found as Said<K> | Said<"no">;
      if (this.closedWith) {
        throw new Error(`Cannot ask "${message.type}": closed with ${this.closedWith.code} ${this.closedWith.reason}`);
      }
      await this.#more(`the answer to "${message.type}"`, deadline);
    }
  }

  /** Asks for what must be granted. */
  async get<K extends FromRelay["type"]>(message: Ask, type: K): Promise<Said<K>> {
    const answer: FromRelay = await this.ask(message, type);
    if (answer.type !== type) {
      throw new Error(`Cannot "${message.type}": ${"text" in answer ? answer.text : answer.type}`);
    }
    return answer as Said<K>;
  }

  /** Sends an entry with the wraps it needs, the first of a channel or the next one; gives the new state. */
  async write(membership: Membership | undefined, act: Act, now: number): Promise<Membership> {
    const entry = act.op === "create"
      ? createEntry(act, { identity: this.identity, now })
      : nextEntry(required(membership), act, { identity: this.identity, now });
    const next = extend(membership, entry, { trusted: true });
    if (!next.ok) throw new Error(next.why);
    const wraps = wrapsNeeded(next.membership, next.entry).map((to) => ({ to, sealed: new Uint8Array(80) }));
    for (let at = 0; at < wraps.length; at += MOST.wrapsInOneFrame) {
      this.say({ type: "stage", wraps: wraps.slice(at, at + MOST.wrapsInOneFrame) });
    }
    const channel = next.membership.channel;
    await this.get(membership ? { type: "append", channel, entry } : { type: "create", entry }, "done");
    return next.membership;
  }

  create(name: string, now: number, policy: Partial<Policy> = {}): Promise<Membership> {
    const act: Act = {
      op: "create",
      name,
      card: this.card,
      policy: { ...POLICY, ...policy },
      salt: random(16),
      epoch: EPOCH,
    };
    return this.write(undefined, act, now);
  }

  add(membership: Membership, card: Card, now: number): Promise<Membership> {
    return this.write(membership, { op: "add", card, epoch: FORWARDED }, now);
  }

  open(channel: ChannelId, after = 0, quiet = false): Promise<Said<"opened">> {
    return this.get({ type: "open", channel, quiet, after }, "opened");
  }

  post(membership: { readonly head: Head; readonly channel: ChannelId }, counter: number, text: string): void {
    const { head, channel } = membership;
    this.say({ type: "post", head, channel, counter, body: new TextEncoder().encode(text) });
  }

  async #more(what: string, deadline: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const late = () => reject(new Error(`Waited in vain for ${what}`));
    deadline.addEventListener("abort", late);
    this.#wake = resolve;
    await promise.finally(() => deadline.removeEventListener("abort", late));
  }
}

type Ask = FromClient extends infer M ? M extends { readonly ask: number } ? Omit<M, "ask"> : never : never;

function required(membership: Membership | undefined): Membership {
  if (!membership) throw new Error("Cannot continue a log: there is none");
  return membership;
}
