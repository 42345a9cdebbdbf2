/** The way into a script's channel: nobody can be asked, so whatever stands in the way is a Failure that says how to say it beforehand. */
import { Failure } from "../../shared/failure.ts";
import type { ChannelId } from "../../shared/ids.ts";
import { clean } from "../../shared/terminal/clean.ts";
import type { Outcome, Refused, SessionIntent, WhyNot } from "../core/intents.ts";
import { isOpen } from "../core/state/channel_state.ts";
import { EXIT, exitFor } from "./exit_codes.ts";
import type { Stay } from "./stay.ts";

type Join = Extract<SessionIntent, { readonly type: "join" }>;

/** How long the engine gets to be ready for questions after it said that the line is there. */
const READY_MS = 50;

const HINTS: Readonly<Partial<Record<WhyNot, string>>> = {
  absent: " (--create creates it)",
  wrongPin: " (--create creates one)",
  nobodyHome: " (--wait waits, --create creates another)",
};
const NO_PIN = "Its PIN gets you in: --pin-file FILE or PYCHAT_PIN.";

/** Resolves with the channel as soon as one is inside. */
export async function goIn(stay: Stay): Promise<ChannelId> {
  await online(stay);
  const outcome = await join(stay);
  if (!outcome.ok) throw new Failure(whyNot(outcome, stay), exitFor(outcome.code));
  const { channel: id, waiting } = outcome;
  if (id === undefined) throw new Failure("The channel could not be found.");
  const inside = isInside(stay, id) ? Promise.resolve("") : decided(stay, id);
  const title = clean(stay.wishes.channel);
  if (waiting && !stay.wishes.wait) {
    throw new Failure(`An admin of ${title} has to let you in: it is asked for. (--wait waits)`, EXIT.notLetIn);
  }
  if (waiting) stay.warn(`pychat: an admin of ${title} has to let you in; waiting.`);
  const why = await inside;
  if (why !== "") throw new Failure(clean(why), EXIT.notLetIn);
  return id;
}

/** As it was given; and once more, if that may wait or create one. */
async function join(stay: Stay): Promise<Outcome> {
  const { channel: name, pin, create, wait } = stay.wishes;
  const outcome = await joinOnLine(stay, { type: "join", name, pin, others: "ask", mustExist: !create });
  if (outcome.ok || pin === undefined) return outcome;
  if (create && (outcome.code === "wrongPin" || outcome.code === "nobodyHome")) {
    return await joinOnLine(stay, { type: "join", name, pin, others: "create" });
  }
  if (!wait || outcome.code !== "nobodyHome") return outcome;
  stay.warn(`pychat: nobody of ${clean(name)} is there to let you in; waiting.`);
  return await joinOnLine(stay, { type: "join", name, pin, others: "wait", mustExist: true });
}

async function joinOnLine(stay: Stay, join: Join): Promise<Outcome> {
  for (;;) {
    const outcome = await stay.session.do(join);
    if (outcome.ok || outcome.code !== "offline") return outcome;
    await stay.clock.sleep(READY_MS, stay.signal);
  }
}

async function online(stay: Stay): Promise<void> {
  const isOnline = ({ line }: Stay["state"]) => line.state === "online" || undefined;
  if (!isOnline(stay.state)) await stay.heard(() => isOnline(stay.state));
}

/** Empty once one is inside, or why one never will be. */
function decided(stay: Stay, id: ChannelId): Promise<string> {
  return stay.heard((event) => {
    if (event.type === "closed" && event.channel === id) return event.why;
    return isInside(stay, id) ? "" : undefined;
  });
}

function isInside({ state }: Stay, id: ChannelId): boolean {
  const channel = state.channels.get(id);
  return channel !== undefined && isOpen(channel);
}

function whyNot({ code, why, suggestion }: Refused, { wishes }: Stay): string {
  if (code === "absent" && wishes.pin === undefined) return `You are not in ${clean(wishes.channel)}. ${NO_PIN}`;
  const free = code === "nickTaken" && suggestion !== undefined ? ` ${clean(suggestion)} is free (--name).` : "";
  return `${clean(why)}${free}${HINTS[code] ?? ""}`;
}
