/** Files in sentences: who offers what, how far it is, what can be done with it. */
import type { IdentityId } from "../../../shared/ids.ts";
import { formatBytes } from "../../../shared/format_bytes.ts";
import { clean } from "../../../shared/terminal/clean.ts";
import type { FileState, FileView } from "../files/file_view.ts";
import { subject } from "./whose.ts";

type Offer = Pick<FileView, "name" | "size" | "from">;
type Words = {
  readonly [K in FileState["type"]]: (state: Extract<FileState, { readonly type: K }>, file: FileView) => string;
};

/** "alice offers "report.pdf" (2.3 MB)" */
export function offerWords({ name, size, from }: Offer, self: IdentityId | undefined): string {
  return `${subject(from, self)} ${from.id === self ? "offer" : "offers"} ${quoted(name)} (${formatBytes(size)})`;
}

/** The whole sentence: what is offered, and how it stands with it. */
export function fileWords(file: FileView, self: IdentityId | undefined): string {
  return `${offerWords(file, self)}, file ${file.number}. ${stateWords(file)}`;
}

/** How it stands with it, as a sentence. */
export function stateWords(file: FileView): string {
  const words = STATES[file.state.type] as (state: FileState, file: FileView) => string;
  return words(file.state, file);
}

/** "45 %, 12 MB/s, 0:42 left" */
export function movingWords(
  { done, perSecond, msLeft }: Extract<FileState, { readonly type: "moving" }>,
  size: number,
): string {
  const share = `${percent(done, size)} %`;
  const speed = perSecond > 0 ? [`${formatBytes(perSecond)}/s`] : [];
  const left = msLeft === undefined ? [] : [`${spanWords(msLeft)} left`];
  return [share, ...speed, ...left].join(", ");
}

/** How much of it is across, rounded down: 100 is all of it. */
export function percent(done: number, size: number): number {
  return size === 0 ? 0 : Math.min(100, Math.floor(100 * done / size));
}

/** "0:42", "12:05", "3:12:05" */
export function spanWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

export function quoted(name: string): string {
  return `"${clean(name)}"`;
}

const STATES: Words = {
  offered: (_, { number }) => `/accept ${number} takes it, /decline ${number} does not.`,
  waiting: ({ why }) => `It waits ${ended(why)}`,
  moving: (state, { own, size }) => `${own ? "Going out" : "Coming in"}: ${movingWords(state, size)}.`,
  sent: () => "The relay has all of it.",
  saved: ({ path }) => `It is here: ${clean(path)}`,
  declined: () => "You declined it.",
  cancelled: () => "It was taken back.",
  gone: ({ why }) => `It is gone: ${ended(why)}`,
  failed: ({ why }, { own, number }) =>
    `${own ? "It was not sent" : "It did not come"}: ${ended(why)}${own ? "" : ` /accept ${number} tries again.`}`,
};

/** With one full stop, whoever said it. */
function ended(why: string): string {
  return `${clean(why).replace(/\.$/, "")}.`;
}
