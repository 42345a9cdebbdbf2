import { assertEquals, assertThrows } from "@std/assert";
import { onSignals, type SignalSource, type StopSignal } from "../../shared/on_signals.ts";

class Exited extends Error {}

type Name = "stdin" | "stdout" | "stderr";

/** A system on which a test sends the signals. */
function system(os: string, terminals: readonly Name[] = ["stdin", "stdout", "stderr"]) {
  const heard = new Map<StopSignal, () => void>();
  const stream = (name: Name) => ({ isTerminal: () => terminals.includes(name) });
  const source: SignalSource = {
    build: { os },
    ...{ stdin: stream("stdin"), stdout: stream("stdout"), stderr: stream("stderr") },
    addSignalListener: (signal, run) => void heard.set(signal, run),
    removeSignalListener: (signal, run) => heard.get(signal) === run && heard.delete(signal),
    exit: (code) => {
      throw new Exited(`${code}`);
    },
  };
  return { source, heard };
}

Deno.test("onSignals() stops at the first signal, and ends the program at the second", () => {
  const { source, heard } = system("linux");
  let stops = 0;
  using _signals = onSignals(source, () => stops++);
  heard.get("SIGTERM")?.();
  assertEquals(stops, 1);
  assertThrows(() => heard.get("SIGINT")?.(), Exited, "1");
  assertEquals(stops, 1);
});

Deno.test("onSignals() hears what each system has, and nothing once it is disposed", () => {
  for (const [os, other] of [["linux", "SIGTERM"], ["darwin", "SIGTERM"], ["windows", "SIGBREAK"]] as const) {
    const { source, heard } = system(os);
    const signals = onSignals(source, () => {});
    assertEquals([...heard.keys()].sort(), [other, "SIGHUP", "SIGINT"].sort());
    signals[Symbol.dispose]();
    assertEquals(heard.size, 0);
  }
});

Deno.test("to hang up stops who has a terminal, however little of it, and on Windows anybody", () => {
  for (const os of ["linux", "windows"]) {
    for (const terminals of [["stdin"], ["stdout"], ["stderr"], []] as const) {
      const { source, heard } = system(os, terminals);
      let stops = 0;
      using _signals = onSignals(source, () => stops++);
      heard.get("SIGHUP")?.();
      assertEquals(stops, os === "linux" && terminals.length === 0 ? 0 : 1, `${os} ${terminals}`);
    }
  }
});
