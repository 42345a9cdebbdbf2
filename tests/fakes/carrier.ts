/** A client's second line, on which it carries one file: it shows its ticket, sends or takes parts, and keeps what it was told. */
import { Link, type LinkOptions, type LinkSink, type Pipe } from "../../shared/link.ts";
import {
  clientCarryTable,
  clientTable,
  type FromRelayCarry,
  relayCarryTable,
  relayTable,
} from "../../shared/messages.ts";
import { messageCodec } from "../../shared/wire.ts";
import { until } from "./until.ts";

const client = messageCodec(clientTable);
const clientCarry = messageCodec(clientCarryTable);
const relay = messageCodec(relayTable);
const relayCarry = messageCodec(relayCarryTable);
const PART_BYTES = 65_536;

type Carrying = Extract<FromRelayCarry, { readonly type: "carrying" }>;

export interface CarrierOptions extends LinkOptions {
  /** After so many bytes it reads no more, until its link is resumed. */
  readonly stopsAt?: number;
}

export class Carrier implements LinkSink {
  readonly link: Link;
  readonly #ticket: Uint8Array;
  #stopsAt: number;
  readonly #parts: Uint8Array[] = [];
  #greeted = false;
  #full = false;
  #carrying: Carrying | undefined;
  /** Every `kept` that was heard. */
  readonly kept: number[] = [];
  /** How many bytes have come. */
  taken = 0;
  closedWith: { readonly code: number; readonly reason: string } | undefined;

  constructor(pipe: Pipe & { own(owner: Link): void }, ticket: Uint8Array, options: CarrierOptions = {}) {
    this.#ticket = ticket;
    this.#stopsAt = options.stopsAt ?? Infinity;
    this.link = new Link(pipe, this, options);
    pipe.own(this.link);
  }

  /** What the relay said that this line carries. */
  get carrying(): Carrying {
    if (!this.#carrying) throw new Error(`Cannot tell what is carried: ${JSON.stringify(this.closedWith)}`);
    return this.#carrying;
  }

  /** All that came, as one. */
  get bytes(): Uint8Array {
    const all = new Uint8Array(this.taken);
    let at = 0;
    for (const part of this.#parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  frame(bytes: Uint8Array, from: number, to: number): void {
    const payload = bytes.slice(from, to);
    if (!this.#greeted) return this.#greet(payload);
    const message = relayCarry.decode(payload);
    if (message.type === "carrying") this.#carrying = message;
    else if (message.type === "kept") this.kept.push(message.offset);
    else this.#take(message.offset, message.bytes);
    if (this.taken < this.#stopsAt) return;
    this.#stopsAt = Infinity;
    this.link.pause();
  }

  drained(): void {
    this.#full = false;
  }

  closed(code: number, reason: string): void {
    this.closedWith = { code, reason };
  }

  /** It may send; or the relay would not have it. */
  async begun(): Promise<this> {
    await until(() => this.#carrying !== undefined || this.closedWith !== undefined, "the carry begins or is refused");
    return this;
  }

  send(offset: number, bytes: Uint8Array): void {
    if (!this.link.send(clientCarry.encode({ type: "part", offset, bytes }))) this.#full = true;
  }

  /** Sends what the relay does not have of a file, up to `to`. */
  async sendAll(file: Uint8Array, to = file.length): Promise<void> {
    const { offset } = this.carrying;
    for (let at = offset; at < to && !this.closedWith; at += PART_BYTES) {
      this.send(at, file.subarray(at, Math.min(to, at + PART_BYTES)));
      await until(() => !this.#full || this.closedWith !== undefined, "the relay takes more");
    }
  }

  async untilKept(offset: number): Promise<void> {
    await until(() => (this.kept.at(-1) ?? 0) >= offset, () => `${offset} bytes are kept; ${this.#state()}`);
  }

  async untilTaken(bytes: number): Promise<void> {
    await until(() => this.taken >= bytes, () => `${bytes} bytes have come; ${this.#state()}`);
  }

  async untilClosed(): Promise<{ readonly code: number; readonly reason: string }> {
    await until(() => this.closedWith !== undefined, () => `the line is closed; ${this.#state()}`);
    return this.closedWith ?? { code: NaN, reason: "" };
  }

  #greet(payload: Uint8Array): void {
    const { type } = relay.decode(payload);
    if (type !== "hello") throw new Error(`Cannot begin: the relay says "${type}"`);
    this.#greeted = true;
    this.link.send(client.encode({ type: "carry", ticket: this.#ticket }));
  }

  #take(offset: number, bytes: Uint8Array): void {
    const expected = this.carrying.offset + this.taken;
    if (offset !== expected) throw new Error(`Cannot take a part at ${offset}: ${expected} comes next`);
    this.taken += bytes.length;
    this.#parts.push(bytes);
  }

  #state(): string {
    return `kept ${this.kept.at(-1)}, taken ${this.taken}, closed ${JSON.stringify(this.closedWith)}`;
  }
}
