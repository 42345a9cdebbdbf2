/** Files that others offer, saved in a folder as their messages are printed. */
import { resolve } from "node:path";
import { Failure } from "../../shared/failure.ts";
import { clean } from "../../shared/terminal/clean.ts";
import type { Event, Row } from "../core/events.ts";
import { fileKey, type FileView } from "../core/files/file_view.ts";
import { MOST_FILES } from "../core/files/saved_file.ts";
import { plural } from "../core/words/whose.ts";
import { makeDirectory } from "../machine/make_directory.ts";
import { orFailure } from "../machine/or_failure.ts";
import { moved, type Patience } from "./file_moves.ts";
import type { Heard } from "./records.ts";
import type { Stay } from "./stay.ts";

/** How long nothing of them may come: as long as a chunk takes on the slowest line that a relay puts up with. */
const STILL_MS = 90_000;
const STILL = "Not all files have come yet. What is left comes when pychat is there again under this name.";

/** What it needs of a stay. */
interface Visit extends Patience {
  readonly session: Pick<Stay["session"], "do">;
}

export interface FileSaverDeps {
  readonly folder: string;
  /** What became of a file. */
  tell(saved: Heard, words: string): void;
}

export class FileSaver {
  readonly #deps: FileSaverDeps;
  readonly #views = new Map<string, FileView>();
  /** Those that are wanted, and not there yet. */
  readonly #wanted = new Set<number>();
  #failed = 0;

  constructor(deps: FileSaverDeps) {
    this.#deps = deps;
  }

  hear(event: Event): void {
    if (event.type !== "file") return;
    const { file } = event;
    const { number, name, own, state } = file;
    this.#remember(file);
    // What an earlier run began goes on by itself, and is waited for.
    if (!own && (state.type === "waiting" || state.type === "moving")) this.#wanted.add(number);
    if (!this.#wanted.has(number)) return;
    if (state.type === "saved") this.#settle(file, { type: "saved", name, path: state.path }, `saved in ${state.path}`);
    if (state.type === "failed" || state.type === "gone") {
      this.#settle(file, { type: "notSaved", name, why: state.why }, `not saved: ${state.why}`);
    }
  }

  /** As many as the engine knows. */
  #remember(file: FileView): void {
    const key = fileKey(file);
    this.#views.delete(key);
    this.#views.set(key, file);
    for (const [oldest] of this.#views) if (this.#views.size > MOST_FILES) this.#views.delete(oldest);
  }

  /** Begins to fetch what is offered in these rows. */
  async save(rows: readonly Row[], { session }: Pick<Visit, "session">): Promise<void> {
    const folder = resolve(this.#deps.folder);
    await orFailure(`Cannot save files in "${folder}"`, () => makeDirectory(folder));
    for (const row of rows) {
      if (row.type !== "message" || row.message.own || row.message.content.type !== "file") continue;
      const view = this.#views.get(fileKey({ blob: row.message.content.blob, from: row.message.from }));
      if (view?.state.type !== "offered" && view?.state.type !== "failed") continue;
      this.#wanted.add(view.number);
      const outcome = await session.do({ type: "acceptFile", file: view.number, path: folder });
      if (!outcome.ok) {
        this.#settle(view, { type: "notSaved", name: view.name, why: outcome.why }, `not saved: ${outcome.why}`);
      }
    }
  }

  /** Resolves when all that is wanted is there; Failure when some of it cannot be had, or nobody brings it. */
  async done(stay: Patience): Promise<void> {
    while (this.#wanted.size > 0) {
      // As it is now: one that has come is wanted no more when that is heard.
      const wanted = new Set(this.#wanted);
      await moved(stay, { isOne: ({ number }) => wanted.has(number), ms: STILL_MS, still: STILL });
    }
    if (this.#failed > 0) throw new Failure(`${plural(this.#failed, "file")} could not be saved.`);
  }

  #settle({ number, name }: FileView, record: Heard, words: string): void {
    this.#wanted.delete(number);
    if (record.type === "notSaved") this.#failed++;
    this.#deps.tell(record, `pychat: ${clean(name)}: ${clean(words)}`);
  }
}
