/** What was pasted goes out as a file, which is kept until the relay has it. */
import { plural } from "../../core/words/whose.ts";
import type { ChannelId } from "../../../shared/ids.ts";
import { Failure } from "../../../shared/failure.ts";
import { clean } from "../../../shared/terminal/clean.ts";
import type { Event } from "../../core/events.ts";
import type { PastedFile } from "../../machine/pasted_file.ts";
import type { ScreenClient } from "./screen_client.ts";

/** Then nobody reads it here any more. */
const DONE: ReadonlySet<string> = new Set(["sent", "cancelled", "gone", "failed"]);

/** Resolves when it is on its way; with why not, where it is not. */
export async function sendPasted(client: ScreenClient, channel: ChannelId, text: string): Promise<string | undefined> {
  let file: PastedFile;
  try {
    file = await client.folders.keepPasted(text);
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
  const outcome = await client.session.do({ type: "sendFiles", channel, paths: [file.path] });
  if (!outcome.ok) {
    await file.remove();
    return clean(outcome.why);
  }
  client.printIn(channel, `-- Sending ${plural(text.split("\n").length, "line")} as the file ${file.name}.`);
  const [number] = outcome.files ?? [];
  const done = (event: Event) =>
    (event.type === "file" && event.file.number === number && DONE.has(event.file.state.type)) || undefined;
  // Who leaves before leaves it to the next run.
  client.heard(done).then(() => file.remove(), () => {});
  return undefined;
}
