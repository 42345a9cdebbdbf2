/** On Windows a window that pychat was double-clicked into closes with it: it is held until what stands in it was read. */

export interface WindowFacts {
  /** As Deno names it. */
  readonly os: string;
  readonly variables: Readonly<Record<string, string>>;
  /** How many arguments pychat was started with; a double-click gives it none. */
  readonly args: number;
  readonly isTerminal: boolean;
}

/**
 * What shells and the terminals of shells leave in the environment of what they start, and Explorer does not. cmd.exe sets PROMPT even where nobody has
 * chosen one; of PowerShell there is only the folder of one's own modules, in front of those that every process sees.
 */
const LEFT_BY_SHELLS = [
  "PROMPT",
  "SHLVL",
  "MSYSTEM",
  "WT_SESSION",
  "TERM_PROGRAM",
  "ConEmuPID",
  "SSH_CONNECTION",
  "NU_VERSION",
];
const OWN_MODULES = /^[^;]*\\(Windows)?PowerShell\\Modules(;|$)/i;
const SYSTEM_MODULES = /^[^;]*\\(Program Files|Windows|System32)\\/i;

/** Whether the window goes when pychat ends. In doubt it does: a question too many in a shell does less harm than a last line that nobody could read. */
export function windowVanishes({ os, variables, args, isTerminal }: WindowFacts): boolean {
  return os === "windows" && args === 0 && isTerminal && !startedByShell(variables);
}

/** Holds this process's window, if it would vanish. */
export function holdVanishingWindow(): void {
  const { args, build: { os }, stdin } = Deno;
  const facts = { os, variables: Deno.env.toObject(), args: args.length, isTerminal: stdin.isTerminal() };
  if (windowVanishes(facts)) holdWindow();
}

/** Waits for Enter; nothing else goes on meanwhile. */
export function holdWindow(): void {
  Deno.stdout.writeSync(new TextEncoder().encode("\nPress Enter to close this window.\n"));
  Deno.stdin.readSync(new Uint8Array(1024));
}

function startedByShell(variables: Readonly<Record<string, string>>): boolean {
  // Windows does not tell capitals from small letters in the names of variables.
  const set = new Map(Object.entries(variables).map(([name, value]) => [name.toUpperCase(), value]));
  const modules = set.get("PSMODULEPATH") ?? "";
  return LEFT_BY_SHELLS.some((name) => set.has(name.toUpperCase())) ||
    (OWN_MODULES.test(modules) && !SYSTEM_MODULES.test(modules));
}
