/**
 * Sends one file: tells the relay, then the others, then brings it, from wherever it was, until the relay has all of it. The others are told when the line
 * for it is there, so that nobody asks the relay in vain.
 */
import { Failure } from "../../../shared/failure.ts";
import { fileKeys, sealedSize } from "./chunk.ts";
import type { CarryLine } from "./carry_line.ts";
import type { Source } from "./disk.ts";
import { Meter } from "./meter.ts";
import { judgeEnd, judgePut, type Verdict } from "./patience.ts";
import { askFor, carried, patiently, placeOf, type PorterDeps, tell } from "./porter.ts";
import type { ShelvedFile } from "./shelf.ts";
import { upload } from "./upload.ts";
import { CLOSE } from "../../../shared/frames.ts";

/** What people are told whose file is another one than when they sent it. */
export const CHANGED = "It changed while it was being sent: send it again.";

/** Resolves when that is over, however; rejects only with the signal's reason, or for a bug. */
export async function sendFile(deps: PorterDeps, file: ShelvedFile, signal: AbortSignal): Promise<void> {
  const { shelf } = deps;
  const why = await whyNot(deps, file, signal);
  if (why === undefined) shelf.change(file, { stage: "sent", path: "", mark: "" });
  else shelf.change(file, { stage: "dropping" }, { type: "failed", why });
  deps.saveSoon();
  if (why === undefined) return;
  // What is there of it helps nobody.
  await tell(deps, file, { type: "drop", signal });
  shelf.change(file, { stage: "dropped" }, { type: "failed", why });
  deps.saveSoon();
}

async function whyNot(deps: PorterDeps, file: ShelvedFile, signal: AbortSignal): Promise<string | undefined> {
  using before = new DisposableStack();
  try {
    // First of all: what is opened sooner must not be offered sooner.
    if (file.saved.stage === "queued") before.use(await deps.offering(file.saved.channel, signal));
    await using source = await deps.disk.open(file.saved.path);
    if (source.mark !== file.saved.mark) return CHANGED;
    const verdict = await patiently(deps, file, {
      once: (tries) => bring(deps, file, { source, offered: () => before.dispose(), tries, signal }),
      signal,
    });
    return verdict.type === "done" ? undefined : verdict.why;
  } catch (error) {
    // Next time it is seen whether that is so.
    signal.throwIfAborted();
    if (error instanceof Failure) return error.message;
    throw error;
  }
}

async function bring(
  deps: PorterDeps,
  file: ShelvedFile,
  { source, offered, tries, signal }: {
    readonly source: Source;
    /** The others know of it. */
    readonly offered: () => void;
    readonly tries: number;
    readonly signal: AbortSignal;
  },
): Promise<Verdict & { readonly moved?: boolean }> {
  using _turn = await deps.turn(file.saved.channel, { upload: true, signal });
  const size = sealedSize(file.saved.size);
  const answer = await askFor(deps, file, { asked: { type: "put", size }, signal });
  if (answer.type === "no") return judgePut(answer, file.saved.stage === "offered");
  if (answer.type !== "ticket") return answer;
  // All of it may be there, and the line have broken before it said so.
  let kept = answer.offset;
  const meter = new Meter(size);
  const sink = {
    kept: (offset: number) => {
      kept = offset;
      const state = meter.moved(offset, deps.clock.now());
      if (state) deps.shelf.turn(file, { ...state, done: Math.min(state.done, file.saved.size) });
    },
  };
  const end = await carried(deps, { ticket: answer.ticket, upload: true, size }, {
    sink,
    signal,
    carry: (line) => offerAndUpload(deps, file, { line, source, offered }),
  });
  // Who had all of it in that moment may have had the relay throw it away before it said goodbye.
  if ((end.code === CLOSE.normal || end.code === CLOSE.gone) && kept === size) return { type: "done" };
  return { ...judgeEnd(end, tries), moved: kept > answer.offset };
}

async function offerAndUpload(
  deps: PorterDeps,
  file: ShelvedFile,
  { line, source, offered }: { readonly line: CarryLine; readonly source: Source; readonly offered: () => void },
): Promise<void> {
  const { disk: { cipher }, identity: { seed } } = deps;
  if (file.saved.stage === "queued") await offer(deps, file);
  offered();
  const pass = () => deps.pass();
  await upload(line, { cipher, source, keys: fileKeys(file.saved.key), place: placeOf(file), seed, pass });
}

async function offer({ shelf, say }: PorterDeps, file: ShelvedFile): Promise<void> {
  const { blob, key, size, name, at, channel } = file.saved;
  // In one save with the message: a crash forgets both or none.
  shelf.change(file, { stage: "offered" }, { type: "moving", done: 0, perSecond: 0, msLeft: undefined });
  const outcome = await say(channel, { type: "file", at, blob, key, size, name });
  if (!outcome.ok) throw new Failure(outcome.why);
}
