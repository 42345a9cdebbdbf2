import { assertEquals } from "@std/assert";
import { bringToFront, putAway, sitDown, type Sitting } from "../../../../client/terminal/app/sitting.ts";
import { rewriteDraft } from "../../../../client/terminal/editor/windows.ts";
import { after, channel, WORK } from "../../core/story.ts";

Deno.test("what was begun before there is a channel goes on in it, and is not there again when it is left", () => {
  const begun = writing({ ...sitDown("a relay", 0), state: after(channel()) }, "good evening");
  const inside = bringToFront(begun, WORK);
  assertEquals(draftOf(inside), "good evening");
  assertEquals(draftOf(putAway(writing(inside, ""), WORK)), "");
});

function writing(sitting: Sitting, text: string): Sitting {
  return { ...sitting, editor: rewriteDraft(sitting.editor, text).state };
}

function draftOf({ editor: { sheet: { draft } } }: Sitting): string {
  return draft.text;
}
