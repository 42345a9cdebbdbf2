/**
 * Sees to it that an open port goes on taking connections. Once the system has refused node:net one, because too many files are open, it takes none any
 * more and says nothing: one burst from outside would shut a relay for good. So the relay knocks at its own port while there are lines, and opens it anew
 * when nobody answers.
 */
import { connect } from "node:net";
import { Failure } from "../shared/failure.ts";

export interface PortWatchOptions {
  /** The address to listen on; all of them, when undefined. */
  readonly host: string | undefined;
  /** Opens the port anew; Failure when the system does not let us. */
  reopen(): Promise<void>;
  /** Tells the operator. */
  warn(line: string): void;
}

const KNOCK_MS = 5000;
const PATIENCE_MS = 2000;
const EVERYWHERE: readonly (string | undefined)[] = [undefined, "", "0.0.0.0", "::"];
const FULL = "Too many files are open for this relay: others cannot come in. Raise the limit of the system " +
  "(ulimit -n, LimitNOFILE= in a unit).";

export class PortWatch implements Disposable {
  readonly #options: PortWatchOptions;
  #timer: ReturnType<typeof setInterval> | undefined;
  #open = 0;
  /** Somebody has come since the port was last seen to answer. */
  #doubt = false;
  /** Stops waiting for an answer. */
  #answered: (() => void) | undefined;
  #full = false;
  /** The port was found dead, and could not be opened anew yet. */
  #dead = false;

  constructor(options: PortWatchOptions) {
    this.#options = options;
  }

  start(port: number): void {
    this.#timer = setInterval(() => void this.#look(port), KNOCK_MS);
  }

  /** A connection was taken. Whether it may be this watch that knocked: of those that come meanwhile, the first counts as that. */
  arrived(): boolean {
    this.#open++;
    this.#doubt = true;
    const answered = this.#answered;
    this.#answered = undefined;
    answered?.();
    return answered !== undefined;
  }

  left(): void {
    this.#open--;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#answered?.();
  }

  async #look(port: number): Promise<void> {
    // Where nobody is and nobody was, there are no files to be too many.
    if (this.#answered || (this.#open === 0 && !this.#doubt && !this.#dead)) return;
    const state = await this.#knock(port);
    if (state === "taken") this.#doubt = false;
    if (state === "full" && !this.#full) this.#options.warn(FULL);
    this.#full = state === "full";
    if (state === "silent" || this.#dead) await this.#reopen();
  }

  async #reopen(): Promise<void> {
    const { warn, reopen } = this.#options;
    this.#dead = true;
    try {
      await reopen();
      this.#dead = false;
      warn("The port took no connections any more, and was opened anew. Were too many files open?");
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      warn(error.message);
    }
  }

  /** "silent": the system let us through, and the port did not take it. */
  async #knock(port: number): Promise<"taken" | "silent" | "full" | "unclear"> {
    const { host } = this.#options;
    const { promise, resolve } = Promise.withResolvers<"taken" | "silent" | "full" | "unclear">();
    const socket = connect({ host: EVERYWHERE.includes(host) ? "127.0.0.1" : host ?? "", port });
    let through = false;
    socket.once("connect", () => through = true);
    socket.once("error", ({ code }: Error & { readonly code?: string }) => {
      resolve(code === "EMFILE" || code === "ENFILE" ? "full" : "unclear");
    });
    this.#answered = () => resolve("taken");
    const late = setTimeout(() => resolve(through ? "silent" : "unclear"), PATIENCE_MS);
    const state = await promise;
    this.#answered = undefined;
    clearTimeout(late);
    socket.destroy();
    return state;
  }
}
