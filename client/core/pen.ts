/**
 * Writes entries into a channel's log: decides on the state there is, seals, sends, and when somebody else was first, looks again and decides anew. One at a
 * time.
 */
import type { ChannelId } from "../../shared/ids.ts";
import type { Membership } from "../../shared/log/membership.ts";
import { CODE } from "../../shared/codes.ts";
import { type FromRelay, MOST } from "../../shared/messages.ts";
import type { Note } from "./channel_letters.ts";
import { type Composed, composeNext, type Deed } from "./compose_entry.ts";
import type { EngineDeps } from "./engine_deps.ts";
import type { Feed } from "./feed.ts";
import type { Outcome, Refused, WhyNot } from "./intents.ts";
import { LineLost, type RelayLine } from "./relay_line.ts";

/** What to write into the log. */
export interface ToWrite {
  readonly type: "write";
  readonly deed: Exclude<Deed, { readonly op: "create" }>;
  /** What the channel's note says from then on, where that changes. */
  readonly note?: Partial<Note>;
  /** For who is removed. */
  readonly reason?: string;
}

/** What to do, given the state that it would follow. */
export type Decision =
  | ToWrite
  /** It is so already. */
  | { readonly type: "nothing" }
  | { readonly type: "refuse"; readonly code: WhyNot; readonly why: string };

/** How often somebody else may be first before one gives up. */
const ATTEMPTS = 12;
/** These pay for who left; before any other, the key is replaced. */
const PAYS: ReadonlySet<Deed["op"]> = new Set(["rekey", "remove", "leave", "revoke"]);

export const REKEY: ToWrite = { type: "write", deed: { op: "rekey" } };

/** The relay says that something stands in the log, and does not show it. */
const HIDDEN: Refused = {
  ok: false,
  code: "failed",
  why: "The relay says that the channel has changed, and does not show how.",
};
const SHOW_MS = 15_000;

export const OFFLINE: Refused = {
  ok: false,
  code: "offline",
  why: "There is no line to the relay now. Try again when there is one.",
};

export class Pen {
  readonly #channel: ChannelId;
  readonly #feed: Feed;
  readonly #deps: EngineDeps;
  readonly #note: () => Note;
  #last: Promise<unknown> = Promise.resolve();

  /** `note` is what the channel keeps to itself now. */
  constructor(channel: ChannelId, feed: Feed, deps: EngineDeps, note: () => Note) {
    this.#channel = channel;
    this.#feed = feed;
    this.#deps = deps;
    this.#note = note;
  }

  /** Resolves when what was decided stands in the log, and has come back in the stream. */
  write(decide: (membership: Membership) => Decision): Promise<Outcome> {
    const writing = this.#last.then(() => this.#write(decide));
    this.#last = writing.catch(() => {});
    return writing;
  }

  async #write(decide: (membership: Membership) => Decision): Promise<Outcome> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      // An entry is in the log a moment before its key and its note are read; what is written behind it would tell the PIN again that it replaced.
      await this.#feed.drained();
      const { line } = this.#feed;
      if (!line) return OFFLINE;
      const { membership } = this.#feed.log;
      if (this.#feed.ledger.you === undefined) {
        return { ok: false, code: "absent", why: "You are not in this channel." };
      }
      const decision = decide(membership);
      if (decision.type === "refuse") return { ok: false, code: decision.code, why: decision.why };
      if (decision.type === "nothing") return { ok: true };
      const owes = membership.owed && !PAYS.has(decision.deed.op);
      const written = await this.#attempt(line, membership, owes ? REKEY : decision);
      if (written !== "stale" && !(owes && written.ok)) return written;
      if (written === "stale" && !await this.#grows(membership.count)) return this.#feed.line ? HIDDEN : OFFLINE;
    }
    return { ok: false, code: "failed", why: "Too much is happening in this channel. Try again." };
  }

  /** Waits for what the relay says has come before; not for ever, should it never show it. */
  #grows(count: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const timer = this.#deps.clock.after(SHOW_MS, () => resolve(false));
    this.#feed.grows(count).then(resolve);
    return promise.finally(() => timer[Symbol.dispose]());
  }

  async #attempt(
    line: RelayLine,
    membership: Membership,
    { deed, note, reason }: ToWrite,
  ): Promise<Outcome | "stale"> {
    const { identity, random } = this.#deps;
    const old = this.#feed.ring.key(membership.epoch);
    const all = { ...this.#note(), ...note };
    const composed = composeNext(membership, old, deed, {
      identity,
      now: this.#deps.now(),
      random,
      agree: this.#deps.platform?.agree,
      note: all,
      reason,
    });
    if (!composed.ok) return { ok: false, code: "forbidden", why: composed.why };
    if (composed.key) this.#feed.ledger.expect(composed.seq, composed.key);
    try {
      const answer = await sendEntry(line, composed, { type: "append", channel: this.#channel, entry: composed.entry });
      if (answer.type === "no") {
        return answer.code === CODE.stale ? "stale" : { ok: false, code: "failed", why: answer.text };
      }
      // Who leaves hears no more of the channel.
      if (deed.op === "leave") return { ok: true };
      if (await this.#grows(composed.seq)) return { ok: true };
      return this.#feed.line ? HIDDEN : OFFLINE;
    } catch (error) {
      if (error instanceof LineLost) return OFFLINE;
      throw error;
    }
  }
}

/** A wrap with its number and its length. */
const LONGEST_WRAP_FOR = 4 + 2 + MOST.wrapBytes;

/** Sends an entry behind the wraps that go with it. */
export function sendEntry(
  line: RelayLine,
  { wraps }: Pick<Composed, "wraps">,
  request: { readonly type: "append"; readonly channel: ChannelId; readonly entry: Uint8Array } | {
    readonly type: "create";
    readonly entry: Uint8Array;
  },
): Promise<Extract<FromRelay, { readonly type: "done" | "no" }>> {
  // As many as fit into a frame of this relay's: it closes the line over one that is too long.
  const fit = Math.floor(line.hello.frameBytes / LONGEST_WRAP_FOR);
  const most = Math.max(1, Math.min(fit, MOST.wrapsInOneFrame));
  for (let at = 0; at < wraps.length; at += most) {
    line.send({ type: "stage", wraps: wraps.slice(at, at + most) });
  }
  return line.ask(request, "done");
}
