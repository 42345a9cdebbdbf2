/** A terminal in memory: what it is sent becomes a grid of cells that a test looks at; it is painted when the test says so. */
import type { ScreenTerminal, TerminalOwner } from "../../client/terminal/app/screen_terminal.ts";
import type { ScreenSize } from "../../client/terminal/screen/screen.ts";
import { KeyReader } from "../../shared/terminal/keys.ts";
import { Emulator, type Measure } from "../client/terminal/screen/emulator.ts";

const utf8 = new TextEncoder();

export class MemoryTerminal implements ScreenTerminal {
  readonly #owner: TerminalOwner;
  readonly #measure: Measure;
  readonly #keys = new KeyReader();
  #size: ScreenSize;
  #emulator: Emulator;
  #draw: (() => string) | undefined;
  /** What was sent besides paints. */
  readonly sent: string[] = [];
  isOpen = false;

  constructor(owner: TerminalOwner, { size, measure }: { readonly size: ScreenSize; readonly measure: Measure }) {
    this.#owner = owner;
    this.#size = size;
    this.#measure = measure;
    this.#emulator = new Emulator(size, measure);
  }

  /** The rows of the screen, as a person reads them. */
  get rows(): readonly string[] {
    this.#paint();
    return this.#emulator.grid.map((row) => row.map((cell) => cell?.text ?? "").join("").trimEnd());
  }

  get text(): string {
    return this.rows.join("\n");
  }

  /** How it is left between two frames. */
  get atRest(): boolean {
    return this.#emulator.atRest;
  }

  /** What a keyboard, or a mouse, sends. */
  types(input: string | Uint8Array): void {
    this.#owner.press(this.#keys.read(typeof input === "string" ? utf8.encode(input) : input));
    this.#owner.press(this.#keys.flush());
  }

  resize(size: ScreenSize): void {
    this.#size = size;
    this.#emulator = new Emulator(size, this.#measure);
    this.#owner.show(size);
  }

  open(): void {
    this.isOpen = true;
    this.#owner.show(this.#size);
  }

  paint(draw: () => string): void {
    this.#draw = draw;
  }

  send(text: string): boolean {
    this.sent.push(text);
    return true;
  }

  suspend(): string | undefined {
    return "Nothing continues a terminal in memory.";
  }

  [Symbol.dispose](): void {
    this.isOpen = false;
    this.#draw = undefined;
  }

  #paint(): void {
    const draw = this.#draw;
    this.#draw = undefined;
    if (draw) this.#emulator.write(draw());
  }
}
