/** Lists that are shown on a terminal, and chosen from with arrows and numbers. Nothing of them stays behind. */
import type { Key } from "../../../shared/terminal/key.ts";
import { columns } from "../../../shared/terminal/width.ts";
import { RawTerminal, type TerminalOwner } from "../raw_terminal.ts";
import { drawList, type ListLook, withoutBold } from "./draw_list.ts";
import { type ListState, oneByOne, pressList } from "./list_state.ts";
import type { Picked, Picker } from "./picker.ts";

/** A list that waits to be chosen from. */
interface Choosing {
  readonly done: (picked: Picked<string>) => void;
  state: ListState;
}

const ERASE_BELOW = "\r\x1b[J";
const HIDE_CURSOR = "\x1b[?25l";
const SHOW_CURSOR = "\x1b[?25h";

export class ListPicker implements Picker, TerminalOwner {
  readonly #look: Pick<ListLook, "bold" | "unicode">;
  readonly #terminal: RawTerminal;
  /** Keys that nobody waits for yet. */
  readonly #held: Key[] = [];
  #choosing: Choosing | undefined;
  #lines: readonly string[] = [];
  #open = false;
  #ended = false;

  constructor(look: Pick<ListLook, "bold" | "unicode">, variables: Readonly<Record<string, string>>) {
    this.#look = look;
    this.#terminal = new RawTerminal(this, variables);
    this.#terminal.open();
  }

  pick<Word extends string>(state: ListState<Word>): Promise<Picked<Word>> {
    if (this.#ended) return Promise.resolve({ type: "left" });
    const { promise, resolve } = Promise.withResolvers<Picked<Word>>();
    this.#choosing = { state, done: (picked) => resolve(picked as Picked<Word>) };
    this.#repaint();
    this.press(this.#held.splice(0));
    return promise;
  }

  press(keys: readonly Key[]): void {
    for (const key of oneByOne(keys)) {
      if (this.#choosing) this.#press(this.#choosing, key);
      else this.#held.push(key);
    }
  }

  entered(): void {
    this.#open = true;
    this.#terminal.write(HIDE_CURSOR);
    this.#repaint();
  }

  leaving(): void {
    this.#terminal.write(this.#erased() + SHOW_CURSOR);
    this.#open = false;
  }

  resized(): void {
    this.#repaint();
  }

  ended(): void {
    this.#ended = true;
    this.#settle({ type: "left" });
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

  #press(choosing: Choosing, key: Key): void {
    const step = pressList(choosing.state, key);
    if (step.type !== "choosing") return this.#settle(step);
    choosing.state = step.state;
    this.#repaint();
  }

  #settle(picked: Picked<string>): void {
    const choosing = this.#choosing;
    this.#choosing = undefined;
    if (!choosing) return;
    if (this.#open) this.#terminal.write(this.#erased());
    choosing.done(picked);
  }

  #repaint(): void {
    if (!this.#open || !this.#choosing) return;
    const { columns: width, rows: height } = this.#terminal;
    const erased = this.#erased();
    this.#lines = drawList(this.#choosing.state, { ...this.#look, width, height });
    this.#terminal.write(erased + this.#lines.join("\n"));
  }

  /** Takes away what is painted. The terminal may have become narrower, and have broken lines into several. */
  #erased(): string {
    const width = this.#terminal.columns;
    const rows = this.#lines.map((line) => Math.max(1, Math.ceil(columns(withoutBold(line)) / width)));
    const above = rows.reduce((sum, count) => sum + count, 0) - 1;
    this.#lines = [];
    return (above > 0 ? `\x1b[${above}A` : "") + ERASE_BELOW;
  }
}
