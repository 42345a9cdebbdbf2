/** What somebody has read of a channel, over all runs of his client and all the times he was inside: each text once, by its place in the stream. */
import { assertEquals } from "@std/assert";
import type { ChannelId } from "../../shared/ids.ts";
import type { Screen, Shown } from "./screen.ts";

export interface Read {
  /** In the order of the stream. */
  readonly texts: readonly Shown[];
  readonly places: ReadonlySet<number>;
}

/** Puts the screens together; each of them must be in order, hold nothing twice, and say of a place what the others say. */
export function memoryOf(channel: ChannelId, screens: readonly Screen[], nick: string): Read {
  const read = new Map<number, Shown>();
  for (const stay of screens.flatMap((screen) => screen.stays(channel))) {
    let before = 0;
    for (const text of stay) {
      if (text.cursor <= before) throw new Error(`${nick} was shown "${text.text}" twice, or out of order`);
      before = text.cursor;
      const known = read.get(text.cursor);
      if (known) assertEquals(text, known, `${nick} was shown two texts at one place`);
      read.set(text.cursor, text);
    }
  }
  const texts = [...read.values()].sort((a, b) => a.cursor - b.cursor);
  return { texts, places: new Set(read.keys()) };
}
