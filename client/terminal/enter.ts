/** The way into a channel: what the engine says of it, and what a person can do about it. */
import type { ChannelId } from "../../shared/ids.ts";
import { nameKey } from "../../shared/names.ts";
import { clean } from "../../shared/terminal/clean.ts";
import type { Intent, Outcome, Refused } from "../core/intents.ts";
import { isOpen } from "../core/state/channel_state.ts";
import { suggestPin } from "../core/suggest_pin.ts";
import { newPinWords } from "../core/words/new_channel_words.ts";
import { random } from "../machine/random.ts";
import { askPin } from "./ask_pin.ts";
import { type Client, forGood } from "./client.ts";

/** Where to, and what to do without asking. */
export interface Way {
  readonly name: string;
  /** Undefined: none was given. It is not needed where one is in already; "": the channel has none. */
  readonly pin: string | undefined;
  readonly create: boolean;
  readonly wait: boolean;
  /** It takes as long as it takes somebody to come, or to approve. */
  waits?(): void;
}

export type Entered =
  | { readonly type: "in" }
  /** `why` undefined: he gave up. `told`: he has read it already. */
  | { readonly type: "out"; readonly why: string | undefined; readonly told?: boolean }
  /** Not under this name, but with this PIN; another name that is free. */
  | { readonly type: "nickTaken"; readonly why: string; readonly suggestion: string; readonly pin: string | undefined };

interface Answer extends Pick<Way, "pin"> {
  readonly others: "ask" | "wait" | "create";
  /** No PIN was given: it may be that the channel has none, but then it has to be there. */
  readonly mustExist?: boolean;
  /** The PIN is one that was suggested. */
  readonly taken?: boolean;
}

/** How long the engine gets to be ready for questions after it said that the line is there. */
const READY_MS = 50;

/** Goes into a channel and shows it. */
export async function enter(client: Client, way: Way): Promise<Entered> {
  let answer: Answer | undefined = { pin: way.pin?.trim(), others: way.wait ? "wait" : "ask" };
  while (answer) {
    const outcome: Outcome = await join(client, way, answer);
    if (outcome.ok) {
      const came = await arrive(client, outcome, { way, answer });
      // Known from before, but lost meanwhile: now by the door.
      if (came.type === "lost") continue;
      return came;
    }
    if (outcome.code === "nickTaken") {
      return { type: "nickTaken", why: outcome.why, suggestion: outcome.suggestion ?? "", pin: answer.pin };
    }
    const next = await decide(client, way, { outcome, answer });
    if (next !== undefined && "type" in next) return next;
    answer = next;
  }
  return { type: "out", why: undefined };
}

/** Goes into the channel of an invite's link and shows it. */
export async function enterInvited(client: Client, link: string): Promise<Entered> {
  const outcome = await doOnLine(client, { type: "useInvite", link });
  if (outcome.ok && outcome.channel !== undefined) {
    client.show(outcome.channel);
    return { type: "in" };
  }
  if (outcome.ok) return { type: "out", why: "The channel could not be found." };
  const { code, why, suggestion = "" } = outcome;
  return code === "nickTaken" ? { type: "nickTaken", why, suggestion, pin: undefined } : { type: "out", why };
}

async function join(client: Client, { name, waits }: Way, { pin, others, mustExist }: Answer): Promise<Outcome> {
  const joined = doOnLine(client, { type: "join", name, pin, others, mustExist });
  if (others !== "wait") return await joined;
  waits?.();
  return await client.waitFor(`If nobody of ${clean(name)} is there, you wait.`, joined);
}

async function doOnLine(
  client: Client,
  intent: Extract<Intent, { readonly type: "join" | "useInvite" }>,
): Promise<Outcome> {
  for (;;) {
    const outcome = await client.session.do(intent);
    if (outcome.ok || outcome.code !== "offline") return outcome;
    if (client.lost !== undefined) return { ...outcome, why: forGood(client.lost) };
    await client.clock.sleep(READY_MS, client.signal);
  }
}

/** Until the channel can be shown, which may take somebody's approval. */
async function arrive(
  client: Client,
  outcome: Outcome & { readonly ok: true },
  { way, answer }: { readonly way: Way; readonly answer: Answer },
): Promise<Entered | { readonly type: "lost" }> {
  const { channel: id, waiting, created } = outcome;
  if (id === undefined) return { type: "out", why: "The channel could not be found." };
  const title = clean(way.name);
  const decided = isThere(client, id) ? Promise.resolve("") : client.heard((event) => {
    if (event.type === "channel" && event.view.id === id) return "";
    return event.type === "closed" && event.channel === id ? event.why : undefined;
  });
  if (waiting) way.waits?.();
  const why = waiting
    ? await client.waitFor(`An admin of ${title} has to let you in: you wait.`, decided)
    : await decided;
  if (why !== "") return waiting ? { type: "out", why, told: true } : { type: "lost" };
  if (created) { for (const line of newChannelLines(client, title, answer)) client.printIn(id, line); }
  client.show(id);
  return { type: "in" };
}

/** What to try next, or what it comes to. */
async function decide(
  client: Client,
  way: Way,
  { outcome, answer }: { readonly outcome: Refused; readonly answer: Answer },
): Promise<Answer | Entered | undefined> {
  const why = clean(outcome.why);
  const creates = way.create && (outcome.code === "wrongPin" || outcome.code === "nobodyHome");
  if (creates && answer.others !== "create") return { pin: answer.pin, others: "create" };
  if (outcome.code === "absent" && answer.pin === undefined) {
    return { pin: "", others: answer.others, mustExist: client.asks };
  }
  if (answer.mustExist) {
    const settled = await settlePin(client, way, outcome);
    if (settled !== "other") return settled;
  }
  if (!client.asks) return { type: "out", why: `${why}${HINTS[outcome.code] ?? ""}` };
  if (outcome.code === "wrongPin") {
    const chosen = await client.choose({
      title: clean(way.name),
      why,
      answers: [
        ...isInOne(client, way) ? [["go", "go to the one you are in"] as const] : [],
        ["retry", "retry"],
        ["create", "create a new one"],
        ["quit", "quit"],
      ],
    });
    if (chosen === "go") return { pin: undefined, others: answer.others };
    if (chosen === "create") return { pin: answer.pin ?? "", others: "create" };
    const pin = chosen === "retry" ? await askPin(client, "PIN (not shown): ") : undefined;
    return pin === undefined ? undefined : { pin, others: "ask" };
  }
  if (outcome.code === "nobodyHome") {
    const chosen = await client.choose({
      title: clean(way.name),
      why,
      answers: [["wait", "wait"], ["create", "create"], ["quit", "quit"]],
    });
    return chosen === undefined || chosen === "quit" ? undefined : { pin: answer.pin, others: chosen };
  }
  return { type: "out", why };
}

/** Nobody gave a PIN, and the channel has one, or is not there yet. */
async function settlePin(client: Client, { name }: Way, { code }: Refused): Promise<Answer | undefined | "other"> {
  if (code === "absent") return await choosePin(client, clean(name));
  if (code !== "wrongPin") return "other";
  const pin = await askPin(client, `PIN of ${clean(name)} (not shown): `);
  return pin === undefined ? undefined : { pin, others: "ask" };
}

/** What gets the others into a channel that is to be made. */
async function choosePin(client: Client, title: string): Promise<Answer | undefined> {
  const suggested = suggestPin(random);
  const chosen = await client.choose({
    title,
    why: `There is no channel ${title} yet: you can make it. With which PIN do the others come in?`,
    answers: [
      ["take", `take ${suggested}`],
      ["make", "make up your own"],
      ["none", "none, everybody can come in"],
      ["quit", "quit"],
    ],
  });
  if (chosen === "take") return { pin: suggested, others: "ask", taken: true };
  if (chosen === "none") return { pin: "", others: "ask" };
  const pin = chosen === "make" ? await askPin(client, `PIN of ${title} (not shown): `) : undefined;
  // Nothing typed is nothing made up: a channel for everybody is made by who says so.
  if (pin === "") return await choosePin(client, title);
  return pin === undefined ? undefined : { pin, others: "ask" };
}

/** What who made a channel is told of it. */
function newChannelLines(client: Client, title: string, { pin, taken = false }: Answer): readonly string[] {
  const access = pin === "" ? " It has no PIN: everybody can come in." : "";
  const lines = [`-- ${title} is new: you are its admin.${access}`];
  // A script has made up its mind.
  const words = client.asks && newPinWords({ pin: pin ?? "", taken, better: suggestPin(random) });
  return words ? [...lines, `-- ${words}`] : lines;
}

/** For who cannot be asked: how to say it beforehand. */
const HINTS: Readonly<Partial<Record<Refused["code"], string>>> = {
  wrongPin: " (--create creates one)",
  nobodyHome: " (--wait waits, --create creates one)",
};

/** Whether he is in a channel of that name: he may have mistyped a PIN that he needs no more. */
function isInOne(client: Client, { name }: Way): boolean {
  const { channels } = client.contextIn(undefined);
  return channels.some((mine) => mine.other === undefined && nameKey(mine.name) === nameKey(name));
}

function isThere({ state }: Client, id: ChannelId): boolean {
  const channel = state.channels.get(id);
  return channel !== undefined && isOpen(channel);
}
