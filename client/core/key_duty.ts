/**
 * Who left had the channel's key, and it has to be replaced: by the first of those who are there, and if he does not, by the next. Here one waits for one's
 * turn, and does it then.
 */
import type { MemberNumber } from "../../shared/ids.ts";
import { isAdmin, memberOf } from "../../shared/log/membership.ts";
import type { EngineDeps } from "./engine_deps.ts";
import type { Feed } from "./feed.ts";
import { type Pen, REKEY } from "./pen.ts";

/** How long each one who is there leaves the one before him. */
const TURN_MS = 1500;
/** When it is tried again where it failed. */
const AGAIN_MS = 5000;

interface KeyDutyOptions {
  readonly feed: Feed;
  readonly pen: Pen;
  readonly present: ReadonlySet<MemberNumber>;
}

export class KeyDuty {
  readonly #deps: EngineDeps;
  readonly #options: KeyDutyOptions;
  #turn: Disposable | undefined;
  /** Since when I know that it is owed, and after which entry. */
  #owed = { count: 0, since: 0 };

  constructor(deps: EngineDeps, options: KeyDutyOptions) {
    this.#deps = deps;
    this.#options = options;
  }

  /**
   * Waits for my turn, if there is anything to do; whoever comes, goes or has done it changes whose turn it is, but not since when it is owed: where people
   * come and go all the time it would never be anybody's.
   */
  see(later = 0): void {
    this.drop();
    const { feed } = this.#options;
    if (!feed.line || !feed.log.membership.owed || feed.ledger.you === undefined) return;
    const { clock, run } = this.#deps;
    const { count } = feed.log;
    const now = clock.now();
    if (this.#owed.count !== count || later > 0) this.#owed = { count, since: now + later };
    const ms = Math.max(0, this.#owed.since + this.#rank() * TURN_MS - now);
    this.#turn = clock.after(ms, () => run(() => this.#pay()));
  }

  /** It is for those who are there. */
  drop(): void {
    this.#turn?.[Symbol.dispose]();
    this.#turn = undefined;
  }

  async #pay(): Promise<void> {
    const written = await this.#options.pen.write(({ owed }) => owed ? REKEY : { type: "nothing" });
    if (!written.ok) this.see(AGAIN_MS);
  }

  /** How many of those who are there come before me: admins first, then who has been a member longer. */
  #rank(): number {
    const { feed, present } = this.#options;
    const order = [...present].map((number) => memberOf(feed.log.membership, number))
      .filter((member) => member !== undefined)
      .sort((a, b) => Number(isAdmin(b)) - Number(isAdmin(a)) || a.number - b.number);
    const place = order.findIndex(({ number }) => number === feed.ledger.you);
    return place < 0 ? order.length : place;
  }
}
