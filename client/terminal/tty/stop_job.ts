/** Ctrl-Z: the whole job of the shell stops, as it does when a terminal that is not raw sees that key. */
import process from "node:process";
import type { Variables } from "./known_terminals.ts";

/** Every process of the group, which is the job. */
const GROUP = 0;

/** Whether this process may send signals: Deno asks for permission in the middle of the screen otherwise. */
export function mayStopJob(): boolean {
  return process.platform !== "win32" && Deno.permissions.querySync({ name: "run" }).state === "granted";
}

/**
 * Stops until the shell continues it; returns at once where there is no shell to do that. `deno task` and npx, which set INIT_CWD, hand this signal on to us
 * instead of stopping: then the shell would go on waiting for them, so they get one that nobody can refuse.
 */
export function stopJob({ INIT_CWD }: Variables): void {
  process.kill(GROUP, INIT_CWD === undefined ? "SIGTSTP" : "SIGSTOP");
}
