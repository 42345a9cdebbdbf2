/** Writes a channel's messages to a new file; one that is there is never overwritten. */
import { join } from "node:path";
import { Failure } from "../../shared/failure.ts";
import type { ChannelState } from "../core/state/channel_state.ts";
import { transcript } from "../core/words/transcript.ts";
import { fromHome, ownHome } from "../machine/from_home.ts";
import { codeOf, inWords } from "../machine/file_words.ts";
import { namesFolder } from "../machine/names_folder.ts";

export interface Export {
  readonly format: "txt" | "json";
  /** Empty, or a folder's: a name is made of the channel's. */
  readonly path: string;
  readonly title: string;
}

/** The file's path; Failure when it cannot be written. */
export async function exportChannel(channel: ChannelState, { format, path, title }: Export): Promise<string> {
  const own = `${title.replace(/[^\p{L}\p{N}_-]+/gu, "-").replace(/^-+|-+$/g, "") || "channel"}.${format}`;
  const file = path === "" ? own : await fileAt(path, own);
  const cannot = `Cannot write "${file}"`;
  await inWords(cannot, async () => {
    try {
      await Deno.writeTextFile(file, transcript(channel, format), { createNew: true, mode: 0o600 });
    } catch (error) {
      const why = TAKEN[codeOf(error) ?? ""];
      throw why === undefined ? error : new Failure(`${cannot}: ${why} Name another one: /export ${format} path`);
    }
  });
  return file;
}

/** A folder takes it under its own name, as it does a file that is accepted. */
async function fileAt(typed: string, own: string): Promise<string> {
  const path = fromHome(typed, ownHome());
  return await namesFolder(typed, path) ? join(path, own) : path;
}

/** What is said of a file that is to be read would be wrong of one that is to be made. */
const TAKEN: Readonly<Record<string, string>> = {
  EEXIST: "there is such a file.",
  ENOENT: "there is no such folder.",
};
