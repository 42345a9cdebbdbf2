/** The way into a channel: what the engine says of it, and what a person can do about it. */
import type { ChannelId } from "../../shared/ids.ts";
import { clean } from "../../shared/terminal/clean.ts";
import type { Outcome } from "../core/intents.ts";
import { isOpen } from "../core/state/channel_state.ts";
import type { Client } from "./client.ts";

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
  /** `why` undefined: he gave up. */
  | { readonly type: "out"; readonly why: string | undefined }
  /** Not under this name, but with this PIN; another name that is free. */
  | { readonly type: "nickTaken"; readonly why: string; readonly suggestion: string; readonly pin: string | undefined };

type Refusal = Extract<Outcome, { readonly ok: false }>;
type Answer = Pick<Way, "pin"> & { readonly others: "ask" | "wait" | "create" };

/** How long the engine gets to be ready for questions after it said that the line is there. */
const READY_MS = 50;

/** Goes into a channel and shows it. */
export async function enter(client: Client, way: Way): Promise<Entered> {
  let answer: Answer | undefined = { pin: way.pin, others: way.wait ? "wait" : "ask" };
  while (answer) {
    const outcome: Outcome = await join(client, way, answer);
    if (outcome.ok) {
      const came = await arrive(client, outcome, { way, pin: answer.pin });
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

async function join(client: Client, { name, waits }: Way, { pin, others }: Answer): Promise<Outcome> {
  const joined = joinOnLine(client, { name, pin, others });
  if (others !== "wait") return await joined;
  waits?.();
  return await client.waitFor(`If nobody of ${clean(name)} is there, you wait.`, joined);
}

async function joinOnLine(
  client: Client,
  { name, pin, others }: Answer & { readonly name: string },
): Promise<Outcome> {
  for (;;) {
    const outcome = await client.session.do({ type: "join", name, pin, others });
    if (outcome.ok || outcome.code !== "offline") return outcome;
    await client.clock.sleep(READY_MS, client.signal);
  }
}

/** Until the channel can be shown, which may take somebody's approval. */
async function arrive(
  client: Client,
  outcome: Outcome & { readonly ok: true },
  { way, pin }: { readonly way: Way; readonly pin: string | undefined },
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
  if (why !== "") return waiting ? { type: "out", why } : { type: "lost" };
  const access = pin === "" ? " It has no PIN: everybody can come in." : "";
  if (created) client.printIn(id, `-- ${title} is new: you are its admin.${access}`);
  client.show(id);
  return { type: "in" };
}

/** What to try next, or what it comes to. */
async function decide(
  client: Client,
  way: Way,
  { outcome, answer }: { readonly outcome: Refusal; readonly answer: Answer },
): Promise<Answer | Entered | undefined> {
  const why = clean(outcome.why);
  const creates = way.create && (outcome.code === "wrongPin" || outcome.code === "nobodyHome");
  if (creates && answer.others !== "create") return { pin: answer.pin, others: "create" };
  if (outcome.code === "absent" && answer.pin === undefined) {
    const pin = client.asks ? await askPin(client, `PIN of ${clean(way.name)} (Enter: it has none): `) : "";
    return pin === undefined ? undefined : { pin, others: answer.others };
  }
  if (!client.asks) return { type: "out", why: `${why}${HINTS[outcome.code] ?? ""}` };
  if (outcome.code === "wrongPin") {
    const chosen = await client.choose({
      title: clean(way.name),
      why,
      answers: [["retry", "retry"], ["create", "create a new one"], ["quit", "quit"]],
    });
    if (chosen === "create") return { pin: answer.pin ?? "", others: "create" };
    const pin = chosen === "retry" ? await askPin(client, "PIN: ") : undefined;
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

/** For who cannot be asked: how to say it beforehand. */
const HINTS: Readonly<Partial<Record<Refusal["code"], string>>> = {
  wrongPin: " (--create creates one)",
  nobodyHome: " (--wait waits, --create creates one)",
};

function askPin(client: Client, question: string): Promise<string | undefined> {
  return client.ask(question, { secret: true });
}

function isThere({ state }: Client, id: ChannelId): boolean {
  const channel = state.channels.get(id);
  return channel !== undefined && isOpen(channel);
}
