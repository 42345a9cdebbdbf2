/** What a vault keeps of a file that was offered, and the bytes it is kept in. */
import { card } from "../../../shared/card.ts";
import { blobId, channelId } from "../../../shared/ids.ts";
import { ProtocolError } from "../../../shared/protocol_error.ts";
import { type Field, fixed, record, text, u32, u53, u8, type Values } from "../../../shared/wire.ts";
import { MOST_FILE_NAME } from "../content.ts";

/** How far it is. Their order is that of their numbers in the vault. */
const STAGES = [
  /** Own: the relay has not heard of it; it has, and the others were told; it has all. */
  "queued",
  "offered",
  "sent",
  /** Own: it is to be taken back; it was. */
  "dropping",
  "dropped",
  /** Another's: nobody has decided; it is wanted; it is here and the relay has to know; it does. */
  "open",
  "fetching",
  "here",
  "saved",
  /** Another's: it is not wanted, and the relay has to know; it does. */
  "declining",
  "declined",
  /** It cannot be had any more. */
  "gone",
] as const;

export type Stage = typeof STAGES[number];

const MOST_PATH = 16_384;
const MOST_MARK = 200;
/** How many are kept: the newest. */
export const MOST_FILES = 200;

const stage: Field<Stage> = {
  size: 1,
  write: (writer, value) => u8.write(writer, STAGES.indexOf(value)),
  read: (reader) => {
    const known = STAGES[u8.read(reader)];
    if (known === undefined) throw new ProtocolError("Cannot read how far a file is: there is no such stage");
    return known;
  },
};

const fields = {
  channel: channelId,
  blob: blobId,
  key: fixed(32),
  name: text(MOST_FILE_NAME),
  size: u53,
  from: card,
  at: u53,
  stage,
  /** Own: where it is read. Another's: where it comes in, and at last where it is. */
  path: text(MOST_PATH),
  /** Own: what tells whether it is still the same. */
  mark: text(MOST_MARK),
  /** Another's: how many chunks are here, verified and safe. */
  chunks: u32,
};

export type SavedFile = Values<typeof fields>;
export const savedFile: Field<SavedFile> = record(fields);
