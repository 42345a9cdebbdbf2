/**
 * A person at a terminal: he writes in a line at the bottom, with the habits of readline, and whatever is printed appears above it and never tears it. A
 * question takes the line's place until it is answered.
 */
import type { Key, NamedKey } from "../../shared/terminal/keys.ts";
import {
  type Completion,
  edit,
  emptyLine,
  type LineEffect,
  type LineRules,
  type LineState,
} from "../../shared/terminal/line_editor.ts";
import { viewLine } from "../../shared/terminal/line_view.ts";
import { graphemes } from "../../shared/terminal/graphemes.ts";
import { columns, columnsOf } from "../../shared/terminal/width.ts";
import type { Asking, Desk } from "./desk.ts";
import { LineQueue } from "./line_queue.ts";
import { RawTerminal, type TerminalOwner } from "./raw_terminal.ts";
import type { Variables } from "./tty/known_terminals.ts";

/** A question that waits for its answer, and the answer as far as it is typed. */
interface Question {
  readonly prompt: string;
  readonly secret: boolean;
  readonly answer: (line: string | undefined) => void;
  state: LineState;
}

const ERASE_BELOW = "\r\x1b[J";
const CLEAR = "\x1b[H\x1b[2J";
const SAVE_CURSOR = "\x1b7";
const RESTORE_CURSOR = "\x1b8";
const BELL = "\x07";
/** These end a question without an answer. */
const GIVES_UP: ReadonlySet<string> = new Set(["ctrl-c", "ctrl-d", "escape"]);
/** How much may be typed ahead. */
const MOST_HELD = 10_000;
/** Columns that a prompt may have in any case, and that are left for the line. */
const LEAST_PROMPT = 8;
const LEAST_LINE = 16;
const ANSWER_RULES: LineRules = { breaks: false, complete: () => ({ from: 0, candidates: [] }) };

export class TerminalDesk implements Desk, TerminalOwner {
  readonly asks = true;
  readonly livesOn = true;
  readonly #terminal: RawTerminal;
  readonly #rules: LineRules;
  readonly #lines = new LineQueue();
  readonly #gone = Promise.withResolvers<void>();
  readonly #questions: Question[] = [];
  /** Keys that nobody waits for yet. */
  readonly #held: Key[] = [];
  #state: LineState = emptyLine;
  #prompt = "> ";
  /** The column where the cursor was left. */
  #column = 0;
  #open = false;

  /** `complete` says what the text in front of the cursor can become. */
  constructor(complete: (text: string) => Completion, variables: Variables) {
    this.#rules = { breaks: true, complete };
    this.#terminal = new RawTerminal(this, variables);
    this.#terminal.open();
  }

  get gone(): Promise<void> {
    return this.#gone.promise;
  }

  print(line: string): void {
    this.#terminal.write(this.#open ? `${ERASE_BELOW}${line}\n${this.#painted()}` : `${line}\n`);
  }

  clear(): void {
    this.#terminal.write(CLEAR + this.#painted());
  }

  ring(): void {
    this.#terminal.write(BELL);
  }

  prompt(text: string): void {
    this.#prompt = text;
    this.#repaint();
  }

  next(signal?: AbortSignal): Promise<string | undefined> {
    const line = this.#lines.next(signal);
    this.#take();
    return line;
  }

  ask(prompt: string, { secret = false, signal, why }: Asking = {}): Promise<string | undefined> {
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    if (!this.#open || signal?.aborted) return Promise.resolve(undefined);
    if (why !== undefined) this.print(`! ${why}`);
    const question = { prompt, secret, answer: resolve, state: emptyLine };
    this.#questions.push(question);
    signal?.addEventListener("abort", () => this.#settle(question, undefined), { once: true });
    this.#take();
    return promise;
  }

  press(keys: readonly Key[]): void {
    this.#held.push(...keys.slice(0, MOST_HELD - this.#held.length));
    const stops = keys.some((key) => key.type === "key" && labelOf(key) === "ctrl-c");
    if (stops && !this.#awaited) this.#end();
    else this.#take();
  }

  entered(): void {
    this.#open = true;
    this.#repaint();
  }

  leaving(): void {
    this.#terminal.write(ERASE_BELOW);
    this.#open = false;
  }

  resized(): void {
    // The terminal may have broken the painted line into several: what is above the cursor's row is ours, too.
    const above = Math.floor(this.#column / this.#terminal.columns);
    if (this.#open) this.#terminal.write((above > 0 ? `\x1b[${above}A` : "") + ERASE_BELOW + this.#painted());
  }

  ended(): void {
    this.#open = false;
    for (const { answer } of this.#questions.splice(0)) answer(undefined);
    this.#end();
  }

  leave(): readonly Key[] {
    this.#terminal.handOver();
    this.ended();
    return this.#held.splice(0);
  }

  [Symbol.dispose](): void {
    this.#terminal[Symbol.dispose]();
    this.ended();
  }

  /** Somebody waits for a line, or for an answer. */
  get #awaited(): boolean {
    return this.#questions.length > 0 || this.#lines.awaited;
  }

  /**
   * Keys wait until it is known what they are for: a PIN that is typed before it is asked for, behind the line that leads to the question, must become
   * neither part of a line that is shown, nor something that is said.
   */
  #take(): void {
    while (this.#open && this.#awaited) {
      const key = this.#held.shift();
      if (!key) break;
      const [question] = this.#questions;
      if (question) this.#answer(question, key);
      else this.#write(key);
    }
    this.#repaint();
  }

  #end(): void {
    this.#gone.resolve();
    this.#lines.end();
  }

  #write(key: Key): void {
    const { state, effect } = edit(this.#state, key, this.#rules);
    this.#state = state;
    if (effect) this.#apply(effect);
  }

  #apply(effect: LineEffect): void {
    switch (effect.type) {
      case "submit":
        return this.#submit(effect.line);
      case "exit":
        return this.#end();
      case "show":
        return this.print(effect.candidates.join("  "));
      case "redraw":
        return this.clear();
      case "bell":
        return this.ring();
      case "suspend":
        return this.#suspend();
      default:
        return effect satisfies never;
    }
  }

  /** What is said appears once it is; a command leaves a trace of what was asked. */
  #submit(line: string): void {
    if (/^\s*\/(?!\/)/.test(line)) this.print(`${this.#prompt}${line.trim()}`);
    this.#lines.put(line);
  }

  #answer(question: Question, key: Key): void {
    if (key.type === "key" && GIVES_UP.has(labelOf(key))) return this.#settle(question, undefined);
    const { state, effect } = edit(question.state, key, ANSWER_RULES);
    question.state = state;
    if (effect?.type === "submit") this.#settle(question, effect.line);
    if (effect?.type === "suspend") this.#suspend();
  }

  #suspend(): void {
    const why = this.#terminal.suspend();
    if (why !== undefined) this.print(`! ${why}`);
  }

  #settle(question: Question, line: string | undefined): void {
    const at = this.#questions.indexOf(question);
    if (at < 0) return;
    this.#questions.splice(at, 1);
    this.print(question.prompt + (question.secret ? "" : line ?? ""));
    question.answer(line);
  }

  #repaint(): void {
    if (this.#open) this.#terminal.write(ERASE_BELOW + this.#painted());
  }

  /** The prompt and what fits of the line; the terminal itself remembers where the cursor belongs, whatever widths it believes in. */
  #painted(): string {
    const [question] = this.#questions;
    this.#column = 0;
    if (!this.#awaited) return "";
    // What is not shown needs no room.
    const room = question?.secret ? 0 : LEAST_LINE;
    const prompt = fitted(question?.prompt ?? this.#prompt, { width: this.#terminal.columns - 1, room });
    const shown = question?.secret ? emptyLine : question?.state ?? this.#state;
    const view = viewLine(shown, this.#terminal.columns - columns(prompt) - 1);
    this.#column = columns(prompt) + columns(view.before);
    return prompt + view.before + SAVE_CURSOR + view.after + RESTORE_CURSOR;
  }
}

/** What stands in front leaves room for what is written: a line broken into two could not be painted over. */
function fitted(prompt: string, { width, room }: { readonly width: number; readonly room: number }): string {
  if (columns(prompt) <= Math.max(LEAST_PROMPT, width - room)) return prompt;
  let used = 0;
  const most = Math.max(LEAST_PROMPT, Math.floor(width / 2));
  return `${graphemes(prompt).filter((grapheme) => (used += columnsOf(grapheme)) < most - 2).join("")}\u2026 `;
}

function labelOf({ ctrl, name }: NamedKey): string {
  return `${ctrl ? "ctrl-" : ""}${name}`;
}
