/** What a typed line brings about: something said or done by the engine, or something shown. */
import { Failure } from "../../shared/failure.ts";
import { clean } from "../../shared/terminal/clean.ts";
import { parseInput } from "../core/commands/parse_input.ts";
import type { Parsed } from "../core/commands/parsed.ts";
import type { Intent, Outcome } from "../core/intents.ts";
import { isOpen } from "../core/state/channel_state.ts";
import { outcomeWords } from "../core/words/outcome_words.ts";
import { offerAnotherName } from "./another_name.ts";
import type { Client, Typed } from "./client.ts";
import { showView } from "./show_view.ts";

/** Does as the line says; resolves when that is done. */
export async function obey(client: Client, typed: Typed): Promise<void> {
  await client.tellRead();
  // Who writes does not want to wait until it is time for the next try.
  if (client.state.line.state === "offline") client.session.retry();
  try {
    const parsed = parseInput(typed.line, client.contextIn(typed.channel ?? client.current));
    await perform(client, parsed);
    // What only has the wrong form is put right; what may not be is not tried again.
    if (parsed.type === "wrong" && parsed.form !== undefined) client.giveBack(typed);
  } catch (error) {
    // A file that cannot be written fails the command, not the client.
    if (!(error instanceof Failure)) throw error;
    client.print(`! ${clean(error.message)}`);
  }
}

async function perform(client: Client, parsed: Parsed): Promise<void> {
  switch (parsed.type) {
    case "nothing":
      return;
    case "wrong":
      return client.print(`! ${parsed.why}`, ...parsed.form === undefined ? [] : [`  ${parsed.form}`]);
    case "view":
      return await showView(client, parsed.view);
    case "private":
      return await openPrivate(client, parsed);
    case "intent":
      await act(client, parsed.intent);
      return;
    default:
      return parsed satisfies never;
  }
}

async function act(client: Client, intent: Intent): Promise<void> {
  if (isSo(client, intent)) return client.print("-- It is so already.");
  const outcome = await client.session.do(intent);
  if (intent.type === "useInvite" && !outcome.ok && outcome.code === "nickTaken") {
    const { why, suggestion = "" } = outcome;
    return await offerAnotherName(client, { why, suggestion, pin: undefined }, { link: intent.link });
  }
  const words = outcomeWords(intent, outcome);
  if (words !== undefined) client.print(`${outcome.ok ? "--" : "!"} ${words}`);
  if (!outcome.ok) return;
  if (intent.type === "invite" && outcome.link !== undefined) {
    client.links.set(intent.channel, outcome.link);
    // In a narrow window it is broken into lines, which a mouse does not join again.
    if (client.copies) client.print("-- /copy link puts it into your clipboard.");
  }
  if (intent.type === "status") client.preferences.status = intent;
  if (intent.type === "useInvite" && outcome.channel !== undefined) client.show(outcome.channel);
}

/** Opens or finds the private channel, and says there what was to be said. */
async function openPrivate(
  client: Client,
  { intent, text }: Extract<Parsed, { readonly type: "private" }>,
): Promise<void> {
  const outcome: Outcome = await client.session.do(intent);
  if (!outcome.ok) return client.print(`! ${clean(outcome.why)}`);
  if (outcome.channel === undefined) return;
  client.show(outcome.channel);
  if (text !== "") await act(client, { type: "say", channel: outcome.channel, text });
}

/** Whether a policy is already what it is to be: no row would say that it was changed. */
function isSo({ state }: Client, intent: Intent): boolean {
  if (intent.type !== "policy") return false;
  const channel = state.channels.get(intent.channel);
  if (!channel || !isOpen(channel)) return false;
  const { policy } = channel.view.membership;
  return Object.entries(intent.change).every(([name, on]) => policy[name as keyof typeof policy] === on);
}
