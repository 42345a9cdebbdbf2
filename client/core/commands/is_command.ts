/** Whether a typed line is a command: who only has to tell that need not load what commands there are. */
export function isCommand(line: string): boolean {
  return /^\s*\/(?!\/)/.test(line);
}
