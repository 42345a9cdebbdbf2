/** What was asked of a relay and is not answered yet: each answer belongs to one question, and a page is an answer of many frames. */
import type { FromRelay } from "../../shared/messages.ts";
import { ProtocolError } from "../../shared/protocol_error.ts";
import type { Hello, Welcome } from "./meeting.ts";

/** What comes because it was asked for. */
export type Answer = Extract<FromRelay, { readonly ask: number }>;
/** What comes unasked. */
export type Unasked = Exclude<FromRelay, Answer | Hello | Welcome>;
/** A page, with the frames that followed it. */
export interface Page {
  readonly frames: readonly Unasked[];
  readonly more: boolean;
}

interface Waiting {
  /** What was asked for: the type of its answer. */
  readonly type: FromRelay["type"];
  readonly resolve: (answer: Answer | Page) => void;
  readonly reject: (error: Error) => void;
}

interface PageInFlight {
  readonly ask: number;
  readonly more: boolean;
  readonly frames: Unasked[];
  left: number;
}

export class Asking {
  readonly #waiting = new Map<number, Waiting>();
  #ask = 0;
  /** The page whose frames are coming. */
  #page: PageInFlight | undefined;

  /** The number of a new question, and what comes of it. */
  begin(type: FromRelay["type"]): { readonly ask: number; readonly answer: Promise<Answer | Page> } {
    const ask = this.#ask = (this.#ask + 1) >>> 0;
    const { promise: answer, resolve, reject } = Promise.withResolvers<Answer | Page>();
    this.#waiting.set(ask, { type, resolve, reject });
    return { ask, answer };
  }

  /** Takes an answer, or a frame of the page that is coming; gives back what is neither. */
  take(message: Answer | Unasked): Unasked | undefined {
    if (message.type === "page") this.#beginPage(message);
    else if ("ask" in message) this.#settle(message.ask, message);
    else if (this.#page) this.#pageFrame(this.#page, message);
    else return message;
    return undefined;
  }

  /** No more answers come. */
  giveUp(why: Error): void {
    for (const { reject } of this.#waiting.values()) reject(why);
    this.#waiting.clear();
  }

  #beginPage({ ask, count, more }: FromRelay & { readonly type: "page" }): void {
    if (count === 0) return this.#settle(ask, { frames: [], more });
    this.#page = { ask, more, frames: [], left: count };
  }

  #pageFrame(page: PageInFlight, message: Unasked): void {
    page.frames.push(message);
    if (--page.left > 0) return;
    this.#page = undefined;
    this.#settle(page.ask, { frames: page.frames, more: page.more });
  }

  #settle(ask: number, answer: Answer | Page): void {
    const waiting = this.#waiting.get(ask);
    const type = "frames" in answer ? "page" : answer.type;
    if (!waiting || (type !== "no" && type !== waiting.type)) {
      throw new ProtocolError("Cannot take an answer that nobody asked for");
    }
    this.#waiting.delete(ask);
    waiting.resolve(answer);
  }
}
