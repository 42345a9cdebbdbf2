/**
 * A terminal small enough to be believed: a grid of cells, and what paint() may send to one. It breaks wide characters as terminals do, and refuses what it
 * does not know, and what would scroll.
 */
import { assert } from "@std/assert";
import { PLAIN, RGB, showsOnBlank, type Style } from "../../../../client/terminal/screen/style.ts";
import type { ScreenPlace, ScreenSize } from "../../../../client/terminal/screen/screen.ts";

export interface GridCell {
  readonly text: string;
  readonly style: Style;
  readonly link: string | undefined;
}

/** What a terminal takes for one character, and its columns. Terminals differ in this. */
export type Measure = (text: string) => readonly (readonly [text: string, width: number])[];

const EMPTY: GridCell = { text: " ", style: PLAIN, link: undefined };
// deno-lint-ignore no-control-regex
const TOKEN = /\x1b\[([?\d;]*)([A-Za-z])|\x1b\]([^\x1b]*)\x1b\\|([^\x1b]+)/gy;

export class Emulator {
  readonly size: ScreenSize;
  readonly #measure: Measure;
  /** Undefined: the second half of a wide character. */
  readonly grid: (GridCell | undefined)[][];
  readonly cursor = { row: 0, column: 0 };
  shown = true;
  wraps = true;
  title = "";
  #style: Style = PLAIN;
  #link: string | undefined;
  #inFrame = false;

  constructor(size: ScreenSize, measure: Measure) {
    this.size = size;
    this.#measure = measure;
    this.grid = Array.from({ length: size.rows }, () => Array.from({ length: size.columns }, () => EMPTY));
  }

  write(output: string): void {
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < output.length) {
      const token = TOKEN.exec(output);
      assert(token, "the terminal is sent what it does not know");
      const [, parameters, letter, command, text] = token;
      if (letter !== undefined) this.#control(parameters ?? "", letter);
      else if (command !== undefined) this.#command(command);
      else if (text !== undefined) this.#print(text);
    }
  }

  /** How it is left: as whoever comes next expects it. */
  get atRest(): boolean {
    return this.wraps && !this.#inFrame && this.#link === undefined && Object.keys(this.#style).length === 0;
  }

  /** Where the cursor is seen. */
  get place(): ScreenPlace | undefined {
    return this.shown ? { ...this.cursor } : undefined;
  }

  #control(parameters: string, letter: string): void {
    const numbers = parameters.replace("?", "").split(";").map(Number);
    const [first = 0, second = 0] = numbers;
    switch (letter) {
      case "H":
        assert(
          first >= 1 && first <= this.size.rows && second >= 1 && second <= this.size.columns,
          "the cursor leaves the screen",
        );
        this.cursor.row = first - 1;
        this.cursor.column = second - 1;
        break;
      case "G":
        // Terminals stop at their edge.
        this.cursor.column = Math.min(first - 1, this.size.columns);
        break;
      case "K":
        assert(Object.keys(this.#style).length === 0, "what is erased takes a colour");
        for (let at = this.cursor.column; at < this.size.columns; at++) this.#put(at, EMPTY);
        break;
      case "J":
        assert(parameters === "2" && Object.keys(this.#style).length === 0, "not all is erased, or in a colour");
        for (const row of this.grid) row.fill(EMPTY);
        break;
      case "m":
        this.#restyle(numbers);
        break;
      case "h":
      case "l":
        this.#mode(parameters, letter === "h");
        break;
      default:
        throw new Error(`The terminal is sent ${JSON.stringify(parameters + letter)}`);
    }
  }

  #mode(parameters: string, on: boolean): void {
    if (parameters === "?25") this.shown = on;
    else if (parameters === "?7") this.wraps = on;
    else if (parameters === "?2026") this.#inFrame = on;
    else throw new Error(`The terminal is put into mode ${parameters}`);
  }

  #command(command: string): void {
    const [kind, ...rest] = command.split(";");
    if (kind === "2") this.title = rest.join(";");
    else if (kind === "8") this.#link = rest.slice(1).join(";") || undefined;
    else throw new Error(`The terminal is told ${JSON.stringify(command)}`);
  }

  #print(text: string): void {
    assert(!/\p{Cc}/u.test(text), "a control character is printed");
    for (const [glyph, width] of this.#measure(text)) {
      if (width === 0) continue;
      if (this.cursor.column + width > this.size.columns) {
        assert(!this.wraps, "a row goes on in the next one");
        this.cursor.column = Math.max(0, this.size.columns - width);
      }
      if (width > this.size.columns) continue;
      this.#put(this.cursor.column, { text: glyph, style: this.#style, link: this.#link });
      if (width === 2) this.#put(this.cursor.column + 1, undefined);
      this.cursor.column += width;
    }
  }

  /** Half a wide character is none: the other half becomes blank. */
  #put(column: number, cell: GridCell | undefined): void {
    const row = this.grid[this.cursor.row];
    if (!row) return;
    if (cell !== undefined && row[column] === undefined && column > 0) row[column - 1] = EMPTY;
    if (row[column] !== undefined && column + 1 < row.length && row[column + 1] === undefined) row[column + 1] = EMPTY;
    row[column] = cell;
  }

  #restyle(codes: readonly number[]): void {
    const style: { -readonly [K in keyof Style]: Style[K] } = { ...this.#style };
    const left = [...codes];
    for (let code = left.shift(); code !== undefined; code = left.shift()) {
      if (code === 0) { for (const part of Object.keys(style)) delete style[part as keyof Style]; }
      else if (code in ON) style[ON[code] ?? "bold"] = true;
      else if (code in OFF) { for (const part of OFF[code] ?? []) delete style[part]; }
      else if (code === 39) delete style.fg;
      else if (code === 49) delete style.bg;
      else if (code === 38) style.fg = extended(left);
      else if (code === 48) style.bg = extended(left);
      else if (code >= 30 && code < 38) style.fg = code - 30;
      else if (code >= 90 && code < 98) style.fg = code - 82;
      else if (code >= 40 && code < 48) style.bg = code - 40;
      else if (code >= 100 && code < 108) style.bg = code - 92;
      else throw new Error(`The terminal is sent style ${code}`);
    }
    this.#style = style;
  }
}

type Flag = "bold" | "dim" | "italic" | "underline" | "inverse" | "strike";
const ON: Readonly<Record<number, Flag>> = {
  1: "bold",
  2: "dim",
  3: "italic",
  4: "underline",
  7: "inverse",
  9: "strike",
};
const OFF: Readonly<Record<number, readonly Flag[]>> = {
  22: ["bold", "dim"],
  23: ["italic"],
  24: ["underline"],
  27: ["inverse"],
  29: ["strike"],
};

function extended(left: number[]): number {
  if (left.shift() === 5) return left.shift() ?? 0;
  const [red = 0, green = 0, blue = 0] = left.splice(0, 3);
  return RGB + (red << 16) + (green << 8) + blue;
}

/** A blank that looks like nothing is nothing, whatever colour its letter would have. */
export function seen(cell: GridCell | undefined): GridCell | undefined {
  if (cell?.text !== " " || cell.link !== undefined || showsOnBlank(cell.style)) {
    return cell && { ...cell, style: flags(cell.style) };
  }
  return EMPTY;
}

function flags(style: Style): Style {
  return Object.fromEntries(Object.entries(style).filter(([, value]) => value !== undefined && value !== false));
}
