/** Fetches one file: asks for it from the chunk that comes next, verifies and writes what comes, gives it its name, and tells the relay. */
import { Failure } from "../../../shared/failure.ts";
import { CLOSE } from "../../../shared/frames.ts";
import { CHUNK_BYTES, chunksOf, fileKeys, sealedSize, sealedStart } from "./chunk.ts";
import type { Part } from "./disk.ts";
import { Assembly, download } from "./download.ts";
import { Meter } from "./meter.ts";
import { judgeEnd, judgeGet, type Verdict } from "./patience.ts";
import { askFor, carried, patiently, placeOf, type PorterDeps, tell } from "./porter.ts";
import type { ShelvedFile } from "./shelf.ts";

/** After so many chunks they are made safe, and counted as here: a message, which is kept before it is said, waits at the disk for all that is not yet. */
const SAFE_CHUNKS = 16;

/** Resolves when that is over, however; rejects only with the signal's reason, or for a bug. */
export async function fetchFile(deps: PorterDeps, file: ShelvedFile, signal: AbortSignal): Promise<void> {
  const { shelf, disk } = deps;
  try {
    const fetched = await fetchAll(deps, file, signal);
    if (fetched.type === "here") {
      const part = file.saved.path;
      file.saved = { ...file.saved, stage: "here", path: fetched.path };
      const kept = await isKept(deps);
      // Who is told where it is may move it: by then it has one name.
      if (kept) await settle(deps, file, part);
      shelf.change(file, {});
      // The relay may throw its copy away as soon as it knows: where that cannot be kept now, the next start tells it.
      return kept ? await tellHad(deps, file, { stage: "saved", signal }) : undefined;
    }
    if (fetched.type === "gone") {
      await disk.discard(file.saved.path);
      shelf.change(file, { stage: "gone", path: "", chunks: 0 }, fetched);
      deps.saveSoon();
    } else shelf.turn(file, fetched);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
    shelf.turn(file, { type: "failed", why: error.message });
  }
}

/** It was whole when this one ended. */
export async function goOnWithWhole(deps: PorterDeps, file: ShelvedFile, signal: AbortSignal): Promise<void> {
  await settle(deps, file);
  await tellHad(deps, file, { stage: "saved", signal });
}

/** A name too many does no harm: it is worth no failure. */
async function settle({ disk }: PorterDeps, { saved: { path } }: ShelvedFile, part?: string): Promise<void> {
  try {
    await disk.settle(path, part);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
}

async function isKept(deps: PorterDeps): Promise<boolean> {
  try {
    await deps.save();
    return true;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // Which tells the person why.
    deps.saveSoon();
    return false;
  }
}

/** The relay's copy is not needed any more, for all that I know. */
export async function tellHad(
  deps: PorterDeps,
  file: ShelvedFile,
  { stage, signal }: { readonly stage: "saved" | "declined"; readonly signal: AbortSignal },
): Promise<void> {
  // Whoever offers another's file as his own does not get it thrown away.
  if (isOnlyOffer(deps, file)) await tell(deps, file, { type: "had", signal });
  deps.shelf.change(file, { stage });
  deps.saveSoon();
}

/** Whether nobody else offers the same blob. */
function isOnlyOffer({ shelf }: PorterDeps, { saved: { channel, blob } }: ShelvedFile): boolean {
  return shelf.in(channel).filter(({ saved }) => saved.blob === blob).length === 1;
}

type Fetched =
  | { readonly type: "here"; readonly path: string }
  | { readonly type: "gone"; readonly why: string }
  | { readonly type: "failed"; readonly why: string };

async function fetchAll(deps: PorterDeps, file: ShelvedFile, signal: AbortSignal): Promise<Fetched> {
  const { saved: { path, chunks, size } } = file;
  const all = chunksOf(size);
  const begun = await deps.disk.resume(path, Math.min(size, chunks * CHUNK_BYTES));
  await using part = begun ?? await deps.disk.resume(path, 0);
  if (!part) throw new Failure("What came of it is in use, or somebody put something else in its place.");
  const progress = new Progress(deps, file, { part, chunks: begun ? chunks : 0 });
  try {
    const verdict = progress.chunks === all ? { type: "done" } as const : await patiently(deps, file, {
      once: (tries) => fetchOn(deps, file, { progress, tries, signal }),
      signal,
    });
    if (verdict.type !== "done") return verdict;
  } finally {
    await progress.keep();
  }
  // Who crashes from here on finds it whole, and does not cut what has its name already.
  await isKept(deps);
  return { type: "here", path: await part.finish() };
}

async function fetchOn(
  deps: PorterDeps,
  file: ShelvedFile,
  { progress, tries, signal }: { readonly progress: Progress; readonly tries: number; readonly signal: AbortSignal },
): Promise<Verdict & { readonly moved?: boolean }> {
  using _turn = await deps.turn(file.saved.channel, { upload: false, signal });
  const { saved: { size, key } } = file;
  const before = progress.chunks;
  const from = sealedStart(size, before);
  const answer = await askFor(deps, file, { asked: { type: "get", from }, signal });
  if (answer.type === "no") return judgeGet(answer, tries);
  if (answer.type !== "ticket") return answer;
  const assembly = new Assembly(size, before);
  const end = await carried(deps, { ticket: answer.ticket, upload: false, size: sealedSize(size), from }, {
    sink: { part: (bytes) => assembly.take(bytes) },
    signal,
    carry: async (line) => {
      void line.ended.then(() => assembly.end());
      const { disk: { cipher } } = deps;
      const wrote = (chunks: number) => progress.wrote(chunks);
      const options = { cipher, part: progress.part, keys: fileKeys(key), place: placeOf(file), wrote };
      await download(line, assembly, { ...options, pass: () => deps.pass() });
    },
  });
  if (progress.chunks === chunksOf(size)) return { type: "done" };
  const { code, reason } = end;
  // To the relay it is one file, however many offer it: the line of another offer is no reason to give this one up.
  const again = code === CLOSE.normal || (code === CLOSE.replaced && !isOnlyOffer(deps, file));
  const verdict = judgeEnd({ code: again ? CLOSE.lost : code, reason }, tries);
  return { ...verdict, moved: progress.chunks > before };
}

/** How much is here: what is written, and what of that is safe. */
class Progress {
  readonly part: Part;
  readonly #deps: PorterDeps;
  readonly #file: ShelvedFile;
  readonly #meter: Meter;
  chunks: number;

  constructor(deps: PorterDeps, file: ShelvedFile, begun: { readonly part: Part; readonly chunks: number }) {
    this.#deps = deps;
    this.#file = file;
    this.part = begun.part;
    this.chunks = begun.chunks;
    this.#meter = new Meter(file.saved.size);
  }

  async wrote(chunks: number): Promise<void> {
    const { shelf, clock } = this.#deps;
    const { size } = this.#file.saved;
    this.chunks = chunks;
    const state = this.#meter.moved(Math.min(size, chunks * CHUNK_BYTES), clock.now());
    if (state) shelf.turn(this.#file, state);
    if (chunks % SAFE_CHUNKS === 0) await this.keep();
  }

  async keep(): Promise<void> {
    await this.part.sync();
    this.#file.saved = { ...this.#file.saved, chunks: this.chunks };
    this.#deps.saveSoon();
  }
}
