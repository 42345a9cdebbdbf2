/** Writes a channel's messages to a new file; one that is there is never overwritten. */
import { Failure } from "../../shared/failure.ts";
import type { ChannelState } from "../core/state/channel_state.ts";
import { transcript } from "../core/words/transcript.ts";
import { orFailure } from "../machine/or_failure.ts";

export interface Export {
  readonly format: "txt" | "json";
  /** Empty: a name is made of the channel's. */
  readonly path: string;
  readonly title: string;
}

/** The file's path; Failure when it cannot be written. */
export async function exportChannel(channel: ChannelState, { format, path, title }: Export): Promise<string> {
  const file = path === ""
    ? `${title.replace(/[^\p{L}\p{N}_-]+/gu, "-").replace(/^-+|-+$/g, "") || "channel"}.${format}`
    : path;
  await orFailure(`Cannot write "${file}"`, async () => {
    try {
      await Deno.writeTextFile(file, transcript(channel, format), { createNew: true, mode: 0o600 });
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
      throw new Failure(`Cannot write "${file}": there is such a file. Name another one: /export ${format} path`);
    }
  });
  return file;
}
