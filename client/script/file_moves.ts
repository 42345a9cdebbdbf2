/** Files that a script waits for: as long as something goes on with one of them. */
import { Failure } from "../../shared/failure.ts";
import type { FileView } from "../core/files/file_view.ts";
import { stateWords } from "../core/words/file_words.ts";
import { EXIT } from "./exit_codes.ts";
import type { Stay } from "./stay.ts";

/** What it needs of a stay. */
export interface Patience extends Pick<Stay, "heard" | "clock" | "stop"> {
  readonly wishes: Pick<Stay["wishes"], "wait">;
}

/** What is waited for, and how long, where nobody said that it may take as long as it takes. */
export interface Awaited {
  readonly isOne: (file: FileView) => boolean;
  readonly ms: number;
  /** What is said when nothing went on in that time, and behind it what the last one waits for, if that is known. */
  readonly still: string;
}

/** Resolves when something goes on with one of these; where nothing does, the stay ends. */
export async function moved(stay: Patience, { isOne, ms, still }: Awaited): Promise<void> {
  let waits = "";
  using _still = stay.wishes.wait
    ? undefined
    : stay.clock.after(ms, () => stay.stop(new Failure(still + waits, EXIT.unreachable)));
  // To try again in vain is no progress: whoever waits does so again and again.
  await stay.heard((event) => {
    if (event.type !== "file" || !isOne(event.file)) return undefined;
    if (event.file.state.type !== "waiting") return true;
    waits = ` ${stateWords(event.file)}`;
    return undefined;
  });
}
