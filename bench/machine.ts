/** What the bench ran on, in a few lines. */
import { cpus } from "node:os";
import { CORE, type Processes } from "./processes.ts";

export async function describeMachine(processes: Processes): Promise<readonly string[]> {
  const model = cpus()[0]?.model ?? "unknown CPU";
  const memory = Math.round(Deno.systemMemoryInfo().total / 2 ** 30);
  const gcc = (await processes.output(["gcc", "--version"]))?.split("\n")[0] ?? "no gcc";
  return [
    `${model}, ${navigator.hardwareConcurrency} cores, ${memory} GiB`,
    `Linux ${Deno.osRelease()}, Deno ${Deno.version.deno}, ${gcc}`,
    `Every server has core ${CORE.server} to itself, with all its threads; the generator has core ${CORE.generator}. Traffic over loopback.`,
  ];
}

/** What counts where nothing is pinned to a core. */
export function describeProcessor(): readonly string[] {
  return [
    `${cpus()[0]?.model ?? "unknown CPU"}, ${navigator.hardwareConcurrency} cores; Deno ${Deno.version.deno}`,
    `Load average before it began: ${(Deno.loadavg()[0] ?? 0).toFixed(1)}.`,
  ];
}
