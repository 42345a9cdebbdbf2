/**
 * Into a channel by name and PIN: one that I am in, or one whose door opens to it, or a new one. A wrong PIN never makes a channel by itself, and of one name
 * only so many are tried in an hour: whoever plays doorkeepers gets one guess at the PIN with each try.
 */
import { CODE } from "../../shared/codes.ts";
import type { ChannelId } from "../../shared/ids.ts";
import { checkChannelName } from "../../shared/names.ts";
import type { Policy } from "../../shared/log/policy.ts";
import { Approvals, denialWhy } from "./approvals.ts";
import { MOST_PIN } from "./channel_letters.ts";
import { createChannel } from "./create_channel.ts";
import type { EngineDeps } from "./engine_deps.ts";
import type { Intent, Outcome } from "./intents.ts";
import { ask, guess, type Knocked, knockLetter } from "./knock.ts";
import { OFFLINE } from "./pen.ts";
import type { RelayLine } from "./relay_line.ts";
import type { Roster } from "./roster.ts";
import { suggestNick } from "./suggest_nick.ts";
import { TryCounter } from "./tries.ts";
import type { Tries } from "./vault_state.ts";
import type { Visits } from "./visits.ts";

type JoinIntent = Extract<Intent, { readonly type: "join" }>;

/** A line, and the visits on it. */
export interface Lined {
  readonly line: RelayLine;
  readonly visits: Visits;
}

interface Door {
  readonly channel: ChannelId;
  readonly open: boolean;
  readonly answered: boolean;
}

/** How often a door is tried at which one keeper answers no more guesses, or things changed under way: keepers take turns. */
const KEEPERS = 8;
const NEW_POLICY: Policy = { locked: false, keep: false, history: true, adminsSetTopic: false, open: false };

export class Joining {
  readonly #deps: EngineDeps;
  readonly #roster: Roster;
  readonly #lined: () => Lined | undefined;
  readonly #tries: TryCounter;
  readonly #approvals: Approvals;
  /** Ends what waits at doors. */
  #waiting = new AbortController();

  constructor(deps: EngineDeps, roster: Roster, lined: () => Lined | undefined, tries: readonly Tries[]) {
    this.#deps = deps;
    this.#roster = roster;
    this.#lined = lined;
    this.#tries = new TryCounter(deps, tries);
    this.#approvals = new Approvals(deps, roster, lined);
  }

  /** How often a PIN was wrong lately, to be saved. */
  get tries(): readonly Tries[] {
    return this.#tries.saved;
  }

  async join({ name: typed, pin: typedPin, others }: JoinIntent): Promise<Outcome> {
    const checked = checkChannelName(typed);
    if (!checked.ok) return { ok: false, code: "invalid", why: checked.why };
    const { name } = checked;
    const pin = typedPin?.normalize("NFC").trim();
    if (pin !== undefined && new TextEncoder().encode(pin).length > MOST_PIN) {
      return { ok: false, code: "invalid", why: `A PIN has at most ${MOST_PIN} bytes.` };
    }
    const lined = this.#lined();
    if (!lined) return OFFLINE;
    const mine = this.#roster.find(name, pin);
    if (mine) return { ok: true, channel: mine.id };
    if (pin === undefined) return await this.#accept(name, lined);
    return others === "create" ? await this.#create(name, pin, lined) : await this.#enter(name, pin, others, lined);
  }

  /** Gives up waiting at doors, and for approvals. */
  stopWaiting(): void {
    this.#waiting.abort();
    this.#waiting = new AbortController();
    this.#approvals.stop();
  }

  /** Goes on waiting for approvals, on a new line. */
  resume(): void {
    this.#approvals.resume();
  }

  /** A channel that somebody let me into without my asking. */
  async #accept(name: string, { line }: Lined): Promise<Outcome> {
    const id = this.#roster.offered(name);
    if (!id) return { ok: false, code: "absent", why: `You are in no channel "${name}". Its PIN gets you in.` };
    const channel = await this.#roster.enter({ id, name, pin: undefined }, line);
    return channel ? { ok: true, channel: id } : { ok: false, code: "failed", why: "It could not be entered." };
  }

  async #enter(name: string, pin: string, others: "ask" | "wait", lined: Lined): Promise<Outcome> {
    const found = await lined.line.ask({ type: "find", name }, "doors");
    if (found.type === "no") return { ok: false, code: "failed", why: found.text };
    if (found.doors.length === 0) return await this.#create(name, pin, lined);
    const doors = found.doors.filter(({ channel, open }) => !this.#roster.get(channel) && open === (pin === ""));
    let said: Knocked | undefined;
    for (const door of doors.filter(({ answered }) => answered)) {
      const outcome = await this.#tryDoor(door, { name, pin }, lined);
      if ("ok" in outcome) return outcome;
      said = outcome;
    }
    const silent = doors.filter(({ answered }) => !answered);
    if (others === "wait" && silent.length > 0) return await this.#waitAt(silent, { name, pin }, lined);
    if (said?.type === "over" && silent.length === 0) return { ok: false, code: "failed", why: said.why };
    if (silent.length > 0) return nobodyHome(name, silent.length);
    const why = pin === "" ? `Channel ${name} has a PIN.` : `No channel ${name} answers to this PIN.`;
    return { ok: false, code: "wrongPin", why };
  }

  /** One door, keeper by keeper while they answer no more; an outcome when it is decided, or what the last one said. */
  async #tryDoor(
    door: Door,
    key: { readonly name: string; readonly pin: string },
    lined: Lined,
  ): Promise<Outcome | Knocked> {
    const { channel } = door;
    using _expected = this.#roster.expect(channel);
    let said: Knocked = { type: "over", why: "Nobody answered.", code: CODE.late };
    for (let keeper = 0; keeper < KEEPERS; keeper++) {
      if (!door.open && !this.#tries.allowed(key.name)) return TOO_MANY;
      const letter = knockLetter(this.#deps);
      said = await guess(this.#deps, { channel, ...key }, { visit: lined.visits.knock(channel, letter), letter });
      if (said.type === "wrong") {
        await this.#tries.count(key.name);
        return said;
      }
      if (said.type !== "verdict") return said;
      if (said.verdict !== "spent" && said.verdict !== "again") break;
    }
    if (said.type === "verdict" && said.verdict === "spent") {
      said = await ask(lined.visits.knock(channel, knockLetter(this.#deps)));
    }
    return await this.#decided(said, { channel, ...key }, lined);
  }

  async #decided(
    said: Knocked,
    at: { readonly channel: ChannelId; readonly name: string; readonly pin: string },
    { line }: Lined,
  ): Promise<Outcome | Knocked> {
    if (said.type !== "verdict") return said;
    const { proof } = said;
    switch (said.verdict) {
      case "added": {
        // One who has not proved that he knows the PIN could let me into a channel of his own.
        if (!proof) return { type: "wrong" };
        const entering = { id: at.channel, name: at.name, pin: at.pin };
        const channel = await this.#roster.enter(entering, line, ({ feed }) => feed.log.hasHead(proof.head));
        if (channel) return { ok: true, channel: at.channel };
        return { ok: false, code: "failed", why: "It is not the channel it claims to be." };
      }
      case "waiting":
        await this.#approvals.begin({ ...at, head: proof ? [proof.head] : [] });
        return { ok: true, channel: at.channel, waiting: true };
      case "nickTaken":
        return {
          ok: false,
          code: "nickTaken",
          why: `Somebody in ${at.name} is called ${this.#deps.nick} already.`,
          suggestion: suggestNick(this.#deps.nick, (nick) => nick === this.#deps.nick),
        };
      case "banned":
        return { ok: false, code: "banned", why: `You are banned from ${at.name}.` };
      case "full":
        return { ok: false, code: "failed", why: `${at.name} is full.` };
      case "denied":
        return { ok: false, code: "denied", why: denialWhy(this.#deps, at.channel, said.sealed) };
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

  /** Knocks where nobody is there now, and waits for the first door that opens. */
  async #waitAt(
    doors: readonly Door[],
    key: { readonly name: string; readonly pin: string },
    lined: Lined,
  ): Promise<Outcome> {
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const { signal } = this.#waiting;
    const gaveUp = () => resolve({ ok: false, code: "failed", why: "You stopped waiting." });
    signal.addEventListener("abort", gaveUp, { once: true });
    let left = doors.length;
    for (const door of doors) {
      this.#deps.run(async () => {
        const outcome = await this.#tryDoor(door, key, lined);
        if ("ok" in outcome) return resolve(outcome);
        const why = outcome.type === "over" ? outcome.why : `No channel ${key.name} answers to this PIN.`;
        if (--left === 0) resolve({ ok: false, code: outcome.type === "wrong" ? "wrongPin" : "failed", why });
      });
    }
    return await promise.finally(() => signal.removeEventListener("abort", gaveUp));
  }

  async #create(name: string, pin: string, { line }: Lined): Promise<Outcome> {
    const policy = { ...NEW_POLICY, open: pin === "" };
    const created = await createChannel(this.#deps, this.#roster, line, { name, pin, policy });
    return "ok" in created ? created : { ok: true, channel: created.id, created: true };
  }
}

const TOO_MANY: Outcome = {
  ok: false,
  code: "tooMany",
  why: "Too many wrong PINs for that name. Wait an hour, or ask somebody inside for an invite.",
};

function nobodyHome(name: string, doors: number): Outcome {
  const which = doors === 1 ? `Nobody of channel ${name} is there` : `Nobody is there of ${doors} channels ${name}`;
  return { ok: false, code: "nobodyHome", why: `${which} to let you in. You can wait, or create another one.` };
}
