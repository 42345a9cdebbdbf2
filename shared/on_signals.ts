/** What asks a command from outside to stop. */

/** The signals that do. On Windows the window's close button is SIGHUP. */
export type StopSignal = "SIGINT" | "SIGTERM" | "SIGHUP" | "SIGBREAK";

/** Where signals come from; a command hands in `Deno`. */
export interface SignalSource {
  readonly build: { readonly os: string };
  addSignalListener(signal: StopSignal, run: () => void): void;
  removeSignalListener(signal: StopSignal, run: () => void): void;
  exit(code: number): never;
}

/** Calls `stop` at the first signal that asks for it; the second one stops the program at once. */
export function onSignals(source: SignalSource, stop: () => void): Disposable {
  const other = source.build.os === "windows" ? "SIGBREAK" : "SIGTERM";
  const signals: readonly StopSignal[] = ["SIGINT", other, "SIGHUP"];
  let asked = false;
  const heard = () => {
    if (asked) source.exit(1);
    asked = true;
    stop();
  };
  for (const signal of signals) source.addSignalListener(signal, heard);
  return {
    [Symbol.dispose]() {
      for (const signal of signals) source.removeSignalListener(signal, heard);
    },
  };
}
