/** Attacks on what was said before: pages of history, which the relay puts together as it likes, for who comes in and for who looks back. */
import { assert, assertEquals } from "@std/assert";
import type { FromRelay } from "../../../../shared/messages.ts";
import { HostileScene, lineOfRow, SAVED, words } from "../../../fakes/hostile_scene.ts";

const HEAD = ["begins", "alice create alice", "alice add bob"];
const TAIL = ["alice add carol"];

/** Alice and bob have talked. */
async function talked(...names: readonly string[]): Promise<HostileScene> {
  const scene = await HostileScene.open("alice", "bob", ...names);
  for (const text of ["one", "two", "three"]) await scene.says("alice", text);
  return scene;
}

/** What carol is shown who comes in, when her first page is changed. */
async function shownToCarol(
  scene: HostileScene,
  change: (frames: readonly FromRelay[]) => readonly FromRelay[],
): Promise<readonly string[]> {
  using _page = scene.relay.pages("carol", change);
  await scene.joins("carol");
  return scene.shown("carol");
}

/** Alice has said `count` things to herself, and bob, who came then, has seen the newest of them. */
async function longTalk(count: number): Promise<HostileScene> {
  const scene = await HostileScene.open("alice");
  for (let at = 1; at <= count; at++) await scene.says("alice", `${at}`);
  await scene.joins("bob");
  scene.forget();
  return scene;
}

async function olderRows(scene: HostileScene): Promise<readonly string[]> {
  const bob = scene.client("bob");
  await bob.must({ type: "older", channel: scene.channel, most: 50 });
  return bob.take("olderRows").flatMap(({ rows }) => rows.map(lineOfRow));
}

function place(frames: readonly FromRelay[], type: FromRelay["type"], which = 0): number {
  const places = frames.flatMap((frame, at) => frame.type === type ? [at] : []);
  const found = places.at(which);
  assert(found !== undefined);
  return found;
}

Deno.test("the past is shown as it was when nobody lies", async () => {
  // What the tests below change.
  await using scene = await talked();
  const all = [...HEAD, "alice: one", "alice: two", "alice: three", ...TAIL];
  assertEquals(await shownToCarol(scene, (frames) => frames), all);
});

Deno.test("a message of the past is shown once, where its author said it", async () => {
  await using scene = await talked();
  const shown = await shownToCarol(scene, (frames) => {
    const two = place(frames, "said", 1);
    return [...frames.slice(0, two + 2), ...frames.slice(two, two + 1), ...frames.slice(two + 2)];
  });
  // Else the relay writes a conversation of its own from what people once said.
  assertEquals(shown, [...HEAD, "alice: one", "alice: two", "alice: three", "1 forged", ...TAIL]);
});

Deno.test("messages of one author cannot change places in the past", async () => {
  // Else her "no" stands behind another question.
  await using scene = await talked();
  const shown = await shownToCarol(scene, (frames) => {
    const [two, three] = [place(frames, "said", 1), place(frames, "said", 2)];
    return frames.map((frame, at) => at === two ? frames[three] ?? frame : at === three ? frames[two] ?? frame : frame);
  });
  assertEquals(shown, [...HEAD, "alice: one", "1 of alice missing", "alice: three", "1 forged", ...TAIL]);
});

Deno.test("a message that the relay leaves out of the past is missed", async () => {
  // Else the relay takes back what people said, and nobody who comes later knows.
  await using scene = await talked();
  const shown = await shownToCarol(scene, (frames) => frames.toSpliced(place(frames, "said", 1), 1));
  assertEquals(shown, [...HEAD, "alice: one", "1 of alice missing", "alice: three", ...TAIL]);
});

Deno.test("a message that the relay leaves out between two pages is missed", async () => {
  // Else it does so where two pages meet.
  await using scene = await longTalk(60);
  using _page = scene.relay.pages("bob", (frames) => frames.slice(0, -2));
  const shown = await olderRows(scene);
  assertEquals(shown.slice(-2), ["alice: 8", "2 of alice missing"]);
});

Deno.test("an entry that is not in the log is not shown in the past", async () => {
  await using scene = await talked("mallory");
  const mallory = await scene.takeOver("mallory");
  const entry = mallory.entry({ op: "op", member: mallory.number, epoch: mallory.epoch() });
  const shown = await shownToCarol(scene, (frames) => {
    return [...frames, { type: "entry", channel: scene.channel, author: mallory.number, cursor: 99, entry }];
  });
  // He signed that he is admin; it is the log that says who is, and the past is only shown.
  assertEquals(shown.filter((line) => line.includes(" op ")), []);
});

Deno.test("what somebody said before he was kicked is not shown behind his removal", async () => {
  // Else he said it after, for all who come later.
  await using scene = await talked("mallory");
  await scene.says("mallory", "alice is a fraud");
  await scene.client("alice").must({ type: "kick", channel: scene.channel, nick: "mallory", reason: "" });
  await scene.says("alice", "peace");
  const pin = scene.client("alice").view(scene.channel).pin ?? "";
  using _page = scene.relay.pages("carol", (frames) => {
    const his = place(frames, "said", 3);
    return [...frames.toSpliced(his, 1), ...frames.slice(his, his + 1)];
  });
  await scene.joins("carol", pin);
  const shown = scene.shown("carol");
  assertEquals(shown.at(-1), "1 forged");
  assert(!shown.includes("mallory: alice is a fraud"));
});

Deno.test("a member cannot have said something before he came, though shared history gives him the old keys", async () => {
  // Else he was the first to say everything.
  await using scene = await talked("mallory");
  const mallory = await scene.takeOver("mallory");
  const before = scene.number("bob");
  assert(mallory.ring.key(before));
  const { body } = mallory.frame(words("I was here first"), { epoch: before });
  const shown = await shownToCarol(scene, (frames) => {
    const said = { type: "said", channel: scene.channel, author: mallory.number, cursor: 3, counter: 1, body } as const;
    return frames.toSpliced(place(frames, "said"), 0, said);
  });
  assertEquals(shown.filter((line) => line.startsWith("mallory:")), []);
  assertEquals(shown.filter((line) => line === "1 forged").length, 1);
});

Deno.test("a page of the past has no message of a later time than the page behind it", async () => {
  await using scene = await longTalk(60);
  await scene.says("alice", "now");
  const [now] = scene.relay.heard("bob", "said").slice(-1);
  assert(now);
  using _page = scene.relay.pages("bob", (frames) => [...frames, now]);
  const shown = await olderRows(scene);
  // Bob came between: her new words belong to a later key than anything on this page.
  assertEquals(shown.at(-1), "1 forged");
});

Deno.test("a message that stands on the newer page is not shown again on an older one", async () => {
  await using scene = await longTalk(60);
  const newest = scene.relay.heard("bob", "said").at(-1);
  assert(newest);
  using _page = scene.relay.pages("bob", (frames) => [newest, ...frames]);
  const shown = await olderRows(scene);
  assert(!shown.includes("alice: 60"), shown.join("\n"));
});

Deno.test("an entry is shown once", async () => {
  await using scene = await talked();
  const shown = await shownToCarol(scene, (frames) => [...frames, ...frames.filter(({ type }) => type === "entry")]);
  assertEquals(shown, [...HEAD, "alice: one", "alice: two", "alice: three", ...TAIL]);
});

Deno.test("the first messages of somebody are missed like any other", async () => {
  // Else the relay takes back how a talk began, and nobody who comes later knows.
  await using scene = await talked();
  const shown = await shownToCarol(scene, (frames) => {
    const one = place(frames, "said");
    return [...frames.slice(0, one), ...frames.slice(one + 2)];
  });
  const [begins = "", ...head] = HEAD;
  assertEquals(shown, [begins, "2 of alice missing", ...head, "alice: three", ...TAIL]);
});

Deno.test("who is left out of the past altogether is missed when he speaks, also where nobody looked back to the beginning", async () => {
  await using scene = await talked();
  await scene.says("bob", "yes");
  const shown = await shownToCarol(scene, (frames) => frames.filter(({ type }) => type !== "said"));
  assertEquals(shown, [...HEAD, ...TAIL]);
  await scene.says("alice", "four");
  await scene.says("bob", "no");
  assertEquals(scene.shown("carol"), ["3 of alice missing", "alice: four", "1 of bob missing", "bob: no"]);
});

Deno.test("what the relay leaves out of the past is missed by who saw what came before it, and once", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  for (let at = 1; at <= 3; at++) await scene.says("alice", `${at}`);
  await scene.relay.turn(SAVED);
  scene.client("bob").vanish();
  for (let at = 4; at <= 70; at++) await scene.says("alice", `${at}`);
  // Bob had seen 3; the relay leaves out what came next, where no page shows a message of hers before it that he has not seen.
  using _pages = scene.relay.pages(
    "bob",
    (frames) => frames.filter((frame) => frame.type !== "said" || frame.counter > 5),
  );
  await scene.restartAsIs("bob");
  const shown = [...scene.shown("bob")];
  for (let page = 0; page < 2; page++) shown.unshift(...await olderRows(scene));
  assertEquals(shown.filter((line) => line.includes("missing")), ["2 of alice missing"]);
  assertEquals(shown.filter((line) => line.startsWith("alice: "))[0], "alice: 6");
  await scene.says("alice", "71");
  assertEquals(scene.shown("bob"), ["alice: 71"]);
});

for (const [what, kept, missing] of [["the first", 5, 2], ["all", 10, 7]] as const) {
  Deno.test(`that ${what} of what somebody said meanwhile was left out is told once, however far one looks back then`, async () => {
    await using scene = await HostileScene.open("alice", "bob", "carol");
    for (let at = 1; at <= 3; at++) await scene.says("alice", `${at}`);
    for (let at = 1; at <= 60; at++) await scene.says("carol", `${at}`);
    await scene.relay.turn(SAVED);
    scene.client("bob").vanish();
    for (let at = 4; at <= 10; at++) await scene.says("alice", `${at}`);
    const alice = scene.number("alice");
    using _pages = scene.relay.pages("bob", (frames) =>
      frames.filter((frame) => {
        return frame.type !== "said" || frame.author !== alice || frame.counter < 4 || frame.counter > kept;
      }));
    await scene.restartAsIs("bob");
    const shown = [...scene.shown("bob")];
    await scene.says("alice", "11");
    shown.push(...scene.shown("bob"));
    for (let page = 0; page < 3; page++) shown.unshift(...await olderRows(scene));
    assertEquals(shown.filter((line) => line.includes("missing")), [`${missing} of alice missing`]);
    assert(shown.includes("alice: 1") && shown.includes("alice: 11"));
  });
}

Deno.test("who never had spoken when somebody was there last is missed from his first message on", async () => {
  await using scene = await HostileScene.open("alice", "bob", "carol");
  await scene.relay.turn(SAVED);
  scene.client("bob").vanish();
  await scene.says("carol", "one");
  await scene.says("carol", "two");
  {
    using _page = scene.relay.pages("bob", (frames) => frames.filter(({ type }) => type !== "said"));
    await scene.restartAsIs("bob");
  }
  scene.forget();
  await scene.says("carol", "three");
  assertEquals(scene.shown("bob"), ["2 of carol missing", "carol: three"]);
});

Deno.test("of what a relay says that it has let go, one line tells, however many it was", async () => {
  await using scene = await talked("dave");
  await scene.says("bob", "yes");
  await scene.says("bob", "no");
  using _opened = scene.relay.hears(
    "carol",
    (message) => message.type === "opened" ? [{ ...message, oldest: 9 }] : [message],
  );
  const shown = await shownToCarol(scene, (frames) => frames.slice(place(frames, "said", 2)));
  assertEquals(shown.slice(0, 2), ["begins", "something missing"]);
  assertEquals(shown.filter((line) => line.includes("missing")).length, 1);
});

Deno.test("who came later said nothing before, although he has the key and the relay puts it there", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const { epoch } = scene.client("alice").view(scene.channel).membership;
  await scene.says("bob", "before");
  await scene.joins("mallory");
  const mallory = await scene.takeOver("mallory");
  const frame = mallory.frame(words("I was there"), { epoch });
  using _page = scene.relay.pages("alice", (frames) => {
    const place = frames.findIndex(({ type }) => type === "said");
    return frames.toSpliced(place + 1, 0, { ...frame, cursor: cursorOf(frames[place]) });
  });
  await scene.restart("alice");
  assertEquals(scene.shown("alice").filter((line) => !line.includes("add") && !line.includes("create")), [
    ...["begins", "bob: before", "1 forged"],
  ]);
});

function cursorOf(frame: FromRelay | undefined): number {
  return frame && "cursor" in frame ? frame.cursor : 0;
}
