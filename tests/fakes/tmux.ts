/** A real terminal for tests: tmux is the terminal, and its screen is what a person would see. */
import { until } from "./until.ts";

/** What a program with a screen switches on, as tmux knows it. */
const MODES = ["alternate_on", "mouse_any_flag", "mouse_sgr_flag", "keypad_cursor_flag", "keypad_flag"];

/** A terminal of one's own with a shell in it whose prompt is `sh$`, whatever the tests were started by. */
export class Tmux implements Disposable {
  readonly #folder = Deno.makeTempDirSync();

  constructor({ columns, rows } = { columns: 60, rows: 30 }) {
    const size = ["-x", String(columns), "-y", String(rows)];
    this.#do("-f", "/dev/null", "new-session", "-d", ...size, "env -u INIT_CWD PS1='sh$ ' bash --norc --noprofile");
    // What a program copies is tmux's to keep.
    this.#do("set", "-g", "set-clipboard", "on");
  }

  /** Presses keys, named as tmux names them. */
  press(...keys: readonly string[]): void {
    this.#do("send-keys", ...keys);
  }

  /** Types a text as it is. */
  type(text: string): void {
    this.#do("send-keys", "-l", text);
  }

  /** Pastes a text, as the terminal's own menu would. */
  paste(text: string): void {
    Deno.writeTextFileSync(`${this.#folder}/pasted`, text);
    this.#do("load-buffer", `${this.#folder}/pasted`);
    this.#do("paste-buffer", "-p");
  }

  /** Makes the terminal another one in size. */
  resize(columns: number, rows = 30): void {
    this.#do("resize-window", "-x", String(columns), "-y", String(rows));
  }

  /** What is on the screen, without the blank lines below. */
  screen(): string {
    return this.#do("capture-pane", "-p").trimEnd();
  }

  /** All that is on the screen, blanks included, with the sequences for its colours. */
  styledScreen(): string {
    return this.#do("capture-pane", "-p", "-e", "-N").replace(/\n$/, "");
  }

  /** What was copied last. */
  get clipboard(): string {
    return this.#do("show-buffer");
  }

  /** What tmux says of the terminal, as a format names it: "alternate_on", "pane_title". */
  says(format: string): string {
    return this.#do("display-message", "-p", `#{${format}}`).trim();
  }

  /** Waits until this is the end of the screen. */
  async shows(end: string): Promise<void> {
    try {
      await until(() => this.screen().endsWith(end), `the screen ends with ${JSON.stringify(end)}`);
    } catch (error) {
      throw new Error(`The screen shows:\n${this.screen()}`, { cause: error });
    }
  }

  /** Waits until the shell is back, and sees that it has its terminal as it was: lines are edited and echoed. */
  async restored(): Promise<void> {
    await this.shows("\nsh$");
    this.type("stty -a | grep -ow -e '-*icanon' -e '-*echo' | tr '\\n' ' '; echo end");
    this.press("Enter");
    await this.shows("\nicanon echo end\nsh$");
    for (const mode of MODES) if (this.says(mode) !== "0") throw new Error(`The terminal is left in ${mode}.`);
    if (this.says("cursor_flag") !== "1") throw new Error("The terminal is left without a cursor.");
  }

  [Symbol.dispose](): void {
    this.#do("kill-server");
    Deno.removeSync(this.#folder, { recursive: true });
  }

  #do(...args: readonly string[]): string {
    const { success, stdout, stderr } = new Deno.Command("tmux", { args: ["-S", `${this.#folder}/socket`, ...args] })
      .outputSync();
    const text = new TextDecoder();
    if (!success) throw new Error(`Cannot drive tmux: ${text.decode(stderr)}`);
    return text.decode(stdout);
  }
}
