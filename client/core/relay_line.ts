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
import type { Identity, Random } from "./crypto/identity.ts";
import { answerHello, type Enter, type Hello, isGenuine, versionGap, versionsIn, type Welcome } from "./meeting.ts";

const clientCodec = messageCodec(clientTable);
const relayCodec = messageCodec(relayTable);
const PATIENT: ReadonlySet<Request["type"]> = new Set(["mine", "log", "wrap", "open", "shut", "page"]);
const HURRIED_MS = 1000;

/** What comes unasked. */
export type Unasked = Exclude<FromRelay, Answer | Hello | Welcome>;
/** What comes because it was asked for. */
export type Answer = Extract<FromRelay, { readonly ask: number }>;
/** A request without its number. */
export type Request = FromClient extends infer M ? M extends { readonly ask: number } ? Omit<M, "ask"> : never : never;
/** The answer to a request: what was asked for, or no. */
export type AnswerOf<K extends Answer["type"]> = Extract<Answer, { readonly type: K | "no" }>;
/** A page, with the frames that followed it. */
export interface Page {
  readonly frames: readonly Unasked[];
  readonly more: boolean;
}

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
  readonly dial: (sink: LinkSink, signal: AbortSignal) => Promise<Link>;
  readonly identity: Identity;
  readonly nick: string;
  readonly random: Random;
  readonly clock: Clock;
  /** The relay's key, known from before. */
  readonly pinned: Uint8Array | undefined;
  readonly heard: (message: Unasked) => void;
}

interface Waiting {
  /** What was asked for, and the type of its answer. */
  readonly type: FromRelay["type"];
  readonly resolve: (answer: Answer | Page) => void;
  readonly reject: (error: LineLost) => void;
}

/** Dials, enters, and gives the line once the relay has shown that it holds its key; LineLost otherwise. */
export async function openLine(options: LineOptions, signal: AbortSignal): Promise<RelayLine> {
  const line = new RelayLine(options);
  await line.enter(await options.dial(line, signal), signal);
  return line;
}

export class RelayLine implements LinkSink {
  readonly #options: LineOptions;
  readonly #waiting = new Map<number, Waiting>();
  readonly #welcomed = Promise.withResolvers<void>();
  readonly #ended = Promise.withResolvers<LineLost>();
  #link: Link | undefined;
  #hello: Hello | undefined;
  #enter: Enter | undefined;
  #over: LineLost | undefined;
  #ask = 0;
  /** The page whose frames are coming. */
  #page: PageInFlight | undefined;

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
    this.#link?.destroy(why);
    this.#lose(new LineLost(why));
  }

  frame(bytes: Uint8Array, from: number, to: number): void {
    const payload = bytes.slice(from, to);
    const versions = this.#hello ? undefined : versionsIn(payload);
    // Before it is read in whole: what another version has in it cannot be.
    const gap = versions && versionGap(versions);
    if (gap !== undefined) return this.#refuse(gap);
    const message = relayCodec.decode(payload);
    if (message.type === "hello" || message.type === "welcome") this.#meet(message);
    else if (!this.#enter) throw new ProtocolError("Cannot listen to a relay that has not said hello");
    else if (message.type === "page") this.#beginPage(message);
    else if ("ask" in message) this.#answered(message);
    else if (this.#page) this.#pageFrame(this.#page, message);
    else this.#options.heard(message);
  }

  drained(): void {}

  closed(code: number, reason: string): void {
    this.#lose(new LineLost(reason, code));
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
    const ask = this.#ask = (this.#ask + 1) >>> 0;
    const { promise, resolve, reject } = Promise.withResolvers<Answer | Page>();
    this.#waiting.set(ask, { type, resolve, reject });
    this.send({ ...request, ask } as FromClient);
    return promise;
  }

  #answered(message: Answer): void {
    this.#settle(message.ask, message);
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

  #lose(why: LineLost): void {
    if (this.#over) return;
    this.#over = why;
    this.#welcomed.reject(why);
    for (const { reject } of this.#waiting.values()) reject(why);
    this.#waiting.clear();
    this.#ended.resolve(why);
  }
}

interface PageInFlight {
  readonly ask: number;
  readonly more: boolean;
  readonly frames: Unasked[];
  left: number;
}

/** What the person is told when the relay's key is not the one it had. */
export const OTHER_RELAY =
  "This is not the relay that was here before: its key has changed. If its operator says so, forget the old one; else somebody is posing as it.";
