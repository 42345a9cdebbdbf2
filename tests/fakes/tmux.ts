/** A real terminal for tests: tmux is the terminal, and its screen is what a person would see. */
import { until } from "./until.ts";

/** A terminal of one's own, 60 by 30, with a shell in it whose prompt is `sh$`. */
export class Tmux implements Disposable {
  readonly #folder = Deno.makeTempDirSync();

  constructor() {
    this.#do("-f", "/dev/null", "new-session", "-d", "-x", "60", "-y", "30", "env PS1='sh$ ' bash --norc --noprofile");
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

  /** Makes the terminal narrower or wider. */
  resize(columns: number): void {
    this.#do("resize-window", "-x", String(columns), "-y", "30");
  }

  /** What is on the screen, without the blank lines below. */
  screen(): string {
    return this.#do("capture-pane", "-p").trimEnd();
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
