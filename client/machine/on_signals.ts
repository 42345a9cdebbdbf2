/** What asks a client from outside to stop. */

/** Calls `stop` at the first signal; the second one stops the process at once. On Windows the window's close button is SIGHUP. */
export function onSignals(stop: () => void): Disposable {
  const signals: readonly Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT", "SIGBREAK", "SIGHUP"]
    : ["SIGINT", "SIGTERM", "SIGHUP"];
  let asked = false;
  const heard = () => {
    if (asked) Deno.exit(1);
    asked = true;
    stop();
  };
  for (const signal of signals) Deno.addSignalListener(signal, heard);
  return {
    [Symbol.dispose]() {
      for (const signal of signals) Deno.removeSignalListener(signal, heard);
    },
  };
}
