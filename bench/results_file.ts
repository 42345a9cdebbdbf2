/** RESULTS.md: the relay's part and the client's. Each is measured by itself, and a run that measured one leaves the other as it is. */
import { CLIENT_TITLE, clientReport } from "./client_report.ts";
import type { ClientResults } from "./client_results.ts";
import { report } from "./report.ts";
import type { Results } from "./results.ts";

export interface Measured {
  readonly relay: Results | undefined;
  readonly client: ClientResults | undefined;
}

/** What was measured, for a terminal. */
export function reports({ relay, client }: Measured): string {
  return [...relay ? [report(relay)] : [], ...client ? [clientReport(client)] : []].join("\n");
}

/** Writes what was measured in place of what there was of it. */
export async function writeResults(file: URL, { relay, client }: Measured): Promise<void> {
  const before = await Deno.readTextFile(file);
  const place = before.indexOf(CLIENT_TITLE);
  const [relayBefore, clientBefore] = place < 0 ? [before, ""] : [before.slice(0, place), before.slice(place)];
  const parts = [relay ? report(relay) : relayBefore, client ? clientReport(client) : clientBefore];
  await Deno.writeTextFile(file, parts.map((part) => part.trim()).filter((part) => part !== "").join("\n\n") + "\n");
}
