/**
 * The client with a screen, put together: what the engine tells becomes state, keys become drafts, steps and lines typed, and both are painted. What a line
 * means is in obey.ts, what a key means that is not the editor's in keys.ts; what is to be seen is showing.ts's, how it looks the screen's own.
 */
import type { Clock } from "../../../shared/clock.ts";
import { Failure } from "../../../shared/failure.ts";
import type { ChannelId } from "../../../shared/ids.ts";
import { clean } from "../../../shared/terminal/clean.ts";
import type { Key } from "../../../shared/terminal/key.ts";
import type { CommandContext } from "../../core/commands/context.ts";
import { isCommand } from "../../core/commands/is_command.ts";
import type { View } from "../../core/commands/view.ts";
import type { Event } from "../../core/events.ts";
import { EventWatch } from "../../core/event_watch.ts";
import type { Intent } from "../../core/intents.ts";
import type { Session } from "../../core/session.ts";
import { type ChatState, openChannels } from "../../core/state.ts";
import { contextOf } from "../../core/state/context_of.ts";
import { titleOf } from "../../core/words/titles.ts";
import { type Choice, type Client, forGood, type Onward, type Preferences, type Typed } from "../client.ts";
import type { Asking } from "../desk.ts";
import type { EditorState } from "../editor/editor_state.ts";
import { giveBack } from "../editor/windows.ts";
import { alert } from "./alert.ts";
import { Asker } from "./asker.ts";
import { copyOut } from "./copy_out.ts";
import type { Folders } from "./folders.ts";
import { Glass } from "./glass.ts";
import { Intake } from "./intake.ts";
import { LineWatch } from "./line_watch.ts";
import { Older } from "./older.ts";
import { overlayOf } from "./overlay_of.ts";
import { Patience } from "./patience.ts";
import { press } from "./press.ts";
import type { ScreenTerminal, TerminalOwner } from "./screen_terminal.ts";
import type { ScreenTerms } from "./screen_terms.ts";
import { Showing } from "./showing.ts";
import { bringToFront, cleared, heard, HOME, putAway } from "./sitting.ts";
import { toldLines, YOU_LEFT } from "./tell.ts";
import { Tidy } from "./tidy.ts";
import { Typing } from "./typing.ts";

export interface ScreenDeps {
  readonly session: Session;
  readonly clock: Clock;
  /** The relay's address, as people write it. */
  readonly relay: string;
  readonly terms: ScreenTerms;
  /** The terminal, which is taken when it is opened. */
  readonly terminal: (owner: TerminalOwner) => ScreenTerminal;
  /** Prints a line where the terminal was, once it is given back. */
  readonly print: (line: string) => void;
  /** Gives memory back that is no longer needed. */
  readonly collect: () => void;
  readonly folders: Folders;
}

/** Who paused for so long has seen what he is asked. */
const MID_WRITING_MS = 1000;

export class ScreenClient implements Client, Disposable {
  readonly session: Session;
  readonly clock: Clock;
  readonly preferences: Preferences = {
    notify: new Map(),
    readMarks: true,
    typing: true,
    status: { status: "online", text: "" },
  };
  onward: Onward | undefined;
  lost: string | undefined;
  readonly links = new Map<ChannelId, string>();
  readonly copies: boolean;
  readonly scrolls = true;
  readonly asks = true;
  readonly livesOn = true;
  readonly folders: Folders;
  readonly glass: Glass;
  readonly showing: Showing;
  readonly asker: Asker;
  readonly older: Older;
  readonly #deps: ScreenDeps;
  readonly #terminal: ScreenTerminal;
  readonly #watch = new EventWatch();
  readonly #line: LineWatch;
  readonly #intake: Intake;
  readonly #typing: Typing;
  readonly #patience: Patience;
  readonly #tidy: Tidy;
  readonly #over = Promise.withResolvers<void>();
  readonly #gone = Promise.withResolvers<void>();
  readonly #quits = new AbortController();
  #left = false;
  #wroteAt = -Infinity;

  /** Takes the terminal. */
  constructor(deps: ScreenDeps) {
    const { session, clock, relay, terms } = deps;
    const act = (intent: Intent) => this.#do(intent);
    this.#deps = deps;
    this.session = session;
    this.clock = clock;
    this.folders = deps.folders;
    this.copies = terms.clipboard !== "none";
    this.#terminal = deps.terminal({
      press: (keys) => this.press(keys),
      show: (size) => this.showing.redraw(size),
      answered: (utf8) => {
        if (utf8 && terms.asked) this.glass.refit(terms.asked);
        this.showing.changed();
      },
      ended: () => {
        this.#gone.resolve();
        this.quit();
      },
    });
    this.glass = new Glass(this.#terminal, terms.optics);
    this.asker = new Asker({
      do: act,
      changed: () => {
        this.showing.changed();
        this.#intake.asked();
      },
      signal: this.signal,
    });
    const question = () => this.asker.open.first;
    const { glass, preferences } = this;
    this.showing = new Showing({ clock, relay, glass, preferences, question, do: act });
    this.#typing = new Typing(clock, act);
    this.#tidy = new Tidy(deps);
    this.#patience = new Patience(clock, (busy) => this.showing.look({ busy }));
    this.#intake = new Intake({
      clock,
      press: (key) => this.#press(key),
      asks: () => question() !== undefined,
    });
    this.#line = new LineWatch({
      clock,
      retries: (retryAt) => this.showing.look({ retryAt }),
      ticked: () => this.showing.changed(),
      known: () => openChannels(this.state).length > 0,
      failed: (why) => this.#fail(clean(why)),
      lost: (why) => this.#lose(clean(why)),
    });
    this.older = new Older(session, () => this.showing.changed());
    this.#over.promise.catch(() => {});
    this.#terminal.open();
  }

  get state(): ChatState {
    return this.showing.state;
  }

  get current(): ChannelId | undefined {
    return this.showing.current;
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

  contextIn(channel: ChannelId | undefined): CommandContext {
    return contextOf(this.state, channel);
  }

  /** The draft is another one. */
  write(editor: EditorState): void {
    const before = this.showing.editor.sheet.draft.text;
    const { text } = editor.sheet.draft;
    this.showing.change((sitting) => ({ ...sitting, editor }));
    if (text !== before) this.#wroteAt = this.clock.now();
    if (text !== before && this.preferences.typing) this.#typing.written(this.current, text);
  }

  /** Whether somebody is in the middle of writing something. */
  get writes(): boolean {
    return this.showing.editor.sheet.draft.text !== "" && this.clock.now() - this.#wroteAt < MID_WRITING_MS;
  }

  /** A line was typed in this window. */
  submit(line: string): void {
    this.#wroteAt = -Infinity;
    // No message says that a draft is over which a command left where it was: F1 is one.
    if (!isCommand(line)) {
      this.#typing.sent();
      // Whoever says something wants to see whether it is sent.
      if (this.current !== undefined) this.showing.lookAt(this.current, { anchor: undefined });
    }
    this.#intake.put({ line, channel: this.current });
  }

  hear(event: Event): void {
    const before = this.state;
    this.showing.change((sitting) => heard(sitting, event));
    const after = this.state;
    const scene = { before, after, current: this.current, self: this.session.id, now: this.clock.now() };
    for (const { lines, channel } of toldLines(event, scene)) this.showing.tell(lines, channel);
    const { glass, preferences } = this;
    alert(event, scene, { glass, preferences, notifying: this.#deps.terms.notifying });
    if (event.type === "line") this.#line.hear(event);
    if (event.type === "rows" || event.type === "olderRows") this.#tidy.came(event.rows.length);
    // Another one that is over stays in sight, with why it is.
    const leaves = event.type === "closed" && event.why === YOU_LEFT;
    // Where something is being written by now, the next window would get the rest of it.
    if (leaves && !(event.channel === this.current && this.writes)) this.putAway(event.channel);
    this.#watch.tell(event);
  }

  heard<T>(pick: (event: Event) => T | undefined, signal = this.signal): Promise<T> {
    return this.#watch.heard(pick, signal);
  }

  async online(): Promise<void> {
    const isOnline = (event: Event) => (event.type === "line" && event.state === "online") || undefined;
    if (this.state.line.state !== "online") await this.heard(isOnline);
  }

  next(): Promise<Typed | undefined> {
    return this.#intake.next(this.signal);
  }

  print(...lines: readonly string[]): void {
    if (this.#left) { for (const line of lines) this.#deps.print(line); }
    else this.showing.tell(lines, this.current);
  }

  printIn(id: ChannelId, ...lines: readonly string[]): void {
    if (this.#left) this.print(...lines);
    else this.showing.tell(lines, id);
  }

  showLines(view: View, lines: readonly string[]): void {
    const overlay = overlayOf(view, lines);
    if (overlay) this.showing.look({ overlay });
    else this.print(...lines);
  }

  ask(question: string, asking?: Asking): Promise<string | undefined> {
    return this.asker.ask(question, asking);
  }

  choose<Word extends string>(choice: Choice<Word>): Promise<Word | undefined> {
    return this.asker.choose(choice);
  }

  underWay(what: Promise<unknown>): void {
    this.#patience.wait(what);
  }

  waitFor<T>(why: string, what: Promise<T>): Promise<T> {
    return this.asker.waitFor(why, what);
  }

  giveBack({ line, channel }: Typed): void {
    this.showing.change((sitting) => ({ ...sitting, editor: giveBack(sitting.editor, channel ?? HOME, line) }));
  }

  /** A command's channel is there. Whoever writes elsewhere by now goes on there: half of what he writes must not be said to others. */
  show(id: ChannelId): void {
    const view = this.state.channels.get(id)?.view;
    if (!view || this.current === undefined || this.current === id || !this.writes) return this.goTo(id);
    const title = titleOf(view);
    this.print(`-- You are in ${title}: /go ${title} shows it.`);
  }

  /** The person goes there. */
  goTo(id: ChannelId): void {
    this.showing.change((sitting) => bringToFront(sitting, id));
    void this.older.fill(this);
  }

  putAway(id: ChannelId): void {
    this.showing.change((sitting) => putAway(sitting, id));
  }

  clear(): void {
    this.showing.change(cleared);
  }

  copy(text: string): string {
    return copyOut(text, this.#deps.terms.clipboard, (sequence) => this.glass.send(sequence));
  }

  /** What is seen is read: the screen tells. */
  tellRead(): Promise<void> {
    return Promise.resolve();
  }

  /** Stops until the shell brings us back; why not, where it cannot. */
  suspend(): string | undefined {
    return this.#terminal.suspend();
  }

  quit(): void {
    this.#quits.abort();
    this.#over.resolve();
    this.#leave();
  }

  press(keys: readonly Key[]): void {
    this.#intake.take(keys);
  }

  [Symbol.dispose](): void {
    this.#quits.abort();
    this.#leave();
  }

  #fail(why: string): void {
    this.#quits.abort();
    this.#over.reject(new Failure(why));
    this.#leave();
  }

  #lose(why: string): void {
    this.lost = why;
    this.print(`! ${forGood(why)}`);
  }

  #press(key: Key): void {
    if (this.#left) return;
    press(this, key);
    this.showing.changed();
  }

  #do(intent: Intent): void {
    // A line that breaks meanwhile is no news: these are only for a moment.
    void this.session.do(intent);
  }

  /** Gives the terminal back: what is said now is said where it was. */
  #leave(): void {
    if (this.#left) return;
    this.#left = true;
    const parts = [this.#line, this.showing, this.#intake, this.#typing, this.#patience, this.#tidy];
    for (const part of parts) part[Symbol.dispose]();
    this.asker.open.end();
    this.#terminal[Symbol.dispose]();
  }
}
