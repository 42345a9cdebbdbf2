/**
 * What has to be known before one can go anywhere: relay, channel, PIN and name. What was not given is asked for, in that order; a script must give it.
 * An invite's link answers the first three. It is a secret: it is asked for, never taken from a command line, and not repeated.
 */
import { checkChannelName, checkNick, type NameCheck } from "../../shared/names.ts";
import { ADDRESS_FORM, parseRelayAddress, type RelayAddress, relayText } from "../../shared/relay_address.ts";
import { hideSecret } from "../../shared/hide_secret.ts";
import { clean } from "../../shared/terminal/clean.ts";
import { UsageError } from "../../shared/usage_error.ts";
import { isCommand } from "../core/commands/is_command.ts";
import { isLinkLike, linkParts } from "../core/link_form.ts";
import { askPin } from "./ask_pin.ts";
import type { Desk } from "./desk.ts";
import type { LastAnswers } from "./last_answers.ts";

/** What options and arguments say. */
export interface Given {
  readonly relay: string | undefined;
  readonly channel: string | undefined;
  readonly pin: string | undefined;
  readonly name: string | undefined;
}

export interface Answers {
  readonly relay: string;
  readonly address: RelayAddress;
  /** Empty: it is the channel of the link. */
  readonly channel: string;
  /** An invite's. */
  readonly link: string | undefined;
  /** Undefined: none was given, as one needs none where one is already. */
  readonly pin: string | undefined;
  readonly name: string;
}

/** A question, what is offered as its answer, and what an answer must be. */
interface Question {
  readonly words: string;
  readonly offered: string | undefined;
  readonly check: (typed: string) => NameCheck;
}

const LOCALHOST = "localhost";
const HOW: Readonly<Record<"channel" | "pin" | "name", { readonly what: string; readonly form: string }>> = {
  channel: { what: "a channel", form: "--channel NAME or PYCHAT_CHANNEL" },
  pin: { what: "a PIN", form: "--pin-file FILE or PYCHAT_PIN" },
  name: { what: "a name", form: "--name NICK or PYCHAT_NAME" },
};

/** All answers; undefined when whoever was asked gave up. UsageError for what cannot be, or is missing where nobody can be asked. */
export async function answer(given: Given, desk: Desk, last: LastAnswers): Promise<Answers | undefined> {
  check("relay", given.relay, checkRelay);
  check("channel", given.channel, checkChannelName);
  check("name", given.name, checkNick);
  if (!desk.asks) return complete(given);
  const { relay = LOCALHOST } = last;
  const where = { words: "Relay, or an invite's link", offered: relay, check: orLink(checkRelay) };
  const relayed = given.relay ?? await ask(desk, where);
  if (relayed === undefined) return undefined;
  const parts = linkParts(relayed);
  if (parts) return await comeInvited(relayed, parts.relay, { given, desk, last });
  const channel = given.channel ??
    await ask(desk, { words: "Channel", offered: last.channel, check: orLink(checkAnswer) });
  if (channel === undefined) return undefined;
  if (linkParts(channel)) return await comeInvited(channel, relayed, { given, desk, last });
  const pin = given.pin ?? await askPin(desk, "PIN (not shown; Enter: none, or you are in already): ");
  if (pin === undefined) return undefined;
  const name = given.name ?? await askName(desk, last.name);
  if (name === undefined) return undefined;
  return answers({ relay: relayed, channel, pin: given.pin === undefined && pin === "" ? undefined : pin, name });
}

/** Whoever has a link needs no more than a name. */
async function comeInvited(
  link: string,
  relay: string,
  { given, desk, last }: { readonly given: Given; readonly desk: Desk; readonly last: LastAnswers },
): Promise<Answers | undefined> {
  const name = given.name ?? await askName(desk, last.name);
  return name === undefined ? undefined : answers({ relay, link, pin: undefined, name });
}

/** Asks what somebody wants to be called; `why` he is asked, where that is not plain. */
export function askName(
  desk: Pick<Desk, "ask">,
  offered: string | undefined,
  why?: string,
): Promise<string | undefined> {
  return ask(desk, { words: "Name", offered, check: checkNick }, why);
}

async function ask(
  desk: Pick<Desk, "ask">,
  { words, offered, check }: Question,
  first?: string,
): Promise<string | undefined> {
  const question = offered === undefined ? `${words}: ` : `${words} [${clean(offered)}]: `;
  for (let why = first;;) {
    const typed = await desk.ask(question, { why });
    if (typed === undefined) return undefined;
    const checked = check(typed.trim() === "" ? offered ?? "" : typed);
    if (checked.ok) return checked.name;
    why = checked.why;
  }
}

/** A script has to say everything but the relay. */
function complete({ relay = LOCALHOST, channel, pin, name }: Given): Answers {
  if (channel !== undefined && pin !== undefined && name !== undefined) return answers({ relay, channel, pin, name });
  const missing = Object.entries({ channel, pin, name }).filter(([, value]) => value === undefined);
  const hows = missing.map(([what]) => HOW[what as keyof typeof HOW]);
  throw new UsageError(
    `Cannot connect without ${hows.map(({ what }) => what).join(" and ")}: nobody can be asked, this is no terminal`,
    `Use ${hows.map(({ form }) => form).join(", ")}.`,
  );
}

function answers(
  { relay, channel = "", link, pin, name }: Omit<Answers, "address" | "channel" | "link"> & Partial<Answers>,
): Answers {
  const address = parseRelayAddress(relay);
  if (!address) throw new RangeError(`Cannot use "${relay}" as a relay's address: it was checked before`);
  const shown = relay.includes("://") ? relayText(address) : relay;
  return {
    relay: shown,
    address,
    channel: canonical(checkChannelName(channel)),
    link,
    pin,
    name: canonical(checkNick(name)),
  };
}

function canonical(checked: NameCheck): string {
  return checked.ok ? checked.name : "";
}

function checkRelay(typed: string): NameCheck {
  const name = typed.trim();
  if (parseRelayAddress(name)) return { ok: true, name };
  return { ok: false, why: `That is no relay's address. ${ADDRESS_FORM}` };
}

/** Whoever types a command there means no channel of that name; --channel does. */
function checkAnswer(typed: string): NameCheck {
  if (!isCommand(typed)) return checkChannelName(typed);
  return { ok: false, why: "That is a command: they are for when you are in a channel." };
}

/** What follows the rule, or a link to a relay that there can be. */
function orLink(rule: (typed: string) => NameCheck): (typed: string) => NameCheck {
  return (typed) => {
    if (!isLinkLike(typed)) return rule(typed);
    const parts = linkParts(typed);
    if (parts && parseRelayAddress(parts.relay)) return { ok: true, name: typed.trim() };
    return { ok: false, why: "That is no invite: a part of the link is missing." };
  };
}

function check(what: string, given: string | undefined, rule: (typed: string) => NameCheck): void {
  if (given !== undefined && isLinkLike(given)) {
    throw new UsageError(
      "Cannot take an invite's link there: others could read it",
      "Use pychat connect by itself: it asks where to, and takes the link.",
    );
  }
  const checked = given === undefined ? undefined : rule(given);
  if (checked?.ok === false) {
    throw new UsageError(`Cannot take "${clean(hideSecret(given ?? ""))}" as the ${what}: ${checked.why}`);
  }
}
