/**
 * The operator's console over a relay that is none, for console_terminal_test.ts to drive. SIGUSR1 makes it print as a relay's log
 * would, SIGUSR2 makes it crash.
 */
import process from "node:process";
import { reportCrashes } from "../../main.ts";
import { openConsole } from "../../relay/console_terminal.ts";
import { FakeOperator } from "../fakes/fake_operator.ts";

reportCrashes();
const operator = new FakeOperator();
operator.announce = (text) => {
  // Gives the test the process to send signals to.
  return text === "pid" ? process.pid : 3;
};
const stopped = Promise.withResolvers<void>();
const console = openConsole(operator, { now: () => 60_000, exit: stopped.resolve });
process.on("SIGUSR1", () => console.print("the relay says something"));
process.on("SIGUSR2", () => void Promise.reject(new Error("crashed on demand")));
await stopped.promise;
console.print("stopped");
process.exit(0);
