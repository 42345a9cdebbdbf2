/** How a line ends that becomes no link: with an answer, whatever its far end goes on to send. */
import type { Socket } from "node:net";
import { release } from "../shared/release.ts";

/** How much more is read, and thrown away: what was on its way already. */
const CHUNKS_AFTER_END = 32;

/**
 * Says it, and closes. What is left unread makes the kernel answer with a reset, which can overtake these words, so some of it is read; who goes on and on
 * would be everybody's wait.
 */
export function sayLast(socket: Socket, words: Uint8Array | string): void {
  let chunks = CHUNKS_AFTER_END;
  socket.end(words);
  socket.on("data", (bytes) => {
    release(bytes);
    if (--chunks === 0) socket.destroy();
  });
}
