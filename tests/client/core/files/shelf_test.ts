import { assert, assertEquals } from "@std/assert";
import { MOST_FILES, type SavedFile } from "../../../../client/core/files/saved_file.ts";
import { Shelf } from "../../../../client/core/files/shelf.ts";
import type { BlobId, ChannelId } from "../../../../shared/ids.ts";
import { card } from "../../../shared/log/story.ts";

const CHANNEL = "0c".repeat(16) as ChannelId;

Deno.test("who offers without end fills no memory, and makes nobody's files but his own be forgotten", () => {
  const shelf = new Shelf(card("bob").id, () => {}, []);
  const plan = shelf.add(file("alice", 1));
  const own = Array.from({ length: 20 }, (_, place) => shelf.add(file("bob", 100 + place, "queued")));
  for (let place = 1000; place < 1000 + 2 * MOST_FILES; place++) shelf.add(file("mallory", place));
  assertEquals(shelf.all.length, MOST_FILES);
  assert(plan && shelf.has(plan));
  assert(own.every((one) => one && shelf.has(one)), "what is on its way is never forgotten");
  assertEquals(shelf.all.at(-1)?.saved.blob, file("mallory", 1000 + 2 * MOST_FILES - 1).blob);
});

Deno.test("an offer is there, however many files of mine wait to be sent", () => {
  const shelf = new Shelf(card("bob").id, () => {}, []);
  for (let place = 0; place < MOST_FILES; place++) shelf.add(file("bob", place, "queued"));
  const offer = shelf.add(file("alice", 1000));
  assert(offer && shelf.has(offer));
});

function file(from: string, place: number, stage: SavedFile["stage"] = "open"): SavedFile {
  const blob = place.toString(16).padStart(32, "0") as BlobId;
  const content = { channel: CHANNEL, blob, key: new Uint8Array(32), name: "plan.pdf", size: 9, at: 1 };
  return { ...content, from: card(from), stage, path: "", mark: "", chunks: 0 };
}
