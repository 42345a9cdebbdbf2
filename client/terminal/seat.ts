/** Where the person sits: first at a desk that asks what has to be known, then before the client of a session, one after the other. */
import type { Clock } from "../../shared/clock.ts";
import type { CommandIo } from "../../shared/command.ts";
import type { Session } from "../core/session.ts";
import { collectGarbage } from "../machine/collect_garbage.ts";
import { keepPasted } from "../machine/pasted_file.ts";
import { pathsBegun } from "../machine/paths_begun.ts";
import type { ScreenClient } from "./app/screen_client.ts";
import type { ScreenTerms } from "./app/screen_terms.ts";
import type { Client } from "./client.ts";
import type { Desk } from "./desk.ts";
import { openDesk } from "./open_desk.ts";
import type { PlainClient } from "./plain_client.ts";

export interface SeatDeps {
  readonly session: Session;
  readonly clock: Clock;
  readonly relay: string;
}

export class Seat implements Disposable {
  readonly #io: CommandIo;
  readonly #terms: ScreenTerms | undefined;
  #desk: Desk | undefined;
  #client: Client | undefined;
  #complete: PlainClient | undefined;
  #stopped = false;

  /** `terms` undefined: there is to be no screen. */
  constructor(io: CommandIo, terms: ScreenTerms | undefined) {
    this.#io = io;
    this.#terms = terms;
  }

  /** Where questions are asked while there is no client. */
  get desk(): Desk {
    this.#desk ??= openDesk(this.#io, (text) => this.#complete?.complete(text));
    return this.#desk;
  }

  /** Loads what a client is made of: much of the program, and nothing that a question needs. */
  async load(): Promise<void> {
    await (this.#terms ? import("./app/screen_client.ts") : import("./plain_client.ts"));
  }

  /** The client of a session, which has the terminal from now on. */
  async open(deps: SeatDeps): Promise<Client & Disposable> {
    const client = await (this.#terms ? this.#openScreen(deps, this.#terms) : this.#openPlain(deps));
    this.#client = client;
    if (this.#stopped) client.quit();
    return client;
  }

  /** Asked from outside to end. */
  stop(): void {
    this.#stopped = true;
    this.#client?.quit();
    // The terminal is given back first: then Ctrl-C is a signal again, and a second one stops at once.
    this[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.#desk?.[Symbol.dispose]();
  }

  async #openPlain({ session, clock }: SeatDeps): Promise<PlainClient> {
    const { PlainClient } = await import("./plain_client.ts");
    this.#complete = new PlainClient({ session, desk: this.desk, clock });
    return this.#complete;
  }

  async #openScreen(deps: SeatDeps, terms: ScreenTerms): Promise<ScreenClient> {
    const { ScreenClient } = await import("./app/screen_client.ts");
    const { Terminal } = await import("./tty/terminal.ts");
    const ahead = this.#desk?.leave?.() ?? [];
    this.#desk = undefined;
    const { modes, variables, asked } = terms;
    const client = new ScreenClient({
      ...{ ...deps, terms, print: (line) => this.#io.print(line), collect: collectGarbage },
      folders: { pathsBegun, keepPasted },
      terminal: (owner) => new Terminal(owner, { clock: deps.clock, modes, variables, asks: asked !== undefined }),
    });
    client.press(ahead);
    return client;
  }
}
