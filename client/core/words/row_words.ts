/** Rows that are no messages, as plain sentences. */
import type { ShownRow } from "../state/shown_row.ts";
import { asideWords, type Reader } from "./aside_words.ts";
import { deedWords } from "./deed_words.ts";
import { object, plural, subject } from "./whose.ts";
import { clean } from "../../../shared/terminal/clean.ts";

/** The sentence about a row; undefined for messages, which speak for themselves. */
export function rowWords(row: ShownRow, reader: Reader): string | undefined {
  switch (row.type) {
    case "message":
      return undefined;
    case "deed":
      return deedWords(row, reader.self);
    case "aside":
      return asideWords(row.message, reader);
    case "failed":
      return `Not sent: ${clean(row.why)}`;
    case "presence":
      return `${subject(row.who, reader.self)} is ${row.here ? "online" : "offline"}.`;
    case "missing":
      return row.count === 0
        ? "Some messages are missing here: the relay no longer had them."
        : `${plural(row.count, "message")} by ${object(row.from, reader.self)} never came.`;
    case "unreadable":
      return `${plural(row.count, "message")} cannot be shown: ${clean(row.why)}.`;
    case "begins":
      return "History begins here.";
    default:
      return row satisfies never;
  }
}
