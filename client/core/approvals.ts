/**
 * Waiting to be let in by somebody: the relay tells when it has happened; whether it was denied has to be asked now and then, because who is not inside
 * hears nothing of what is said there.
 */
import { CODE } from "../../shared/codes.ts";
import type { ChannelId } from "../../shared/ids.ts";
import { openDenial } from "./denial.ts";
import type { EngineDeps } from "./engine_deps.ts";
import { ask, knockLetter } from "./knock.ts";
import type { Lined } from "./lined.ts";
import type { Roster } from "./roster.ts";
import type { Asked } from "./vault_state.ts";

const GONE: ReadonlySet<number> = new Set([CODE.absent, CODE.gone]);
const ASK_AGAIN_MS = 20_000;

export class Approvals {
  readonly #deps: EngineDeps;
  readonly #roster: Roster;
  readonly #lined: () => Lined | undefined;
  /** Where it waits: once at each door, however often somebody joins there. */
  readonly #waiting = new Map<ChannelId, AbortController>();

  constructor(deps: EngineDeps, roster: Roster, lined: () => Lined | undefined) {
    this.#deps = deps;
    this.#roster = roster;
    this.#lined = lined;
  }

  /** Waits there from now on, also after a restart. */
  async begin(asked: Asked): Promise<void> {
    this.#roster.arrivals.ask(asked);
    await this.#deps.save();
    this.#await(asked.channel);
  }

  /** Goes on waiting, on a new line. */
  resume(): void {
    this.#end();
    for (const { channel } of this.#roster.arrivals.asked) this.#await(channel);
  }

  /** Gives up everywhere. */
  stop(): void {
    this.#end();
    for (const asked of this.#roster.arrivals.asked) this.#over(asked, "You wait no longer.");
  }

  #end(): void {
    for (const wait of this.#waiting.values()) wait.abort();
    this.#waiting.clear();
  }

  #await(id: ChannelId): void {
    this.#waiting.get(id)?.abort();
    const wait = new AbortController();
    this.#waiting.set(id, wait);
    this.#deps.run(async (life) => {
      const either = AbortSignal.any([wait.signal, life]);
      while (await this.#slept(either)) {
        const asked = this.#roster.arrivals.asked.find(({ channel }) => channel === id);
        const lined = this.#lined();
        if (!asked || !lined) return;
        const said = await ask(lined.visits.knock(id, knockLetter(this.#deps), either));
        if (either.aborted) return;
        if (said.type === "over" && GONE.has(said.code)) return this.#over(asked, "The channel was removed.");
        if (said.type !== "verdict") continue;
        if (said.verdict === "added") await this.#roster.arrivals.added(id, lined.line);
        if (said.verdict === "denied") return this.#over(asked, denialWhy(this.#deps, id, said.sealed));
        if (said.verdict === "banned") return this.#over(asked, `You are banned from ${asked.name}.`);
      }
    });
  }

  async #slept(signal: AbortSignal): Promise<boolean> {
    try {
      await this.#deps.clock.sleep(ASK_AGAIN_MS, signal);
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
  }

  #over({ channel, name }: Asked, why: string): void {
    this.#roster.arrivals.unask(channel);
    this.#deps.saveSoon();
    this.#deps.emit({ type: "closed", channel, name, why });
  }
}

/** What somebody is told who was not let in. */
export function denialWhy(deps: EngineDeps, channel: ChannelId, sealed: Uint8Array): string {
  const reason = openDenial(sealed, channel, deps.identity);
  return `You were not let in${reason ? `: ${reason}` : "."}`;
}
