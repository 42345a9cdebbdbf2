/** RESULTS.md: the relay's part, the client's and the files'. Each is measured by itself, and a run that measured one leaves the others as they are. */
import { CLIENT_TITLE, clientReport } from "./client_report.ts";
import type { ClientResults } from "./client_results.ts";
import { fileReport, FILES_TITLE } from "./file_report.ts";
import type { FileResults } from "./file_results.ts";
import { report } from "./report.ts";
import type { Results } from "./results.ts";

export interface Measured {
  readonly relay: Results | undefined;
  readonly client: ClientResults | undefined;
  readonly files: FileResults | undefined;
}

/** What was measured, for a terminal. */
export function reports(measured: Measured): string {
  return partsOf(measured).filter((part) => part !== undefined).join("\n");
}

/** Writes what was measured in place of what there was of it. */
export async function writeResults(file: URL, measured: Measured): Promise<void> {
  const before = partsIn(await Deno.readTextFile(file));
  const parts = partsOf(measured).map((part, place) => part ?? before[place] ?? "");
  await Deno.writeTextFile(file, parts.map((part) => part.trim()).filter((part) => part !== "").join("\n\n") + "\n");
}

function partsOf({ relay, client, files }: Measured): readonly (string | undefined)[] {
  return [relay && report(relay), client && clientReport(client), files && fileReport(files)];
}

/** The parts as they stand in the file, in their order; each but the first begins with its title. */
function partsIn(text: string): readonly string[] {
  const ends = [CLIENT_TITLE, FILES_TITLE].map((title) => text.indexOf(title)).map((at) => at < 0 ? text.length : at);
  const [client = text.length, files = text.length] = ends;
  return [text.slice(0, Math.min(client, files)), text.slice(client, Math.max(client, files)), text.slice(files)];
}
