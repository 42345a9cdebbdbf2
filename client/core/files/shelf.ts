/** The files that a client knows of: each under its number, as far as it is, to be kept and to be shown. What becomes of them is decided elsewhere. */
import { type ChannelId } from "../../../shared/ids.ts";
import type { MessageRef } from "../content.ts";
import type { Event } from "../events.ts";
import { fileKey, type FileState, type FileView } from "./file_view.ts";
import { MOST_FILES, type SavedFile, type Stage } from "./saved_file.ts";

/** One of them. Its shelf changes it. */
export interface ShelvedFile {
  readonly number: number;
  readonly own: boolean;
  saved: SavedFile;
  state: FileState;
  /** The message that offers it, while that is on its way. */
  offer: MessageRef | undefined;
}

/** What a file is at a stage that it comes to rest at, or begins from. */
const STATES: Readonly<Record<Stage, FileState>> = {
  queued: { type: "waiting", why: "for the relay" },
  offered: { type: "waiting", why: "for the relay" },
  sent: { type: "sent" },
  dropping: { type: "cancelled" },
  dropped: { type: "cancelled" },
  open: { type: "offered" },
  fetching: { type: "waiting", why: "for the relay" },
  here: { type: "saved", path: "" },
  saved: { type: "saved", path: "" },
  declining: { type: "declined" },
  declined: { type: "declined" },
  gone: { type: "gone", why: "The relay has it no more." },
};

/** Nothing is going on with these. */
const AT_REST: ReadonlySet<Stage> = new Set(["sent", "dropped", "open", "saved", "declined", "gone"]);

export class Shelf {
  readonly #files = new Map<string, ShelvedFile>();
  readonly #emit: (event: Event) => void;
  readonly #self: string;
  #last = 0;

  constructor(self: string, emit: (event: Event) => void, saved: readonly SavedFile[]) {
    this.#self = self;
    this.#emit = emit;
    for (const one of saved) this.#put(one);
  }

  get all(): readonly ShelvedFile[] {
    return [...this.#files.values()];
  }

  get saved(): readonly SavedFile[] {
    return this.all.map(({ saved }) => saved);
  }

  numbered(number: number): ShelvedFile | undefined {
    return this.all.find((file) => file.number === number);
  }

  has(file: ShelvedFile): boolean {
    return this.#files.get(keyOf(file.saved)) === file;
  }

  /** Whether one of them comes in at that path. */
  isTaken(path: string): boolean {
    return this.all.some(({ saved }) => saved.path === path);
  }

  in(channel: ChannelId): readonly ShelvedFile[] {
    return this.all.filter(({ saved }) => saved.channel === channel);
  }

  /** A file that was not known; undefined for one that is. */
  add(saved: SavedFile): ShelvedFile | undefined {
    if (this.#files.has(keyOf(saved))) return undefined;
    const file = this.#put(saved);
    if (this.#files.size > MOST_FILES) this.#makeRoom(file);
    this.show(file);
    return file;
  }

  /** Tells how it is. */
  show({ number, own, saved, state }: ShelvedFile): void {
    const { channel, blob, name, size, from, at } = saved;
    const view: FileView = { number, channel, blob, name, size, from, own, at, state };
    this.#emit({ type: "file", file: view });
  }

  /** It has come further; `state` where that is not what its stage says. */
  change(file: ShelvedFile, change: Partial<SavedFile>, state?: FileState): void {
    file.saved = { ...file.saved, ...change };
    this.turn(file, state ?? stateOf(file.saved));
  }

  /** It is otherwise, for now. */
  turn(file: ShelvedFile, state: FileState): void {
    file.state = state;
    this.show(file);
  }

  remove(file: ShelvedFile): void {
    this.#files.delete(keyOf(file.saved));
  }

  #put(saved: SavedFile): ShelvedFile {
    const number = this.#last += 1;
    const own = saved.from.id === this.#self;
    const file: ShelvedFile = { number, own, saved, state: stateOf(saved), offer: undefined };
    this.#files.set(keyOf(saved), file);
    return file;
  }

  /** Who offers without end fills no memory, nor does he make anybody's files but his own be forgotten. */
  #makeRoom(fresh: ShelvedFile): void {
    const atRest = this.all.filter((file) => file !== fresh && AT_REST.has(file.saved.stage));
    const byAuthor = Map.groupBy(atRest, ({ saved: { from } }) => from.id);
    const [most] = [...byAuthor.values()].sort((a, b) => b.length - a.length);
    const [oldest] = most ?? [];
    if (oldest) this.remove(oldest);
  }
}

function stateOf(saved: SavedFile): FileState {
  const state = STATES[saved.stage];
  return state.type === "saved" ? { type: "saved", path: saved.path } : state;
}

function keyOf(saved: SavedFile): string {
  return `${saved.channel} ${fileKey(saved)}`;
}
