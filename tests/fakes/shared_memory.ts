/** Lines whose bytes arrive in the memory that all of them share, as they do where a relay reads directly. */
import { READING_BYTES } from "../../relay/direct_line.ts";
import type { PipeSink } from "../../shared/link.ts";

const ROOM_BYTES = READING_BYTES / 2;

/** Hands everything on from there. What was in it and in front of it before is gone, as it would be. */
export function throughMemory(sink: PipeSink, memory: Uint8Array): PipeSink {
  const target = memory.subarray(ROOM_BYTES);
  return {
    data(bytes) {
      for (let at = 0; at < bytes.length; at += target.length) {
        const piece = bytes.subarray(at, at + target.length);
        memory.fill(0xdd);
        target.set(piece);
        sink.data(target.subarray(0, piece.length), ROOM_BYTES);
      }
    },
    drained: () => sink.drained(),
    ended: () => sink.ended(),
  };
}
