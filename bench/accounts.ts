/** pychat identities for the generator's connections, made once and used again for every relay: each has a fresh data directory. */
import { type Card, card } from "../shared/card.ts";
import { type ChannelId } from "../shared/ids.ts";
import { encode } from "../shared/wire.ts";
import { cardOf, createIdentity, type Identity } from "../client/core/crypto/identity.ts";

/** An identity and the card that shows it. */
export interface Account {
  readonly identity: Identity;
  readonly card: Card;
}

/** What the generator writes in place of a channel for a connection that joins none. */
const NO_CHANNEL = "0".repeat(32);

/** Identities by number, made when first asked for. */
export class Accounts {
  readonly #prefix: string;
  readonly #made: Account[] = [];

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** The first `count` of them. */
  take(count: number): readonly Account[] {
    while (this.#made.length < count) {
      const identity = createIdentity(random);
      this.#made.push({ identity, card: cardOf(identity, `${this.#prefix}${this.#made.length}`) });
    }
    return this.#made.slice(0, count);
  }
}

/** The line that the generator reads for a connection: seed, card and channel. These identities live as long as the bench does. */
export function accountLine(account: Account, channel: ChannelId | undefined): string {
  return `${account.identity.seed.toHex()} ${encode(card, account.card).toHex()} ${channel ?? NO_CHANNEL}\n`;
}

export function random(size: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(size));
}
