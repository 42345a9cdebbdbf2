/** The files of a session: offers that are heard of, what people want done with them, and the tasks that carry them. */
import { Failure } from "../../../shared/failure.ts";
import { type BlobId, type ChannelId, toHex } from "../../../shared/ids.ts";
import type { Channel } from "../channel.ts";
import type { MessageRef, Said } from "../content.ts";
import { cardOf } from "../crypto/identity.ts";
import type { EngineDeps } from "../engine_deps.ts";
import type { Event, Message, Row } from "../events.ts";
import type { FileIntent, Outcome } from "../intents.ts";
import type { RelayLine } from "../relay_line.ts";
import type { Dial } from "./carry_line.ts";
import { Courtesy } from "./courtesy.ts";
import type { Disk, Source } from "./disk.ts";
import { fetchFile, tellHad } from "./fetch_file.ts";
import { type PorterDeps, tell } from "./porter.ts";
import type { SavedFile } from "./saved_file.ts";
import { sendFile } from "./send_file.ts";
import { Shelf, type ShelvedFile } from "./shelf.ts";
import { Turns } from "./turns.ts";

export interface FilesOptions {
  /** Without it files are seen, and neither sent nor fetched. */
  readonly disk: Disk | undefined;
  readonly dial: Dial;
  channel(id: ChannelId): Channel | undefined;
  emit(event: Event): void;
}

/** So many are on their way at once; a relay allows four. */
const MOST_AT_ONCE = 3;
/** No disk has so much. */
const MOST_SIZE = 2 ** 50;
const KEY_BYTES = 32;
const BLOB_BYTES = 16;
const NO_DISK: Outcome = { ok: false, code: "failed", why: "This client neither sends nor fetches files." };
const NO_SUCH: Outcome = { ok: false, code: "absent", why: "There is no file of that number: /files lists them." };

/** A task that is under way for a file. */
interface Task {
  readonly stop: AbortController;
  readonly over: Promise<void>;
}

export class Files {
  readonly #engine: EngineDeps;
  readonly #options: FilesOptions;
  readonly #shelf: Shelf;
  readonly #turns = new Turns(MOST_AT_ONCE);
  readonly #courtesy: Courtesy;
  readonly #tasks = new Map<ShelvedFile, Task>();
  /** Who waits for a channel's line. */
  readonly #waiting = new Set<() => void>();

  constructor(engine: EngineDeps, options: FilesOptions, saved: readonly SavedFile[]) {
    this.#engine = engine;
    this.#options = options;
    this.#courtesy = new Courtesy(engine.clock);
    this.#shelf = new Shelf(engine.identity.id, (event) => options.emit(event), saved);
  }

  get saved(): readonly SavedFile[] {
    return this.#shelf.saved;
  }

  /** Tells of all that a vault kept, and goes on with what was under way. */
  begin(): void {
    for (const file of this.#shelf.all) {
      this.#shelf.show(file);
      this.#work(file);
    }
  }

  /** Learns from what the engine tells, before anybody else does. */
  hear(event: Event): void {
    switch (event.type) {
      case "rows":
      case "olderRows":
        return this.#hearRows(event.channel, event.rows);
      case "pending":
        return this.#hearPending(event.channel, event.message);
      case "renumbered":
        return this.#ofOffer(event.channel, event.from, (file) => void (file.offer = event.to));
      case "failed":
        return this.#ofOffer(event.channel, event.id, (file) => this.#takeBack(file, event.why));
      case "channel":
        for (const wake of this.#waiting) wake();
        return;
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

  #hearRows(channel: ChannelId, rows: readonly Row[]): void {
    for (const row of rows) {
      if (row.type !== "message") continue;
      if (row.message.own) this.#courtesy.end();
      this.#hearMessage(channel, row.message);
    }
  }

  #hearMessage(channel: ChannelId, { content, from, own }: Message): void {
    if (content.type !== "file" || content.size > MOST_SIZE) return;
    const { blob, key, name, size, at } = content;
    const saved = { channel, blob, key, name, size, at, from, path: "", mark: "", chunks: 0 };
    // An own one that is not known was sent by a pychat that forgot it: there is nothing to go on with.
    if (this.#shelf.add({ ...saved, stage: own ? "sent" : "open" })) this.#engine.saveSoon();
  }

  #hearPending(channel: ChannelId, { id, content }: Message): void {
    if (this.#tasks.size > 0) this.#courtesy.begin();
    if (content.type !== "file") return;
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
    await this.#engine.save();
    for (const file of added) this.#work(file);
    return { ok: true, files: added.map(({ number }) => number) };
  }

  #queued(channel: ChannelId, { path, name, size, mark }: Source): SavedFile {
    const { identity, nick, random, now } = this.#engine;
    const blob = toHex(random(BLOB_BYTES)) as BlobId;
    const from = cardOf(identity, nick);
    return {
      channel,
      blob,
      key: random(KEY_BYTES),
      name,
      size,
      from,
      at: now(),
      stage: "queued",
      path,
      mark,
      chunks: 0,
    };
  }

  async #accept(file: ShelvedFile, wish: string): Promise<Outcome> {
    const { disk } = this.#options;
    if (!disk) return NO_DISK;
    if (file.own) return { ok: false, code: "invalid", why: "That file is yours." };
    const { stage, name } = file.saved;
    if (stage === "here" || stage === "saved") {
      return { ok: false, code: "invalid", why: "You have that file already." };
    }
    if (this.#tasks.has(file) && stage === "fetching") {
      return { ok: false, code: "invalid", why: "That file is on its way already." };
    }
    await this.#stop(file);
    // What came before of it is gone on with, unless it is wanted somewhere else.
    if (stage !== "fetching" || wish !== "") {
      await this.#discard(file);
      this.#shelf.change(file, { stage: "fetching", path: await disk.begin(name, wish), chunks: 0 });
    }
    await this.#engine.save();
    this.#work(file);
    return { ok: true, files: [file.number] };
  }

  #decline(file: ShelvedFile): Outcome {
    if (file.own) return { ok: false, code: "invalid", why: "That file is yours: /cancel takes it back." };
    if (file.saved.stage !== "open") {
      return { ok: false, code: "invalid", why: "Only what nobody has accepted can be declined: /cancel stops it." };
    }
    this.#shelf.change(file, { stage: "declining" });
    this.#engine.saveSoon();
    this.#work(file);
    return { ok: true, files: [file.number] };
  }

  async #cancel(file: ShelvedFile): Promise<Outcome> {
    const { stage } = file.saved;
    if (file.own && (stage === "queued" || stage === "offered" || stage === "sent")) {
      await this.#stop(file);
      this.#shelf.change(file, { stage: "dropping" });
      this.#work(file);
    } else if (stage === "fetching") {
      await this.#stop(file);
      await this.#discard(file);
      this.#shelf.change(file, { stage: "open" });
    } else return { ok: false, code: "invalid", why: "There is nothing to cancel." };
    this.#engine.saveSoon();
    return { ok: true, files: [file.number] };
  }

  /** The offer was refused for good. */
  #takeBack(file: ShelvedFile, why: string): void {
    this.#engine.run(async () => {
      await this.#stop(file);
      this.#shelf.change(file, { stage: "dropping" }, { type: "failed", why });
      this.#work(file);
    });
  }

  /** Its channel is over. */
  #forget(file: ShelvedFile, why: string): void {
    this.#shelf.remove(file);
    this.#engine.run(async () => {
      await this.#stop(file);
      await this.#discard(file);
      if (file.state.type === "moving" || file.state.type === "waiting") this.#shelf.turn(file, { type: "gone", why });
    });
  }

  async #discard(file: ShelvedFile): Promise<void> {
    if (file.saved.stage !== "fetching" || file.saved.path === "") return;
    await this.#options.disk?.discard(file.saved.path);
    file.saved = { ...file.saved, path: "", chunks: 0 };
  }

  async #stop(file: ShelvedFile): Promise<void> {
    const task = this.#tasks.get(file);
    task?.stop.abort();
    await task?.over;
  }

  /** Begins what its stage asks for. */
  #work(file: ShelvedFile): void {
    const { disk } = this.#options;
    if (!disk || this.#tasks.has(file)) return;
    const work = this.#workOf(file, this.#porter(disk));
    if (!work) return;
    const stop = new AbortController();
    const { promise: over, resolve } = Promise.withResolvers<void>();
    this.#tasks.set(file, { stop, over });
    this.#engine.run(async (session) => {
      const signal = AbortSignal.any([session, stop.signal]);
      try {
        await work(signal);
      } catch (error) {
        if (!signal.aborted || error !== signal.reason) throw error;
      } finally {
        this.#tasks.delete(file);
        resolve();
      }
    });
  }

  #workOf(file: ShelvedFile, deps: PorterDeps): ((signal: AbortSignal) => Promise<void>) | undefined {
    switch (file.saved.stage) {
      case "queued":
      case "offered":
        return (signal) => sendFile(deps, file, signal);
      case "dropping":
        return (signal) => this.#drop(deps, file, signal);
      case "fetching":
        return (signal) => fetchFile(deps, file, signal);
      case "here":
        return (signal) => tellHad(deps, file, { stage: "saved", signal });
      case "declining":
        return (signal) => tellHad(deps, file, { stage: "declined", signal });
      default:
        return undefined;
    }
  }

  async #drop(deps: PorterDeps, file: ShelvedFile, signal: AbortSignal): Promise<void> {
    const { state } = file;
    await tell(deps, file, { type: "drop", signal });
    this.#shelf.change(file, { stage: "dropped", path: "", mark: "" }, state);
    this.#engine.saveSoon();
  }

  #porter(disk: Disk): PorterDeps {
    const { identity, clock } = this.#engine;
    return {
      ...{ identity, clock, disk, shelf: this.#shelf, dial: this.#options.dial },
      line: (channel, signal) => this.#line(channel, signal),
      say: (channel, content) => this.#say(channel, content),
      save: () => this.#engine.save(),
      saveSoon: () => this.#engine.saveSoon(),
      pass: () => this.#courtesy.pass(),
      turn: (signal) => this.#turns.take(signal),
    };
  }

  async #say(id: ChannelId, content: Said): Promise<Outcome> {
    const channel = this.#options.channel(id);
    if (!channel) throw new Failure("You are not in that channel any more.");
    return await channel.speech.say(content);
  }

  /** Views of a channel are told when it is followed, and when its line breaks. */
  async #line(channel: ChannelId, signal: AbortSignal): Promise<RelayLine> {
    for (;;) {
      signal.throwIfAborted();
      const line = this.#options.channel(channel)?.feed.line;
      if (line) return line;
      const { promise, resolve } = Promise.withResolvers<void>();
      const wake = () => resolve();
      this.#waiting.add(wake);
      signal.addEventListener("abort", wake, { once: true });
      await promise;
      this.#waiting.delete(wake);
      signal.removeEventListener("abort", wake);
    }
  }
}
