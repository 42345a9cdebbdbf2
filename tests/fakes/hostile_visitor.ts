/** Somebody at a door who keeps to no rule: he guesses as he likes, at as many visits at once as he likes, and walks away when it suits him. */
import { VisitorHalf } from "../../client/core/crypto/door.ts";
import { decodeLetter, DOOR_VERSION, encodeLetter, type Letter, type LetterOf } from "../../client/core/letters.ts";
import { type Verdict, verdictOf } from "../../client/core/letters.ts";
import type { Card } from "../../shared/card.ts";
import type { ChannelId, IdentityId } from "../../shared/ids.ts";
import { type Guest, random } from "./guest.ts";
import type { HostileRelay } from "./hostile_relay.ts";

export class HostileVisitor {
  readonly guest: Guest;
  readonly channel: ChannelId;
  readonly #relay: HostileRelay;
  #visits = 0;

  private constructor(relay: HostileRelay, guest: Guest, channel: ChannelId) {
    this.#relay = relay;
    this.guest = guest;
    this.channel = channel;
  }

  static async at(relay: HostileRelay, channel: ChannelId, nick = "eve"): Promise<HostileVisitor> {
    return new HostileVisitor(relay, await relay.guest(nick), channel);
  }

  get id(): IdentityId {
    return this.guest.identity.id;
  }

  /** Knocks once more. */
  async knock(card: Card = this.guest.card): Promise<Knocking> {
    const knock: LetterOf<"knock"> = { type: "knock", version: DOOR_VERSION, sid: random(16), card };
    const visit = ++this.#visits;
    this.guest.say({ type: "knock", visit, channel: this.channel, body: encodeLetter(knock) });
    await this.#relay.settled();
    return new Knocking(this.#relay, this.guest, { visit, knock, channel: this.channel });
  }

  /** Knocks, guesses, and goes as soon as there is an answer, which tells him whether the PIN was right. */
  async guessAndGo(pin: string): Promise<"right" | "wrong" | Verdict | undefined> {
    const knocking = await this.knock();
    const said = await knocking.guess(pin);
    knocking.goes();
    await this.#relay.settled();
    return said;
  }
}

/** One visit of his. */
export class Knocking {
  readonly #relay: HostileRelay;
  readonly #guest: Guest;
  readonly #visit: number;
  readonly #knock: LetterOf<"knock">;
  readonly #channel: ChannelId;
  #half: VisitorHalf | undefined;
  #reply: LetterOf<"reply"> | undefined;

  constructor(relay: HostileRelay, guest: Guest, { visit, knock, channel }: {
    readonly visit: number;
    readonly knock: LetterOf<"knock">;
    readonly channel: ChannelId;
  }) {
    this.#relay = relay;
    this.#guest = guest;
    this.#visit = visit;
    this.#knock = knock;
    this.#channel = channel;
  }

  /** Sends his share for a PIN; whether the keeper's answer is right for it, or the verdict he gave instead. */
  async guess(pin: string): Promise<"right" | "wrong" | Verdict | undefined> {
    const answer = this.letters("answer").at(-1);
    if (!answer) return this.verdict();
    this.#half = new VisitorHalf({
      ...{ pin, name: "Work", channel: this.#channel, visitor: this.#knock.card, keeper: answer.card },
      sids: [this.#knock.sid, answer.sid],
    }, random);
    await this.say({ type: "share", share: this.#half.share });
    const reply = this.letters("reply").at(-1);
    this.#reply = reply;
    if (!reply) return this.verdict();
    return this.#half.prove(reply) ? "right" : "wrong";
  }

  /** What proves that he guessed right, if he did. */
  get proof(): Uint8Array | undefined {
    return this.#reply && this.#half?.prove(this.#reply);
  }

  async say(letter: Letter): Promise<void> {
    this.#guest.say({ type: "visit", visit: this.#visit, body: encodeLetter(letter) });
    await this.#relay.settled();
  }

  /** The letters of a type that he has got. */
  letters<K extends Letter["type"]>(type: K): readonly LetterOf<K>[] {
    return this.#guest.heard.flatMap((heard) => {
      const letter = heard.type === "visit" && heard.visit === this.#visit ? decodeLetter(heard.body) : undefined;
      return letter?.type === type ? [letter as LetterOf<K>] : [];
    });
  }

  verdict(): Verdict | undefined {
    const verdict = this.letters("verdict").at(-1);
    return verdict && verdictOf(verdict.code);
  }

  goes(): void {
    this.#guest.say({ type: "unvisit", visit: this.#visit });
  }
}
