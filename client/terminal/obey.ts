/** What a typed line brings about: something said or done by the engine, or something shown. */
import { Failure } from "../../shared/failure.ts";
import type { Policy } from "../../shared/log/policy.ts";
import { clean } from "../../shared/terminal/clean.ts";
import { parseInput } from "../core/commands/parse_input.ts";
import type { Parsed } from "../core/commands/parsed.ts";
import type { Intent, Outcome, Refused } from "../core/intents.ts";
import { isOpen, isWhole, type OpenChannel } from "../core/state/channel_state.ts";
import { outcomeWords } from "../core/words/outcome_words.ts";
import { offerAnotherName } from "./another_name.ts";
import { type Client, forGood, type Typed } from "./client.ts";
import { livingInvites } from "./plain_people.ts";
import { showView } from "./show_view.ts";

/** What goes out later, and shows nothing until then: of a message one sees that it is on its way. */
const UNSEEN: ReadonlySet<Intent["type"]> = new Set(["edit", "erase", "react", "topic"]);
const SO_ALREADY = "It is so already.";
const WAITS = "No line yet: it goes out when there is one.";
const INVITES_OVER = "-- The invites are over too: who was put out may have kept one. /invite makes another.";

/** Does as the line says; resolves when that is done. */
export async function obey(client: Client, typed: Typed): Promise<void> {
  await client.tellRead();
  // Who writes does not want to wait until it is time for the next try.
  if (client.state.line.state === "offline") client.session.retry();
  const here = { ...typed, channel: typed.channel ?? client.current };
  try {
    const parsed = parseInput(typed.line, client.contextIn(here.channel));
    await perform(client, parsed, here);
    // What only has the wrong form is put right; what may not be is not tried again.
    if (parsed.type === "wrong" && parsed.form !== undefined) client.giveBack(typed);
  } catch (error) {
    // A file that cannot be written fails the command, not the client.
    if (!(error instanceof Failure)) throw error;
    tell(client, here, `! ${clean(error.message)}`);
  }
}

/** In the window where the line was typed: another one may be in front by now. */
function tell(client: Client, { channel }: Typed, ...lines: readonly string[]): void {
  if (channel !== undefined && client.state.channels.has(channel)) client.printIn(channel, ...lines);
  else client.print(...lines);
}

async function perform(client: Client, parsed: Parsed, here: Typed): Promise<void> {
  switch (parsed.type) {
    case "nothing":
      return;
    case "wrong":
      return tell(client, here, `! ${parsed.why}`, ...parsed.form === undefined ? [] : [`  ${parsed.form}`]);
    case "view": {
      const instead = await showView(client, parsed.view);
      return instead === undefined ? undefined : await obey(client, { ...here, line: instead });
    }
    case "private":
      return await openPrivate(client, parsed, here);
    case "intent":
      await act(client, parsed.intent, here);
      return;
    default:
      return parsed satisfies never;
  }
}

async function act(client: Client, intent: Intent, here: Typed): Promise<void> {
  const vain = inVain(client, intent);
  if (vain !== undefined) return tell(client, here, `-- ${vain}`);
  const invited = hasInvites(client, intent);
  const outcome = await client.session.do(intent);
  if (intent.type === "useInvite" && !outcome.ok && outcome.code === "nickTaken") {
    const { why, suggestion = "" } = outcome;
    return await offerAnotherName(client, { why, suggestion, pin: undefined }, { link: intent.link });
  }
  if (!outcome.ok && outcome.code === "offline") return tell(client, here, noLine(client, here, outcome));
  const words = outcome.ok && waitsUnseen(client, intent) ? WAITS : outcomeWords(intent, outcome);
  if (words !== undefined) tell(client, here, `${outcome.ok ? "--" : "!"} ${words}`);
  if (!outcome.ok) return;
  if (intent.type === "invite" && outcome.link !== undefined) {
    client.links.set(intent.channel, outcome.link);
    // In a narrow window it is broken into lines, which a mouse does not join again.
    if (client.copies) tell(client, here, "-- /copy link puts it into your clipboard.");
  }
  if (invited && !hasInvites(client, intent)) tell(client, here, INVITES_OVER);
  if (intent.type === "older" && client.scrolls) tell(client, here, "-- Earlier messages are above: PgUp.");
  if (intent.type === "status") client.preferences.status = intent;
  if (intent.type === "useInvite" && outcome.channel !== undefined) client.show(outcome.channel);
}

/** Opens or finds the private channel, and says there what was to be said. */
async function openPrivate(
  client: Client,
  { intent, text }: Extract<Parsed, { readonly type: "private" }>,
  here: Typed,
): Promise<void> {
  const outcome: Outcome = await client.session.do(intent);
  if (!outcome.ok) {
    tell(client, here, outcome.code === "offline" ? noLine(client, here, outcome) : `! ${clean(outcome.why)}`);
    // Nowhere else is what was to be said.
    if (text !== "") client.giveBack(here);
    return;
  }
  const { channel } = outcome;
  if (channel === undefined) return;
  client.show(channel);
  if (text !== "") await act(client, { type: "say", channel, text }, { ...here, channel });
}

/** For what needs a line. It says what that was: several may have been typed; where the line is lost for good, there is no use in trying again. */
function noLine({ lost }: Client, { line }: Typed, { why }: Refused): string {
  const [command = ""] = line.trim().split(/\s/);
  return `! ${clean(command)}: ${lost === undefined ? clean(why) : forGood(lost)}`;
}

function waitsUnseen({ state }: Client, { type }: Intent): boolean {
  return UNSEEN.has(type) && state.line.state !== "online";
}

/** Whether a link still lets somebody into the channel out of which this puts one. */
function hasInvites({ state, clock }: Client, intent: Intent): boolean {
  if (intent.type !== "kick" && intent.type !== "ban") return false;
  const channel = state.channels.get(intent.channel);
  return channel !== undefined && isOpen(channel) && livingInvites(channel.view, clock.now()).length > 0;
}

/** Why nothing would come of it, and no row would say so; undefined: something will. */
function inVain({ state, scrolls }: Client, intent: Intent): string | undefined {
  if (intent.type !== "policy" && intent.type !== "pin" && intent.type !== "older") return undefined;
  const channel = state.channels.get(intent.channel);
  if (!channel || !isOpen(channel)) return undefined;
  if (intent.type === "policy") return isPolicy(channel, intent.change) ? SO_ALREADY : undefined;
  // A PIN is a new one also where there was one.
  if (intent.type === "pin") return intent.pin === "" && isPolicy(channel, { open: true }) ? SO_ALREADY : undefined;
  if (isWhole(channel)) return "There is nothing earlier.";
  return scrolls && channel.rows.trimmed ? "What is older is not kept on this screen." : undefined;
}

function isPolicy({ view: { membership: { policy } } }: OpenChannel, change: Partial<Policy>): boolean {
  return Object.entries(change).every(([name, on]) => policy[name as keyof typeof policy] === on);
}
