/** Files that a script sends: it ends when the relay has all of them, or one of them cannot be sent. */
import { Failure } from "../../shared/failure.ts";
import { clean } from "../../shared/terminal/clean.ts";
import type { Event } from "../core/events.ts";
import type { FileView } from "../core/files/file_view.ts";
import { moved } from "./file_moves.ts";
import type { Stay } from "./stay.ts";

/** How long the relay may take nothing of them: it tells every second what it has. */
const STILL_MS = 30_000;
const STILL = "The relay takes no more of the file. What is left goes out when pychat is there again under this name.";
/** What whoever stops it is told: he would else offer them a second time. */
export const LEFT =
  "The relay does not have all of it yet. What is left goes out when pychat is there again under this name.";

export class FileSender {
  /** How far each of them is. */
  readonly #views = new Map<number, FileView>();
  #isKept = false;

  /** They go out, also when this one ends before. */
  get isKept(): boolean {
    return this.#isKept;
  }

  hear(event: Event): void {
    if (event.type === "file") this.#views.set(event.file.number, event.file);
  }

  /** Resolves when the relay has all of them. */
  async send(stay: Stay, paths: readonly string[]): Promise<void> {
    const outcome = await stay.session.do({ type: "sendFiles", channel: stay.channel.id, paths });
    if (!outcome.ok) throw new Failure(clean(outcome.why));
    this.#isKept = true;
    const { files = [] } = outcome;
    const isOne = ({ number }: FileView) => files.includes(number);
    while (files.some((file) => !this.#isSent(file))) await moved(stay, { isOne, ms: STILL_MS, still: STILL });
  }

  #isSent(file: number): boolean {
    const view = this.#views.get(file);
    if (view?.state.type === "failed" || view?.state.type === "gone") {
      throw new Failure(`Cannot send "${clean(view.name)}": ${clean(view.state.why)}`);
    }
    return view?.state.type === "sent";
  }
}
