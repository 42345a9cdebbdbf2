/** What a view brings about: most are only lines; the others ask, switch or write something. A row a view. */
import { checkChannelName, nameKey } from "../../shared/names.ts";
import { clean } from "../../shared/terminal/clean.ts";
import { isCommand } from "../core/commands/is_command.ts";
import type { View } from "../core/commands/view.ts";
import { isLinkLike } from "../core/link_form.ts";
import { findMessage } from "../core/state/change_message.ts";
import { openChannels } from "../core/state.ts";
import { titleOf } from "../core/words/titles.ts";
import { statusWords } from "../core/words/outcome_words.ts";
import { offerAnotherName } from "./another_name.ts";
import { askPin } from "./ask_pin.ts";
import { enter } from "./enter.ts";
import { exportChannel } from "./export_channel.ts";
import type { Client } from "./client.ts";
import { ignoredWords } from "./plain_people.ts";
import { viewLines } from "./plain_views.ts";

type ViewOf<K extends View["type"]> = Extract<View, { readonly type: K }>;

type Act = (client: Client, view: View) => Promise<string | undefined | void> | void;

const ACTS = {
  window: (client: Client, { channel }: ViewOf<"window">) => client.show(channel),
  putAway: (client: Client, { channel }: ViewOf<"putAway">) => client.putAway(channel),
  clear: (client: Client) => client.clear(),
  quit: (client: Client) => client.quit(),
  askPin: async (client: Client, { use }: ViewOf<"askPin">) => {
    if (use.type === "join") return await askToJoin(client, use.name);
    await changePin(client, use);
  },
  export: async (client: Client, { channel: id, format, path }: ViewOf<"export">) => {
    const channel = client.state.channels.get(id);
    if (!channel?.view) return;
    const file = await exportChannel(channel, { format, path, title: titleOf(channel.view) });
    client.print(`-- Written to "${clean(file)}", as far as it is loaded.`);
  },
  copy: (client: Client, { channel: id, message }: ViewOf<"copy">) => {
    const channel = client.state.channels.get(id);
    const text = channel && findMessage(channel.rows, message)?.text;
    client.print(text === undefined ? "! That message is not here any more." : client.copy(text));
  },
  copyLink: (client: Client, { channel }: ViewOf<"copyLink">) => {
    const link = client.links.get(channel);
    client.print(
      link === undefined ? "! You have made no invite here since you came: /invite makes one." : client.copy(link),
    );
  },
  notify: (client: Client, { channel, notify }: ViewOf<"notify">) => {
    if (notify !== undefined) client.preferences.notify.set(channel, notify);
    client.print(`-- ${NOTIFY[client.preferences.notify.get(channel) ?? "mentions"]}`);
  },
  status: (client: Client) => {
    const { status, text } = client.preferences.status;
    client.print(`-- ${statusWords(status, text)}`);
  },
  preference: (client: Client, { preference, on }: ViewOf<"preference">) => {
    const { preferences } = client;
    if (preferences[preference] === undefined) {
      return client.print("-- In plain lines nobody sees that you are typing.");
    }
    if (on !== undefined) preferences[preference] = on;
    client.print(`-- ${PREFERENCES[preference][preferences[preference] ? "on" : "off"]}`);
  },
  ignored: (client: Client) => {
    const { ignored } = client.contextIn(client.current);
    client.print(`-- ${ignoredWords(ignored.map(({ nick }) => nick), client.state.people.ignored.length)}`);
  },
} as const;

const NOTIFY = {
  all: "Every message of this channel rings.",
  mentions: "What mentions you rings, and what is said in private.",
  off: "Nothing of this channel rings.",
} as const;

const PREFERENCES = {
  typing: { on: "Others see that you are typing.", off: "Nobody sees that you are typing." },
  readMarks: { on: "Others see how far you have read.", off: "Nobody sees how far you have read." },
} as const;

/** Shows or does it; what was typed instead of an answer, to be obeyed. */
export async function showView(client: Client, view: View): Promise<string | undefined> {
  const { state, current, session, clock } = client;
  const lines = viewLines(view, { state, current, self: session.id, now: clock.now() });
  const act = ACTS[view.type as keyof typeof ACTS] as Act;
  return (lines ? client.showLines(view, lines) : await act(client, view)) ?? undefined;
}

/** Asks where to, unless that is given; a command that was typed there, or the one that takes a link. */
async function askToJoin(client: Client, given: string | undefined): Promise<string | undefined> {
  const name = given ?? await askChannel(client);
  if (given === undefined && client.asks && name !== undefined && isLinkLike(name)) return `/join ${name}`;
  // A script that does not say where to has gone on already.
  const isOther = given === undefined && name !== undefined && isCommand(name);
  if (name === undefined || isOther) client.print("-- Not joined.");
  else await join(client, name);
  return isOther ? name : undefined;
}

/** The name of a channel, or what is none: a command, or a link. */
async function askChannel(client: Client): Promise<string | undefined> {
  let why: string | undefined;
  for (;;) {
    const typed = await client.ask("Channel: ", { why });
    // A script has written a PIN behind whatever this is, which must not be said.
    if (typed === undefined || !client.asks || isCommand(typed) || isLinkLike(typed)) return typed?.trim();
    const checked = checkChannelName(typed);
    if (checked.ok) return checked.name;
    why = checked.why;
  }
}

async function join(client: Client, name: string): Promise<void> {
  const pin = await askItsPin(client, name);
  if (pin === undefined) return client.print("-- Not joined.");
  const way = { name, pin: pin === "" ? undefined : pin, create: false, wait: false };
  const entered = await enter(client, way);
  if (entered.type === "nickTaken") await offerAnotherName(client, entered, { channel: name });
  if (entered.type === "out" && !entered.told) {
    client.print(entered.why === undefined ? "-- Not joined." : `! ${clean(entered.why)}`);
  }
}

/** Empty: it takes none. */
async function askItsPin(client: Client, name: string): Promise<string | undefined> {
  // A script has written one, which must not be said there instead.
  if (client.asks && isOffered(client, name)) return "";
  return await askPin(client, `PIN of ${clean(name)} (Enter: none, or you are in already): `);
}

/** Whether somebody lets me into it, and it is not another one of that name that I may mean. */
function isOffered({ state }: Client, name: string): boolean {
  const isIt = (other: { readonly name: string }) => nameKey(other.name) === nameKey(name);
  return state.invited.some(isIt) && !openChannels(state).some(({ view }) => isIt(view));
}

/** Typed twice where it cannot be seen. */
async function changePin(
  client: Client,
  { channel }: Extract<ViewOf<"askPin">["use"], { readonly type: "change" }>,
): Promise<void> {
  const { session } = client;
  const pin = await askPin(client, "New PIN: ");
  const again = pin && client.asks ? await askPin(client, "Once more: ") : pin;
  if (!pin) return client.print("-- The PIN stays as it was.");
  if (again !== pin) return client.print("! The two were not the same: the PIN stays as it was.");
  const outcome = await session.do({ type: "pin", channel, pin });
  if (!outcome.ok) client.print(`! ${clean(outcome.why)}`);
}
