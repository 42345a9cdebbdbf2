/** The relay itself at the door: whatever somebody knocks at, it answers the letters of his visit as it likes, and nobody who keeps a door hears of it. */
import { cardOf, createIdentity } from "../../client/core/crypto/identity.ts";
import { decodeLetter, encodeLetter, type Letter, VERDICT, type Verdict } from "../../client/core/letters.ts";
import { random } from "./guest.ts";
import type { HostileRelay } from "./hostile_relay.ts";

/** What it says to a letter. */
export type Answers = (letter: Letter, keeper: HostileKeeper) => readonly Letter[];

export class HostileKeeper implements Disposable {
  readonly identity = createIdentity(random);
  readonly card = cardOf(this.identity, "keeper");
  /** What the visitor has written, all visits together. */
  readonly heard: Letter[] = [];
  readonly #relay: HostileRelay;
  readonly #who: string;
  readonly #listens: Disposable;

  /** From now on until it is disposed of, all visits of this one. */
  constructor(relay: HostileRelay, who: string, answers: Answers) {
    this.#relay = relay;
    this.#who = who;
    this.#listens = relay.says(who, (message) => {
      if (message.type !== "knock" && message.type !== "visit") return message.type === "unvisit" ? [] : [message];
      const letter = decodeLetter(message.body);
      if (letter) this.#hears(message.visit, letter, answers);
      return [];
    });
  }

  /** The letter with which every keeper begins. */
  get answer(): Letter {
    return { type: "answer", sid: random(16), card: this.card };
  }

  [Symbol.dispose](): void {
    this.#listens[Symbol.dispose]();
  }

  #hears(visit: number, letter: Letter, answers: Answers): void {
    this.heard.push(letter);
    for (const answer of answers(letter, this)) {
      this.#relay.tell(this.#who, { type: "visit", visit, body: encodeLetter(answer) });
    }
  }
}

export function verdict(verdict: Verdict, sealed: Uint8Array = new Uint8Array(0)): Letter {
  return { type: "verdict", code: VERDICT[verdict], sealed };
}
