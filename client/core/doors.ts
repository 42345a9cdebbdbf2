/**
 * The doors of the channels of one name, and what happens at one: keeper by keeper, as long as they say nothing final, and what their verdict comes to. Of one
 * name only so many PINs are tried in an hour: whoever plays doorkeepers gets one guess at the PIN with each try.
 */
import { CODE } from "../../shared/codes.ts";
import type { ChannelId } from "../../shared/ids.ts";
import { type Approvals, denialWhy } from "./approvals.ts";
import { openDenial } from "./denial.ts";
import type { EngineDeps } from "./engine_deps.ts";
import type { Outcome, Refused } from "./intents.ts";
import { ask, guess, type Knock, type Knocked, knockLetter } from "./knock.ts";
import type { Lined } from "./lined.ts";
import type { Roster } from "./roster.ts";
import type { TryCounter } from "./tries.ts";

export interface Door {
  readonly channel: ChannelId;
  readonly open: boolean;
  readonly answered: boolean;
}

/** What is tried at it. */
export type Key = Omit<Knock, "channel">;

interface DoorsDeps {
  readonly engine: EngineDeps;
  readonly roster: Roster;
  readonly tries: TryCounter;
  readonly approvals: Approvals;
}

/** How often a door is tried at which one keeper answers no more guesses, or things changed under way: keepers take turns. */
const KEEPERS = 8;

export class Doors {
  readonly #deps: DoorsDeps;

  constructor(deps: DoorsDeps) {
    this.#deps = deps;
  }

  /** Those of a name, the oldest first. */
  async named(name: string, { line }: Lined): Promise<readonly Door[] | Refused> {
    const found = await line.ask({ type: "find", name }, "doors");
    return found.type === "no" ? { ok: false, code: "failed", why: found.text } : found.doors;
  }

  /** One door, keeper by keeper while they answer no more; an outcome when it is decided, or what the last one said. */
  async tryOne(door: Door, key: Key, lined: Lined): Promise<Outcome | Knocked> {
    const { channel } = door;
    const { engine, tries, roster } = this.#deps;
    using expected = roster.expect(channel);
    let said: Knocked = { type: "over", why: "Nobody answered.", code: CODE.late };
    for (let keeper = 0; keeper < KEEPERS; keeper++) {
      if (lined.signal?.aborted) return said;
      if (!door.open && !tries.allowed(key.name)) return TOO_MANY;
      const letter = knockLetter(engine);
      using attempt = tries.attempt(key.name);
      const may = () => door.open || attempt.begin();
      const visit = lined.visits.knock(channel, letter, lined.signal);
      said = await guess(engine, { channel, ...key }, { visit, letter, may });
      if (said.type === "tooMany") return TOO_MANY;
      if (said.type === "wrong") {
        await tries.count(key.name);
        return said;
      }
      // A keeper who went away, or could not answer, may have a neighbour who can.
      if (said.type === "over" && said.code === CODE.ended) continue;
      if (said.type !== "verdict") return said;
      if (said.verdict !== "spent" && said.verdict !== "again") break;
    }
    if (said.type === "verdict" && said.verdict === "spent") {
      said = await ask(lined.visits.knock(channel, knockLetter(engine), lined.signal));
    }
    // From now on the relay's word that I was added is what I wait for.
    if (said.type === "verdict" && said.verdict === "waiting") expected[Symbol.dispose]();
    return await this.#decided(said, { channel, ...key }, lined);
  }

  async #decided(
    said: Knocked,
    at: Knock,
    { line }: Lined,
  ): Promise<Outcome | Knocked> {
    const { engine, roster, approvals } = this.#deps;
    if (said.type !== "verdict") return said;
    const { proof } = said;
    switch (said.verdict) {
      case "added": {
        // One who has not proved that he knows the PIN could let me into a channel of his own.
        if (!proof) return { type: "wrong" };
        const entering = { id: at.channel, name: at.name, pin: at.pin };
        const entered = await roster.enter(entering, line, ({ feed }) => feed.log.hasHead(proof.head));
        return "ok" in entered ? entered : { ok: true, channel: at.channel };
      }
      case "waiting":
        await approvals.begin({ ...at, head: proof ? [proof.head] : [] });
        return { ok: true, channel: at.channel, waiting: true };
      case "nickTaken":
        return {
          ok: false,
          code: "nickTaken",
          why: `Somebody in ${at.name} is called ${engine.nick} already.`,
          suggestion: openDenial(said.sealed, at.channel, engine.identity),
        };
      case "banned":
        return { ok: false, code: "banned", why: `You are banned from ${at.name}.` };
      case "full":
        return { ok: false, code: "failed", why: `${at.name} is full.` };
      case "denied":
        // Nobody has to listen to a keeper who has not shown that he is one.
        if (!proof && !roster.arrivals.asked.some(({ channel }) => channel === at.channel)) return { type: "wrong" };
        return { ok: false, code: "denied", why: denialWhy(engine, at.channel, said.sealed) };
      case "spent":
        return {
          ok: false,
          code: "tooMany",
          why: `There were too many wrong PINs at the door of ${at.name}, and too many ask to be let in.`,
        };
      default:
        return said;
    }
  }
}

const TOO_MANY: Outcome = {
  ok: false,
  code: "tooMany",
  why: "Too many wrong PINs for that name. Wait an hour, or ask somebody inside for an invite.",
};
