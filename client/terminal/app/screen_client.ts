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
import { type ChatState, reduce } from "../../core/state.ts";
import { contextOf } from "../../core/state/context_of.ts";
import type { Choice, Client, Preferences, Typed } from "../client.ts";
import type { Asking } from "../desk.ts";
import type { EditorState } from "../editor/editor_state.ts";
import { giveBack } from "../editor/windows.ts";
import { EventWatch } from "../event_watch.ts";
import { LineQueue } from "../line_queue.ts";
import type { ScreenSize } from "../screen/screen.ts";
import type { ScreenView, WindowView } from "../screen/view.ts";
import { Asker } from "./asker.ts";
import { notifySequence } from "../tty/osc.ts";
import { Terminal } from "../tty/terminal.ts";
import { composeView } from "./compose_view.ts";
import { Glass } from "./glass.ts";
import { overlayOf } from "./overlay_of.ts";
import { KeyGate } from "./key_gate.ts";
import { Older } from "./older.ts";
import { press } from "./press.ts";
import { Reading } from "./reading.ts";
import type { ScreenTerms } from "./screen_terms.ts";
import {
  bringToFront,
  cleared,
  HOME,
  inFront,
  putAway,
  sitDown,
  type Sitting,
  withLines,
  withRead,
  withView,
  withWindow,
} from "./sitting.ts";
import { notificationOf, soundOf, toldLines } from "./tell.ts";
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

/** Why the engine says that a channel is over that I left. */
const YOU_LEFT = "You left.";
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
  readonly asker: Asker;
  readonly older: Older;
  readonly #deps: ScreenDeps;
  readonly #terminal: Terminal;
  readonly #watch = new EventWatch();
  readonly #lines = new LineQueue<Typed>();
  readonly #gate: KeyGate;
  readonly #reading: Reading;
  readonly #typing: Typing;
  readonly #over = Promise.withResolvers<void>();
  readonly #gone = Promise.withResolvers<void>();
  readonly #quits = new AbortController();
  #sitting: Sitting;
  #line: "never" | "online" | "cut" = "never";
  #ticking: Disposable | undefined;
  #attentive = true;
  /** Somebody waits for lines. */
  #listened = false;
  #left = false;

  /** Takes the terminal. */
  constructor(deps: ScreenDeps) {
    const { session, clock, relay, terms } = deps;
    this.#deps = deps;
    this.session = session;
    this.clock = clock;
    this.glass = new Glass(terms.look, terms.caps);
    this.#sitting = sitDown(relay, clock.now());
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
    this.asker = new Asker({
      do: (intent) => this.#do(intent),
      changed: () => {
        this.changed();
        this.#gate.flow();
      },
      signal: this.signal,
    });
    this.#gate = new KeyGate({
      clock,
      press: (key) => this.#press(key),
      asks: () => this.asker.open.first !== undefined,
    });
    this.older = new Older(session, () => this.changed());
    this.#over.promise.catch(() => {});
    this.#terminal.open();
  }

  get state(): ChatState {
    return this.#sitting.state;
  }

  get current(): ChannelId | undefined {
    return this.view.current;
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
    return this.#sitting.view;
  }

  get editor(): EditorState {
    return this.#sitting.editor;
  }

  /** All that is to be seen now. */
  get shown(): ScreenView {
    const { state, editor, clock, asker: { open: { first: question } }, glass: { options } } = this;
    return composeView(this.view, { state, editor, question, options, now: clock.now() });
  }

  contextIn(channel: ChannelId | undefined): CommandContext {
    return contextOf(this.state, channel);
  }

  /** Something that the person does with the screen. */
  look(change: Partial<ScreenView>): void {
    this.#become(withView(this.#sitting, change));
  }

  /** Something that he does with a channel's window. */
  lookAt(id: ChannelId, change: Partial<WindowView>): void {
    this.#become(withWindow(this.#sitting, id, change));
  }

  write(editor: EditorState): void {
    const before = this.editor.sheet.draft.text;
    const { text } = editor.sheet.draft;
    this.#become({ ...this.#sitting, editor });
    if (text !== before && this.preferences.typing) this.#typing.written(this.current, text);
  }

  /** A line was typed in this window. */
  submit(line: string): void {
    this.#typing.sent();
    if (this.#listened && isCommand(line)) this.#gate.close();
    this.#lines.put({ line, channel: this.current });
  }

  /** What is to be seen may be something else now. */
  changed(): void {
    if (this.#left) return;
    this.#seen();
    this.glass.paint(this.#terminal, () => ({ state: this.state, view: this.shown }));
  }

  hear(event: Event): void {
    const before = this.state;
    const after = reduce(before, event);
    this.#sitting = { ...this.#sitting, state: after };
    const scene = { before, after, current: this.current, self: this.session.id, now: this.clock.now() };
    for (const { lines, channel } of toldLines(event, scene)) this.#tell(lines, channel);
    if (soundOf(event, scene, this.preferences)) this.#alert(event);
    if (event.type === "line") this.#hearLine(event);
    // Another one that is over stays in sight, with why it is.
    if (event.type === "closed" && event.why === YOU_LEFT) this.#sitting = putAway(this.#sitting, event.channel);
    this.#watch.tell(event);
    this.changed();
  }

  heard<T>(pick: (event: Event) => T | undefined, signal = this.signal): Promise<T> {
    return this.#watch.heard(pick, signal);
  }

  async online(): Promise<void> {
    const isOnline = (event: Event) => (event.type === "line" && event.state === "online") || undefined;
    if (this.state.line.state !== "online") await this.heard(isOnline);
  }

  next(): Promise<Typed | undefined> {
    this.#listened = true;
    const typed = this.#lines.next(this.signal);
    if (this.#lines.awaited) this.#gate.open();
    return typed;
  }

  print(...lines: readonly string[]): void {
    if (this.#left) { for (const line of lines) this.#deps.print(line); }
    else this.#tell(lines, this.current);
  }

  printIn(id: ChannelId, line: string): void {
    this.#tell([line], id);
  }

  showLines(view: View, lines: readonly string[]): void {
    const overlay = overlayOf(view, lines);
    if (overlay) this.look({ overlay });
    else this.print(...lines);
  }

  ask(question: string, asking?: Asking): Promise<string | undefined> {
    return this.asker.ask(question, asking);
  }

  choose<Word extends string>(choice: Choice<Word>): Promise<Word | undefined> {
    return this.asker.choose(choice);
  }

  waitFor<T>(why: string, what: Promise<T>): Promise<T> {
    return this.asker.waitFor(why, what);
  }

  giveBack({ line, channel }: Typed): void {
    this.#become({ ...this.#sitting, editor: giveBack(this.editor, channel ?? HOME, line) });
  }

  show(id: ChannelId): void {
    this.#become(bringToFront(this.#sitting, id));
    void this.older.fill(this);
  }

  clear(): void {
    this.#become(cleared(this.#sitting));
  }

  /** What is seen is read: #seen() tells. */
  tellRead(): Promise<void> {
    return Promise.resolve();
  }

  ring(): void {
    this.glass.ring(this.#terminal);
  }

  /** The terminal's window is looked at, or not any more: what comes meanwhile stays unread, behind a line. */
  attend(attentive: boolean): void {
    this.#attentive = attentive;
    const channel = inFront(this.#sitting);
    if (channel && !attentive) this.lookAt(channel.id, { readUpTo: channel.newest });
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
    this.#gate.take(keys);
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

  /** It rings; the computer tells it, too, if that is wanted. */
  #alert(event: Event): void {
    this.ring();
    const { notifying } = this.#deps.terms;
    if (notifying) this.#terminal.send(notifySequence(notifying, notificationOf(event, this.state)));
  }

  #become(sitting: Sitting): void {
    this.#sitting = sitting;
    this.changed();
  }

  #press(key: Key): void {
    if (this.#left) return;
    press(this, key);
    this.changed();
  }

  #tell(lines: readonly string[], id: ChannelId | undefined): void {
    if (lines.length > 0) this.#become(withLines(this.#sitting, { lines, id, at: this.clock.now() }));
  }

  /** What is in sight is read, unless something stands before it. */
  #seen(): void {
    const channel = inFront(this.#sitting);
    if (!channel || this.view.overlay || !this.#attentive) return;
    const cursor = this.#reading.see(channel, this.view.windows.get(channel.id), this.preferences.readMarks);
    if (cursor > channel.readUpTo) this.#sitting = withRead(this.#sitting, channel.id, cursor);
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
    this.#gate[Symbol.dispose]();
    this.#typing[Symbol.dispose]();
    this.asker.open.end();
    this.#terminal[Symbol.dispose]();
  }
}

function isCommand(line: string): boolean {
  return /^\s*\/(?!\/)/.test(line);
}
