/** The `menu` command, which is what `pychat` alone does on a terminal: what to do is chosen, and then another command does it. */
import type { CommandIo } from "../../../shared/command.ts";
import { flag, named } from "../../../shared/option_kinds.ts";
import { type OptionTable, type OptionValues, readOptions } from "../../../shared/options.ts";
import type { Key } from "../../../shared/terminal/key.ts";
import { UsageError } from "../../../shared/usage_error.ts";
import { vaultDirectory } from "../../machine/vault_directory.ts";
import { keepLastAnswers, type LastAnswers, readLastAnswers } from "../last_answers.ts";
import { openDesk } from "../open_desk.ts";
import { guessCapabilities } from "../tty/guess_capabilities.ts";
import { holdVanishingWindow } from "./hold_window.ts";
import { type Item, listOf } from "./list_state.ts";
import { ListPicker } from "./list_picker.ts";
import { NumberPicker } from "./number_picker.ts";
import type { Picker } from "./picker.ts";

export const options = {
  form: "pychat",
  about: "Opens a menu: join a channel, or start a relay. Arrow keys and Enter, or numbers.",
  options: {
    plain: { kind: flag, help: "only adds lines, and moves nothing: for screen readers" },
    home: { kind: named("DIR"), help: "keeps your keys there; without it, where this system keeps such things" },
  },
} as const satisfies OptionTable;

type Values = OptionValues<typeof options>;
type Task = "join" | "relay" | "quit";
type Reach = "computer" | "network" | "internet";

/** Another command, and how it is to be called. */
interface Start {
  readonly command: string;
  readonly args: readonly string[];
  readonly kept: Pick<LastAnswers, "task" | "reach">;
}

const TITLE = "pychat: what to do?";
const TASKS: readonly Item<Task>[] = [
  { word: "join", label: "Join a channel", about: "or make one" },
  { word: "relay", label: "Start a relay", about: "others meet on this computer" },
  { word: "quit", label: "Quit" },
];
const REACHES: readonly Item<Reach>[] = [
  { word: "computer", label: "This computer", about: "and no other: to try it out" },
  { word: "network", label: "Local network", about: "everybody on the same Wi-Fi or cable" },
  { word: "internet", label: "Internet", about: "your router has to let them in" },
];
const REACH_ARGS: Readonly<Record<Reach, readonly string[]>> = {
  computer: ["--host", "127.0.0.1"],
  network: [],
  internet: ["--internet"],
};

/** Runs what is chosen; resolves to its exit code, or to 0 where nothing is. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values } = readOptions(options, { args, ...io });
  if (!io.inputIsTerminal || !io.outputIsTerminal) {
    throw new UsageError("Cannot open the menu: this is no terminal", "Use pychat connect, or pychat --help.");
  }
  const home = vaultDirectory({ os: Deno.build.os, variables: io.variables, home: values.home });
  const last = await readLastAnswers(home);
  using picker = openPicker(values, io);
  const start = await choose(picker, last, values);
  if (!start) return 0;
  await keepLastAnswers(home, start.kept);
  const code = await io.start(start.command, start.args, () => release(picker, start));
  // What failed before it had the terminal did not give it back, and Enter is waited for as it usually is.
  picker[Symbol.dispose]();
  holdVanishingWindow();
  return code;
}

/** A client takes the terminal as it is. A relay takes its time over that, and Ctrl-C is to stop it meanwhile. */
function release(picker: Picker, { command }: Start): readonly Key[] {
  const keys = picker.leave();
  if (command === "relay") picker[Symbol.dispose]();
  return keys;
}

function openPicker({ plain }: Values, io: CommandIo): Picker {
  const can = guessCapabilities(io.variables, { platform: platform(), isTerminal: true, color: "auto" });
  if (plain || !can.screen) return new NumberPicker(openDesk(io, () => undefined));
  return new ListPicker({ bold: can.depth !== "none", unicode: can.unicode }, io.variables);
}

/** Undefined when nothing is to be done. */
async function choose(picker: Picker, last: LastAnswers, values: Values): Promise<Start | undefined> {
  for (let { task } = last;;) {
    const picked = await picker.pick(listOf(TITLE, TASKS, task));
    if (picked.type !== "chosen" || picked.word === "quit") return undefined;
    if (picked.word === "join") return { command: "connect", args: given(values), kept: { task: "join" } };
    const reach = await picker.pick(listOf("Who is to reach it?", REACHES, last.reach));
    if (reach.type === "left") return undefined;
    if (reach.type === "chosen") {
      return { command: "relay", args: REACH_ARGS[reach.word], kept: { task: "relay", reach: reach.word } };
    }
    task = picked.word;
  }
}

/** What was said to the menu holds for what it starts. */
function given({ plain, home }: Values): readonly string[] {
  return [...plain ? ["--plain"] : [], ...home === undefined ? [] : ["--home", home]];
}

/** As node names it. */
function platform(): string {
  return Deno.build.os === "windows" ? "win32" : Deno.build.os;
}
