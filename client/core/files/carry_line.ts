/**
 * A line of its own that carries one file: it shows its ticket, sends or hands on parts in order, and tells how far they are kept. What is in them
 * it does not know, nor what comes after a cut.
 */
import { CLOSE, HEADER_ROOM } from "../../../shared/frames.ts";
import type { Link, LinkSink } from "../../../shared/link.ts";
import {
  clientCarryTable,
  clientTable,
  type FromRelayCarry,
  relayCarryTable,
  relayTable,
} from "../../../shared/messages.ts";
import { ProtocolError } from "../../../shared/protocol_error.ts";
import { layout, messageCodec } from "../../../shared/wire.ts";
import { viewOf } from "../../../shared/words.ts";

const clientCodec = messageCodec(clientTable);
const relayCodec = messageCodec(relayTable);
const carryCodec = messageCodec(relayCarryTable);

const [PART_TAG] = clientCarryTable.part;
const PART = layout(clientCarryTable.part);
const MOST_PART_BYTES = 65_536;
/** No relay takes less at once, and in parts of nothing nobody ever gets to the end of a file. */
const LEAST_PART_BYTES = 4096;
/** What has to be free in front of a part that is sent. */
export const PART_ROOM = HEADER_ROOM + PART.bytes;

export type Dial = (sink: LinkSink, signal: AbortSignal) => Promise<Link>;

/** What was asked for. */
export interface CarryTerms {
  readonly ticket: Uint8Array;
  readonly upload: boolean;
  /** Of all that is sealed. */
  readonly size: number;
  /** Where a download begins; an upload begins where the relay says. */
  readonly from?: number;
}

/** The line is over: CLOSE.normal when all is across. */
export interface CarryEnd {
  readonly code: number;
  readonly reason: string;
}

/** What a line tells its owner. */
export interface CarrySink {
  /** A download's next bytes, valid during the call only; false when no more should come until the line is resumed. */
  readonly part?: (bytes: Uint8Array) => boolean;
  /** So much of an upload survives a crash of the relay. */
  readonly kept?: (offset: number) => void;
}

export class CarryLine implements LinkSink, Disposable {
  readonly #terms: CarryTerms;
  readonly #sink: CarrySink;
  readonly #begun = Promise.withResolvers<boolean>();
  readonly #ended = Promise.withResolvers<CarryEnd>();
  #link: Link | undefined;
  #state: "greeting" | "asking" | "carrying" | "over" = "greeting";
  #hello = false;
  #room = Promise.withResolvers<void>();
  #full = false;
  #mostPart = MOST_PART_BYTES;
  /** Where the next part begins, and how much of an upload is kept. */
  #at = 0;
  #kept = 0;

  private constructor(terms: CarryTerms, sink: CarrySink) {
    this.#terms = terms;
    this.#sink = sink;
  }

  /** Dials; the line tells by `begun` whether it carries. Failure where nobody answers. */
  static async open(
    dial: Dial,
    terms: CarryTerms,
    { sink, signal }: { readonly sink: CarrySink; readonly signal: AbortSignal },
  ): Promise<CarryLine> {
    const line = new CarryLine(terms, sink);
    line.#own(await dial(line, signal), signal);
    return line;
  }

  /** Resolves as soon as it carries; false when it ended first. */
  get begun(): Promise<boolean> {
    return this.#begun.promise;
  }

  get ended(): Promise<CarryEnd> {
    return this.#ended.promise;
  }

  /** Where the next part begins. */
  get at(): number {
    return this.#at;
  }

  /** How much of an upload survives a crash of the relay. */
  get kept(): number {
    return this.#kept;
  }

  get open(): boolean {
    return this.#state !== "over";
  }

  /** How long a part may be. */
  get mostPart(): number {
    return this.#mostPart;
  }

  /** Whether all that was sent has left, so that its memory can be used again. */
  get idle(): boolean {
    return this.#link?.idle !== false;
  }

  /** Sends the next part, which stands behind PART_ROOM; resolves as soon as there is room for another, or the line is over. */
  async send(bytes: Uint8Array): Promise<void> {
    if (!this.open || !this.#link) return;
    const begin = HEADER_ROOM;
    const view = viewOf(bytes);
    view.setUint8(begin, PART_TAG);
    view.setUint32(begin + PART.offset, Math.floor(this.#at / 0x1_0000_0000));
    view.setUint32(begin + PART.offset + 4, this.#at >>> 0);
    this.#at += bytes.length - PART_ROOM;
    if (this.#link.sendInPlace(bytes, begin)) return;
    this.#full = true;
    await this.#room.promise;
  }

  /** There is room for more of a download. */
  resume(): void {
    this.#link?.resume();
  }

  /** Whether anything was heard since this was last asked. */
  heard(): boolean {
    const heard = this.#link?.heard === true;
    if (this.#link) this.#link.heard = false;
    return heard;
  }

  ping(): void {
    this.#link?.ping();
  }

  destroy(why: string): void {
    this.#link?.destroy(why);
    this.closed(CLOSE.lost, why);
  }

  [Symbol.dispose](): void {
    this.#link?.close(CLOSE.normal);
    this.closed(CLOSE.normal, "It was given up.");
  }

  frame(bytes: Uint8Array, from: number, to: number): void {
    const payload = bytes.subarray(from, to);
    if (this.#state === "greeting") this.#greet(payload);
    else this.#heard(carryCodec.decode(payload));
  }

  drained(): void {
    if (!this.#full) return;
    this.#full = false;
    this.#room.resolve();
    this.#room = Promise.withResolvers();
  }

  closed(code: number, reason: string): void {
    if (this.#state === "over") return;
    this.#state = "over";
    this.#begun.resolve(false);
    this.#room.resolve();
    this.#ended.resolve({ code, reason });
  }

  #own(link: Link, signal: AbortSignal): void {
    this.#link = link;
    this.#ask();
    const abort = () => this[Symbol.dispose]();
    signal.addEventListener("abort", abort);
    void this.ended.then(() => signal.removeEventListener("abort", abort));
    if (signal.aborted) abort();
  }

  #greet(payload: Uint8Array): void {
    const hello = relayCodec.decode(payload);
    if (hello.type !== "hello") throw new ProtocolError("Cannot carry anything for a relay that has not said hello");
    if (hello.frameBytes < LEAST_PART_BYTES) {
      throw new ProtocolError(`Cannot carry anything for a relay that takes ${hello.frameBytes} bytes at once`);
    }
    this.#hello = true;
    this.#mostPart = Math.min(MOST_PART_BYTES, hello.frameBytes);
    this.#state = "asking";
    this.#ask();
  }

  /** It may greet while the dial is not yet done with. */
  #ask(): void {
    if (!this.#hello) return;
    this.#link?.send(clientCodec.encode({ type: "carry", ticket: this.#terms.ticket }));
  }

  #heard(message: FromRelayCarry): void {
    if (this.#state === "asking") return this.#begin(message);
    switch (message.type) {
      case "carrying":
        throw new ProtocolError("Cannot begin a carry twice");
      case "kept":
        return this.#keep(message.offset);
      case "part":
        return this.#takePart(message.offset, message.bytes);
      default:
        return message satisfies never;
    }
  }

  #begin(message: FromRelayCarry): void {
    const { upload, size, from } = this.#terms;
    if (message.type !== "carrying") throw new ProtocolError("Cannot take anything before it is said what is carried");
    const { offset } = message;
    if (message.upload !== upload || message.size !== size) {
      throw new ProtocolError("Cannot carry another file than was asked for");
    }
    if (offset > size || (from !== undefined && offset !== from)) {
      throw new ProtocolError(
        `Cannot begin at ${offset}: ${from === undefined ? `it has ${size}` : `${from} was asked for`}`,
      );
    }
    this.#at = this.#kept = offset;
    this.#state = "carrying";
    this.#begun.resolve(true);
  }

  #keep(offset: number): void {
    if (!this.#terms.upload || offset < this.#kept || offset > this.#at) {
      throw new ProtocolError(`Cannot have ${offset} kept: ${this.#at} were sent, and ${this.#kept} kept before`);
    }
    this.#kept = offset;
    this.#sink.kept?.(offset);
  }

  #takePart(offset: number, bytes: Uint8Array): void {
    if (this.#terms.upload || offset !== this.#at || bytes.length === 0 || bytes.length > this.#terms.size - offset) {
      throw new ProtocolError(`Cannot take ${bytes.length} bytes at ${offset}: those from ${this.#at} come next`);
    }
    this.#at += bytes.length;
    if (this.#sink.part?.(bytes) === false) this.#link?.pause();
  }
}
