/** Somebody who sits before the real client with its screen: in tmux, at a real relay. */
import process from "node:process";
import { Tmux } from "../../../fakes/tmux.ts";
import { until } from "../../../fakes/until.ts";
import type { ScreenSize } from "../../../../client/terminal/screen/screen.ts";
import type { Place } from "../place.ts";

export interface SeatOptions {
  readonly pin?: string;
  readonly channel?: string;
  readonly args?: string;
  /** What LC_ALL is set to. */
  readonly language?: string;
  /** Where programs put what they need for a while; undefined: where they do. */
  readonly temporary?: string;
  /** Of his terminal. */
  readonly size?: ScreenSize;
}

/** So many looks that show the same. */
const RESTING = 20;

export class Seat implements AsyncDisposable {
  readonly #tmux: Tmux;
  #process = 0;

  constructor(size?: ScreenSize) {
    this.#tmux = new Tmux(size);
  }

  /** Starts the client and waits until its screen is there. */
  static async take(place: Place, name: string, options: SeatOptions = {}): Promise<Seat> {
    const seat = new Seat(options.size);
    await seat.start(place, name, options);
    return seat;
  }

  /** Somebody who is in Work. */
  static async member(place: Place, name: string, options: SeatOptions = {}): Promise<Seat> {
    const seat = await Seat.take(place, name, options);
    await seat.sees(`${name} ❯`);
    await seat.misses("one moment");
    return seat;
  }

  async start(place: Place, name: string, options: SeatOptions): Promise<void> {
    const { pin = "1234", channel = "Work", args = "", language = "C.UTF-8", temporary } = options;
    await this.#tmux.shows("sh$");
    const variables = `PYCHAT_HOME=${place.home(name)} PYCHAT_PIN=${pin} LC_ALL=${language}${
      temporary === undefined ? "" : ` TMPDIR=${temporary}`
    }`;
    const command = `${Deno.execPath()} run -q --no-check -P=pychat main.ts connect 127.0.0.1:${place.port}`;
    const flags = `--channel ${channel} --name ${name} ${args}`;
    this.#tmux.type(`clear; ${variables} sh -c 'echo pid $$; exec ${command} ${flags}'`);
    this.press("Enter");
    await until(() => this.#pid() !== undefined, "the client starts");
    this.#process = this.#pid() ?? 0;
  }

  press(...keys: readonly string[]): void {
    this.#tmux.press(...keys);
  }

  type(text: string): void {
    this.#tmux.type(text);
  }

  paste(text: string): void {
    this.#tmux.paste(text);
  }

  /** Types a line and sends it. */
  say(line: string): void {
    this.type(line);
    this.press("Enter");
  }

  resize(columns: number, rows?: number): void {
    this.#tmux.resize(columns, rows);
  }

  get clipboard(): string {
    return this.#tmux.clipboard;
  }

  /** Waits until the shell has the terminal, and this is on it. */
  shows(end: string): Promise<void> {
    return this.#tmux.shows(end);
  }

  signal(signal: Deno.Signal): void {
    Deno.kill(this.#process, signal);
  }

  get screen(): string {
    return this.#tmux.screen();
  }

  /** With the sequences for its colours. */
  get styledScreen(): string {
    return this.#tmux.styledScreen();
  }

  /** Waits until this is on the screen. */
  async sees(text: string | RegExp): Promise<void> {
    await this.#until(
      (screen) => typeof text === "string" ? screen.includes(text) : text.test(screen),
      `shows ${text}`,
    );
  }

  /** Waits until this is not on the screen any more. */
  async misses(text: string): Promise<void> {
    await this.#until((screen) => !screen.includes(text), `shows no ${JSON.stringify(text)}`);
  }

  /** Waits until nothing changes any more. */
  async rests(): Promise<void> {
    const same: string[] = [];
    await this.#until((screen) => {
      if (screen !== same.at(-1)) same.length = 0;
      return same.push(screen) > RESTING;
    }, "rests");
  }

  /** Waits until the screen is another one than it was. */
  async changes(before: string): Promise<void> {
    await this.#until((screen) => screen !== before, "changes");
  }

  /** Waits until the shell has its terminal as it was. */
  restored(): Promise<void> {
    return this.#tmux.restored();
  }

  /** When it resolves nothing writes into his home any more. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (isAlive(this.#process)) this.signal("SIGKILL");
    await until(() => !isAlive(this.#process), "the client is gone");
    this.#tmux[Symbol.dispose]();
  }

  async #until(is: (screen: string) => boolean, what: string): Promise<void> {
    try {
      await until(() => is(this.screen), `the screen ${what}`);
    } catch (error) {
      throw new Error(`The screen shows:\n${this.screen}`, { cause: error });
    }
  }

  #pid(): number | undefined {
    const [, pid] = /^pid (\d+)$/m.exec(this.screen) ?? [];
    return pid === undefined ? undefined : Number(pid);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
