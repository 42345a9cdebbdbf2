/**
 * What somebody has said and the relay has not yet sent back: it stays here, under its counter, until it comes in the stream, across cuts and restarts.
 * It knows nothing of keys and lines; when to send is its owner's business.
 */
import { sameBytes } from "./same_bytes.ts";
import type { SavedPost } from "./vault_state.ts";

/** How many are on their way at once: more would only meet the relay's rate. */
const WINDOW = 64;
/** How many may wait: each that is added has all of them saved, and a vault takes only so many. */
export const MOST_WAITING = 10_000;

/** Something that is on its way. */
export interface Post extends SavedPost {
  counter: number;
  /** It got its counter with this change of the outbox. */
  since: number;
  /** So it is in the vault: before, its counter could be forgotten in a crash and given to something else. */
  kept: boolean;
  /** Sent on the line there is now. */
  sent: boolean;
  /** How often it was, and was not refused. */
  sendings: number;
  /** Perhaps sent on an earlier one, and perhaps taken. */
  old: boolean;
  /** Sent before a part of the stream went in which it may have come back. */
  unseen: boolean;
}

/** What is under a counter for the first time. */
const UNSENT = { kept: false, sent: false, sendings: 0, old: false, unseen: false } as const;

export class Outbox {
  #posts: Post[];
  /** The last own counter that is known to be taken. */
  #taken: number;
  #changes = 0;

  constructor(taken: number, posts: readonly SavedPost[]) {
    this.#taken = taken;
    this.#posts = posts.map((post) => ({ ...post, ...UNSENT, since: 0, kept: true, old: true }));
  }

  get taken(): number {
    return this.#taken;
  }

  get posts(): readonly SavedPost[] {
    return this.#posts;
  }

  /** How often counters were given out, or others: what is saved now is what `keep` is told then. */
  get changes(): number {
    return this.#changes;
  }

  /** So many are known to be taken from elsewhere; what has a counter already keeps it. */
  begin(taken: number): void {
    if (this.#posts.length === 0) this.#taken = Math.max(this.#taken, taken);
  }

  /** There is no room for more until some of them came back. */
  get full(): boolean {
    return this.#posts.length >= MOST_WAITING;
  }

  /** Takes something to be sent. Its counter is another one when something before it will never be taken. */
  add(content: Uint8Array): Readonly<Post> {
    const counter = (this.#posts.at(-1)?.counter ?? this.#taken) + 1;
    const post = { ...UNSENT, counter, content, since: ++this.#changes };
    this.#posts.push(post);
    return post;
  }

  has(post: Readonly<Post>): boolean {
    return this.#posts.some((one) => one === post);
  }

  /** All is in the vault as it was after so many changes. */
  keep(changes: number): void {
    for (const post of this.#posts) if (post.since <= changes) post.kept = true;
  }

  get isKept(): boolean {
    return this.#posts.every(({ kept }) => kept);
  }

  /** Whether something should be sent now. */
  get hasNext(): boolean {
    return this.#posts.slice(0, WINDOW).some(isDue);
  }

  /** What should be sent now, oldest first; it counts as sent from here on. */
  next(): readonly SavedPost[] {
    const due = this.#posts.slice(0, WINDOW).filter(isDue);
    for (const post of due) [post.sent, post.sendings] = [true, post.sendings + 1];
    return due;
  }

  /** The line is gone: all of it has to be sent on the next one. What was never sent was never taken. */
  interrupt(): void {
    for (const post of this.#posts) [post.sent, post.sendings, post.old] = [false, 0, post.old || post.sendings > 0];
  }

  /** A part of the stream is gone: whether what was sent was taken in it, the relay says to who sends it again. */
  missed(): void {
    for (const post of this.#posts) {
      if (post.sent || post.old) [post.sent, post.sendings, post.old, post.unseen] = [false, 0, true, true];
    }
  }

  /** The stream is read up to now: what is sent from here on comes back in the order in which it is sent. */
  level(): void {
    for (const post of this.#posts) post.unseen = false;
  }

  /** What was taken in a part that is gone, since one behind it came back; it is over. */
  takeUnseen(before: number): readonly SavedPost[] {
    const taken = this.#posts.filter(({ counter, unseen }) => unseen && counter < before);
    this.#posts = this.#posts.filter((post) => !taken.includes(post));
    return taken;
  }

  /** It was refused, as it was sent once. */
  refused(counter: number): void {
    for (const post of this.#posts) if (post.counter === counter) post.sendings = Math.max(0, post.sendings - 1);
  }

  /**
   * Whether what was taken already may have been taken before the last cut, and not been seen to come back. Of what was sent more
   * often on this line one may have been taken on it, which does come back.
   */
  isOld(counter: number): boolean {
    return this.#posts.some((post) => post.counter === counter && post.old && post.sendings <= 1);
  }

  /** Whether it was sent once only, and on this line: then it is something else that was taken under its counter. */
  isSentOnce(counter: number): boolean {
    return this.#posts.some((post) => post.counter === counter && !post.old && post.sendings === 1);
  }

  /** This one, and what was sent behind it, has to be sent again. */
  again(from = 0): void {
    for (const post of this.#posts) if (post.counter >= from) post.sent = false;
  }

  /** It came back, and so everything before it was taken too. */
  acknowledge(counter: number): readonly SavedPost[] {
    const done = this.#posts.filter((post) => post.counter <= counter);
    this.#posts = this.#posts.filter((post) => post.counter > counter);
    this.#taken = Math.max(this.#taken, counter);
    return done;
  }

  /**
   * Something else came back under this counter: another copy of what this client keeps has said it. What has that counter here was not taken, and moves up with
   * all behind it; gives their counters as they were.
   */
  displace(counter: number, content: Uint8Array): readonly number[] {
    const place = this.#posts.findIndex((post) => post.counter === counter && !sameBytes(post.content, content));
    if (place < 0) return [];
    return this.#move(this.#posts.slice(place), 1);
  }

  /**
   * It will never be taken: what came behind moves up, so that nobody sees a hole. The relay takes nothing behind a refused post
   * before that counter comes again, so none of them was taken meanwhile.
   */
  drop(counter: number): readonly number[] {
    const place = this.#posts.findIndex((post) => post.counter === counter);
    if (place < 0) return [];
    const [, ...behind] = this.#posts.splice(place);
    this.#posts.push(...behind);
    return this.#move(behind, -1);
  }

  /** Gives them other counters, under which they are not yet in the vault and were never sent; tells those they had. */
  #move(posts: readonly Post[], by: number): readonly number[] {
    const before = posts.map(({ counter }) => counter);
    if (posts.length > 0) this.#changes++;
    for (const post of posts) {
      Object.assign(post, UNSENT, { counter: post.counter + by, since: this.#changes });
    }
    return before;
  }
}

function isDue({ kept, sent }: Post): boolean {
  return kept && !sent;
}
