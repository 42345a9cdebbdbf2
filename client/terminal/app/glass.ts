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
import type { Terminal } from "../tty/terminal.ts";

/** What is to be seen, asked for when it is painted. */
export interface Shown {
  readonly state: ChatState;
  readonly view: ScreenView;
}

export class Glass {
  readonly #look: Look;
  readonly #caps: PaintCaps;
  readonly #layouts = new Layouts();
  #size: ScreenSize = { columns: 80, rows: 24 };
  #before: Screen | undefined;

  constructor(look: Look, caps: PaintCaps) {
    this.#look = look;
    this.#caps = caps;
  }

  get options(): DrawOptions {
    return { size: this.#size, look: this.#look, layouts: this.#layouts };
  }

  /** Nothing is known any more of what the terminal shows. */
  reset(size: ScreenSize): void {
    this.#size = size;
    this.#before = undefined;
  }

  /** Paints all that is to be seen, as soon as the terminal can take it. */
  paint(terminal: Terminal, shown: () => Shown): void {
    terminal.paint(() => {
      const { state, view } = shown();
      const after = drawScreen(state, view, this.options);
      const text = paint(this.#before, after, this.#caps);
      this.#before = after;
      return text;
    });
  }

  ring(terminal: Terminal): void {
    terminal.send(BELL);
  }
}
