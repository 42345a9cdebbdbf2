/**
 * Into a channel by name and PIN: one that I am in, or one whose door opens to it, or a new one. A wrong PIN never makes a channel by itself, and of one name
 * only so many are tried in an hour: whoever plays doorkeepers gets one guess at the PIN with each try.
 */
import { CODE } from "../../shared/codes.ts";
import { MOST } from "../../shared/messages.ts";
import type { ChannelId } from "../../shared/ids.ts";
import { checkChannelName } from "../../shared/names.ts";
import type { Policy } from "../../shared/log/policy.ts";
import { Approvals, denialWhy } from "./approvals.ts";
import { canonicalPin } from "./canonical_pin.ts";
import { MOST_PIN } from "./channel_letters.ts";
import type { Channel } from "./channel.ts";
import { createChannel } from "./create_channel.ts";
import { openDenial } from "./denial.ts";
import type { EngineDeps } from "./engine_deps.ts";
import type { Intent, Outcome } from "./intents.ts";
import { ask, guess, type Knocked, knockLetter } from "./knock.ts";
import type { Letter } from "./letters.ts";
import { OFFLINE } from "./pen.ts";
import type { RelayLine } from "./relay_line.ts";
import type { Roster } from "./roster.ts";
import { TryCounter } from "./tries.ts";
import type { Tries } from "./vault_state.ts";
import { CUT, type Visit, type Visits } from "./visits.ts";

type JoinIntent = Extract<Intent, { readonly type: "join" }>;

/** A line, and the visits on it. */
export interface Lined {
  readonly line: RelayLine;
  readonly visits: Visits;
  /** Takes back the knocks that are still out. */
  readonly signal?: AbortSignal;
}

interface Door {
  readonly channel: ChannelId;
  readonly open: boolean;
  readonly answered: boolean;
}

/** Which channel somebody wants to go into. */
type Wanted = Pick<JoinIntent, "name" | "mustExist"> & { readonly pin: string };

/** What two who make the same channel at once need to find each other. */
interface Meeting {
  readonly name: string;
  readonly pin: string;
  readonly lined: Lined;
  /** Doors that were there before. */
  readonly known: ReadonlySet<ChannelId>;
}

const LOOK_AGAIN_MS = 2000;
/** How often a door is tried at which one keeper answers no more guesses, or things changed under way: keepers take turns. */
const KEEPERS = 8;
const NEW_POLICY: Policy = { locked: false, keep: false, history: true, adminsSetTopic: false, open: false };

export class Joining {
  readonly #deps: EngineDeps;
  readonly #roster: Roster;
  readonly #lined: () => Lined | undefined;
  readonly #tries: TryCounter;
  readonly #approvals: Approvals;
  /** Who waits at doors, and tries again on a new line. */
  readonly #resumed = new Set<() => void>();
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

  async join({ name: typed, pin: typedPin, others, mustExist }: JoinIntent): Promise<Outcome> {
    const checked = checkChannelName(typed);
    if (!checked.ok) return { ok: false, code: "invalid", why: checked.why };
    const { name } = checked;
    const pin = typedPin === undefined ? undefined : canonicalPin(typedPin);
    if (pin !== undefined && new TextEncoder().encode(pin).length > MOST_PIN) {
      return { ok: false, code: "invalid", why: `A PIN has at most ${MOST_PIN} bytes.` };
    }
    const lined = this.#lined();
    // Whether a channel is still mine is known when the line has told; until then it is as it was.
    if (lined) await this.#roster.ready;
    const mine = this.#roster.find(name, pin);
    if (mine) return { ok: true, channel: mine.id };
    if (!lined) return OFFLINE;
    if (pin === undefined) return await this.#accept(name, lined);
    if (others === "create") return await this.#create(name, pin, lined);
    const wanted = { name, pin, mustExist };
    return others === "wait" ? await this.#waitAt(wanted) : await this.#enter(wanted, lined);
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
    for (const wake of this.#resumed) wake();
  }

  /** A channel that somebody let me into without my asking. */
  async #accept(name: string, { line }: Lined): Promise<Outcome> {
    const id = this.#roster.offered(name);
    if (!id) return { ok: false, code: "absent", why: `You are in no channel "${name}". Its PIN gets you in.` };
    const channel = await this.#roster.enter({ id, name, pin: undefined }, line);
    return channel ? { ok: true, channel: id } : { ok: false, code: "failed", why: "It could not be entered." };
  }

  async #enter({ name, pin, mustExist }: Wanted, lined: Lined): Promise<Outcome> {
    const found = await lined.line.ask({ type: "find", name }, "doors");
    if (found.type === "no") return { ok: false, code: "failed", why: found.text };
    if (found.doors.length === 0 && mustExist) {
      return { ok: false, code: "absent", why: `There is no channel ${name} at this relay.` };
    }
    if (found.doors.length === 0) return await this.#create(name, pin, lined);
    const doors = found.doors.filter(({ channel, open }) => !this.#roster.get(channel) && open === (pin === ""));
    let said: Knocked | undefined;
    for (const door of doors.filter(({ answered }) => answered)) {
      const outcome = await this.#tryDoor(door, { name, pin }, lined);
      if ("ok" in outcome) return outcome;
      said = outcome;
    }
    // A keeper who cannot answer now is as good as none.
    const unable = said?.type === "verdict" && said.verdict === "again";
    const silent = doors.filter(({ answered }) => !answered || unable);
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
      if (lined.signal?.aborted) return said;
      if (!door.open && !this.#tries.allowed(key.name)) return TOO_MANY;
      const letter = knockLetter(this.#deps);
      said = await guess(this.#deps, { channel, ...key }, { visit: knock(channel, letter, lined), letter });
      if (said.type === "wrong") {
        await this.#tries.count(key.name);
        return said;
      }
      // A keeper who went away, or could not answer, may have a neighbour who can.
      if (said.type === "over" && said.code === CODE.ended) continue;
      if (said.type !== "verdict") return said;
      if (said.verdict !== "spent" && said.verdict !== "again") break;
    }
    if (said.type === "verdict" && said.verdict === "spent") {
      said = await ask(knock(channel, knockLetter(this.#deps), lined));
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
          suggestion: openDenial(said.sealed, at.channel, this.#deps.identity),
        };
      case "banned":
        return { ok: false, code: "banned", why: `You are banned from ${at.name}.` };
      case "full":
        return { ok: false, code: "failed", why: `${at.name} is full.` };
      case "denied":
        // Nobody has to listen to a keeper who has not shown that he is one.
        if (!proof && !this.#roster.asked.some(({ channel }) => channel === at.channel)) return { type: "wrong" };
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

  /** Waits for somebody at the doors where nobody is there now, over cuts, until one opens or nobody is left to wait for. */
  async #waitAt(wanted: Wanted): Promise<Outcome> {
    const { name, pin } = wanted;
    const { signal } = this.#waiting;
    for (;;) {
      const lined = this.#lined();
      const tried = lined ? await this.#enter(wanted, lined) : OFFLINE;
      if (tried.ok || (tried.code !== "nobodyHome" && tried.code !== "offline")) return tried;
      const came = lined && await this.#somebodyCame(name, pin, { lined, signal });
      const outcome = came && waited(came, name);
      if (outcome) return outcome;
      if (!await this.#nextLine(signal)) return { ok: false, code: "failed", why: "You stopped waiting." };
    }
  }

  /** Knocks at all doors where nobody answers, until one is opened, one of them says no, or the line goes. */
  async #somebodyCame(
    name: string,
    pin: string,
    { lined, signal }: { readonly lined: Lined; readonly signal: AbortSignal },
  ): Promise<Outcome | Knocked | undefined> {
    const found = await lined.line.ask({ type: "find", name }, "doors");
    if (found.type === "no") return undefined;
    const doors = found.doors.filter(({ channel, open, answered }) => {
      return !answered && !this.#roster.get(channel) && open === (pin === "");
    });
    if (doors.length === 0) return undefined;
    const stopped = Promise.withResolvers<undefined>();
    const stop = () => stopped.resolve(undefined);
    signal.addEventListener("abort", stop, { once: true });
    lined.line.ended.then(stop);
    // Who got in, or went away, is not let in elsewhere by a knock that he has forgotten.
    const over = new AbortController();
    const visits = doors.map((door) => this.#tryDoor(door, { name, pin }, { ...lined, signal: over.signal }));
    const first = await Promise.race([...visits, stopped.promise]).finally(() => {
      signal.removeEventListener("abort", stop);
      over.abort();
    });
    for (const visit of visits) visit.catch(() => {});
    return first;
  }

  /** Resolves when there is something new to try, on a new line or a little later on this one; false when the waiting is over. */
  async #nextLine(signal: AbortSignal): Promise<boolean> {
    const either = AbortSignal.any([signal, this.#deps.signal]);
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = () => resolve();
    either.addEventListener("abort", wake, { once: true });
    this.#resumed.add(wake);
    using _timer = this.#deps.clock.after(LOOK_AGAIN_MS, wake);
    if (!either.aborted) await promise;
    this.#resumed.delete(wake);
    either.removeEventListener("abort", wake);
    return !either.aborted;
  }

  async #create(name: string, pin: string, lined: Lined): Promise<Outcome> {
    const { line } = lined;
    const before = await this.#doors(name, line);
    if (before.length >= MOST.doors) return FULL_OF_THEM;
    const policy = { ...NEW_POLICY, open: pin === "" };
    const created = await createChannel(this.#deps, this.#roster, line, { name, pin, policy });
    if ("ok" in created) return created;
    const known = new Set(before.map(({ channel }) => channel));
    const mine: Outcome = { ok: true, channel: created.id, created: true };
    return await this.#meet(created, { name, pin, lined, known }) ?? mine;
  }

  /** Two who make a channel of one name and PIN in the same moment meet in the one that was first. */
  async #meet(mine: Channel, { name, pin, lined, known }: Meeting): Promise<Outcome | undefined> {
    const doors = await this.#doors(name, lined.line);
    const place = doors.findIndex(({ channel }) => channel === mine.id);
    for (const door of doors.slice(0, Math.max(0, place))) {
      if (known.has(door.channel) || !door.answered || door.open !== (pin === "")) continue;
      const outcome = await this.#tryDoor(door, { name, pin }, lined);
      if (!("ok" in outcome) || !outcome.ok || outcome.waiting) continue;
      mine.leaving = true;
      await mine.pen.write(() => ({ type: "write", deed: { op: "leave" } }));
      this.#roster.forget(mine, "Somebody made the same channel a moment before.");
      return outcome;
    }
    return undefined;
  }

  async #doors(name: string, line: Lined["line"]): Promise<readonly Door[]> {
    const found = await line.ask({ type: "find", name }, "doors");
    return found.type === "no" ? [] : found.doors;
  }
}

const FULL_OF_THEM: Outcome = {
  ok: false,
  code: "tooMany",
  why: "There are as many channels of that name here as can be found again. Take another name.",
};

const TOO_MANY: Outcome = {
  ok: false,
  code: "tooMany",
  why: "Too many wrong PINs for that name. Wait an hour, or ask somebody inside for an invite.",
};

/** A visit, which ends should its knock be taken back. */
function knock(channel: ChannelId, letter: Letter, { visits, signal }: Lined): Visit {
  const visit = visits.knock(channel, letter);
  signal?.addEventListener("abort", () => visit[Symbol.dispose](), { once: true });
  return visit;
}

/** What waiting has come to; undefined where it goes on. */
function waited(came: Outcome | Knocked, name: string): Outcome | undefined {
  if ("ok" in came) return came;
  if (came.type === "wrong") return { ok: false, code: "wrongPin", why: `No channel ${name} answers to this PIN.` };
  const ended = came.type === "over" && came.code !== CUT && came.code !== CODE.ended && came.code !== CODE.late;
  return ended ? { ok: false, code: "failed", why: came.why } : undefined;
}

function nobodyHome(name: string, doors: number): Outcome {
  const which = doors === 1 ? `Nobody of channel ${name} is there` : `Nobody is there of ${doors} channels ${name}`;
  return { ok: false, code: "nobodyHome", why: `${which} to let you in. You can wait, or create another one.` };
}
