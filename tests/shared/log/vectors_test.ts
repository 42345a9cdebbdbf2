import { assert, assertEquals } from "@std/assert";
import { channelOf, decodeEntry, encodeEntry, type Entry, headOf } from "../../../shared/log/entry.ts";
import { type Membership } from "../../../shared/log/membership.ts";
import { extend, wrapsNeeded } from "../../../shared/log/replay.ts";
import { replaced, revived, summary, vectors } from "../../vectors/make_log.ts";

interface Vector {
  readonly entry: Entry;
  readonly bytes: string;
  readonly after: ReturnType<typeof summary>;
  readonly wraps: readonly number[];
}

const text = Deno.readTextFileSync(new URL("../../vectors/log.json", import.meta.url));
const golden: readonly Vector[] = JSON.parse(text, revived);

Deno.test("the golden log has an entry of each op", () => {
  assertEquals(new Set(golden.map(({ entry }) => entry.op)).size, 15);
});

Deno.test("the golden log's values encode to its bytes, and its bytes decode to its values", () => {
  for (const { entry, bytes } of golden) {
    assertEquals(encodeEntry(entry).toHex(), bytes);
    assertEquals(decodeEntry(Uint8Array.fromHex(bytes)), entry);
  }
});

Deno.test("the golden log replays to its heads, its memberships and its wraps", () => {
  let membership: Membership | undefined;
  for (const { bytes, after, wraps } of golden) {
    const entryBytes = Uint8Array.fromHex(bytes);
    const next = extend(membership, entryBytes);
    assert(next.ok);
    membership = next.membership;
    assertEquals(headOf(entryBytes), membership.head);
    assertEquals<unknown>(JSON.parse(JSON.stringify(summary(membership))), after);
    assertEquals<readonly number[]>(wrapsNeeded(membership, next.entry), wraps);
  }
  assertEquals(channelOf(Uint8Array.fromHex(golden[0]?.bytes ?? "")), membership?.channel);
});

Deno.test("the golden log is what its people sign today", () => {
  assertEquals(`${JSON.stringify(vectors(), replaced, 2)}\n`, text);
});
