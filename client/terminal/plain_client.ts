/**
 * A client of lines: whatever happens is a line more, whatever is typed is said or obeyed. It keeps what is shown, and which channel is; what a line
 * typed means to it is in obey.ts, the way into a channel in enter.ts.
 */
import type { Clock } from "../../shared/clock.ts";
import { Failure } from "../../shared/failure.ts";
import type { ChannelId } from "../../shared/ids.ts";
import { clean } from "../../shared/terminal/clean.ts";
import type { Completion } from "../../shared/terminal/line_editor.ts";
import { complete } from "../core/commands/complete.ts";
import type { CommandContext } from "../core/commands/context.ts";
import type { View } from "../core/commands/view.ts";
import type { Event, Row } from "../core/events.ts";
import type { Session } from "../core/session.ts";
import { type ChatState, dismiss, NO_CHAT, openChannels, read, reduce } from "../core/state.ts";
import { isOpen } from "../core/state/channel_state.ts";
import { contextOf } from "../core/state/context_of.ts";
import { dayOf } from "../core/words/time_words.ts";
import { headline, titleOf } from "../core/words/titles.ts";
import { YOU_LEFT } from "./app/tell.ts";
import { rings } from "./bell.ts";
import { choose } from "./choose.ts";
import type { Choice, Client, Onward, Preferences, Typed } from "./client.ts";
import type { Asking, Desk } from "./desk.ts";
import { EventWatch } from "../core/event_watch.ts";
import { Newcomers } from "./newcomers.ts";
import { eventLines, labelled } from "./plain_events.ts";
import { newMessageLines, shownRowLines } from "../core/words/plain_rows.ts";

export interface PlainDeps {
  readonly session: Session;
  readonly desk: Desk;
  readonly clock: Clock;
}

type LineEvent = Extract<Event, { readonly type: "line" }>;

/** How many rows are shown of a channel that comes to the front for the first time. */
const FIRST_ROWS = 50;

export class PlainClient implements Client, Disposable {
  readonly session: Session;
  readonly desk: Desk;
  readonly clock: Clock;
  readonly preferences: Preferences = {
    notify: new Map(),
    readMarks: true,
    typing: undefined,
    status: { status: "online", text: "" },
  };
  onward: Onward | undefined;
  readonly lost = undefined;
  readonly links = new Map<ChannelId, string>();
  readonly copies = false;
  readonly scrolls = false;
  readonly #started: number;
  readonly #watch = new EventWatch();
  readonly #over = Promise.withResolvers<void>();
  readonly #quits = new AbortController();
  /** Up to where the others know that I have read. */
  readonly #told = new Map<ChannelId, number>();
  readonly #shown = new Set<ChannelId>();
  readonly #newcomers: Newcomers;
  #state: ChatState = NO_CHAT;
  #current: ChannelId | undefined;
  #line: "never" | "online" | "cut" = "never";
  #day: string;

  constructor({ session, desk, clock }: PlainDeps) {
    this.session = session;
    this.desk = desk;
    this.clock = clock;
    this.#started = clock.now();
    this.#day = dayOf(this.#started);
    this.#newcomers = new Newcomers(clock, (id) => this.#announce(id));
    this.#over.promise.catch(() => {});
  }

  get state(): ChatState {
    return this.#state;
  }

  get current(): ChannelId | undefined {
    return this.#current;
  }

  get over(): Promise<void> {
    return this.#over.promise;
  }

  get asks(): boolean {
    return this.desk.asks;
  }

  get livesOn(): boolean {
    return this.desk.livesOn;
  }

  get gone(): Promise<void> {
    return this.desk.gone;
  }

  contextIn(channel: ChannelId | undefined): CommandContext {
    return contextOf(this.#state, channel);
  }

  complete(text: string): Completion {
    const { from, candidates } = complete(text, text.length, this.contextIn(this.#current));
    return { from, candidates: candidates.map(({ text }) => text) };
  }

  get signal(): AbortSignal {
    return this.#quits.signal;
  }

  quit(): void {
    this.#quits.abort();
    this.#over.resolve();
  }

  print(...lines: readonly string[]): void {
    for (const line of lines) this.desk.print(line);
  }

  printIn(_: ChannelId, ...lines: readonly string[]): void {
    this.print(...lines);
  }

  showLines(_: View, lines: readonly string[]): void {
    this.print(...lines);
  }

  putAway(id: ChannelId): void {
    this.#state = dismiss(this.#state, id);
  }

  clear(): void {
    this.desk.clear();
  }

  /** A sequence for the terminal would be noise to whoever reads the lines aloud, or keeps them. */
  copy(): string {
    return "! In plain lines nothing is copied: your terminal can do it.";
  }

  choose<Word extends string>(choice: Choice<Word>): Promise<Word | undefined> {
    return choose(this.desk, choice, { signal: this.signal });
  }

  /** Lines come when there is something to say. */
  underWay(): void {}

  waitFor<T>(why: string, what: Promise<T>): Promise<T> {
    this.print(`-- ${why} /stop gives up.`);
    return what;
  }

  /** The line is in the history. */
  giveBack(): void {}

  hear(event: Event): void {
    const before = this.#state;
    const after = this.#state = reduce(before, event);
    const { session: { id: self } } = this;
    const now = this.clock.now();
    // What comes before a channel is shown is shown with it.
    const waits = event.type === "rows" && this.#newcomers.has(event.channel);
    const lines = waits ? [] : eventLines(event, { before, after, current: this.#current, self, now });
    if (lines.length > 0) this.#tellDay(now);
    this.print(...lines);
    if (event.type === "line") this.#hearLine(event);
    if (event.type === "channel") this.#hearView(event.view.id, before);
    if (event.type === "rows") this.#hearRows(event.channel, event.rows);
    if (event.type === "closed") this.#hearClosed(event);
    this.#watch.tell(event);
  }

  heard<T>(pick: (event: Event) => T | undefined, signal = this.signal): Promise<T> {
    return this.#watch.heard(pick, signal);
  }

  async online(): Promise<void> {
    const isOnline = (event: Event) => (event.type === "line" && event.state === "online") || undefined;
    if (this.#state.line.state !== "online") await this.heard(isOnline);
  }

  async next(): Promise<Typed | undefined> {
    const line = await this.desk.next(this.signal);
    return line === undefined ? undefined : { line };
  }

  ask(question: string, asking?: Asking): Promise<string | undefined> {
    return this.desk.ask(question, { ...asking, signal: this.signal });
  }

  show(id: ChannelId): void {
    const channel = this.#state.channels.get(id);
    if (!channel || !isOpen(channel)) return;
    this.#current = id;
    this.#newcomers.forget(id);
    this.desk.prompt(`${titleOf(channel.view)}> `);
    this.print(`-- ${headline(channel.view)}`);
    if (!this.#shown.has(id)) {
      this.print(
        ...shownRowLines(channel, { self: this.session.id, most: FIRST_ROWS, today: dayOf(this.clock.now()) }),
      );
    }
    this.#shown.add(id);
    this.#state = read(this.#state, id, channel.newest);
  }

  async tellRead(): Promise<void> {
    const channel = this.#current === undefined ? undefined : this.#state.channels.get(this.#current);
    if (!channel || channel.newest <= (this.#told.get(channel.id) ?? 0)) return;
    this.#told.set(channel.id, channel.newest);
    await this.session.do({
      type: "read",
      channel: channel.id,
      cursor: channel.newest,
      tell: this.preferences.readMarks,
    });
  }

  [Symbol.dispose](): void {
    this.#quits.abort();
  }

  #hearLine(event: LineEvent): void {
    if (event.state === "online") {
      if (this.#line === "cut") this.print("-- Back on line.");
      this.#line = "online";
    }
    if (event.state !== "offline") return;
    const why = clean(event.why);
    // Where it never worked, and never did on another day, trying again would come to the same; and a script is told at once.
    const known = this.asks && openChannels(this.#state).length > 0;
    if (event.retryMs === undefined || (this.#line === "never" && !known)) return this.#fail(why);
    if (this.#line === "never") {
      this.print(`! No line yet: ${why} It is tried again, and what you write goes out then.`);
    }
    if (this.#line === "online") this.print(`! The line broke: ${why.replace(/\.$/, "")}, trying again.`);
    this.#line = "cut";
  }

  #fail(why: string): void {
    this.#quits.abort();
    this.#over.reject(new Failure(why));
  }

  #hearView(id: ChannelId, before: ChatState): void {
    const known = before.channels.get(id);
    if ((known && isOpen(known)) || id === this.#current) return;
    this.#shown.delete(id);
    this.#newcomers.add(id);
  }

  /** A channel that I did not just go into: what was said there since I am here is news. */
  #announce(id: ChannelId): void {
    const channel = this.#state.channels.get(id);
    if (!channel || !isOpen(channel) || this.signal.aborted) return;
    const title = titleOf(channel.view);
    this.print(`-- You are in ${title}, too: /go ${title} shows it.`);
    const lines = newMessageLines(channel, this.session.id, this.#started);
    this.print(...labelled(lines, channel.view, this.#current));
  }

  #hearRows(id: ChannelId, rows: readonly Row[]): void {
    const channel = this.#state.channels.get(id);
    if (!channel || !isOpen(channel)) return;
    const notify = this.preferences.notify.get(id) ?? "mentions";
    if (rows.some((row) => rings(row, channel.view, notify))) this.desk.ring();
    if (id === this.#current) this.#state = read(this.#state, id, channel.newest);
  }

  #hearClosed({ channel, why }: Extract<Event, { readonly type: "closed" }>): void {
    if (channel !== this.#current) return;
    this.#current = undefined;
    this.desk.prompt("> ");
    const [next] = openChannels(this.#state);
    // Who was put out may be in the middle of a line: it must not be said to others.
    if (next && why === YOU_LEFT) this.show(next.id);
    else if (next) this.print(`-- You are in no channel now: /go ${titleOf(next.view)} shows another one of yours.`);
    else this.print("-- You are in no channel now: /join takes you into one, /quit ends pychat.");
  }

  #tellDay(now: number): void {
    const day = dayOf(now);
    if (day !== this.#day) this.print(`-- ${day}`);
    this.#day = day;
  }
}
