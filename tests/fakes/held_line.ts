/**
 * Somebody's way to the relay, on which lines come and go. It can be held: what was sent waits until a test carries it on, so that a test says who is heard
 * first. Bytes come in pieces.
 */
import { Link, type LinkSink } from "../../shared/link.ts";
import { MemoryPipe } from "../../shared/memory_pipe.ts";
import type { Dice } from "./dice.ts";
import type { TurnedRelay } from "./turned_relay.ts";

/** To the relay, or from it. */
export type Way = "up" | "down";

/** Into how many pieces what is written is cut at most. */
const PIECES = 4;

export class HeldLine {
  readonly #relay: TurnedRelay;
  readonly #dice: Dice | undefined;
  readonly #waiting: Record<Way, (() => void)[]> = { up: [], down: [] };
  #ends: { readonly near: MemoryPipe; readonly far: MemoryPipe }[] = [];
  #held = false;

  /** Without dice, bytes come as they were written. */
  constructor(relay: TurnedRelay, dice?: Dice) {
    this.#relay = relay;
    this.#dice = dice;
  }

  /** How many deliveries wait, that way or in all. */
  waiting(way?: Way): number {
    return way ? this.#waiting[way].length : this.waiting("up") + this.waiting("down");
  }

  /** A new line, seen from here. */
  dial(sink: LinkSink): { readonly link: Link; readonly pipe: MemoryPipe } {
    const near = this.#end("down");
    const far = this.#end("up");
    near.join(far);
    far.join(near);
    this.#ends.push({ near, far });
    far.own(this.#relay.running.accept(far, { masked: false }));
    const link = new Link(near, sink);
    near.own(link);
    return { link, pipe: near };
  }

  /** From now on nothing arrives by itself. */
  hold(): void {
    this.#held = true;
  }

  /** Everything arrives, now and from now on. */
  flow(): void {
    this.#held = false;
    this.carry("up");
    this.carry("down");
    // A pipe in memory whose far end is gone holds its writer back for ever; a socket tells him.
    for (const { near } of this.#ends) near.resume();
  }

  /** Carries the oldest on that were sent this way. */
  carry(way: Way, most = Infinity): void {
    for (const run of this.#waiting[way].splice(0, most)) run();
  }

  /** The relay is dead: nothing more arrives there, and here it is heard of as of anything else. */
  lose(): void {
    this.#waiting.up = [];
    for (const { near } of this.#ends.splice(0)) near.vanish();
  }

  #end(way: Way): MemoryPipe {
    return new MemoryPipe({
      soon: (run) => {
        if (this.#held) this.#waiting[way].push(run);
        else queueMicrotask(run);
      },
      cut: (bytes) => this.#dice ? pieces(bytes, this.#dice) : [bytes],
    });
  }
}

function pieces(bytes: Uint8Array, dice: Dice): readonly Uint8Array[] {
  const cuts = Array.from({ length: dice.below(PIECES) }, () => dice.below(bytes.length + 1)).sort((a, b) => a - b);
  return [0, ...cuts].map((from, place) => bytes.subarray(from, cuts[place])).filter((piece) => piece.length > 0);
}
