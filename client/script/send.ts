/** The `send` command: says one thing in a channel, and ends when the relay has it. */
import type { CommandIo } from "../../shared/command.ts";
import { Failure } from "../../shared/failure.ts";
import { flag } from "../../shared/option_kinds.ts";
import type { OptionTable } from "../../shared/options.ts";
import { clean } from "../../shared/terminal/clean.ts";
import { UsageError } from "../../shared/usage_error.ts";
import { type MessageRef, MOST_TEXT } from "../core/content.ts";
import { sameRef } from "../core/state/shown_row.ts";
import { doOrFail } from "./do_or_fail.ts";
import { EXIT, EXIT_HELP } from "./exit_codes.ts";
import { readScript, scriptOptions } from "./script_options.ts";
import { FileSender, LEFT } from "./send_files.ts";
import { Stay, type StayOptions } from "./stay.ts";

export const options = {
  form: "pychat send RELAY CHANNEL [TEXT\u2026]",
  about: "Says TEXT in a channel as it stands, or without it what comes from standard input, as one message; " +
    `ends when the relay has it. ${EXIT_HELP}`,
  words: [2, Infinity],
  options: {
    file: { kind: flag, help: "sends files: what stands in the place of TEXT are their paths" },
    ...scriptOptions,
  },
} as const satisfies OptionTable;

/** How long the relay gets to take it, where nobody said that it may take as long as it takes. */
const PATIENCE_MS = 30_000;
const FILE_FORM = "Usage: pychat send RELAY CHANNEL --file PATH\u2026";
const NOT_TAKEN =
  "The relay has not taken the message yet. It is kept, and goes out when pychat is there again under this name.";

/** Resolves to the exit code. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, wishes, words } = readScript(options, args, io);
  if (values.file) return await sendFiles(words, { wishes, io });
  const text = checked(words.length > 0 ? words.join(" ") : await input(io));
  const stay = new Stay({ wishes, io, status: "invisible" });
  let isKept = false;
  if (await stay.during(() => say(stay, text, () => isKept = true))) return EXIT.done;
  // Who only heard that it was stopped would say it again, and it would be there twice.
  if (isKept) throw new Failure(NOT_TAKEN, EXIT.unreachable);
  throw new Failure("You stopped it before anything was said.", EXIT.failed);
}

async function sendFiles(paths: readonly string[], who: Pick<StayOptions, "wishes" | "io">): Promise<number> {
  if (paths.length === 0) throw new UsageError("Cannot send nothing: there is no path", FILE_FORM);
  const sender = new FileSender();
  const stay = new Stay({ ...who, status: "invisible", hear: (event) => sender.hear(event) });
  if (await stay.during(() => sender.send(stay, paths))) return EXIT.done;
  if (sender.isKept) throw new Failure(LEFT, EXIT.unreachable);
  throw new Failure("You stopped it before anything was sent.", EXIT.failed);
}

/** Says it, which is `kept` from then on, and waits until it comes back from the relay. */
async function say(stay: Stay, text: string, kept: () => void): Promise<void> {
  const { clock, wishes } = stay;
  using _patience = wishes.wait
    ? undefined
    : clock.after(PATIENCE_MS, () => stay.stop(new Failure(NOT_TAKEN, EXIT.unreachable)));
  const outcome = await doOrFail(stay, { type: "say", channel: stay.channel.id, text });
  if (!outcome.ok) throw new Failure(clean(outcome.why));
  kept();
  if (outcome.message) await taken(stay, outcome.message);
}

async function taken(stay: Stay, message: MessageRef): Promise<void> {
  let ref = message;
  const { id } = stay.channel;
  const why = await stay.heard((event) => {
    if (!("channel" in event) || event.channel !== id) return undefined;
    if (event.type === "renumbered" && sameRef(event.from, ref)) ref = event.to;
    if (event.type === "failed" && sameRef(event.id, ref)) return event.why;
    if (event.type !== "rows") return undefined;
    return event.rows.some((row) => row.type === "message" && sameRef(row.message.id, ref)) ? "" : undefined;
  });
  if (why !== "") throw new Failure(`Not sent: ${clean(why)}`);
}

async function input({ inputIsTerminal, warn }: CommandIo): Promise<string> {
  if (inputIsTerminal) warn("Write the message; Ctrl-D in an empty line sends it, Ctrl-C does not.");
  let text = "";
  for await (const piece of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    text += piece;
    if (text.length > MOST_TEXT) break;
  }
  return text.replace(/\r?\n$/, "");
}

function checked(text: string): string {
  if (text.trim() === "") throw new UsageError("Cannot send nothing: there is no text", `Usage: ${options.form}`);
  if (new TextEncoder().encode(text).length <= MOST_TEXT) return text;
  throw new Failure(`Cannot send that much: a message has at most ${MOST_TEXT / 1024} KiB.`);
}
