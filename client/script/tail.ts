/** The `tail` command: prints what was said in a channel, and what is said from now on if somebody wants to follow it. */
import type { CommandIo } from "../../shared/command.ts";
import type { ChannelId } from "../../shared/ids.ts";
import { flag, named, wholeNumber } from "../../shared/option_kinds.ts";
import type { OptionTable, OptionValues } from "../../shared/options.ts";
import type { Event, Row } from "../core/events.ts";
import { blankChannel, type ChannelState } from "../core/state/channel_state.ts";
import { showRow } from "../core/state/show_row.ts";
import { newRowLines } from "../core/words/plain_rows.ts";
import { clockTime, dayOf } from "../core/words/time_words.ts";
import { writeOut } from "../machine/write_out.ts";
import { EXIT, EXIT_HELP } from "./exit_codes.ts";
import { FileSaver } from "./file_saver.ts";
import { reachesBack, type Wanted, wantedRows } from "./past_rows.ts";
import { channelText, type Heard, jsonOf, rowRecord } from "./records.ts";
import { readScript, scriptOptions } from "./script_options.ts";
import { since } from "./since.ts";
import { Stay } from "./stay.ts";

export const options = {
  form: "pychat tail RELAY CHANNEL",
  about: "Prints what was said in a channel, the oldest first: the last messages, or all since a moment. " +
    `With --follow it goes on until it is stopped. ${EXIT_HELP}`,
  words: [2, 2],
  options: {
    json: { kind: flag, help: "prints a JSON object a line, for programs" },
    since: { kind: since, help: "from there on: 1h (ago), 2026-11-21, or behind the message of that number" },
    last: { kind: wholeNumber({ most: 100_000 }), default: "50", help: "without --since: so many messages" },
    save: { kind: named("DIR"), help: "saves the files that are offered in what is printed there" },
    follow: { kind: flag, help: "goes on with what is said from now on" },
    ...scriptOptions,
  },
} as const satisfies OptionTable;

type Values = OptionValues<typeof options>;

/** How many rows are asked for at once, and how soon one asks again whether the channel is there. */
const PAGE = 100;
const READY_MS = 50;

/** Resolves to the exit code. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, wishes } = readScript(options, args, io);
  const tail = new Tail(values, io.warn);
  const status = values.follow ? "online" : "invisible";
  const stay = new Stay({ wishes, io, status, hear: (event) => tail.hear(event) });
  await stay.during(() => tail.run(stay));
  return EXIT.done;
}

class Tail {
  readonly #values: Values;
  /**
   * What came so far, by channel: which one it is about is known a little later. What came first is what was said before; what came then is news, and
   * wanted in any case.
   */
  readonly #came = new Map<ChannelId, { readonly before: readonly Row[]; readonly news: readonly Row[] }>();
  #page: readonly Row[] = [];
  /** Prints rows, once what was said before them is printed. */
  #print: ((rows: readonly Row[]) => void) | undefined;
  #channel: ChannelId | undefined;
  readonly #saver: FileSaver | undefined;

  constructor(values: Values, warn: (line: string) => void) {
    this.#values = values;
    const { save: folder, json } = values;
    const tell = (record: Heard, words: string) => json ? void writeOut(`${jsonOf(record)}\n`) : warn(words);
    this.#saver = folder === undefined ? undefined : new FileSaver({ folder, tell });
  }

  hear(event: Event): void {
    this.#saver?.hear(event);
    if (event.type === "olderRows") this.#page = event.rows;
    if (event.type !== "rows") return;
    if (this.#print) {
      if (event.channel === this.#channel) this.#print(event.rows);
      return;
    }
    const came = this.#came.get(event.channel);
    const news = came ? [...came.news, ...event.rows] : [];
    this.#came.set(event.channel, { before: came?.before ?? event.rows, news });
  }

  /** Prints the past, and then, if that is wanted, what comes until it is stopped. */
  async run(stay: Stay): Promise<void> {
    const { id, view } = stay.channel;
    this.#channel = id;
    const past = await stay.needingRelay(() => this.#past(stay, id));
    const print = printer(this.#values.json ? jsonLines(channelText(view)) : textLines(id), () => stay.stop());
    const wanted = [...past, ...this.#came.get(id)?.news ?? []];
    this.#came.clear();
    const fresh: Row[] = [];
    this.#print = (rows) => {
      print(rows);
      fresh.push(...this.#saver ? rows : []);
    };
    this.#print(wanted);
    for (;;) {
      await this.#saver?.save(fresh.splice(0), stay);
      if (!this.#values.follow) return await this.#saver?.done(stay);
      if (fresh.length === 0) await stay.heard((event) => event.type === "rows" || undefined);
    }
  }

  /** Page by page, until there is enough of it. */
  async #past(stay: Stay, channel: ChannelId): Promise<readonly Row[]> {
    const wanted = this.#wanted(stay.clock.now());
    let older: readonly Row[] = [];
    for (let more = true, page: readonly Row[] = []; more;) {
      this.#page = [];
      const outcome = await stay.session.do({ type: "older", channel, most: PAGE });
      // Before the channel is followed, or while the line is away, nothing is known of it.
      if (!outcome.ok) await stay.clock.sleep(READY_MS, stay.signal);
      if (!outcome.ok) continue;
      page = this.#page;
      older = [...page, ...older];
      more = outcome.more === true && !reachesBack([...older, ...this.#before(channel)], page, wanted);
    }
    return wantedRows([...older, ...this.#before(channel)], wanted);
  }

  #before(channel: ChannelId): readonly Row[] {
    return this.#came.get(channel)?.before ?? [];
  }

  #wanted(now: number): Wanted {
    const { since, last } = this.#values;
    if (since === undefined) return { type: "last", count: last };
    return since.type === "ago" ? { type: "at", time: now - since.ms } : since;
  }
}

/** Writes the lines that rows come to; says when nobody reads them any more. */
function printer(
  lines: (rows: readonly Row[]) => readonly string[],
  unread: () => void,
): (rows: readonly Row[]) => void {
  return (rows) => {
    const text = lines(rows).map((line) => `${line}\n`).join("");
    if (text !== "" && !writeOut(text)) unread();
  };
}

function jsonLines(channel: string): (rows: readonly Row[]) => readonly string[] {
  return (rows) => {
    return rows.map((row) => rowRecord(row, channel)).filter((record) => record !== undefined).map(jsonOf);
  };
}

/** What a message changes is told in the words of the messages that were printed before it. */
function textLines(id: ChannelId): (rows: readonly Row[]) => readonly string[] {
  let shown: ChannelState = blankChannel(id);
  return (rows) => {
    const told = rows.filter(({ type }) => type !== "begins");
    const lines = newRowLines(shown, told, { self: undefined, time: (at) => `${dayOf(at)} ${clockTime(at)}` });
    shown = told.reduce(showRow, shown);
    return lines;
  };
}
