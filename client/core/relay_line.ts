/**
 * One line to a relay, from hello to goodbye: meets it, asks and gets answers, and hands on what comes unasked. What that means is its owner's business.
 * It knows nothing of channels, keys or coming back after a cut.
 */
import type { Clock } from "../../shared/clock.ts";
import { CODE } from "../../shared/codes.ts";
import { CLOSE } from "../../shared/frames.ts";
import { toHex } from "../../shared/ids.ts";
import type { Link, LinkSink } from "../../shared/link.ts";
import { clientTable, type FromClient, type FromRelay, relayTable } from "../../shared/messages.ts";
import { ProtocolError } from "../../shared/protocol_error.ts";
import { messageCodec } from "../../shared/wire.ts";
import { type Answer, Asking, type Page, type Unasked } from "./asking.ts";
import type { Identity, Random } from "./crypto/identity.ts";
import {
  answerHello,
  type Enter,
  type Hello,
  isGenuine,
  type Unmet,
  unmetWords,
  versionGap,
  versionsIn,
  type Welcome,
} from "./meeting.ts";

const clientCodec = messageCodec(clientTable);
const relayCodec = messageCodec(relayTable);
const PATIENT: ReadonlySet<Request["type"]> = new Set(["mine", "log", "wrap", "open", "shut", "page"]);
const HURRIED_MS = 1000;
/** How long a relay has to let us in, or say why not: who only takes connections would be waited for for ever. */
const MEET_MS = 15_000;

/** How a link ends before anything was heard on it that a relay says. */
const UNMET_BY: Readonly<Partial<Record<number, Unmet>>> = {
  [CLOSE.lost]: "hung up",
  [CLOSE.protocol]: "garbled",
  [CLOSE.large]: "garbled",
};

/** A request without its number. */
export type Request = FromClient extends infer M ? M extends { readonly ask: number } ? Omit<M, "ask"> : never : never;
/** The answer to a request: what was asked for, or no. */
export type AnswerOf<K extends Answer["type"]> = Extract<Answer, { readonly type: K | "no" }>;
/** The line is gone, or the relay would not have us: why, in words. `code` is the relay's, if it gave one. */
export class LineLost extends Error {
  override readonly name = "LineLost";
  readonly code: number;
  /** Trying again would come to the same. */
  readonly final: boolean;

  constructor(why: string, code: number = CLOSE.lost, final = code === CLOSE.replaced) {
    super(why);
    this.code = code;
    this.final = final;
  }
}

export interface LineOptions {
  /** The relay's address as people write it. */
  readonly relay: string;
  readonly dial: (sink: LinkSink, signal: AbortSignal) => Promise<Link>;
  readonly identity: Identity;
  readonly nick: string;
  readonly random: Random;
  readonly clock: Clock;
  /** The relay's key, known from before. */
  readonly pinned: Uint8Array | undefined;
  readonly heard: (message: Unasked) => void;
}

/** Dials, enters, and gives the line once the relay has shown that it holds its key; LineLost otherwise. */
export async function openLine(options: LineOptions, signal: AbortSignal): Promise<RelayLine> {
  const line = new RelayLine(options);
  await line.enter(await options.dial(line, signal), signal);
  return line;
}

export class RelayLine implements LinkSink {
  readonly #options: LineOptions;
  readonly #asking = new Asking();
  readonly #welcomed = Promise.withResolvers<void>();
  readonly #ended = Promise.withResolvers<LineLost>();
  #link: Link | undefined;
  #hello: Hello | undefined;
  #enter: Enter | undefined;
  /** It has shown that it holds its key: before that anybody could be speaking. */
  #met = false;
  #over: LineLost | undefined;

  constructor(options: LineOptions) {
    this.#options = options;
    this.#welcomed.promise.catch(() => {});
  }

  /** What the relay said of itself. */
  get hello(): Hello {
    if (!this.#hello) throw new RangeError("Cannot tell what the relay is: it has not said hello");
    return this.#hello;
  }

  /** Resolves when the line is gone, with the reason. */
  get ended(): Promise<LineLost> {
    return this.#ended.promise;
  }

  get open(): boolean {
    return this.#over === undefined;
  }

  async enter(link: Link, signal: AbortSignal): Promise<void> {
    this.#link = link;
    if (this.#over) {
      link.close(CLOSE.normal, "");
      throw this.#over;
    }
    this.#answerHello();
    const abort = () => this.close("You left.");
    signal.addEventListener("abort", abort);
    this.ended.then(() => signal.removeEventListener("abort", abort));
    if (signal.aborted) abort();
    const { relay, clock } = this.#options;
    using _deadline = clock.after(MEET_MS, () => this.destroy(unmetWords(relay, this.#hello ? "halfway" : "silent")));
    await this.#welcomed.promise;
  }

  send(message: FromClient): void {
    if (this.open) this.#link?.send(clientCodec.encode(message));
  }

  /** Asks; gives the answer, or LineLost when the line goes before it comes. */
  async ask<K extends Answer["type"]>(request: Request, type: K): Promise<AnswerOf<K>> {
    return await this.#askPatiently(request, type) as AnswerOf<K>;
  }

  /** Asks for stored frames; undefined when the relay has none for us. */
  async page(request: Request & { readonly type: "page" }): Promise<Page | undefined> {
    const answer = await this.#askPatiently(request, "page");
    return "frames" in answer ? answer : undefined;
  }

  ping(): void {
    this.#link?.ping();
  }

  /** Whether anything was heard since this was last asked. */
  heard(): boolean {
    const link = this.#link;
    const heard = link?.heard === true;
    if (link) link.heard = false;
    return heard;
  }

  close(why: string): void {
    this.#link?.close(CLOSE.normal, "");
    this.#lose(new LineLost(why, CLOSE.normal));
  }

  /** Gives up a line on which nothing is heard. */
  destroy(why: string): void {
    // First, since the link has words of its own for its end.
    this.#lose(new LineLost(why));
    this.#link?.destroy(why);
  }

  frame(bytes: Uint8Array, from: number, to: number): void {
    const payload = bytes.slice(from, to);
    const versions = this.#hello ? undefined : versionsIn(payload);
    // Before it is read in whole: what another version has in it cannot be.
    const gap = versions && versionGap(versions);
    if (gap !== undefined) return this.#refuse(gap);
    const message = relayCodec.decode(payload);
    if (message.type === "hello" || message.type === "welcome") this.#meet(message);
    else if (!this.#met) throw new ProtocolError("Cannot listen to a relay that has not shown that it holds its key");
    else this.#take(message);
  }

  drained(): void {}

  closed(code: number, reason: string): void {
    const unmet = this.#hello ? undefined : UNMET_BY[code];
    this.#lose(new LineLost(unmet ? unmetWords(this.#options.relay, unmet) : reason, code));
  }

  #take(message: Answer | Unasked): void {
    const unasked = this.#asking.take(message);
    if (unasked) this.#options.heard(unasked);
  }

  #meet(message: Hello | Welcome): void {
    if (message.type === "hello") {
      if (this.#hello) throw new ProtocolError("Cannot meet a relay twice");
      this.#hello = message;
      // It may come while the dial is not yet done with.
      if (this.#link) this.#answerHello();
    } else if (this.#hello && this.#enter) {
      if (!isGenuine(this.#hello, this.#enter, message)) {
        return this.#refuse("It does not hold the key it shows. Somebody may be posing as this relay.");
      }
      this.#met = true;
      this.#welcomed.resolve();
    }
  }

  #answerHello(): void {
    const hello = this.#hello;
    if (!hello || this.#enter) return;
    const { pinned, identity, nick, random } = this.#options;
    if (pinned && toHex(pinned) !== toHex(hello.relayKey)) return this.#refuse(OTHER_RELAY);
    const enter = this.#enter = answerHello(hello, identity, nick, random(32));
    this.send(enter);
  }

  #refuse(why: string): void {
    this.#lose(new LineLost(why, CLOSE.policy, true));
    this.#link?.close(CLOSE.normal, "");
  }

  /** Who comes into many channels at once asks faster than a relay allows: what nobody waits for is asked again. */
  async #askPatiently(request: Request, type: FromRelay["type"]): Promise<Answer | Page> {
    for (;;) {
      const answer = await this.#askFor(request, type);
      const hurried = "type" in answer && answer.type === "no" && answer.code === CODE.fast;
      if (!hurried || !PATIENT.has(request.type)) return answer;
      await this.#options.clock.sleep(HURRIED_MS);
    }
  }

  #askFor(request: Request, type: FromRelay["type"]): Promise<Answer | Page> {
    if (this.#over) return Promise.reject(this.#over);
    const { ask, answer } = this.#asking.begin(type);
    this.send({ ...request, ask } as FromClient);
    return answer;
  }

  #lose(why: LineLost): void {
    if (this.#over) return;
    this.#over = why;
    this.#welcomed.reject(why);
    this.#asking.giveUp(why);
    this.#ended.resolve(why);
  }
}

/** What the person is told when the relay's key is not the one it had. */
export const OTHER_RELAY =
  "This is not the relay that was here before: its key has changed. Ask its operator, another way: if it was set up anew, another name gets you in; else somebody is posing as it.";
