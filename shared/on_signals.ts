/** What asks a command from outside to stop. */

/** The signals that do. On Windows the window's close button is SIGHUP. */
export type StopSignal = "SIGINT" | "SIGTERM" | "SIGHUP" | "SIGBREAK";

interface Stream {
  isTerminal(): boolean;
}

/** Where signals come from; a command hands in `Deno`. */
export interface SignalSource {
  readonly build: { readonly os: string };
  readonly stdin: Stream;
  readonly stdout: Stream;
  readonly stderr: Stream;
  addSignalListener(signal: StopSignal, run: () => void): void;
  removeSignalListener(signal: StopSignal, run: () => void): void;
  exit(code: number): never;
}

/**
 * Calls `stop` at the first signal that asks for it; the second one stops the program at once. To hang up a terminal is nothing to a program that has none, as
 * under `nohup`: that has the signal ignored, which the runtime undoes without a word. On Windows it always means what it says.
 */
export function onSignals(source: SignalSource, stop: () => void): Disposable {
  const windows = source.build.os === "windows";
  const signals: readonly StopSignal[] = ["SIGINT", windows ? "SIGBREAK" : "SIGTERM", "SIGHUP"];
  const hangsUp = windows || [source.stdin, source.stdout, source.stderr].some((stream) => stream.isTerminal());
  let asked = false;
  const heard = () => {
    if (asked) source.exit(1);
    asked = true;
    stop();
  };
  const listeners = signals.map((signal) => [signal, signal === "SIGHUP" && !hangsUp ? ignored : heard] as const);
  for (const [signal, listener] of listeners) source.addSignalListener(signal, listener);
  return {
    [Symbol.dispose]() {
      for (const [signal, listener] of listeners) source.removeSignalListener(signal, listener);
    },
  };
}

function ignored(): void {}
