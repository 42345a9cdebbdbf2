/**
 * What somebody has said and the relay has not yet sent back: it stays here, under its counter, until it comes in the stream, across cuts and restarts.
 * It knows nothing of keys and lines; when to send is its owner's business.
 */
import { sameBytes } from "./same_bytes.ts";
import type { SavedPost } from "./vault_state.ts";

/** How many are on their way at once: more would only meet the relay's rate. */
const WINDOW = 64;

interface Post extends SavedPost {
  /** In the vault: before, its counter could be forgotten in a crash and given to something else. */
  kept: boolean;
  /** Sent on the line there is now. */
  sent: boolean;
  /** Perhaps sent on an earlier one, and perhaps taken. */
  old: boolean;
}

export class Outbox {
  #posts: Post[];
  /** The last own counter that is known to be taken. */
  #taken: number;

  constructor(taken: number, posts: readonly SavedPost[]) {
    this.#taken = taken;
    this.#posts = posts.map((post) => ({ ...post, kept: true, sent: false, old: true }));
  }

  get taken(): number {
    return this.#taken;
  }

  get posts(): readonly SavedPost[] {
    return this.#posts;
  }

  /** Takes something to be sent; gives its counter. */
  add(content: Uint8Array): number {
    const counter = (this.#posts.at(-1)?.counter ?? this.#taken) + 1;
    this.#posts.push({ counter, content, kept: false, sent: false, old: false });
    return counter;
  }

  /** Everything up to this one is in the vault. */
  keep(counter: number): void {
    for (const post of this.#posts) if (post.counter <= counter) post.kept = true;
  }

  /** Whether something should be sent now. */
  get hasNext(): boolean {
    return this.#posts.slice(0, WINDOW).some(isDue);
  }

  /** What should be sent now, oldest first; it counts as sent from here on. */
  next(): readonly SavedPost[] {
    const due = this.#posts.slice(0, WINDOW).filter(isDue);
    for (const post of due) post.sent = true;
    return due;
  }

  /** The line is gone: all of it has to be sent on the next one. */
  interrupt(): void {
    for (const post of this.#posts) [post.sent, post.old] = [false, true];
  }

  /** Whether it may have been taken before the last cut, and not been seen to come back. */
  isOld(counter: number): boolean {
    return this.#posts.some((post) => post.counter === counter && post.old);
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
    const moved = this.#posts.slice(place);
    this.#posts = [
      ...this.#posts.slice(0, place),
      ...moved.map((post) => ({ ...post, counter: post.counter + 1, sent: false, old: false })),
    ];
    return moved.map((post) => post.counter);
  }

  /**
   * It will never be taken: what came behind moves up, so that nobody sees a hole. The relay takes nothing behind a refused post
   * before that counter comes again, so none of them was taken meanwhile.
   */
  drop(counter: number): readonly number[] {
    const place = this.#posts.findIndex((post) => post.counter === counter);
    if (place < 0) return [];
    const behind = this.#posts.slice(place + 1);
    this.#posts = [
      ...this.#posts.slice(0, place),
      ...behind.map((post) => ({ ...post, counter: post.counter - 1, sent: false })),
    ];
    return behind.map((post) => post.counter);
  }
}

function isDue({ kept, sent }: Post): boolean {
  return kept && !sent;
}
