/** The desk that fits what this process has: a terminal with an edited line, or lines in and lines out. */
import type { CommandIo } from "../../shared/command.ts";
import type { Completion } from "../../shared/terminal/line_editor.ts";
import type { Desk } from "./desk.ts";
import { PipeDesk } from "./pipe_desk.ts";
import { TerminalDesk } from "./terminal_desk.ts";

/** `complete` says what the text in front of the cursor can become, once something knows. */
export function openDesk(io: CommandIo, complete: (text: string) => Completion | undefined): Desk {
  const { inputIsTerminal, outputIsTerminal, variables: { TERM } } = io;
  if (inputIsTerminal && outputIsTerminal && TERM !== "dumb") {
    return new TerminalDesk((text) => complete(text) ?? { from: text.length, candidates: [] });
  }
  return new PipeDesk({
    input: Deno.stdin.readable,
    inputIsTerminal: inputIsTerminal && outputIsTerminal,
    write,
    echo: (on) => Deno.stdin.setRaw(!on, { cbreak: !on }),
  });
}

function write(text: string): boolean {
  let left = new TextEncoder().encode(text);
  try {
    while (left.length > 0) left = left.subarray(Deno.stdout.writeSync(left));
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.BrokenPipe) return false;
    throw error;
  }
}
