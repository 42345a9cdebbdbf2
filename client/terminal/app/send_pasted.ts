/** What was pasted goes out as a file: it is kept in a folder of its own until the relay has it, also if pychat ends before. */
import { plural } from "../../core/words/whose.ts";
import type { ChannelId } from "../../../shared/ids.ts";
import { Failure } from "../../../shared/failure.ts";
import { clean } from "../../../shared/terminal/clean.ts";
import type { Event } from "../../core/events.ts";
import { orFailure } from "../../machine/or_failure.ts";
import type { Client } from "../client.ts";

const NAME = "pasted.txt";
/** Then nobody reads it here any more. */
const DONE: ReadonlySet<string> = new Set(["sent", "cancelled", "gone", "failed"]);

/** Resolves when it is on its way; with why not, where it is not. */
export async function sendPasted(client: Client, channel: ChannelId, text: string): Promise<string | undefined> {
  let folder: string;
  try {
    folder = await orFailure("Cannot keep what you pasted as a file", () => keep(text));
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
  const path = `${folder}/${NAME}`;
  const outcome = await client.session.do({ type: "sendFiles", channel, paths: [path] });
  if (!outcome.ok) {
    await remove(folder);
    return clean(outcome.why);
  }
  client.printIn(channel, `-- Sending ${plural(text.split("\n").length, "line")} as the file ${NAME}.`);
  const [number] = outcome.files ?? [];
  const done = (event: Event) =>
    (event.type === "file" && event.file.number === number && DONE.has(event.file.state.type)) || undefined;
  // Who leaves before leaves it to the next run.
  client.heard(done).then(() => remove(folder), () => {});
  return undefined;
}

/** The folder that it is in. */
async function keep(text: string): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "pychat-" });
  await Deno.writeTextFile(`${folder}/${NAME}`, text, { mode: 0o600 });
  return folder;
}

async function remove(folder: string): Promise<void> {
  await Deno.remove(folder, { recursive: true });
}
