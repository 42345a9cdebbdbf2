/**
 * Visits as conversations: a letter is sent, the next one is waited for. The relay carries them; who is at the other end, and whether he is who he says,
 * is for those who talk.
 */
import type { ChannelId } from "../../shared/ids.ts";
import type { FromRelay } from "../../shared/messages.ts";
import { decodeLetter, encodeLetter, type Letter } from "./letters.ts";
import type { RelayLine } from "./relay_line.ts";

/** What came: a letter, or the end of the visit and why. */
export type Heard =
  | { readonly type: "letter"; readonly letter: Letter }
  | { readonly type: "over"; readonly code: number; readonly why: string };

export type VisitFrame = Extract<FromRelay, { readonly type: "visit" | "unvisit" }>;

/** The line went away; relays have codes of their own. */
export const CUT = 0;
const BROKEN = 255;
const BROKE: Heard = { type: "over", code: CUT, why: "The line broke." };
/** How many letters may wait to be read: neither side sends two in a row. */
const MOST_WAITING = 4;

/** One conversation, from one end. */
export class Visit implements Disposable {
  readonly number: number;
  readonly #line: RelayLine;
  readonly #over: (visit: Visit) => void;
  readonly #waiting: Heard[] = [];
  #wake: ((heard: Heard) => void) | undefined;
  #ended = false;

  constructor(line: RelayLine, number: number, over: (visit: Visit) => void) {
    this.#line = line;
    this.number = number;
    this.#over = over;
  }

  send(letter: Letter): void {
    if (!this.#ended) this.#line.send({ type: "visit", visit: this.number, body: encodeLetter(letter) });
  }

  /** The next letter, or the end. */
  next(): Promise<Heard> {
    const heard = this.#waiting.shift();
    if (heard) return Promise.resolve(heard);
    if (this.#ended) return Promise.resolve({ type: "over", code: CUT, why: "The visit is over." });
    const { promise, resolve } = Promise.withResolvers<Heard>();
    this.#wake = resolve;
    return promise;
  }

  heard(heard: Heard): void {
    if (heard.type === "over") this.#finish();
    if (this.#wake) {
      const wake = this.#wake;
      this.#wake = undefined;
      wake(heard);
    } else if (this.#waiting.length < MOST_WAITING) this.#waiting.push(heard);
  }

  /** Ends it, if the other side has not. */
  [Symbol.dispose](): void {
    if (!this.#ended) this.#line.send({ type: "unvisit", visit: this.number });
    this.#finish();
    this.#wake?.({ type: "over", code: CUT, why: "The visit is over." });
  }

  #finish(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#over(this);
  }
}

/** The visits of one line, own ones and those at doors kept here. */
export class Visits {
  readonly #line: RelayLine;
  readonly #visits = new Map<number, Visit>();
  #next = 1;
  #over = false;

  constructor(line: RelayLine) {
    this.#line = line;
  }

  /** Knocks at a channel's door; the knock is taken back should `signal` say so. */
  knock(channel: ChannelId, letter: Letter, signal?: AbortSignal): Visit {
    const takeBack = (): void => visit[Symbol.dispose]();
    signal?.addEventListener("abort", takeBack);
    const visit = this.#begin(this.#next++, () => signal?.removeEventListener("abort", takeBack));
    this.#line.send({ type: "knock", visit: visit.number, channel, body: encodeLetter(letter) });
    return visit;
  }

  /** Somebody knocked here. */
  answer(visit: number): Visit {
    return this.#begin(visit);
  }

  heard(frame: VisitFrame): void {
    const visit = this.#visits.get(frame.visit);
    if (!visit) return;
    if (frame.type === "unvisit") return visit.heard({ type: "over", code: frame.code, why: frame.text });
    const letter = decodeLetter(frame.body);
    visit.heard(letter ? { type: "letter", letter } : { type: "over", code: BROKEN, why: "That made no sense." });
  }

  /** The line is gone, and every visit with it. */
  end(): void {
    this.#over = true;
    for (const visit of [...this.#visits.values()]) visit.heard(BROKE);
  }

  /** Each is told how it ends: also one whose number a relay gives to another, and one that begins when the line is gone. */
  #begin(number: number, over = () => {}): Visit {
    this.#visits.get(number)?.heard(BROKE);
    const visit = new Visit(this.#line, number, () => {
      this.#visits.delete(number);
      over();
    });
    this.#visits.set(number, visit);
    if (this.#over) visit.heard(BROKE);
    return visit;
  }
}
