/** What it takes to bring or fetch one file, from whichever side: asking the relay, a line for it, waiting, trying again. */
import type { Clock } from "../../../shared/clock.ts";
import { Failure } from "../../../shared/failure.ts";
import { CLOSE } from "../../../shared/frames.ts";
import type { ChannelId } from "../../../shared/ids.ts";
import type { Said } from "../content.ts";
import type { Identity } from "../crypto/identity.ts";
import type { Outcome } from "../intents.ts";
import { type AnswerOf, LineLost, type RelayLine } from "../relay_line.ts";
import { watch } from "../watch.ts";
import { type CarryEnd, CarryLine, type CarrySink, type CarryTerms, type Dial } from "./carry_line.ts";
import type { FilePlace } from "./chunk.ts";
import type { Disk } from "./disk.ts";
import { later, slower, type Verdict } from "./patience.ts";
import type { Shelf, ShelvedFile } from "./shelf.ts";

/** What those who carry files share. */
export interface PorterDeps {
  readonly identity: Identity;
  readonly clock: Clock;
  readonly disk: Disk;
  readonly shelf: Shelf;
  readonly dial: Dial;
  /** The line on which that channel is followed, as soon as there is one. */
  line(channel: ChannelId, signal: AbortSignal): Promise<RelayLine>;
  say(channel: ChannelId, content: Said): Promise<Outcome>;
  save(): Promise<void>;
  saveSoon(): void;
  /** Resolves when the next chunk may be sealed or opened. */
  pass(): Promise<void>;
  /** Resolves when all that were to be offered there before are; the next may be when this is disposed of. */
  offering(channel: ChannelId, signal: AbortSignal): Promise<Disposable>;
  /** Resolves when that channel is followed, and so few are on their way that one more may be. */
  turn(channel: ChannelId, which: { readonly upload: boolean; readonly signal: AbortSignal }): Promise<Disposable>;
}

type Asked = { readonly type: "put"; readonly size: number } | { readonly type: "get"; readonly from: number };

export function placeOf({ saved: { channel, blob, from, size } }: ShelvedFile): FilePlace {
  return { channel, blob, from: from.id, size };
}

/** Tries again and again; gives how it ended. `once` is told how often it was in vain since something moved last. */
export async function patiently(
  { clock, shelf }: PorterDeps,
  file: ShelvedFile,
  { once, signal }: {
    readonly once: (tries: number) => Promise<Verdict & { readonly moved?: boolean }>;
    readonly signal: AbortSignal;
  },
): Promise<Exclude<Verdict, { readonly type: "later" }>> {
  for (let tries = 0;;) {
    const verdict = await once(tries);
    signal.throwIfAborted();
    if (verdict.type !== "later") return verdict;
    tries = verdict.moved ? 0 : tries + 1;
    shelf.turn(file, { type: "waiting", why: verdict.why });
    await clock.sleep(verdict.ms, signal);
  }
}

/** A ticket for it, or the relay's no; a verdict where the line went before the answer. */
export async function askFor(
  deps: PorterDeps,
  { saved: { channel, blob } }: ShelvedFile,
  { asked, signal }: { readonly asked: Asked; readonly signal: AbortSignal },
): Promise<AnswerOf<"ticket"> | Verdict> {
  const line = await deps.line(channel, signal);
  try {
    return await answered(line.ask({ ...asked, channel, blob }, "ticket"), signal);
  } catch (error) {
    if (!(error instanceof LineLost)) throw error;
    return later("for the relay", 0);
  }
}

/** Tells the relay that the file is not needed, or taken back; on the next line if there is none. */
export async function tell(
  deps: PorterDeps,
  { saved: { channel, blob } }: ShelvedFile,
  { type, signal }: { readonly type: "had" | "drop"; readonly signal: AbortSignal },
): Promise<void> {
  for (let tries = 0;; tries++) {
    const line = await deps.line(channel, signal);
    try {
      const answer = await answered(line.ask({ type, channel, blob }, "done"), signal);
      if (answer.type === "done" || tries > 0) return;
    } catch (error) {
      if (!(error instanceof LineLost)) throw error;
    }
    await deps.clock.sleep(slower(tries), signal);
  }
}

/** What a relay answers; rejects with the signal's reason for who gives up first: it may keep its answer to itself. */
async function answered<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const giveUp = () => reject(signal.reason);
  if (signal.aborted) giveUp();
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    return await Promise.race([answer, promise]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

/** Carries on a line of its own; how that ended, also where the line did not begin to. */
export async function carried(
  { dial, clock }: PorterDeps,
  terms: CarryTerms,
  { sink, signal, carry }: {
    readonly sink: CarrySink;
    readonly signal: AbortSignal;
    readonly carry: (line: CarryLine) => Promise<void>;
  },
): Promise<CarryEnd> {
  using line = await dialed(dial, terms, { sink, signal });
  if (!(line instanceof CarryLine)) return line.end;
  using _watch = watch(line, clock);
  if (await line.begun) await carry(line);
  return line.open ? { code: CLOSE.normal, reason: "" } : await line.ended;
}

async function dialed(
  dial: Dial,
  terms: CarryTerms,
  options: { readonly sink: CarrySink; readonly signal: AbortSignal },
): Promise<CarryLine | Disposable & { readonly end: CarryEnd }> {
  try {
    return await CarryLine.open(dial, terms, options);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { end: { code: CLOSE.lost, reason: error.message }, [Symbol.dispose]: () => {} };
  }
}
