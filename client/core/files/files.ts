/** The files of a session: offers that are heard of, what people want done with them, and the tasks that carry them. */
import { type BlobId, type ChannelId, toHex } from "../../../shared/ids.ts";
import type { Channel } from "../channel.ts";
import type { MessageRef } from "../content.ts";
import { cardOf } from "../crypto/identity.ts";
import type { EngineDeps } from "../engine_deps.ts";
import type { Event, Message, Row } from "../events.ts";
import type { FileIntent, Outcome } from "../intents.ts";
import type { Dial } from "./carry_line.ts";
import type { Disk, Source } from "./disk.ts";
import { FileTasks } from "./file_tasks.ts";
import type { SavedFile, Stage } from "./saved_file.ts";
import { Shelf, type ShelvedFile } from "./shelf.ts";

export interface FilesOptions {
  /** Without it files are seen, and neither sent nor fetched. */
  readonly disk: Disk | undefined;
  readonly dial: Dial;
  channel(id: ChannelId): Channel | undefined;
  emit(event: Event): void;
}

/** No disk has so much. */
const MOST_SIZE = 2 ** 50;
const KEY_BYTES = 32;
const BLOB_BYTES = 16;
const DECLINED = "You have declined that file already. /accept takes it after all.";
/** Why a file of another cannot be declined now. */
const NOT_DECLINED: Readonly<Partial<Record<Stage, string>>> = {
  fetching: "You have accepted that file already: /cancel stops it.",
  declining: DECLINED,
  declined: DECLINED,
  gone: "That file cannot be had any more.",
};
const BEING_BEGUN: Outcome = { ok: false, code: "invalid", why: "It is being begun. Try again." };
const NO_DISK: Outcome = { ok: false, code: "failed", why: "This client neither sends nor fetches files." };
const NO_SUCH: Outcome = { ok: false, code: "absent", why: "There is no file of that number: /files lists them." };

export class Files {
  readonly #engine: EngineDeps;
  readonly #options: FilesOptions;
  readonly #shelf: Shelf;
  readonly #tasks: FileTasks;
  /** Whose room is being made: whoever accepts twice gets one. */
  readonly #deciding = new Set<ShelvedFile>();

  constructor(engine: EngineDeps, options: FilesOptions, saved: readonly SavedFile[]) {
    this.#engine = engine;
    this.#options = options;
    const shelf = this.#shelf = new Shelf(engine.identity.id, (event) => options.emit(event), saved);
    this.#tasks = new FileTasks(engine, { ...options, shelf, channel: (id) => options.channel(id) });
  }

  get saved(): readonly SavedFile[] {
    return this.#shelf.saved;
  }

  /** Tells of all that a vault kept, and goes on with what was under way. */
  begin(): void {
    for (const file of this.#shelf.all) {
      this.#shelf.show(file);
      this.#tasks.begin(file);
    }
  }

  /** Learns from what the engine tells, before anybody else does. */
  hear(event: Event): void {
    switch (event.type) {
      case "rows":
        return this.#hearTalk(event.channel, event.rows);
      case "olderRows":
        return this.#hearRows(event.channel, event.rows);
      case "pending":
        return this.#hearPending(event.channel, event.message);
      case "renumbered":
        return this.#ofOffer(event.channel, event.from, (file) => void (file.offer = event.to));
      case "failed":
        return this.#ofOffer(event.channel, event.id, (file) => this.#takeBack(file, event.why));
      case "channel":
        return this.#tasks.wake();
      case "closed":
        for (const file of this.#shelf.in(event.channel)) this.#forget(file, event.why);
    }
  }

  async do(intent: FileIntent): Promise<Outcome> {
    if (intent.type === "sendFiles") return await this.#send(intent.channel, intent.paths);
    const file = this.#shelf.numbered(intent.file);
    if (!file) return NO_SUCH;
    switch (intent.type) {
      case "acceptFile":
        return await this.#accept(file, intent.path);
      case "declineFile":
        return this.#decline(file);
      case "cancelFile":
        return await this.#cancel(file);
      default:
        return intent satisfies never;
    }
  }

  #hearTalk(channel: ChannelId, rows: readonly Row[]): void {
    for (const row of rows) {
      if (row.type !== "message") continue;
      if (row.message.own) this.#tasks.speaks(false);
      if (row.message.content.type !== "file") this.#tasks.said();
    }
    this.#hearRows(channel, rows);
  }

  #hearRows(channel: ChannelId, rows: readonly Row[]): void {
    for (const row of rows) if (row.type === "message") this.#hearMessage(channel, row.message);
  }

  #hearMessage(channel: ChannelId, { content, from, own }: Message): void {
    if (content.type !== "file" || content.size > MOST_SIZE) return;
    const { blob, key, name, size, at } = content;
    const saved = { channel, blob, key, name, size, at, from, path: "", mark: "", chunks: 0 };
    // An own one that is not known was sent by a pychat that forgot it: there is nothing to go on with.
    if (this.#shelf.add({ ...saved, stage: own ? "sent" : "open" })) this.#engine.saveSoon();
  }

  #hearPending(channel: ChannelId, { id, content }: Message): void {
    this.#tasks.speaks(true);
    if (content.type !== "file") return this.#tasks.said();
    const file = this.#shelf.in(channel).find(({ own, saved }) => own && saved.blob === content.blob);
    if (file) file.offer = id;
  }

  #ofOffer(channel: ChannelId, { author, counter }: MessageRef, then: (file: ShelvedFile) => void): void {
    const file = this.#shelf.in(channel).find(({ offer }) => offer?.author === author && offer.counter === counter);
    if (file) then(file);
  }

  async #send(id: ChannelId, paths: readonly string[]): Promise<Outcome> {
    const { disk } = this.#options;
    if (!disk) return NO_DISK;
    if (!this.#options.channel(id)) return { ok: false, code: "absent", why: "You are not in that channel." };
    if (paths.length === 0) return { ok: false, code: "invalid", why: "There is no file to send." };
    const files: SavedFile[] = [];
    // If one of them cannot be sent, none is: nobody wants to find out which of them were.
    for (const path of paths) {
      await using source = await disk.open(path);
      files.push(this.#queued(id, source));
    }
    const added = files.map((file) => this.#shelf.add(file)).filter((file) => file !== undefined);
    try {
      await this.#engine.save();
    } catch (error) {
      // Whoever is told that they do not go would else find them sent when there is room again.
      for (const file of added) this.#notSent(file, error);
      throw error;
    }
    for (const file of added) this.#tasks.begin(file);
    return { ok: true, files: added.map(({ number }) => number) };
  }

  #notSent(file: ShelvedFile, error: unknown): void {
    this.#shelf.turn(file, { type: "failed", why: error instanceof Error ? error.message : "" });
    this.#shelf.remove(file);
  }

  #queued(channel: ChannelId, { path, name, size, mark }: Source): SavedFile {
    const { identity, nick, random, now } = this.#engine;
    const blob = toHex(random(BLOB_BYTES)) as BlobId;
    const from = cardOf(identity, nick);
    const file = { channel, blob, key: random(KEY_BYTES), name, size, from, at: now() };
    return { ...file, stage: "queued", path, mark, chunks: 0 };
  }

  async #accept(file: ShelvedFile, wish: string): Promise<Outcome> {
    const { disk } = this.#options;
    if (!disk) return NO_DISK;
    if (file.own) return { ok: false, code: "invalid", why: "That file is yours." };
    if (isHere(file)) return haveIt(file);
    if (this.#deciding.has(file) || (this.#tasks.has(file) && file.saved.stage === "fetching")) {
      return { ok: false, code: "invalid", why: "That file is on its way already." };
    }
    this.#deciding.add(file);
    try {
      await this.#tasks.stop(file);
      if (isHere(file)) return haveIt(file);
      // What came before of it is gone on with, unless it is wanted somewhere else.
      if (file.saved.stage !== "fetching" || wish !== "") {
        const path = await disk.begin(file.saved.name, wish, (path) => this.#shelf.isTaken(path));
        await this.#discard(file);
        this.#shelf.change(file, { stage: "fetching", path, chunks: 0 });
      }
      // Its channel may have ended meanwhile.
      if (!this.#shelf.has(file)) {
        await this.#discard(file);
        return { ok: false, code: "absent", why: "There is no file of that number any more." };
      }
      await this.#engine.save();
    } finally {
      this.#deciding.delete(file);
      // Where the new place is none, what was under way goes on where it was.
      if (this.#shelf.has(file)) this.#tasks.begin(file);
    }
    return { ok: true, files: [file.number] };
  }

  #decline(file: ShelvedFile): Outcome {
    if (file.own) return { ok: false, code: "invalid", why: "That file is yours: /cancel takes it back." };
    if (this.#deciding.has(file)) return BEING_BEGUN;
    if (isHere(file)) return haveIt(file);
    const why = NOT_DECLINED[file.saved.stage];
    if (why !== undefined) return { ok: false, code: "invalid", why };
    this.#shelf.change(file, { stage: "declining" });
    this.#engine.saveSoon();
    this.#tasks.begin(file);
    return { ok: true, files: [file.number] };
  }

  async #cancel(file: ShelvedFile): Promise<Outcome> {
    if (this.#deciding.has(file)) return BEING_BEGUN;
    this.#deciding.add(file);
    try {
      return await this.#cancelled(file);
    } finally {
      this.#deciding.delete(file);
    }
  }

  async #cancelled(file: ShelvedFile): Promise<Outcome> {
    const { stage } = file.saved;
    if (file.own && (stage === "queued" || stage === "offered" || stage === "sent")) {
      await this.#tasks.stop(file);
      this.#shelf.change(file, { stage: "dropping" });
      this.#tasks.begin(file);
    } else if (stage === "fetching") {
      await this.#tasks.stop(file);
      // All of it may have come in that moment.
      if (isHere(file)) {
        this.#tasks.begin(file);
        return haveIt(file);
      }
      await this.#discard(file);
      this.#shelf.change(file, { stage: "open" });
    } else return { ok: false, code: "invalid", why: "There is nothing to cancel." };
    this.#engine.saveSoon();
    return { ok: true, files: [file.number] };
  }

  /** The offer was refused for good. */
  #takeBack(file: ShelvedFile, why: string): void {
    this.#engine.run(async () => {
      await this.#tasks.stop(file);
      this.#shelf.change(file, { stage: "dropping" }, { type: "failed", why });
      this.#tasks.begin(file);
    });
  }

  /** Its channel is over. */
  #forget(file: ShelvedFile, why: string): void {
    this.#shelf.remove(file);
    this.#engine.run(async () => {
      await this.#tasks.stop(file);
      await this.#discard(file);
      if (file.state.type === "moving" || file.state.type === "waiting") this.#shelf.turn(file, { type: "gone", why });
    });
  }

  async #discard(file: ShelvedFile): Promise<void> {
    if (file.saved.stage !== "fetching" || file.saved.path === "") return;
    await this.#options.disk?.discard(file.saved.path);
    file.saved = { ...file.saved, path: "", chunks: 0 };
  }
}

/** Whoever has moved or removed it sees what he looks for. */
function haveIt({ saved: { path } }: ShelvedFile): Outcome {
  return { ok: false, code: "invalid", why: `You have that file already: ${path}` };
}

function isHere({ saved: { stage } }: ShelvedFile): boolean {
  return stage === "here" || stage === "saved";
}
