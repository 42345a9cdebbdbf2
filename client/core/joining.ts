/** Into a channel by name and PIN: one that I am in, or one whose door opens to it, or a new one. A wrong PIN never makes a channel by itself. */
import { CODE } from "../../shared/codes.ts";
import { MOST } from "../../shared/messages.ts";
import type { ChannelId } from "../../shared/ids.ts";
import { checkChannelName, nameKey } from "../../shared/names.ts";
import type { Policy } from "../../shared/log/policy.ts";
import { Approvals } from "./approvals.ts";
import { canonicalPin } from "./canonical_pin.ts";
import { MOST_PIN } from "./channel_letters.ts";
import type { Channel } from "./channel.ts";
import { createChannel } from "./create_channel.ts";
import { type Door, Doors, type Key } from "./doors.ts";
import type { EngineDeps } from "./engine_deps.ts";
import type { Intent, Outcome, Refused } from "./intents.ts";
import type { Knocked } from "./knock.ts";
import type { Lined } from "./lined.ts";
import { OFFLINE } from "./pen.ts";
import { LineLost } from "./relay_line.ts";
import type { Roster } from "./roster.ts";
import type { TryCounter } from "./tries.ts";
import { CUT } from "./visits.ts";

type JoinIntent = Extract<Intent, { readonly type: "join" }>;

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
/** Longer than a relay lets a visit go on: who was there to answer has gone meanwhile, and the relay keeps the knock for who comes. */
const PATIENCE_MS = 35_000;
const NEW_POLICY: Policy = { locked: false, keep: false, history: true, adminsSetTopic: false, open: false };

export class Joining {
  readonly #deps: EngineDeps;
  readonly #roster: Roster;
  readonly #lined: () => Lined | undefined;
  readonly #approvals: Approvals;
  readonly #doors: Doors;
  /** Who waits at doors, and tries again on a new line. */
  readonly #resumed = new Set<() => void>();
  /** Channels that are being made, by their names: two joins at once make one. */
  readonly #making = new Map<string, Promise<unknown>>();
  /** How many wait at doors now. */
  #atDoors = 0;
  /** Ends what waits at doors. */
  #waiting = new AbortController();

  constructor(deps: EngineDeps, roster: Roster, tries: TryCounter, lined: () => Lined | undefined) {
    this.#deps = deps;
    this.#roster = roster;
    this.#lined = lined;
    this.#approvals = new Approvals(deps, roster, lined);
    this.#doors = new Doors({ engine: deps, roster, tries, approvals: this.#approvals });
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
    if (others !== "wait") return await this.#enter(wanted, lined);
    this.#atDoors++;
    return await this.#waitAt(wanted).finally(() => this.#atDoors--);
  }

  /** Gives up waiting at doors, and for approvals: whoever waited is told. */
  stopWaiting(): Outcome {
    const waits = this.#atDoors > 0 || this.#roster.arrivals.asked.length > 0;
    this.#waiting.abort();
    this.#waiting = new AbortController();
    this.#approvals.stop();
    return waits ? { ok: true } : { ok: false, code: "absent", why: "You do not wait to be let in anywhere." };
  }

  /** Goes on waiting for approvals, on a new line. */
  resume(): void {
    this.#approvals.resume();
    for (const wake of this.#resumed) wake();
  }

  /** A channel that somebody let me into without my asking. */
  async #accept(name: string, { line }: Lined): Promise<Outcome> {
    const id = this.#roster.arrivals.offered(name)?.id;
    if (!id) return { ok: false, code: "absent", why: `You are in no channel "${name}". Its PIN gets you in.` };
    const entered = await this.#roster.enter({ id, name, pin: undefined }, line);
    return "ok" in entered ? entered : { ok: true, channel: id };
  }

  /** Into a channel that I made, whose PIN went with the line or the program before I heard that it is there; undefined if there is none any more. */
  async #goOn(name: string, pin: string, { line }: Lined): Promise<Outcome | undefined> {
    const id = this.#roster.arrivals.takeBegun(name, pin === "");
    if (!id) return undefined;
    try {
      const entered = await this.#roster.enter({ id, name, pin }, line);
      return "ok" in entered ? entered : { ok: true, channel: id, created: true };
    } catch (error) {
      // Where nobody is in it, a relay removes it soon.
      if (error instanceof LineLost && line.open) return undefined;
      throw error;
    }
  }

  async #enter({ name, pin, mustExist }: Wanted, lined: Lined): Promise<Outcome> {
    const found = await this.#doors.named(name, lined);
    if ("ok" in found) return found;
    if (found.length === 0 && mustExist) {
      return { ok: false, code: "absent", why: `There is no channel ${name} at this relay.` };
    }
    if (found.length === 0) return await this.#create(name, pin, lined);
    const doors = found.filter(({ channel, open }) => !this.#roster.get(channel) && open === (pin === ""));
    let said: Knocked | undefined;
    for (const door of doors.filter(({ answered }) => answered)) {
      const outcome = await this.#tryNow(door, { name, pin }, lined);
      if ("ok" in outcome) return outcome;
      if (!lined.line.open) return OFFLINE;
      said = outcome;
    }
    // Only now: while he was away the others may have made one, and nobody would come to his.
    const begun = await this.#goOn(name, pin, lined);
    if (begun) return begun;
    // A keeper who cannot answer now, or has gone away, is as good as none.
    const unable = said?.type === "verdict"
      ? said.verdict === "again"
      : said?.type === "over" && (said.code === CUT || said.code === CODE.ended);
    const silent = doors.filter(({ answered }) => !answered || unable);
    if (said?.type === "over" && silent.length === 0) return { ok: false, code: "failed", why: said.why };
    if (silent.length > 0) return nobodyHome(name, silent.length);
    return this.#wrongPin(name, pin);
  }

  #wrongPin(name: string, pin: string): Refused {
    const why = pin === "" ? `Channel ${name} has a PIN.` : `No channel ${name} answers to this PIN.`;
    return { ok: false, code: "wrongPin", why: why + this.#wayWithoutPin(name) };
  }

  /** Who is in a channel, or was let into one, needs no PIN there, and may not know it. */
  #wayWithoutPin(name: string): string {
    if (this.#roster.find(name, undefined)) return " You are in one of that name already: no PIN is needed there.";
    // It may be a trap: by whom he was let in is for him to judge.
    const offer = this.#roster.arrivals.offered(name);
    return offer ? ` ${offer.by.nick} let you into one of that name: if you mean it, /join ${name} goes there.` : "";
  }

  /** Waits for somebody at the doors where nobody is there now, over cuts, until one opens or nobody is left to wait for. */
  async #waitAt(wanted: Wanted): Promise<Outcome> {
    const { name, pin } = wanted;
    const { signal } = this.#waiting;
    for (;;) {
      const lined = this.#lined();
      const tried = lined ? await this.#enter(wanted, lined).catch(cutOf(lined)) : OFFLINE;
      if (tried.ok || (tried.code !== "nobodyHome" && tried.code !== "offline")) return tried;
      const came = lined && await this.#somebodyCame(name, pin, { lined, signal }).catch(cutOf(lined));
      if (came && "type" in came && came.type === "wrong") return this.#wrongPin(name, pin);
      const outcome = came && came !== OFFLINE ? waited(came) : undefined;
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
    const found = await this.#doors.named(name, lined);
    if ("ok" in found) return undefined;
    const doors = found.filter(({ channel, open, answered }) => {
      return !answered && !this.#roster.get(channel) && open === (pin === "");
    });
    if (doors.length === 0) return undefined;
    const stopped = Promise.withResolvers<undefined>();
    const stop = () => stopped.resolve(undefined);
    signal.addEventListener("abort", stop, { once: true });
    lined.line.ended.then(stop);
    // Who got in, or went away, is not let in elsewhere by a knock that he has forgotten.
    const over = new AbortController();
    const visits = doors.map((door) => this.#doors.tryOne(door, { name, pin }, { ...lined, signal: over.signal }));
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

  /** A door where somebody answered a moment ago; who has gone since is not waited for. */
  async #tryNow(door: Door, key: Key, lined: Lined): Promise<Outcome | Knocked> {
    const patience = new AbortController();
    using _timer = this.#deps.clock.after(PATIENCE_MS, () => patience.abort());
    return await this.#doors.tryOne(door, key, { ...lined, signal: patience.signal });
  }

  async #create(name: string, pin: string, lined: Lined): Promise<Outcome> {
    const key = nameKey(name);
    const before = this.#making.get(key) ?? Promise.resolve();
    const making = before.then(() => this.#createNow(name, pin, lined));
    const settled = making.catch(() => {});
    this.#making.set(key, settled);
    return await making.finally(() => this.#making.get(key) === settled && this.#making.delete(key));
  }

  async #createNow(name: string, pin: string, lined: Lined): Promise<Outcome> {
    const first = this.#roster.find(name, pin);
    if (first) return { ok: true, channel: first.id };
    const begun = await this.#goOn(name, pin, lined);
    if (begun) return begun;
    const before = await this.#doorsOf(name, lined);
    if (before.length >= MOST.doors) return FULL_OF_THEM;
    const policy = { ...NEW_POLICY, open: pin === "" };
    const created = await createChannel(this.#deps, this.#roster, lined.line, { name, pin, policy });
    if ("ok" in created) return created;
    const known = new Set(before.map(({ channel }) => channel));
    const mine: Outcome = { ok: true, channel: created.id, created: true };
    return await this.#meet(created, { name, pin, lined, known }) ?? mine;
  }

  /** Two who make a channel of one name and PIN in the same moment meet in the one that was first. */
  async #meet(mine: Channel, { name, pin, lined, known }: Meeting): Promise<Outcome | undefined> {
    const doors = await this.#doorsOf(name, lined);
    const place = doors.findIndex(({ channel }) => channel === mine.id);
    for (const door of doors.slice(0, Math.max(0, place))) {
      if (known.has(door.channel) || this.#roster.get(door.channel)) continue;
      if (!door.answered || door.open !== (pin === "")) continue;
      const outcome = await this.#tryNow(door, { name, pin }, lined);
      if (!("ok" in outcome) || !outcome.ok || outcome.waiting) continue;
      mine.leaving = true;
      await mine.pen.write(() => ({ type: "write", deed: { op: "leave" } }));
      this.#roster.forget(mine, "Somebody made the same channel a moment before.");
      return outcome;
    }
    return undefined;
  }

  /** None where the relay does not say. */
  async #doorsOf(name: string, lined: Lined): Promise<readonly Door[]> {
    const found = await this.#doors.named(name, lined);
    return "ok" in found ? [] : found;
  }
}

const FULL_OF_THEM: Outcome = {
  ok: false,
  code: "tooMany",
  why: "There are as many channels of that name here as can be found again. Take another name.",
};

/** For what failed with that line: who waits goes on with the next one. */
function cutOf({ line }: Lined): (error: unknown) => typeof OFFLINE {
  return (error) => {
    if (error instanceof LineLost && !line.open) return OFFLINE;
    throw error;
  };
}

/** What waiting has come to; undefined where it goes on. */
function waited(came: Outcome | Knocked): Outcome | undefined {
  if ("ok" in came) return came;
  const ended = came.type === "over" && came.code !== CUT && came.code !== CODE.ended && came.code !== CODE.late;
  return ended ? { ok: false, code: "failed", why: came.why } : undefined;
}

function nobodyHome(name: string, doors: number): Outcome {
  const which = doors === 1 ? `Nobody of channel ${name} is there` : `Nobody is there of ${doors} channels ${name}`;
  return { ok: false, code: "nobodyHome", why: `${which} to let you in. You can wait, or create another one.` };
}
