/**
 * A relay that lies: a real one, and on every line a man in the middle who reads each frame with the message tables, and may drop, change, repeat, hold back
 * and invent frames of both directions. It has nobody's keys. Who is not named in a test hears and says what he would at an honest relay.
 */
import type { ChannelId } from "../../shared/ids.ts";
import { Link } from "../../shared/link.ts";
import { memoryLine, type MemoryLineOptions, type MemoryPipe } from "../../shared/memory_pipe.ts";
import { CLOSE } from "../../shared/frames.ts";
import {
  clientTable,
  type FromClient,
  type FromRelay,
  type FromRelayCarry,
  relayCarryTable,
  relayTable,
} from "../../shared/messages.ts";
import { messageCodec } from "../../shared/wire.ts";
import { TurnedRelay } from "./turned_relay.ts";

const clientCodec = messageCodec(clientTable);
const relayCodec = messageCodec(relayTable);
const carryCodec = messageCodec(relayCarryTable);

/** What becomes of a frame: nothing, itself, or others in its place. */
export type Change<M> = (message: M) => readonly M[];
export type Heard<K extends FromRelay["type"]> = Extract<FromRelay, { readonly type: K }>;
export type Spoken<K extends FromClient["type"]> = Extract<FromClient, { readonly type: K }>;

/** A frame that crossed the relay, as it came and before any change. */
export type Recorded =
  | { readonly who: string; readonly way: "heard"; readonly message: FromRelay; readonly bytes: Uint8Array }
  | { readonly who: string; readonly way: "said"; readonly message: FromClient; readonly bytes: Uint8Array };

/** It is a TurnedRelay, although classes here extend none, so that real clients dial it like any other. */
export class HostileRelay extends TurnedRelay {
  readonly recorded: Recorded[] = [];
  /** What every hello becomes: it comes before anybody has said who he is. */
  greets: Change<FromRelay> = (hello) => [hello];
  /** What becomes of all that it says on lines that carry files. */
  carries: Change<FromRelayCarry> = (message) => [message];
  readonly #hears = new Changes<FromRelay>();
  readonly #says = new Changes<FromClient>();
  readonly #pages = new Changes<readonly FromRelay[]>();
  readonly #lines = new Map<string, Middle>();

  override line(options: MemoryLineOptions & { readonly masked?: boolean } = {}): MemoryPipe {
    const [near, far] = memoryLine(options);
    new Middle(this, far, super.line(options));
    return near;
  }

  /** From now on, until it is disposed of, what the relay says to somebody goes through this. Frames of pages do not: they have `pages`. */
  hears(who: string, change: Change<FromRelay>): Disposable {
    return this.#hears.add(who, change);
  }

  /** And what he says to the relay, through this. */
  says(who: string, change: Change<FromClient>): Disposable {
    return this.#says.add(who, change);
  }

  /** And the frames of each page that he asked for, through this. */
  pages(who: string, change: (frames: readonly FromRelay[]) => readonly FromRelay[]): Disposable {
    return this.#pages.add(who, (frames) => [change(frames)]);
  }

  /** Says something to him that the relay did not say. */
  tell(who: string, ...messages: readonly FromRelay[]): void {
    for (const message of messages) this.#lineOf(who).tell(message);
  }

  /** Puts a frame with a place of its own at the end of the stream as he hears it; what the relay says later comes behind it. */
  inject(who: string, frame: Heard<"said" | "entry">): void {
    this.#lineOf(who).inject(frame);
  }

  /** Says something to the relay in his session, as only he or his relay can. */
  speak(who: string, ...messages: readonly FromClient[]): void {
    for (const message of messages) this.#lineOf(who).speak(message);
  }

  /** What the relay has said to him of this type, oldest first; pages and their frames too. */
  heard<K extends FromRelay["type"]>(who: string, type: K): readonly Heard<K>[] {
    return this.recorded.flatMap((one) => {
      return one.who === who && one.way === "heard" && one.message.type === type ? [one.message as Heard<K>] : [];
    });
  }

  /** What he has said to the relay of this type, oldest first. */
  said<K extends FromClient["type"]>(who: string, type: K): readonly Spoken<K>[] {
    return this.recorded.flatMap((one) => {
      return one.who === who && one.way === "said" && one.message.type === type ? [one.message as Spoken<K>] : [];
    });
  }

  /** The entries of a channel as the relay keeps them. */
  log(channel: ChannelId): readonly Uint8Array[] {
    return this.store.log(channel, 0, Number.MAX_SAFE_INTEGER);
  }

  /** For a line: it is his from now on. */
  entered(who: string, line: Middle): void {
    this.#lines.set(who, line);
  }

  changedForHim(who: string, message: FromRelay): readonly FromRelay[] {
    return this.#hears.of(who, message);
  }

  changedByHim(who: string, message: FromClient): readonly FromClient[] {
    return this.#says.of(who, message);
  }

  changedPage(who: string, frames: readonly FromRelay[]): readonly FromRelay[] {
    return this.#pages.of(who, frames).flat();
  }

  #lineOf(who: string): Middle {
    const line = this.#lines.get(who);
    if (!line) throw new Error(`Cannot deceive "${who}": he never came`);
    return line;
  }
}

/** What is done to whose frames, in the order in which it was asked for. */
class Changes<M> {
  readonly #all: { readonly who: string; readonly change: Change<M> }[] = [];

  add(who: string, change: Change<M>): Disposable {
    const one = { who, change };
    this.#all.push(one);
    return { [Symbol.dispose]: () => void this.#all.splice(this.#all.indexOf(one), 1) };
  }

  of(who: string, message: M): readonly M[] {
    const mine = this.#all.filter((one) => one.who === who);
    return mine.reduce<readonly M[]>((messages, { change }) => messages.flatMap(change), [message]);
  }
}

/** One line: a link to the client and one to the relay. */
class Middle {
  readonly #relay: HostileRelay;
  readonly #toClient: Link;
  readonly #toRelay: Link;
  #who = "";
  #carries = false;
  /** How many places of each channel's stream are not the relay's. */
  readonly #injected = new Map<ChannelId, number>();
  readonly #cursors = new Map<ChannelId, number>();
  #page: { readonly head: Heard<"page">; readonly frames: FromRelay[] } | undefined;

  constructor(relay: HostileRelay, client: MemoryPipe, real: MemoryPipe) {
    this.#relay = relay;
    const drained = () => {};
    this.#toClient = new Link(client, {
      frame: (bytes, from, to) => this.#fromClient(bytes.slice(from, to)),
      closed: (code, reason) => end(this.#toRelay, code, reason),
      drained,
    });
    this.#toRelay = new Link(real, {
      frame: (bytes, from, to) => this.#fromRelay(bytes.slice(from, to)),
      closed: (code, reason) => end(this.#toClient, code, reason),
      drained,
    });
    client.own(this.#toClient);
    real.own(this.#toRelay);
  }

  tell(message: FromRelay): void {
    this.#toClient.send(relayCodec.encode(message));
  }

  speak(message: FromClient): void {
    this.#toRelay.send(clientCodec.encode(message));
  }

  inject(frame: Heard<"said" | "entry">): void {
    const { channel } = frame;
    this.#injected.set(channel, (this.#injected.get(channel) ?? 0) + 1);
    this.#cursors.set(channel, (this.#cursors.get(channel) ?? 0) + 1);
    this.tell({ ...frame, cursor: this.#cursors.get(channel) ?? 0 });
  }

  #fromClient(bytes: Uint8Array): void {
    if (this.#carries) return void this.#toRelay.send(bytes);
    const message = clientCodec.decode(bytes);
    this.#carries = message.type === "carry";
    if (message.type === "enter") {
      this.#who = message.card.nick;
      this.#relay.entered(this.#who, this);
    }
    this.#relay.recorded.push({ who: this.#who, way: "said", message, bytes });
    for (const changed of this.#relay.changedByHim(this.#who, message)) this.speak(changed);
  }

  #fromRelay(bytes: Uint8Array): void {
    if (this.#carries) return this.#carried(carryCodec.decode(bytes));
    const message = relayCodec.decode(bytes);
    this.#relay.recorded.push({ who: this.#who, way: "heard", message, bytes });
    if (message.type === "hello") return this.#relay.greets(message).forEach((hello) => this.tell(hello));
    if (this.#page) return this.#onPage(this.#page, message);
    if (message.type === "page" && message.count > 0) this.#page = { head: message, frames: [] };
    else for (const changed of this.#relay.changedForHim(this.#who, this.#moved(message))) this.tell(changed);
  }

  #carried(message: FromRelayCarry): void {
    for (const changed of this.#relay.carries(message)) this.#toClient.send(carryCodec.encode(changed));
  }

  #onPage({ head, frames }: { readonly head: Heard<"page">; readonly frames: FromRelay[] }, frame: FromRelay): void {
    frames.push(frame);
    if (frames.length < head.count) return;
    this.#page = undefined;
    const changed = this.#relay.changedPage(this.#who, frames);
    this.tell({ ...head, count: changed.length });
    for (const frame of changed) this.tell(frame);
  }

  /** The frame, behind all that was injected. */
  #moved(message: FromRelay): FromRelay {
    if (message.type === "opened") {
      this.#cursors.set(message.channel, message.newest);
      this.#injected.delete(message.channel);
    }
    if (!("cursor" in message)) return message;
    const cursor = message.cursor + (this.#injected.get(message.channel) ?? 0);
    this.#cursors.set(message.channel, cursor);
    return { ...message, cursor };
  }
}

function end(link: Link, code: number, reason: string): void {
  if (code === CLOSE.lost) link.destroy(reason);
  else link.close(code, reason);
}
