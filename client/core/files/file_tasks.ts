/** What is under way for files: one task a file, begun as its stage asks for; a few at a time carry something, at leisure while people talk. */
import { Failure } from "../../../shared/failure.ts";
import type { ChannelId } from "../../../shared/ids.ts";
import type { Channel } from "../channel.ts";
import type { Said } from "../content.ts";
import type { EngineDeps } from "../engine_deps.ts";
import type { Outcome } from "../intents.ts";
import { Leisure } from "../../../shared/leisure.ts";
import type { RelayLine } from "../relay_line.ts";
import type { Dial } from "./carry_line.ts";
import { Courtesy } from "./courtesy.ts";
import type { Disk } from "./disk.ts";
import { fetchFile, goOnWithWhole, tellHad } from "./fetch_file.ts";
import { type PorterDeps, tell } from "./porter.ts";
import { sendFile } from "./send_file.ts";
import type { Shelf, ShelvedFile } from "./shelf.ts";
import { Turns } from "./turns.ts";

export interface FileTasksOptions {
  readonly shelf: Shelf;
  readonly disk: Disk | undefined;
  readonly dial: Dial;
  channel(id: ChannelId): Channel | undefined;
}

interface Task {
  readonly stop: AbortController;
  readonly over: Promise<void>;
}

/** So many are on their way at once; a relay allows four. */
const MOST_AT_ONCE = 3;
/** So many of them are fetched: whoever brings his files as slowly as he can keeps nobody from sending his own. */
const MOST_FETCHED_AT_ONCE = 2;
/** While people talk: behind each chunk that is sealed or opened, which takes about a third as long. */
const PAUSE_MS = 3;

export class FileTasks {
  readonly #engine: EngineDeps;
  readonly #options: FileTasksOptions;
  readonly #turns = new Turns(MOST_AT_ONCE);
  readonly #fetches = new Turns(MOST_FETCHED_AT_ONCE);
  /** Whose turn it is to be offered in a channel: files are offered in the order in which they were given. */
  readonly #offers = new Map<ChannelId, Turns>();
  readonly #courtesy: Courtesy;
  readonly #leisure: Leisure;
  readonly #tasks = new Map<ShelvedFile, Task>();
  /** Who waits for a channel's line. */
  readonly #waiting = new Set<() => void>();

  constructor(engine: EngineDeps, options: FileTasksOptions) {
    this.#engine = engine;
    this.#options = options;
    this.#courtesy = new Courtesy(engine.clock);
    const { clock } = engine;
    this.#leisure = new Leisure({ now: () => clock.now(), later: (run, ms) => void clock.after(ms, run) }, PAUSE_MS);
  }

  has(file: ShelvedFile): boolean {
    return this.#tasks.has(file);
  }

  /** A channel may be followed now that was not. */
  wake(): void {
    for (const wake of this.#waiting) wake();
  }

  /** Somebody said something. */
  said(): void {
    this.#leisure.said();
  }

  /** Something of one's own is on its way; it is there. */
  speaks(on: boolean): void {
    if (!on) this.#courtesy.end();
    else if (this.#tasks.size > 0) this.#courtesy.begin();
  }

  /** Begins what a file's stage asks for, unless something is under way for it. */
  begin(file: ShelvedFile): void {
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

  /** Resolves when nothing is under way for it any more. */
  async stop(file: ShelvedFile): Promise<void> {
    const task = this.#tasks.get(file);
    task?.stop.abort();
    await task?.over;
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
        return (signal) => goOnWithWhole(deps, file, signal);
      case "declining":
        return (signal) => tellHad(deps, file, { stage: "declined", signal });
      default:
        return undefined;
    }
  }

  async #drop(deps: PorterDeps, file: ShelvedFile, signal: AbortSignal): Promise<void> {
    const { state } = file;
    await tell(deps, file, { type: "drop", signal });
    this.#options.shelf.change(file, { stage: "dropped", path: "", mark: "" }, state);
    this.#engine.saveSoon();
  }

  #porter(disk: Disk): PorterDeps {
    const { identity, clock } = this.#engine;
    return {
      ...{ identity, clock, disk, shelf: this.#options.shelf, dial: this.#options.dial },
      line: (channel, signal) => this.#line(channel, signal),
      say: (channel, content) => this.#say(channel, content),
      save: () => this.#engine.save(),
      saveSoon: () => this.#engine.saveSoon(),
      pass: () => this.#pass(),
      offering: (channel, signal) => this.#offering(channel).take(signal),
      turn: (channel, which) => this.#turn(channel, which),
    };
  }

  #offering(channel: ChannelId): Turns {
    const turns = this.#offers.get(channel) ?? new Turns(1);
    this.#offers.set(channel, turns);
    return turns;
  }

  /** Only while the channel is followed: who waits for that, perhaps for ever, keeps nobody else from his turn. */
  async #turn(
    channel: ChannelId,
    { upload, signal }: { readonly upload: boolean; readonly signal: AbortSignal },
  ): Promise<Disposable> {
    for (;;) {
      await this.#line(channel, signal);
      using turns = new DisposableStack();
      if (!upload) turns.use(await this.#fetches.take(signal));
      turns.use(await this.#turns.take(signal));
      if (this.#options.channel(channel)?.feed.line) return turns.move();
    }
  }

  async #pass(): Promise<void> {
    await this.#leisure.pass();
    await this.#courtesy.pass();
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
