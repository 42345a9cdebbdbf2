/** What the terminal shows, and the way to it: a screen is drawn when there is room for it, and only what changed is sent. It knows no keys and no session. */
import type { ChatState } from "../../core/state.ts";
import { drawScreen } from "../screen/draw_screen.ts";
import { Layouts } from "../screen/layouts.ts";
import type { Look } from "../screen/look.ts";
import { paint, type PaintCaps } from "../screen/paint.ts";
import type { DrawOptions } from "../screen/scene.ts";
import type { Screen, ScreenSize } from "../screen/screen.ts";
import type { ScreenView } from "../screen/view.ts";
import { BELL } from "../tty/osc.ts";
import type { ScreenTerminal } from "./screen_terminal.ts";

/** What is to be seen, asked for when it is painted. */
export interface Shown {
  readonly state: ChatState;
  readonly view: ScreenView;
}

/** How it is seen: what is drawn, and what may be sent. */
export interface Optics {
  readonly look: Look;
  readonly caps: PaintCaps;
}

export class Glass {
  readonly #terminal: Pick<ScreenTerminal, "paint" | "send">;
  readonly #layouts = new Layouts();
  #optics: Optics;
  #size: ScreenSize = { columns: 80, rows: 24 };
  #before: Screen | undefined;

  constructor(terminal: Pick<ScreenTerminal, "paint" | "send">, optics: Optics) {
    this.#terminal = terminal;
    this.#optics = optics;
  }

  get options(): DrawOptions {
    return { size: this.#size, look: this.#optics.look, layouts: this.#layouts };
  }

  /** Nothing is known any more of what the terminal shows. */
  reset(size: ScreenSize): void {
    this.#size = size;
    this.#before = undefined;
  }

  /** From now on it is seen otherwise. */
  refit(optics: Optics): void {
    this.#optics = optics;
    this.#before = undefined;
  }

  /** Paints all that is to be seen, as soon as the terminal can take it. */
  paint(shown: () => Shown): void {
    this.#terminal.paint(() => this.frame(shown()));
  }

  /** What the terminal has to be sent so that it shows this; from then on it does. */
  frame({ state, view }: Shown): string {
    const after = drawScreen(state, view, this.options);
    const text = paint(this.#before, after, this.#optics.caps);
    this.#before = after;
    return text;
  }

  ring(): void {
    this.send(BELL);
  }

  /** Sends what is no paint; whether there is room for it. */
  send(text: string): boolean {
    return this.#terminal.send(text);
  }
}
