/**
 * What a member says on its way out: kept in the vault before it is sent, sealed at the head there is, sent again after a cut or when the channel changed
 * under it, until the relay sends it back.
 */
import { CODE } from "../../shared/codes.ts";
import type { ChannelId, MemberNumber } from "../../shared/ids.ts";
import type { FromRelay } from "../../shared/messages.ts";
import { decodeSaid, encodeSaid, type MessageRef, type Said } from "./content.ts";
import { roomFor, sealBox } from "./crypto/box.ts";
import type { EngineDeps } from "./engine_deps.ts";
import type { Message, Row } from "./events.ts";
import type { Feed } from "./feed.ts";
import type { Outcome } from "./intents.ts";
import { MOST_WAITING, Outbox } from "./outbox.ts";
import { cardOf } from "./crypto/identity.ts";
import type { SavedPost } from "./vault_state.ts";

type Refused = Extract<FromRelay, { readonly type: "refused" }>;

/** How long to wait where the relay says that this is too fast. */
const TOO_FAST_MS = 1000;
/** The relay takes this again as it is, now or a little later. */
const PASSING: ReadonlySet<number> = new Set([CODE.stale, CODE.owed, CODE.fast, CODE.early]);
const TOO_MUCH: Outcome = {
  ok: false,
  code: "failed",
  why: `${MOST_WAITING} messages wait to be sent here already. Wait until some of them are.`,
};

export class Speech {
  readonly #channel: ChannelId;
  readonly #feed: Feed;
  readonly #deps: EngineDeps;
  #outbox: Outbox;
  /** The number under which the counters count. */
  #as: MemberNumber | undefined;
  #ready = false;
  /** The relay said that this is too fast: nothing goes for a moment, or every refusal and echo would send all of it again. */
  #paused = false;
  /** The log's length when things were last sent. */
  #sentAt = 0;

  constructor(channel: ChannelId, feed: Feed, deps: EngineDeps, saved: {
    readonly counter: number;
    readonly outbox: readonly SavedPost[];
  }) {
    this.#channel = channel;
    this.#feed = feed;
    this.#deps = deps;
    this.#outbox = new Outbox(saved.counter, saved.outbox);
    this.#as = feed.ledger.you;
  }

  get saved(): { readonly counter: number; readonly outbox: readonly SavedPost[] } {
    // A crash must not make what was typed under another number this one's.
    if (this.#renamed) return { counter: 0, outbox: [] };
    return { counter: this.#outbox.taken, outbox: this.#outbox.posts };
  }

  /** Whether anything may have been taken that has not been seen to come back. */
  get awaits(): boolean {
    return this.#outbox.posts.length > 0;
  }

  /** Shows what was on its way when this began, as it is still. */
  showPending(): void {
    for (const post of this.#outbox.posts) this.#emitPending(post);
  }

  /** Resolves when it is safe from a crash; that it was taken is told by its coming back. */
  async say(content: Said): Promise<Outcome> {
    const you = this.#feed.ledger.you;
    if (you === undefined) return { ok: false, code: "absent", why: "You are not in this channel." };
    if (this.#outbox.full) return TOO_MUCH;
    this.#as ??= you;
    const encoded = encodeSaid(content);
    const post = this.#outbox.add(encoded);
    this.#emitPending(post);
    try {
      await this.#keep();
    } catch (error) {
      if (this.#outbox.has(post)) this.#drop(you, post.counter, "It could not be saved.");
      throw error;
    }
    return { ok: true, message: { author: you, counter: post.counter } };
  }

  /** Saves what is on its way, and sends it. */
  async #keep(): Promise<void> {
    const outbox = this.#outbox;
    const { changes } = outbox;
    await this.#deps.save();
    outbox.keep(changes);
    this.flush();
  }

  /** On a new line nothing has been sent yet; what was taken before the cut comes back first. */
  interrupt(): void {
    this.#ready = false;
    this.#outbox.interrupt();
  }

  /** A part of the stream is gone. */
  missed(): void {
    this.#outbox.missed();
    this.flush();
  }

  /** The log is read. Who was removed and let in again is another member: what he typed was for the channel that he was put out of. */
  countAnew(): void {
    const { you } = this.#feed.ledger;
    if (you === undefined) return;
    if (this.#renamed) {
      this.giveUp("You were removed and let in again meanwhile.");
      this.#outbox = new Outbox(0, []);
    }
    this.#as = you;
  }

  /** The stream is read up to now: what has not come back was not taken. */
  begin(): void {
    this.countAnew();
    const { you } = this.#feed.ledger;
    // A relay may have said that the channel was over, and so have me forget how far I had counted.
    if (you !== undefined) this.#outbox.begin(this.#feed.saidBy(you));
    this.#outbox.level();
    this.#ready = true;
    this.flush();
  }

  /** The channel is in another state: what was refused for the old one may go now. */
  changed(): void {
    this.#outbox.again();
    this.flush();
  }

  /** Sends what is to be sent, if anything can be sent now. */
  flush(): void {
    const { line, log, ring } = this.#feed;
    const { you } = this.#feed.ledger;
    if (!this.#ready || this.#paused || !line || you === undefined || log.membership.owed) return;
    const { epoch, head } = log.membership;
    // A key is derived for who says something: an entry may come and go without that.
    const key = this.#outbox.hasNext ? ring.boxKey("said", epoch) : undefined;
    if (!key) return;
    this.#sentAt = log.count;
    const { identity, random } = this.#deps;
    for (const { counter, content } of this.#outbox.next()) {
      const place = { kind: "said", channel: this.#channel, epoch, head, author: you, counter } as const;
      const body = sealBox(key, place, { content, identity, random });
      const most = line.hello.frameBytes;
      // The relay would close the line, and would do so on every line on which it is sent again.
      if (body.length > most) return this.#drop(you, counter, tooLongFor(most));
      line.send({ type: "post", head, channel: this.#channel, counter, body });
    }
  }

  /** An own message is about to be shown: what has its counter and is another one makes way. */
  makeWay({ id, content }: Message): void {
    if (id.author !== this.#feed.ledger.you) return;
    const encoded = content.type === "unknown" ? new Uint8Array() : encodeSaid(content);
    const moved = this.#outbox.displace(id.counter, encoded);
    for (const from of moved.toReversed()) this.#renumbered(id.author, from, from + 1);
    if (moved.length > 0) this.#keepSoon();
  }

  /** With what of mine was taken where the stream is gone, before what came back behind it: it is not missing. */
  withUnseen(rows: readonly Row[]): readonly Row[] {
    const all: Row[] = [];
    for (const row of rows) {
      const unseen = row.type === "message" && row.message.own ? this.#unseenBefore(row.message) : [];
      const last = all.at(-1);
      if (last?.type === "missing" && last.from?.id === this.#deps.identity.id) {
        all.splice(-1, 1, ...less(last, unseen));
      }
      all.push(...unseen, row);
    }
    return all;
  }

  /** An own message came back. What was before it and did not was dropped by the relay. */
  echoed(id: MessageRef): void {
    if (id.author !== this.#feed.ledger.you) return;
    for (const { counter } of this.#outbox.acknowledge(id.counter)) {
      if (counter < id.counter) this.#fail({ author: id.author, counter }, "The relay did not pass it on.");
    }
    this.#deps.saveSoon();
    this.flush();
  }

  refused({ counter, code, text }: Refused): void {
    const you = this.#feed.ledger.you;
    if (you === undefined) return;
    if (code === CODE.already && this.#outbox.isOld(counter)) return this.#takenUnseen(you, counter);
    if (code === CODE.already && this.#outbox.isSentOnce(counter)) return this.#outnumbered(you, counter);
    this.#outbox.refused(counter);
    // One that was first taken on this line comes back on it: it was only sent twice.
    if (code === CODE.already) return;
    if (!PASSING.has(code)) return this.#drop(you, counter, text);
    this.#outbox.again(counter);
    if (code === CODE.fast) this.#pause();
    if (code === CODE.stale && this.#feed.log.count > this.#sentAt) this.flush();
  }

  /** What was on its way will not be said. */
  giveUp(why: string): void {
    const author = this.#as;
    if (author === undefined) return;
    for (const { counter } of this.#outbox.posts) this.#fail({ author, counter }, why);
    this.#outbox = new Outbox(this.#outbox.taken, []);
  }

  #pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#deps.clock.after(TOO_FAST_MS, () => {
      this.#paused = false;
      this.flush();
    });
  }

  /** Whether I have another number than when I typed this, or none. */
  get #renamed(): boolean {
    const { you } = this.#feed.ledger;
    return this.#as !== undefined && this.#as !== you;
  }

  #unseenBefore({ id: { author, counter }, cursor = 0 }: Message): readonly Row[] {
    if (author !== this.#feed.ledger.you) return [];
    return this.#tookUnseen(author, this.#outbox.takeUnseen(counter), Math.max(0, cursor - 1));
  }

  #tookUnseen(you: MemberNumber, posts: readonly SavedPost[], cursor: number): readonly Row[] {
    for (const { counter, content } of posts) this.#feed.passedBy(you, counter, content);
    return posts.map((post) => ({ type: "message", message: this.#message(you, post, cursor) }));
  }

  /** It was taken before a cut or in a gap, and is no longer in the stream to be seen: history is off. */
  #takenUnseen(you: MemberNumber, counter: number): void {
    const rows = this.#tookUnseen(you, this.#outbox.acknowledge(counter), this.#feed.cursor);
    if (rows.length > 0) this.#deps.emit({ type: "rows", channel: this.#channel, rows });
    this.#deps.saveSoon();
    this.flush();
  }

  /**
   * Another copy of what this client keeps has said more than this one has heard of: history is off. What is behind keeps its counter, for it may be taken.
   * Nor does this one get another: a relay that took it, and says so, would have it said twice.
   */
  #outnumbered(you: MemberNumber, counter: number): void {
    for (const post of this.#outbox.acknowledge(counter)) {
      this.#fail({ author: you, counter: post.counter }, OUTNUMBERED);
    }
    this.#deps.saveSoon();
    this.flush();
  }

  #drop(you: MemberNumber, counter: number, why: string): void {
    const moved = this.#outbox.drop(counter);
    this.#fail({ author: you, counter }, why);
    for (const from of moved) this.#renumbered(you, from, from - 1);
    this.#deps.saveSoon();
    this.#keepSoon();
  }

  /** What has another counter now is not sent under it before that is saved: after a crash it would be sent under both. */
  #keepSoon(): void {
    if (this.#outbox.isKept) this.flush();
    else this.#deps.run(() => this.#keep());
  }

  #renumbered(author: MemberNumber, from: number, to: number): void {
    const ids = { from: { author, counter: from }, to: { author, counter: to } };
    this.#deps.emit({ type: "renumbered", channel: this.#channel, ...ids });
  }

  #fail(id: MessageRef, why: string): void {
    this.#deps.emit({ type: "failed", channel: this.#channel, id, why });
  }

  #emitPending(post: SavedPost): void {
    const you = this.#feed.ledger.you;
    if (you === undefined) return;
    this.#deps.emit({ type: "pending", channel: this.#channel, message: this.#message(you, post, undefined) });
  }

  #message(you: MemberNumber, { counter, content }: SavedPost, cursor: number | undefined): Message {
    const from = cardOf(this.#deps.identity, this.#deps.nick);
    return { id: { author: you, counter }, from, own: true, cursor, content: decodeSaid(content) };
  }
}

const OUTNUMBERED = "It was not sent: this name has said something else meanwhile, from another place. Say it again.";

/** The word that so much is missing, without what is not. */
function less(missing: Extract<Row, { readonly type: "missing" }>, { length }: readonly Row[]): readonly Row[] {
  const count = missing.count - length;
  return count > 0 ? [{ ...missing, count }] : [];
}

function tooLongFor(most: number): string {
  return `It is too long for this relay, which takes at most ${Math.max(0, roomFor(most))} bytes.`;
}
