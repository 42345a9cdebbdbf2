/** Files that a script sends: it ends when the relay has all of them, or one of them cannot be sent. */
import { Failure } from "../../shared/failure.ts";
import { clean } from "../../shared/terminal/clean.ts";
import type { Event } from "../core/events.ts";
import type { FileView } from "../core/files/file_view.ts";
import { EXIT } from "./exit_codes.ts";
import type { Stay } from "./stay.ts";

/** How long nothing may go on, where nobody said that it may take as long as it takes. */
const STILL_MS = 30_000;
const STILL = "The relay takes no more of the file. What is left goes out when pychat is there again under this name.";

export class FileSender {
  /** How far each of them is. */
  readonly #views = new Map<number, FileView>();

  hear(event: Event): void {
    if (event.type === "file") this.#views.set(event.file.number, event.file);
  }

  /** Resolves when the relay has all of them. */
  async send(stay: Stay, paths: readonly string[]): Promise<void> {
    const outcome = await stay.session.do({ type: "sendFiles", channel: stay.channel.id, paths });
    if (!outcome.ok) throw new Failure(clean(outcome.why));
    const { files = [] } = outcome;
    while (files.some((file) => !this.#isSent(file))) await moved(stay);
  }

  #isSent(file: number): boolean {
    const view = this.#views.get(file);
    if (view?.state.type === "failed" || view?.state.type === "gone") {
      throw new Failure(`Cannot send "${clean(view.name)}": ${clean(view.state.why)}`);
    }
    return view?.state.type === "sent";
  }
}

/** Until something goes on. */
async function moved(stay: Stay): Promise<void> {
  using _still = stay.wishes.wait
    ? undefined
    : stay.clock.after(STILL_MS, () => stay.stop(new Failure(STILL, EXIT.unreachable)));
  await stay.heard((event) => event.type === "file" || undefined);
}
