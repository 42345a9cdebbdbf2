/** What a long log comes to is written down now and then, and read again from there. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { stateOf, writtenDown } from "../../relay/log_state.ts";
import type { Change, StoredChannel } from "../../relay/store.ts";
import type { Membership } from "../../shared/log/membership.ts";
import { extend } from "../../shared/log/replay.ts";
import { MemoryStore } from "../fakes/memory_store.ts";
import { act, identityOf, Story } from "../shared/log/story.ts";

const EVERY = 500;
const LONG = longStory();

Deno.test("a log comes to the same, read whole or from what was written down of it", () => {
  using store = new MemoryStore();
  const { states, id } = stored(store, LONG);
  assertEquals(states, [EVERY, 2 * EVERY]);
  const loaded = channel(store, id);
  assertEquals(loaded.entries.length, 7);
  const whole = stateOf({ ...loaded, state: undefined, entries: store.log(id, 0, Infinity) }, store);
  assertEquals(stateOf(loaded, store), whole);
  assert(whole.members.length > 1 && whole.invites.length > 0 && whole.bans.size > 0, "there is something to keep");
  assertEquals(whole.count, 2 * EVERY + 7);
});

Deno.test("what another version wrote down is passed over: the whole log is read", () => {
  using store = new MemoryStore();
  const { id } = stored(store, LONG);
  const loaded = channel(store, id);
  const whole = stateOf(loaded, store);
  for (const state of [new Uint8Array(), new Uint8Array(100).fill(255), loaded.state?.slice(0, -1)]) {
    assertEquals(stateOf({ ...loaded, state }, store), whole);
  }
});

Deno.test("a log without an entry is none", () => {
  using store = new MemoryStore();
  const { id } = stored(store, new Story().log);
  const empty = { ...channel(store, id), entries: [] };
  assertThrows(() => stateOf(empty, store), RangeError, "its log is empty");
});

/** Members, a mute, an invite and a ban, and then a policy changed to and fro. */
function longStory(): readonly Uint8Array[] {
  const story = new Story();
  story.does("alice", act.add("bob")).does("alice", act.add("carol"));
  story.does("alice", act.op(story.number("bob"))).does("alice", act.mute(story.number("carol")));
  story.does("alice", act.add("dave"));
  story.does("alice", act.remove(story.number("dave"), { banUntil: 10 ** 12 })).does("alice", act.invite("link"));
  for (let keep = true; story.log.length < 2 * EVERY + 7; keep = !keep) story.does("alice", act.policy({ keep }));
  return story.log;
}

/** A store with that log, and after how many entries the state was written down. */
function stored(store: MemoryStore, log: readonly Uint8Array[]) {
  let membership: Membership | undefined;
  const states: number[] = [];
  for (const [seq, bytes] of log.entries()) {
    const next = extend(membership, bytes, { trusted: true });
    assert(next.ok);
    membership = next.membership;
    const id = membership.channel;
    const creator = identityOf("alice").id;
    const begun: Change[] = seq === 0 ? [{ type: "create", id, nameKey: "garden", creator, at: 0 }] : [];
    const entry: Change = {
      ...{ type: "entry", id, seq, bytes, wraps: [], joined: [], gone: [], removed: undefined },
      ...{ keep: false, open: false },
    };
    const written = writtenDown(membership);
    states.push(...written.map((change) => change.type === "state" ? change.count : NaN));
    store.commit([...begun, entry, ...written]);
  }
  assert(membership);
  return { states, id: membership.channel };
}

function channel(store: MemoryStore, id: Membership["channel"]): StoredChannel {
  const loaded = store.load(id);
  assert(loaded);
  return loaded;
}
