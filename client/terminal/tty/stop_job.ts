/** Ctrl-Z: pychat stops, as a program does whose terminal is not raw when it sees that key. Only what may be done without a permission of its own is needed. */
import process from "node:process";
import type { Variables } from "./known_terminals.ts";

/** A stop that has not happened by then does not happen: nobody is there who would continue us. */
export const STOPPED_MS = 50;
/** Every process of the group, which is the shell's job. */
const GROUP = 0;

/**
 * Why it cannot be done; undefined: it can. `deno task` and npx, which set INIT_CWD, do not stop when we do, and the shell would go on waiting for them: they
 * have to be stopped, too, which takes the permission to run programs.
 */
export function whyNoStop({ INIT_CWD }: Variables): string | undefined {
  if (process.platform === "win32") return "Windows has no jobs: Ctrl-Z does nothing here.";
  if (INIT_CWD === undefined || mayStopOthers()) return undefined;
  return "Ctrl-Z cannot stop what pychat was started by: start it by itself, without deno task or npx.";
}

/** Stops until the shell continues it; returns at once where there is no shell to do that. */
export function stopJob({ INIT_CWD }: Variables): void {
  if (INIT_CWD === undefined) process.kill(process.pid, "SIGTSTP");
  // Those would hand on any signal that can be refused.
  else process.kill(GROUP, "SIGSTOP");
}

/** Not asked for: Deno would do that in the middle of the screen. */
function mayStopOthers(): boolean {
  return Deno.permissions.querySync({ name: "run" }).state === "granted";
}
