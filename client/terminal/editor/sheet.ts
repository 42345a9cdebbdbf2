/** What the editor remembers of one window: its draft with what can be undone, and what was sent from it. Nothing here is ever lost but by being sent. */
import { type Draft, draftOf, EMPTY_DRAFT } from "./draft.ts";

export interface Sheet {
  readonly draft: Draft;
  /** What was sent, oldest first. */
  readonly lines: readonly string[];
  /** Which of the lines is shown; their number for what is being written. */
  readonly place: number;
  /** What was written over the lines, and at their number what was being written when they were looked through. */
  readonly written: ReadonlyMap<number, Draft>;
  /** What can be undone, the newest last. */
  readonly past: readonly Version[];
  /** What can be done again, the next one last. */
  readonly future: readonly Version[];
}

/** A draft as it was. */
interface Version extends Draft {
  readonly place: number;
}

const MOST_LINES = 500;
const MOST_VERSIONS = 300;
/** All versions together have no more characters: large drafts are undone less far. */
const MOST_KEPT = 1 << 20;

export const EMPTY_SHEET: Sheet = {
  draft: EMPTY_DRAFT,
  lines: [],
  place: 0,
  written: new Map(),
  past: [],
  future: [],
};

/** Another draft. Unless it goes on with what the last change began, undoing it leads here. */
export function changeDraft(sheet: Sheet, draft: Draft, { goesOn = false } = {}): Sheet {
  if (draft.text === sheet.draft.text) return { ...sheet, draft };
  return { ...sheet, draft, past: goesOn ? sheet.past : bounded([...sheet.past, version(sheet)]), future: [] };
}

/** The draft before the last change. */
export function undo(sheet: Sheet): Sheet {
  const last = sheet.past.at(-1);
  if (!last) return sheet;
  return { ...restored(sheet, last), past: sheet.past.slice(0, -1), future: [...sheet.future, version(sheet)] };
}

/** What was undone last. */
export function redo(sheet: Sheet): Sheet {
  const next = sheet.future.at(-1);
  if (!next) return sheet;
  return { ...restored(sheet, next), past: [...sheet.past, version(sheet)], future: sheet.future.slice(0, -1) };
}

/** Shows the line at a place, as it was sent or as it was changed since; what is shown now stays where it is. */
export function recall(sheet: Sheet, place: number, { goesOn = false } = {}): Sheet {
  if (place < 0 || place > sheet.lines.length || place === sheet.place) return sheet;
  const written = new Map(sheet.written).set(sheet.place, sheet.draft);
  const draft = written.get(place) ?? draftOf(sheet.lines[place] ?? "");
  const past = goesOn ? sheet.past : bounded([...sheet.past, version(sheet)]);
  return { ...sheet, place, written, draft, past, future: [] };
}

/** The draft is sent. What was being written when it was looked up is there again. */
export function send(sheet: Sheet): Sheet {
  const { lines: before, written } = sheet;
  const { text } = sheet.draft;
  const lines = text === before.at(-1) ? before : [...before, text].slice(-MOST_LINES);
  const draft = sheet.place === before.length ? EMPTY_DRAFT : written.get(before.length) ?? EMPTY_DRAFT;
  return { ...EMPTY_SHEET, draft, lines, place: lines.length };
}

/** Nothing is written any more; undoing it brings it back. From the lines, the way leads to what was being written. */
export function clear(sheet: Sheet): Sheet {
  return sheet.place === sheet.lines.length ? changeDraft(sheet, EMPTY_DRAFT) : recall(sheet, sheet.lines.length);
}

function version({ draft, place }: Sheet): Version {
  return { ...draft, place };
}

function restored(sheet: Sheet, { text, cursor, place }: Version): Sheet {
  const written = place === sheet.place ? sheet.written : new Map(sheet.written).set(sheet.place, sheet.draft);
  return { ...sheet, draft: { text, cursor }, place, written };
}

function bounded(versions: readonly Version[]): readonly Version[] {
  let kept = 0;
  const from = versions.findLastIndex(({ text }) => (kept += text.length) > MOST_KEPT);
  return versions.slice(Math.max(from + 1, versions.length - MOST_VERSIONS));
}
