/**
 * The client with a screen: what the engine tells becomes state, keys become drafts, steps and lines typed, and both are painted. What a line means is in
 * obey.ts, what a key means that is not the editor's in keys.ts; how it looks is the screen's own.
 */
import type { Clock } from "../../../shared/clock.ts";
import { Failure } from "../../../shared/failure.ts";
import type { ChannelId } from "../../../shared/ids.ts";
import { clean } from "../../../shared/terminal/clean.ts";
import type { Key } from "../../../shared/terminal/key.ts";
import type { CommandContext } from "../../core/commands/context.ts";
import type { View } from "../../core/commands/view.ts";
import type { Event } from "../../core/events.ts";
import type { Intent } from "../../core/intents.ts";
import type { Session } from "../../core/session.ts";
import { type ChatState, dismiss, NO_CHAT, openChannels, read, reduce } from "../../core/state.ts";
import { contextOf } from "../../core/state/context_of.ts";
import type { Choice, Client, Preferences, Typed } from "../client.ts";
import type { Asking } from "../desk.ts";
import { type EditorState, openEditor } from "../editor/editor_state.ts";
import { giveBack, rewriteDraft, showWindow } from "../editor/windows.ts";
import { EventWatch } from "../event_watch.ts";
import { LineQueue } from "../line_queue.ts";
import { endOf } from "../screen/place.ts";
import type { ScreenSize } from "../screen/screen.ts";
import { NEW_WINDOW, newView, type ScreenView, type WindowView } from "../screen/view.ts";
import { Terminal } from "../tty/terminal.ts";
import { composeView } from "./compose_view.ts";
import { Glass } from "./glass.ts";
import { noticesOf, withNotices } from "./notices.ts";
import { type Answer, OpenQuestions } from "./open_questions.ts";
import { overlayOf } from "./overlay_of.ts";
import { Older } from "./older.ts";
import { press } from "./press.ts";
import { chosenQuestion, type Question, typedQuestion } from "./question.ts";
import { Reading } from "./reading.ts";
import type { ScreenTerms } from "./screen_terms.ts";
import { soundOf, toldLines } from "./tell.ts";
import { Typing } from "./typing.ts";

export interface ScreenDeps {
  readonly session: Session;
  readonly clock: Clock;
  /** The relay's address, as people write it. */
  readonly relay: string;
  readonly terms: ScreenTerms;
  /** Prints a line where the terminal was, once it is given back. */
  readonly print: (line: string) => void;
}

/** Where what is written belongs while there is no channel. */
const HOME = "";
/** How often the status bar counts down. */
const TICK_MS = 1000;

export class ScreenClient implements Client, Disposable {
  readonly session: Session;
  readonly clock: Clock;
  readonly preferences: Preferences = {
    notify: new Map(),
    readMarks: true,
    typing: true,
    status: { status: "online", text: "" },
  };
  readonly asks = true;
  readonly livesOn = true;
  readonly glass: Glass;
  readonly questions = new OpenQuestions();
  readonly older: Older;
  readonly #deps: ScreenDeps;
  readonly #terminal: Terminal;
  readonly #watch = new EventWatch();
  readonly #lines = new LineQueue<Typed>();
  readonly #reading: Reading;
  readonly #typing: Typing;
  readonly #over = Promise.withResolvers<void>();
  readonly #gone = Promise.withResolvers<void>();
  readonly #quits = new AbortController();
  #state: ChatState = NO_CHAT;
  #view: ScreenView;
  #editor: EditorState = openEditor(HOME);
  #line: "never" | "online" | "cut" = "never";
  #ticking: Disposable | undefined;
  #left = false;

  /** Takes the terminal. */
  constructor(deps: ScreenDeps) {
    const { session, clock, relay, terms } = deps;
    this.#deps = deps;
    this.session = session;
    this.clock = clock;
    this.glass = new Glass(terms.look, terms.caps);
    this.#view = newView(relay, clock.now());
    this.#terminal = new Terminal({
      press: (keys) => this.press(keys),
      show: (size) => this.redraw(size),
      ended: () => {
        this.#gone.resolve();
        this.quit();
      },
    }, { clock, modes: terms.modes, variables: terms.variables });
    this.#reading = new Reading(clock, (intent) => this.#do(intent));
    this.#typing = new Typing(clock, (intent) => this.#do(intent));
    this.older = new Older(session, () => this.changed());
    this.#over.promise.catch(() => {});
    this.#terminal.open();
  }

  get state(): ChatState {
    return this.#state;
  }

  get current(): ChannelId | undefined {
    return this.#view.current;
  }

  get signal(): AbortSignal {
    return this.#quits.signal;
  }

  get over(): Promise<void> {
    return this.#over.promise;
  }

  get gone(): Promise<void> {
    return this.#gone.promise;
  }

  /** What the person did with the screen, as far as it is not the editor's. */
  get view(): ScreenView {
    return this.#view;
  }

  get editor(): EditorState {
    return this.#editor;
  }

  /** All that is to be seen now. */
  get shown(): ScreenView {
    const { state, clock } = this;
    return composeView(this.#view, {
      ...{ state, now: clock.now(), editor: this.#editor, question: this.questions.first, options: this.glass.options },
    });
  }

  contextIn(channel: ChannelId | undefined): CommandContext {
    return contextOf(this.#state, channel);
  }

  /** Something that the person does with the screen. */
  look(change: Partial<ScreenView>): void {
    this.#view = { ...this.#view, ...change };
    this.changed();
  }

  /** Something about the window in front. */
  lookAt(id: ChannelId, change: Partial<WindowView>): void {
    const window = this.#view.windows.get(id) ?? NEW_WINDOW;
    this.look({ windows: new Map(this.#view.windows).set(id, { ...window, ...change }) });
  }

  write(editor: EditorState): void {
    const before = this.#editor.sheet.draft.text;
    this.#editor = editor;
    const { text } = editor.sheet.draft;
    if (text !== before && this.preferences.typing) this.#typing.written(this.current, text);
  }

  /** A line was typed in this window. */
  submit(line: string): void {
    this.#typing.sent();
    this.#lines.put({ line, channel: this.current });
  }

  /** What is to be seen may be something else now. */
  changed(): void {
    if (this.#left) return;
    this.#seen();
    this.glass.paint(this.#terminal, () => ({ state: this.#state, view: this.shown }));
  }

  hear(event: Event): void {
    const before = this.#state;
    this.#state = reduce(before, event);
    const scene = { before, after: this.#state, current: this.current, self: this.session.id, now: this.clock.now() };
    for (const { lines, channel } of toldLines(event, scene)) this.#notice(lines, channel);
    if (soundOf(event, scene, this.preferences)) this.ring();
    if (event.type === "line") this.#hearLine(event);
    if (event.type === "closed") this.#hearClosed(event);
    this.#watch.tell(event);
    this.changed();
  }

  heard<T>(pick: (event: Event) => T | undefined, signal = this.signal): Promise<T> {
    return this.#watch.heard(pick, signal);
  }

  async online(): Promise<void> {
    const isOnline = (event: Event) => (event.type === "line" && event.state === "online") || undefined;
    if (this.#state.line.state !== "online") await this.heard(isOnline);
  }

  next(): Promise<Typed | undefined> {
    return this.#lines.next(this.signal);
  }

  print(...lines: readonly string[]): void {
    if (this.#left) { for (const line of lines) this.#deps.print(line); }
    else this.#notice(lines, this.current);
  }

  showLines(view: View, lines: readonly string[]): void {
    const overlay = overlayOf(view, lines);
    if (overlay) this.look({ overlay });
    else this.print(...lines);
  }

  async ask(question: string, { secret = false, signal = this.signal }: Asking = {}): Promise<string | undefined> {
    const title = question.trim().replace(/:$/, "");
    return (await this.put(typedQuestion({ title, secret }), signal))?.text;
  }

  async choose<Word extends string>({ why, answers }: Choice<Word>): Promise<Word | undefined> {
    const options = answers.map(([word, words]) => ({
      key: word.charAt(0),
      label: words.charAt(0).toUpperCase() + words.slice(1),
    }));
    const answer = await this.put(chosenQuestion({ title: "pychat", text: why, options }), this.signal);
    return answer?.chosen === undefined ? undefined : answers[answer.chosen]?.[0];
  }

  async waitFor<T>(why: string, what: Promise<T>): Promise<T> {
    const done = new AbortController();
    const question = chosenQuestion({ title: "Waiting", text: why, options: [{ key: "s", label: "Stop waiting" }] });
    const signal = AbortSignal.any([done.signal, this.signal]);
    const stopped = this.put(question, signal).then((answer) => {
      if (!signal.aborted || answer) this.#do({ type: "stopWaiting" });
    });
    try {
      return await what;
    } finally {
      done.abort();
      await stopped;
    }
  }

  /** Asks something above everything else. */
  put(question: Question, signal: AbortSignal): Promise<Answer> {
    const answer = this.questions.ask(question, signal);
    this.changed();
    return answer.finally(() => this.changed());
  }

  giveBack({ line, channel }: Typed): void {
    this.#editor = giveBack(this.#editor, channel ?? HOME, line);
    this.changed();
  }

  show(id: ChannelId): void {
    const channel = this.#state.channels.get(id);
    if (!channel?.view || id === this.current) return;
    if (this.current !== undefined) this.#state = dismiss(this.#state, this.current);
    const { draft } = this.#editor.sheet;
    const fromHome = this.#editor.window === HOME;
    this.#editor = showWindow(this.#editor, id);
    if (fromHome && draft.text !== "") this.#editor = rewriteDraft(this.#editor, draft.text).state;
    const upTo = this.#view.windows.has(id) ? channel.readUpTo : channel.view.read;
    this.#view = { ...this.#view, current: id, overlay: undefined, search: undefined };
    this.lookAt(id, { readUpTo: upTo > 0 && upTo < channel.newest ? upTo : undefined });
    this.older.fill(this);
  }

  clear(): void {
    const channel = this.current === undefined ? undefined : this.#state.channels.get(this.current);
    if (channel) this.lookAt(channel.id, { cleared: endOf(channel.rows), notices: [], anchor: undefined });
    else this.look({ home: [] });
  }

  /** What is seen is read: #seen() tells. */
  tellRead(): Promise<void> {
    return Promise.resolve();
  }

  ring(): void {
    this.glass.ring(this.#terminal);
  }

  /** Whether the shell can bring us back. */
  suspend(): boolean {
    return this.#terminal.suspend();
  }

  quit(): void {
    this.#quits.abort();
    this.#over.resolve();
    this.#leave();
  }

  press(keys: readonly Key[]): void {
    for (const key of keys) {
      if (this.#left) return;
      press(this, key);
    }
    this.changed();
  }

  /** The terminal shows nothing of ours, or has another size. */
  redraw(size: ScreenSize = this.glass.options.size): void {
    this.glass.reset(size);
    this.changed();
  }

  [Symbol.dispose](): void {
    this.#quits.abort();
    this.#leave();
  }

  #hearLine(event: Extract<Event, { readonly type: "line" }>): void {
    this.#ticking?.[Symbol.dispose]();
    this.#ticking = undefined;
    if (event.state === "online") this.#line = "online";
    if (event.state !== "offline") return this.look({ retryAt: undefined });
    // Trying again would come to the same.
    if (event.retryMs === undefined || this.#line === "never") return this.#fail(clean(event.why));
    this.#line = "cut";
    this.#ticking = this.clock.every(TICK_MS, () => this.changed());
    this.look({ retryAt: this.clock.now() + event.retryMs });
  }

  #fail(why: string): void {
    this.#quits.abort();
    this.#over.reject(new Failure(why));
    this.#leave();
  }

  /** It stays in sight until another one is, unless I left it myself. */
  #hearClosed({ channel: id, why }: Extract<Event, { readonly type: "closed" }>): void {
    if (why !== "You left.") return;
    const [next] = openChannels(this.#state);
    this.#state = dismiss(this.#state, id);
    if (id !== this.current) return;
    this.#editor = showWindow(this.#editor, HOME);
    this.#view = { ...this.#view, current: undefined };
    if (next) this.show(next.id);
  }

  #notice(lines: readonly string[], id: ChannelId | undefined): void {
    const channel = id === undefined ? undefined : this.#state.channels.get(id);
    const notices = noticesOf(lines, channel, this.clock.now());
    if (notices.length === 0) return;
    if (!channel) return this.look({ home: withNotices(this.#view.home, notices) });
    const before = this.#view.windows.get(channel.id)?.notices ?? [];
    this.lookAt(channel.id, { notices: withNotices(before, notices) });
  }

  /** What is in sight is read, unless something stands before it. */
  #seen(): void {
    const channel = this.current === undefined ? undefined : this.#state.channels.get(this.current);
    if (!channel || this.#view.overlay) return;
    const cursor = this.#reading.see(channel, this.#view.windows.get(channel.id), this.preferences.readMarks);
    if (cursor > channel.readUpTo) this.#state = read(this.#state, channel.id, cursor);
  }

  #do(intent: Intent): void {
    // A line that breaks meanwhile is no news: these are only for a moment.
    void this.session.do(intent);
  }

  /** Gives the terminal back: what is said now is said where it was. */
  #leave(): void {
    if (this.#left) return;
    this.#left = true;
    this.#ticking?.[Symbol.dispose]();
    this.#reading[Symbol.dispose]();
    this.#typing[Symbol.dispose]();
    this.questions.end();
    this.#terminal[Symbol.dispose]();
  }
}
