/** Changes of a vault's parts as bytes. */
import { Reader } from "../../shared/reader.ts";
import { flag, text } from "../../shared/wire.ts";
import { Writer } from "../../shared/writer.ts";
import { type Changes, sizeOf } from "./vault.ts";

const name = text(200);
/** What a part has besides its name and its bytes. */
const PART_BYTES = 7;

/** Each part: its name, and behind a 1 its bytes, behind a 0 nothing: it is gone. */
export function encodeChanges(changes: Changes): Uint8Array {
  const writer = new Writer(sizeOf(changes) + changes.size * PART_BYTES);
  for (const [part, bytes] of changes) {
    name.write(writer, part);
    flag.write(writer, bytes !== undefined);
    if (!bytes) continue;
    writer.u32(bytes.length);
    writer.bytes(bytes);
  }
  return writer.take();
}

/** The changes in these bytes, in memory of their own; ProtocolError for what is none. */
export function decodeChanges(bytes: Uint8Array): Changes {
  const reader = new Reader(bytes);
  const changes = new Map<string, Uint8Array | undefined>();
  while (reader.left > 0) {
    const part = name.read(reader);
    changes.set(part, flag.read(reader) ? reader.bytes(reader.u32()).slice() : undefined);
  }
  return changes;
}
