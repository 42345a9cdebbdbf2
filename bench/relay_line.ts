/** One identity's connection to a relay, as far as setting up channels needs it: enters, asks, waits until all is done. */
import { type Account, random } from "./accounts.ts";
import { sign } from "../client/core/crypto/identity.ts";
import { card } from "../shared/card.ts";
import { FIELD_BYTES, frame, FRAME_BYTES, OPCODE, RAW_MAGIC, Splitter } from "../shared/frames.ts";
import { clientTable, type FromClient, type FromRelay, PROTOCOL_VERSION, relayTable } from "../shared/messages.ts";
import { LABEL } from "../shared/public_key.ts";
import { encode, messageCodec } from "../shared/wire.ts";

const fromClient = messageCodec(clientTable);
const fromRelay = messageCodec(relayTable);

export class RelayLine implements Disposable {
  readonly #socket: Deno.TcpConn;
  readonly #splitter = new Splitter({ masked: false, most: FRAME_BYTES + FIELD_BYTES });

  private constructor(socket: Deno.TcpConn) {
    this.#socket = socket;
  }

  /** Connects and enters as this account. */
  static async enter(port: number, account: Account): Promise<RelayLine> {
    const socket = await Deno.connect({ hostname: "127.0.0.1", port });
    socket.setNoDelay(); // small requests one after the other would each wait for an acknowledgement
    const line = new RelayLine(socket);
    await line.#write(Uint8Array.from(RAW_MAGIC));
    const hello = await line.#until("hello");
    const challenge = random(32);
    const parts = [hello.relayKey, hello.challenge, challenge, encode(card, account.card)];
    const proof = sign(account.identity, LABEL.enter, ...parts);
    await line.send([{ type: "enter", version: PROTOCOL_VERSION, card: account.card, challenge, proof }]);
    await line.#until("welcome");
    return line;
  }

  async send(messages: readonly FromClient[]): Promise<void> {
    for (const message of messages) await this.#write(frame(OPCODE.binary, fromClient.encode(message)));
  }

  /** Waits until the relay has done what was asked under this number; throws if it refused anything. */
  async done(ask: number): Promise<void> {
    while ((await this.#until("done")).ask !== ask);
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }

  async #until<Type extends FromRelay["type"]>(type: Type): Promise<Extract<FromRelay, { type: Type }>> {
    for (;;) {
      const message = await this.#next();
      if (message.type === "no") throw new Error(`Cannot set up a channel: the relay says "${message.text}"`);
      if (isOf(message, type)) return message;
    }
  }

  async #next(): Promise<FromRelay> {
    const buffer = new Uint8Array(65_536);
    for (;;) {
      if (this.#splitter.next()) {
        const { bytes, from, to, opcode } = this.#splitter;
        if (opcode === OPCODE.binary) return fromRelay.decode(bytes.slice(from, to));
        if (opcode === OPCODE.close) throw new Error("Cannot set up a channel: the relay closed the line");
        continue;
      }
      const size = await this.#socket.read(buffer);
      if (size === null) throw new Error("Cannot set up a channel: the line broke");
      this.#splitter.feed(buffer.slice(0, size));
    }
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let left = bytes; left.length > 0;) left = left.subarray(await this.#socket.write(left));
  }
}

function isOf<Type extends FromRelay["type"]>(
  message: FromRelay,
  type: Type,
): message is Extract<FromRelay, { type: Type }> {
  return message.type === type;
}
