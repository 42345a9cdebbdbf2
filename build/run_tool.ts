/** Runs a program of the building machine to its end. */

export interface ToolOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** How it ended, and what it said. */
export interface ToolEnd {
  readonly success: boolean;
  readonly out: string;
  readonly err: string;
}

/** Waits for its end. A program that is not there has failed too. */
export async function runTool([program = "", ...args]: readonly string[], options: ToolOptions = {}): Promise<ToolEnd> {
  const env = { ...options.env, NO_COLOR: "1", RUST_BACKTRACE: "0" };
  try {
    const command = new Deno.Command(program, { args, ...options, env, stdin: "null" });
    const { success, stdout, stderr } = await command.output();
    const text = new TextDecoder();
    return { success, out: text.decode(stdout), err: text.decode(stderr) };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { success: false, out: "", err: `there is no ${program}` };
    throw error;
  }
}

/** What a program complained of in the end. */
export function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.trim() ?? "";
}
