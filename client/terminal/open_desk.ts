/** The desk that fits what this process has: a terminal with an edited line, or lines in and lines out. */
import type { CommandIo } from "../../shared/command.ts";
import type { Completion } from "../../shared/terminal/line_editor.ts";
import type { Desk } from "./desk.ts";
import { writeOut } from "../machine/write_out.ts";
import { PipeDesk } from "./pipe_desk.ts";
import { TerminalDesk } from "./terminal_desk.ts";

/** `complete` says what the text in front of the cursor can become, once something knows. */
export function openDesk(io: CommandIo, complete: (text: string) => Completion | undefined): Desk {
  const { inputIsTerminal, outputIsTerminal, variables } = io;
  if (inputIsTerminal && outputIsTerminal && variables["TERM"] !== "dumb") {
    const desk = new TerminalDesk((text) => complete(text) ?? { from: text.length, candidates: [] }, variables);
    desk.press(io.takeTypedAhead());
    return desk;
  }
  return new PipeDesk({
    input: Deno.stdin.readable,
    inputIsTerminal: inputIsTerminal && outputIsTerminal,
    write: writeOut,
    echo: (on) => Deno.stdin.setRaw(!on, { cbreak: !on }),
  });
}
