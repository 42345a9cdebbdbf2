/** Who is connected: every line from its first byte on, and every identity that proved itself, once. */
import { CLOSE } from "../shared/frames.ts";
import type { IdentityId } from "../shared/ids.ts";
import type { Peer } from "./peer.ts";

const SWEPT_AT_ONCE = 256;

/** How long each side of a line may be silent. A round of sweeps begins every second. */
export interface SilenceLimits {
  /** Until a line has proved an identity. */
  readonly handshakeTime: number;
  /** Until the relay asks whether anybody is there, and until it gives up. */
  readonly pingTime: number;
  readonly idleTime: number;
}

export class Sessions {
  readonly #peers = new Set<Peer>();
  readonly #byIdentity = new Map<IdentityId, Peer>();
  /** Who is still to be asked in this round. */
  #round: SetIterator<Peer> | undefined;

  get size(): number {
    return this.#peers.size;
  }

  get entered(): Iterable<Peer> {
    return this.#byIdentity.values();
  }

  add(peer: Peer): void {
    this.#peers.add(peer);
  }

  /** This peer is that identity from now on; an older session of it is closed at once, whatever became of its line. */
  enter(peer: Peer, identity: IdentityId): void {
    const ghost = this.#byIdentity.get(identity);
    this.#byIdentity.set(identity, peer);
    ghost?.close(CLOSE.replaced, "You have connected again from elsewhere.");
  }

  remove(peer: Peer): void {
    this.#peers.delete(peer);
    if (peer.identity && this.#byIdentity.get(peer.identity) === peer) this.#byIdentity.delete(peer.identity);
  }

  find(identity: IdentityId): Peer | undefined {
    return this.#byIdentity.get(identity);
  }

  /** Asks the silent whether they are there, some hundred at a time: ten thousand at once would hold up every message. True: the round goes on. */
  sweep(now: number, limits: SilenceLimits): boolean {
    const round = this.#round ??= this.#peers.values();
    for (let asked = 0; asked < SWEPT_AT_ONCE; asked++) {
      const { value, done } = round.next();
      if (done) {
        this.#round = undefined;
        return false;
      }
      value.sweep(now, limits);
    }
    return true;
  }

  closeAll(code: number, reason: string): void {
    for (const peer of [...this.#peers]) peer.close(code, reason);
  }
}
