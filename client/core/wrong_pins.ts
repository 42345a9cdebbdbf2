/** The wrong PINs at a channel's door, as its doorkeepers tell of them: news for an hour, or until an admin has looked after the door. */
import type { MemberNumber } from "../../shared/ids.ts";
import type { Act } from "../../shared/log/entry.ts";
import type { EngineDeps } from "./engine_deps.ts";
import type { Row } from "./events.ts";

const NEWS_MS = 60 * 60_000;

export class WrongPins {
  readonly #deps: Pick<EngineDeps, "clock" | "run">;
  readonly #tell: (count: number) => void;
  readonly #counts = new Map<MemberNumber, number>();
  /** They are none at 0. */
  #newsUntil = 0;
  #fading = false;

  /** `tell` is called with how many there are, and with 0 when they are no news any more. */
  constructor(deps: Pick<EngineDeps, "clock" | "run">, tell: (count: number) => void) {
    this.#deps = deps;
    this.#tell = tell;
  }

  /** A doorkeeper says how many he has counted; all of theirs together are what members see. */
  count(keeper: MemberNumber, count: number): void {
    this.#counts.set(keeper, count);
    this.#tell([...this.#counts.values()].reduce((sum, one) => sum + one, 0));
    this.#newsUntil = this.#deps.clock.now() + NEWS_MS;
    if (this.#fading) return;
    this.#fading = true;
    this.#deps.run((signal) => this.#fade(signal));
  }

  /** What was done in the channel: who changes the door, or puts somebody out, has all doorkeepers count anew. */
  heard(rows: readonly Row[]): void {
    if (!rows.some((row) => row.type === "deed" && beginsAnew(row.deed.act))) return;
    this.#counts.clear();
    this.#pass();
  }

  /** The channel is over: there is nothing more to tell. */
  end(): void {
    this.#newsUntil = 0;
  }

  async #fade(signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps;
    for (let left = NEWS_MS; left > 0; left = this.#newsUntil - clock.now()) await clock.sleep(left, signal);
    this.#fading = false;
    this.#pass();
  }

  #pass(): void {
    if (this.#newsUntil === 0) return;
    this.#newsUntil = 0;
    this.#tell(0);
  }
}

function beginsAnew({ op }: Act): boolean {
  return op === "policy" || op === "remove";
}
