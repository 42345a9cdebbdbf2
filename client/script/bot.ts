/** The `bot` command: what is heard goes out as JSON lines, what is ordered comes in as JSON lines, until the orders end. */
import type { CommandIo } from "../../shared/command.ts";
import type { ChannelId } from "../../shared/ids.ts";
import { nameKey } from "../../shared/names.ts";
import type { OptionTable } from "../../shared/options.ts";
import { nickKey } from "../../shared/skeleton.ts";
import { memberOf } from "../../shared/log/membership.ts";
import type { Event, Row } from "../core/events.ts";
import type { Outcome } from "../core/intents.ts";
import { openChannels } from "../core/state.ts";
import { inputLines } from "../machine/input_lines.ts";
import { writeOut } from "../machine/write_out.ts";
import { doOrFail } from "./do_or_fail.ts";
import { EXIT, EXIT_HELP } from "./exit_codes.ts";
import { type Order, readOrder } from "./orders.ts";
import { channelText, eventRecord, type Heard, jsonOf, refText, rowRecord } from "./records.ts";
import { readScript, scriptOptions } from "./script_options.ts";
import { Stay } from "./stay.ts";

export const options = {
  form: "pychat bot RELAY CHANNEL",
  about:
    "For programs: prints what is heard as a JSON object a line, and does what comes as JSON lines from standard " +
    `input, until that ends. docs/scripts.md has the words and an example. ${EXIT_HELP}`,
  words: [2, 2],
  options: scriptOptions,
} as const satisfies OptionTable;

/** A message of 48 KiB may be six times as long in JSON. */
const ORDER_LINES = { end: /\r?\n/, longest: 1 << 20 };
const READY_MS = 50;
/** How long what was said last gets to go out when the orders end. */
const LAST_MS = 10_000;

/** Resolves to the exit code. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { wishes } = readScript(options, args, io);
  const bot = new Bot();
  const stay = new Stay({ wishes, io, status: "online", hear: (event, stay) => bot.hear(event, stay) });
  await stay.during(() => bot.run(stay));
  return EXIT.done;
}

class Bot {
  /** It is in, and what is heard from now on is news. */
  #ready = false;

  /** What came of channels that have no name yet: it is told behind the first rows. */
  readonly #early = new Map<ChannelId, readonly Row[]>();

  hear(event: Event, stay: Stay): void {
    if (!this.#ready) return;
    if (event.type === "rows") this.#hearRows(event.channel, event.rows, stay);
    if (event.type === "channel") this.#hearRows(event.view.id, [], stay);
    write(eventRecord(event, (id) => nameIn(stay, id)), stay);
  }

  async run(stay: Stay): Promise<void> {
    while (!isThere(stay)) await stay.clock.sleep(READY_MS, stay.signal);
    this.#ready = true;
    write(readyRecord(stay), stay);
    for await (const line of inputLines(Deno.stdin.readable, ORDER_LINES)) {
      if (stay.signal.aborted) return;
      if (line.trim() !== "") await obey(line, stay);
    }
    await lastWords(stay);
  }

  #hearRows(id: ChannelId, rows: readonly Row[], stay: Stay): void {
    const heard = [...this.#early.get(id) ?? [], ...rows];
    const named = stay.state.channels.get(id)?.view !== undefined;
    if (named) this.#early.delete(id);
    else this.#early.set(id, heard);
    for (const row of named ? heard : []) write(rowRecord(row, nameIn(stay, id)), stay);
  }
}

/** Does as the line says, and tells what came of it. */
async function obey(line: string, stay: Stay): Promise<void> {
  const order = readOrder(line);
  const outcome: Outcome = "why" in order ? { ok: false, code: "invalid", why: order.why } : await done(order, stay);
  const { tag } = order;
  if (!outcome.ok) return write({ type: "refused", tag, code: outcome.code, why: outcome.why }, stay);
  write({ type: "done", tag, ...outcome.message && { id: refText(outcome.message) } }, stay);
}

async function done({ channel: name, to, intent }: Order, stay: Stay): Promise<Outcome> {
  const channel = name === undefined ? stay.channel.id : idOf(stay, name);
  if (channel === undefined) return { ok: false, code: "absent", why: `You are in no channel "${name}".` };
  if (to === undefined) return await doOrFail(stay, { ...intent, channel });
  const opened = await stay.session.do({ type: "private", channel, nick: to });
  if (!opened.ok || opened.channel === undefined) return opened;
  return await doOrFail(stay, { ...intent, channel: opened.channel });
}

/** What was said last goes out, if that does not take too long: else the next time. */
async function lastWords(stay: Stay): Promise<void> {
  const isOut = () => openChannels(stay.state).every(({ pending }) => pending.length === 0) || undefined;
  if (isOut()) return;
  const given = new AbortController();
  await Promise.race([stay.heard(isOut), stay.clock.sleep(LAST_MS, given.signal).catch(() => {})]);
  given.abort();
  if (!isOut()) {
    stay.warn("pychat: some of it could not be sent yet: it goes out when pychat is there again under this name.");
  }
}

/** The others see that it has come. */
function isThere({ channel: { view } }: Stay): boolean {
  return view.present.has(view.you);
}

function readyRecord({ channel: { view }, session }: Stay): Heard {
  const { membership, you, present } = view;
  return {
    ...{ type: "ready", channel: channelText(view), nick: memberOf(membership, you)?.card.nick, identity: session.id },
    topic: view.topic,
    members: membership.members.map(({ number, card, adminSince }) => {
      return { nick: card.nick, identity: card.id, online: present.has(number), admin: adminSince !== undefined };
    }),
  };
}

function nameIn({ state }: Stay, id: ChannelId): string {
  const view = state.channels.get(id)?.view;
  return view ? channelText(view) : id;
}

/** "Work", or "@bob" for what is private with bob. */
function idOf({ state }: Stay, name: string): ChannelId | undefined {
  return openChannels(state).find(({ view }) => {
    if (view.name !== "") return nameKey(view.name) === nameKey(name);
    return name.startsWith("@") && view.other !== undefined && nickKey(view.other.nick) === nickKey(name.slice(1));
  })?.id;
}

function write(record: Heard | undefined, stay: Stay): void {
  if (record && !writeOut(`${jsonOf(record)}\n`)) stay.stop();
}
