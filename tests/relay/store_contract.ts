/** What every store must do: relay/store.ts promises it, and the relay is built on it. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Change, Store } from "../../relay/store.ts";
import { Failure } from "../../shared/failure.ts";
import type { BlobId, ChannelId, IdentityId } from "../../shared/ids.ts";
import { MOST } from "../../shared/messages.ts";

const WORK = channel("01");
const PLAY = channel("02");
const BLOB = "0a".repeat(16) as BlobId;
const ALICE = identity("a1");
const BOB = identity("b0");

/** Runs the contract; `open` gives an empty store each time. */
export function storeContract(name: string, open: () => Store): void {
  for (const [promise, keep] of Object.entries(promises)) {
    Deno.test(`${name} ${promise}`, () => {
      using store = open();
      keep(store);
    });
  }
}

const promises: Readonly<Record<string, (store: Store) => void>> = {
  "knows nothing at first"(store) {
    assertEquals(store.channelCount(), 0);
    assertEquals(store.load(WORK), undefined);
    assertEquals(store.find("work", 8), []);
    assertEquals(store.channelsOf(ALICE, 8), []);
    assertEquals(store.createdBy(ALICE), 0);
    assertEquals(store.expired({ unkept: Infinity, kept: Infinity }, 8), []);
    assertEquals(store.bans(), []);
    assertEquals(store.setting("relay key"), undefined);
  },

  "loads a channel as it was stored"(store) {
    store.commit([create(WORK), entry(WORK, 0), frames(WORK, 0, 1, 10), counters(WORK, [[0, 5], [3, 9]])]);
    assertEquals(store.load(WORK), {
      id: WORK,
      cursor: 1,
      oldest: 0,
      storedBytes: 10,
      state: undefined,
      entries: [bytes(4, 0)],
      counters: new Map([[0, 5], [3, 9]]),
    });
  },

  "loads of a log what it came to when that was written down, and the entries since"(store) {
    const written = (count: number): Change => ({ type: "state", id: WORK, count, bytes: bytes(3, count) });
    store.commit([create(WORK), create(PLAY), entry(PLAY, 0), entry(WORK, 0), entry(WORK, 1), written(2)]);
    store.commit([entry(WORK, 2)]);
    const { state, entries } = store.load(WORK) ?? {};
    assertEquals([state, entries], [bytes(3, 2), [bytes(4, 2)]]);
    assertEquals(store.load(PLAY)?.state, undefined);
    store.commit([entry(WORK, 3), written(4)]);
    const later = store.load(WORK);
    assertEquals([later?.state, later?.entries], [bytes(3, 4), []]);
    assertEquals(store.log(WORK, 0, 1000).length, 4, "who comes reads the whole log");
    store.commit([{ type: "remove", id: WORK }]);
    store.commit([create(WORK), entry(WORK, 0)]);
    assertEquals(store.load(WORK)?.state, undefined);
  },

  "keeps copies: what a caller does with his bytes later changes nothing"(store) {
    const mine = entry(WORK, 0);
    store.commit([create(WORK), mine]);
    mine.bytes.fill(99);
    assertEquals(store.log(WORK, 0, 1000), [bytes(4, 0)]);
  },

  "leaves nothing of a commit that fails half-way"(store) {
    store.commit([create(WORK), entry(WORK, 0), frames(WORK, 0, 1, 10)]);
    const before = store.load(WORK);
    const twice = [
      frames(WORK, 1, 2, 10),
      counters(WORK, [[0, 7]]),
      create(PLAY),
      entry(WORK, 0),
    ];
    assertThrows(() => store.commit(twice), Failure, "Cannot store");
    assertEquals(store.load(WORK), before);
    assertEquals(store.load(PLAY), undefined);
    assertEquals(store.channelCount(), 1);
    store.commit([create(PLAY), frames(WORK, 1, 2, 10)]);
    assertEquals(store.load(WORK)?.cursor, 2);
  },

  "takes one channel of an id"(store) {
    store.commit([create(WORK)]);
    assertThrows(() => store.commit([create(WORK)]), Failure, "Cannot store");
    assertEquals(store.channelCount(), 1);
  },

  "finds channels by folded name, oldest first, as many as asked for"(store) {
    store.commit([create(PLAY, { nameKey: "work" }), create(channel("05"), { nameKey: "other" })]);
    store.commit([create(WORK, { nameKey: "work" })]);
    const found = (name: string, most: number) => store.find(name, most).map(({ id }) => id);
    assertEquals(found("work", 8), [PLAY, WORK]);
    assertEquals(found("work", 1), [PLAY]);
    assertEquals(found("Work", 8), []);
  },

  "tells of a door whether it is open, and of a private channel that there is none"(store) {
    store.commit([create(WORK), entry(WORK, 0), create(PLAY, { nameKey: "" }), entry(PLAY, 0)]);
    assertEquals([store.door(WORK), store.find("work", 8)], [{ id: WORK, open: false }, [{ id: WORK, open: false }]]);
    store.commit([entry(WORK, 1, { open: true })]);
    assertEquals([store.door(WORK), store.find("work", 8)], [{ id: WORK, open: true }, [{ id: WORK, open: true }]]);
    assertEquals([store.door(PLAY), store.door(channel("05"))], [undefined, undefined]);
    store.commit([{ type: "remove", id: WORK }]);
    assertEquals(store.door(WORK), undefined);
  },

  "knows who holds a channel's key"(store) {
    const joined = [{ identity: ALICE, number: 0 }, { identity: BOB, number: 1 }];
    store.commit([create(WORK), entry(WORK, 0, { joined }), create(PLAY), entry(PLAY, 0)]);
    assertEquals([store.holds(WORK, ALICE), store.holds(WORK, BOB), store.holds(PLAY, ALICE)], [true, true, false]);
    store.commit([entry(WORK, 1, { gone: [1], removed: 1 })]);
    assertEquals([store.holds(WORK, ALICE), store.holds(WORK, BOB)], [true, false]);
    store.commit([{ type: "remove", id: WORK }]);
    assertEquals(store.holds(WORK, ALICE), false);
  },

  "does not find private channels by their empty name when they are gone"(store) {
    store.commit([create(WORK), entry(WORK, 0)]);
    store.commit([{ type: "remove", id: WORK }]);
    assertEquals(store.find("work", 8), []);
    assertEquals(store.load(WORK), undefined);
    assertEquals(store.channelCount(), 0);
    assertEquals(store.createdBy(ALICE), 0);
    assertEquals(store.channelsOf(ALICE, 8), []);
    // Somebody may still be reading on.
    assertEquals([store.chunkAfter(WORK, 0), store.chunkBefore(WORK, 100)], [undefined, undefined]);
  },

  "begins anew under an id that was removed"(store) {
    store.commit([create(WORK), entry(WORK, 0), frames(WORK, 0, 1, 10), counters(WORK, [[0, 5]])]);
    store.commit([{ type: "remove", id: WORK }]);
    store.commit([create(WORK), entry(WORK, 0)]);
    assertEquals(store.load(WORK)?.counters.size, 0);
    assertEquals(store.chunkAfter(WORK, 0), undefined);
  },

  "tells who holds the key of which channels"(store) {
    store.commit([create(WORK), entry(WORK, 0, { joined: [{ identity: ALICE, number: 0 }] })]);
    store.commit([entry(WORK, 1, { joined: [{ identity: BOB, number: 1 }] })]);
    store.commit([create(PLAY), entry(PLAY, 0, { joined: [{ identity: BOB, number: 0 }] })]);
    assertEquals(store.channelsOf(ALICE, 8), [WORK]);
    assertEquals(store.channelsOf(BOB, 8), [WORK, PLAY]);
    assertEquals(store.channelsOf(BOB, 1), [WORK]);
    store.commit([entry(WORK, 2, { gone: [1] })]);
    assertEquals(store.channelsOf(BOB, 8), [PLAY]);
    store.commit([entry(WORK, 3, { joined: [{ identity: BOB, number: 3 }] })]);
    assertEquals(store.channelsOf(BOB, 8), [WORK, PLAY]);
  },

  "counts the channels that an identity made"(store) {
    store.commit([create(WORK), create(PLAY), create(channel("03"), { creator: BOB })]);
    assertEquals(store.createdBy(ALICE), 2);
    assertEquals(store.createdBy(BOB), 1);
    assertEquals(store.channelCount(), 3);
  },

  "gives log entries from a seq on, as many as fit and one at least"(store) {
    store.commit([create(WORK), ...[0, 1, 2, 3].map((seq) => entry(WORK, seq))]);
    assertEquals(store.log(WORK, 0, 100), [0, 1, 2, 3].map((seq) => bytes(4, seq)));
    assertEquals(store.log(WORK, 2, 100), [2, 3].map((seq) => bytes(4, seq)));
    assertEquals(store.log(WORK, 0, 8), [0, 1].map((seq) => bytes(4, seq)));
    assertEquals(store.log(WORK, 0, 11), [0, 1].map((seq) => bytes(4, seq)));
    assertEquals(store.log(WORK, 1, 1), [bytes(4, 1)]);
    assertEquals(store.log(WORK, 4, 100), []);
  },

  "gives a wrap to the number and entry it was made for, until that number is gone"(store) {
    const wraps = [{ to: 0, sealed: bytes(8, 1) }, { to: 1, sealed: bytes(8, 2) }];
    store.commit([create(WORK), entry(WORK, 0, { wraps })]);
    assertEquals(store.wrap(WORK, 0, 1), bytes(8, 2));
    assertEquals(store.wrap(WORK, 0, 2), undefined);
    assertEquals(store.wrap(WORK, 1, 1), undefined);
    store.commit([entry(WORK, 1, { gone: [1], wraps: [{ to: 0, sealed: bytes(8, 3) }] })]);
    assertEquals(store.wrap(WORK, 0, 1), undefined);
    assertEquals(store.wrap(WORK, 0, 0), bytes(8, 1));
    assertEquals(store.wrap(WORK, 1, 0), bytes(8, 3));
  },

  "keeps the newest wraps of each holder, and no more than a client asks for"(store) {
    const wraps = (...to: readonly number[]) => to.map((to) => ({ to, sealed: bytes(8, to) }));
    store.commit([create(WORK), entry(WORK, 0, { wraps: wraps(0, 1, 2), joined: [{ identity: BOB, number: 2 }] })]);
    store.commit([entry(WORK, 1, { gone: [2], removed: 2, wraps: wraps(1, 0) })]);
    const last = MOST.wrapsKept + 3;
    for (let seq = 2; seq <= last; seq++) store.commit([entry(WORK, seq, { wraps: wraps(seq < 4 ? 7 : 1, 0) })]);
    const kept = (to: number) => [...Array(last + 1).keys()].filter((seq) => store.wrap(WORK, seq, to));
    assertEquals(kept(0), [...Array(last + 1).keys()].slice(-MOST.wrapsKept));
    assertEquals(kept(1), kept(0));
    assertEquals([kept(2), kept(7)], [[0], [2, 3]]);
  },

  "remembers who was removed, and keeps his wraps, until he is in again"(store) {
    const wraps = [{ to: 0, sealed: bytes(8, 1) }, { to: 1, sealed: bytes(8, 2) }];
    store.commit([create(WORK), entry(WORK, 0, { wraps, joined: [{ identity: BOB, number: 1 }] })]);
    assertEquals(store.removal(WORK, BOB), undefined);
    store.commit([entry(WORK, 1, { gone: [1], removed: 1 })]);
    assertEquals(store.removal(WORK, BOB), { member: 1, seq: 1 });
    assertEquals(store.removal(PLAY, BOB), undefined);
    assertEquals(store.removal(WORK, ALICE), undefined);
    assertEquals(store.wrap(WORK, 0, 1), bytes(8, 2));
    assertEquals(store.channelsOf(BOB, 8), []);
    store.commit([entry(WORK, 2, { joined: [{ identity: BOB, number: 2 }] })]);
    assertEquals(store.removal(WORK, BOB), undefined);
    assertEquals(store.wrap(WORK, 0, 1), undefined);
    assertEquals(store.wrap(WORK, 0, 0), bytes(8, 1));
    store.commit([entry(WORK, 3, { gone: [2], removed: 2 })]);
    assertEquals(store.removal(WORK, BOB), { member: 2, seq: 3 });
    store.commit([{ type: "remove", id: WORK }, create(WORK), entry(WORK, 0)]);
    assertEquals(store.removal(WORK, BOB), undefined);
  },

  "tells the private channel that two are in"(store) {
    const both = [{ identity: ALICE, number: 0 }, { identity: BOB, number: 1 }];
    store.commit([create(WORK), entry(WORK, 0, { joined: both })]);
    assertEquals(store.privateOf(ALICE, BOB), undefined);
    store.commit([create(PLAY, { nameKey: "" }), entry(PLAY, 0, { joined: both.slice(0, 1) })]);
    assertEquals(store.privateOf(ALICE, BOB), undefined);
    store.commit([entry(PLAY, 1, { joined: both.slice(1) })]);
    assertEquals([store.privateOf(ALICE, BOB), store.privateOf(BOB, ALICE)], [PLAY, PLAY]);
    store.commit([entry(PLAY, 2, { gone: [0] })]);
    assertEquals(store.privateOf(ALICE, BOB), undefined);
  },

  "gives the first chunk that leads past a cursor"(store) {
    stream(store);
    const after = (cursor: number) => store.chunkAfter(WORK, cursor)?.last;
    assertEquals([0, 1, 2, 3, 4, 5, 6].map(after), [3, 3, 3, 4, 9, 9, 9]);
    assertEquals([8, 9, 100].map(after), [9, undefined, undefined]);
    assertEquals(store.chunkAfter(WORK, 3), { after: 3, last: 4, bytes: bytes(20, 4) });
  },

  "gives the last chunk that begins before a cursor"(store) {
    stream(store);
    const before = (cursor: number) => store.chunkBefore(WORK, cursor)?.last;
    assertEquals([0, 1, 2, 3, 4].map(before), [undefined, undefined, 3, 3, 3]);
    assertEquals([5, 6, 7].map(before), [4, 4, 4]);
    assertEquals([8, 9, 10, 11, 1000].map(before), [9, 9, 9, 9, 9]);
  },

  "keeps the streams of channels apart"(store) {
    stream(store);
    store.commit([create(PLAY), frames(PLAY, 0, 50, 5)]);
    assertEquals(store.chunkAfter(WORK, 9), undefined);
    assertEquals(store.chunkBefore(PLAY, 50)?.bytes, bytes(5, 50));
    assertEquals(store.trim(WORK, 60).gone, 60);
    assertEquals(store.load(PLAY)?.storedBytes, 5);
  },

  "trims a channel from its old end to what fits"(store) {
    stream(store);
    assertEquals(store.trim(WORK, -1000), { oldest: 0, gone: 0 });
    assertEquals(store.trim(WORK, 0), { oldest: 0, gone: 0 });
    assertEquals(store.trim(WORK, 1), { oldest: 3, gone: 10 });
    assertEquals(store.trim(WORK, 20), { oldest: 6, gone: 20 });
    assertEquals(store.chunkAfter(WORK, 0)?.last, 9);
    assertEquals(store.chunkBefore(WORK, 7), undefined);
    assertEquals([store.load(WORK)?.oldest, store.load(WORK)?.storedBytes], [6, 30]);
  },

  "shows nothing of what was forgotten, before it is taken away, meanwhile and afterwards, and all that is newer"(
    store,
  ) {
    stream(store);
    const seen = () => [
      store.chunkAfter(WORK, 0)?.last,
      store.chunkBefore(WORK, 100)?.last,
      store.load(WORK)?.oldest,
      store.load(WORK)?.storedBytes,
      store.load(WORK)?.cursor,
    ];
    store.trim(WORK, 30);
    assertEquals(seen(), [9, 9, 6, 30, 9]);
    while (store.tidy()) assertEquals(seen(), [9, 9, 6, 30, 9]);
    store.commit([{ type: "forget", id: WORK }]);
    store.commit([frames(WORK, 9, 11, 5)]);
    assertEquals(seen(), [11, 11, 9, 5, 11]);
    while (store.tidy()) assertEquals(seen(), [11, 11, 9, 5, 11]);
    assertEquals(store.tidy(), false);
  },

  "keeps what is stored after a history was forgotten, under cursors that were reserved before"(store) {
    store.commit([create(WORK), { type: "reserve", id: WORK, cursor: 1_000_000 }, frames(WORK, 3, 7, 10)]);
    store.commit([{ type: "forget", id: WORK }]);
    store.commit([frames(WORK, 7, 9, 20)]);
    while (store.tidy());
    assertEquals(store.chunkAfter(WORK, 0), { after: 7, last: 9, bytes: bytes(20, 9) });
    assertEquals([store.load(WORK)?.cursor, store.load(WORK)?.oldest], [1_000_000, 7]);
  },

  "shows nothing of a channel that was removed, before it is taken away, meanwhile and afterwards"(store) {
    const both = [{ identity: ALICE, number: 0 }, { identity: BOB, number: 1 }];
    store.commit([create(WORK), entry(WORK, 0, { joined: both }), frames(WORK, 0, 3, 10)]);
    store.commit([entry(WORK, 1, { gone: [1], removed: 1 }), { type: "empty", id: WORK, since: undefined }]);
    store.files.add({ channel: WORK, blob: BLOB, uploader: ALICE, size: 1, charge: 1, created: 1 });
    store.commit([{ type: "remove", id: WORK }]);
    const seen = () => {
      store.begin(1);
      return [
        store.load(WORK),
        store.chunkAfter(WORK, 0),
        store.chunkBefore(WORK, 9),
        store.removal(WORK, BOB),
        ...store.find("work", 8),
        ...store.channelsOf(ALICE, 8),
        ...store.expired({ unkept: 1e9, kept: 1e9 }, 8),
        store.channelCount() + store.createdBy(ALICE) + store.files.totals().count || undefined,
      ].filter((one) => one !== undefined);
    };
    assertEquals(seen(), []);
    while (store.tidy()) assertEquals(seen(), []);
    store.commit([create(WORK), frames(WORK, 0, 1, 7)]);
    assertEquals([store.load(WORK)?.storedBytes, store.load(WORK)?.entries.length], [7, 0]);
  },

  "never lets a channel's cursor fall, not even when all its frames are trimmed away"(store) {
    stream(store);
    assertEquals(store.trim(WORK, 60), { oldest: 9, gone: 60 });
    assertEquals(store.load(WORK)?.cursor, 9);
  },

  "never lets a channel's cursor fall when its history is forgotten"(store) {
    stream(store);
    store.commit([{ type: "forget", id: WORK }]);
    assertEquals(store.chunkAfter(WORK, 0), undefined);
    assertEquals(store.load(WORK)?.cursor, 9);
    assertEquals(store.load(WORK)?.oldest, 9);
    assertEquals(store.load(WORK)?.storedBytes, 0);
  },

  "tells a reserved cursor as the last that may have been given out"(store) {
    store.commit([create(WORK), { type: "reserve", id: WORK, cursor: 1_000_007 }]);
    assertEquals(store.load(WORK)?.cursor, 1_000_007);
    assertEquals(store.load(WORK)?.oldest, 1_000_007);
    store.commit([frames(WORK, 1_000_007, 1_000_009, 4)]);
    assertEquals(store.load(WORK)?.cursor, 1_000_009);
    assertEquals(store.load(WORK)?.oldest, 1_000_007);
  },

  "keeps the last counter of each member"(store) {
    store.commit([create(WORK), counters(WORK, [[0, 5], [1, 2 ** 53 - 1]])]);
    store.commit([counters(WORK, [[0, 6], [2, 1]])]);
    assertEquals(store.load(WORK)?.counters, new Map([[0, 6], [1, 2 ** 53 - 1], [2, 1]]));
  },

  "tells which channels nobody has followed for too long, kept ones later"(store) {
    const kept = channel("03");
    const followed = channel("04");
    store.commit([create(WORK, { at: 100 }), entry(WORK, 0)]);
    store.commit([create(PLAY, { at: 200 }), entry(PLAY, 0)]);
    store.commit([create(kept, { at: 10 }), entry(kept, 0, { keep: true })]);
    store.commit([create(followed, { at: 10 }), { type: "empty", id: followed, since: undefined }]);
    assertEquals(store.expired({ unkept: 100, kept: 10 }, 8), []);
    assertEquals(store.expired({ unkept: 101, kept: 10 }, 8), [WORK]);
    assertEquals(store.expired({ unkept: 201, kept: 11 }, 8).toSorted(), [WORK, PLAY, kept]);
    assertEquals(store.expired({ unkept: 201, kept: 11 }, 2).length, 2);
    store.commit([{ type: "empty", id: WORK, since: 300 }, entry(kept, 1, { keep: false })]);
    assertEquals(store.expired({ unkept: 201, kept: 0 }, 8).toSorted(), [PLAY, kept]);
  },

  "gives unkept channels their time anew when a relay begins, and kept ones only if they were followed"(store) {
    const [kept, followed] = [channel("03"), channel("04")];
    store.commit([create(WORK, { at: 100 }), entry(WORK, 0), create(PLAY), {
      type: "empty",
      id: PLAY,
      since: undefined,
    }]);
    store.commit([create(kept, { at: 100 }), entry(kept, 0, { keep: true })]);
    store.commit([create(followed), entry(followed, 0, { keep: true }), {
      type: "empty",
      id: followed,
      since: undefined,
    }]);
    store.begin(500);
    assertEquals(store.expired({ unkept: 500, kept: 500 }, 8), [kept]);
    assertEquals(store.expired({ unkept: 501, kept: 501 }, 8).toSorted(), [WORK, PLAY, kept, followed]);
  },

  "moves with the clock what was left since a moment, but not what was by the new one"(store) {
    const [later, followed] = [channel("03"), channel("04")];
    store.commit([create(WORK, { at: 100 }), create(PLAY, { at: 200 }), create(later, { at: 750 })]);
    store.commit([create(followed), { type: "empty", id: followed, since: undefined }]);
    store.shift(200, { by: 500, now: 800 });
    assertEquals(store.expired({ unkept: 700, kept: 0 }, 8), [WORK]);
    assertEquals(store.expired({ unkept: 750, kept: 0 }, 8).toSorted(), [WORK, PLAY]);
    store.shift(0, { by: -500, now: 300 });
    assertEquals(store.expired({ unkept: 300, kept: 0 }, 8), [WORK]);
    assertEquals(store.expired({ unkept: 301, kept: 0 }, 8).toSorted(), [WORK, PLAY, later]);
  },

  "keeps settings by name"(store) {
    store.set("relay key", bytes(32, 1));
    store.set("motd", bytes(0, 0));
    store.set("relay key", bytes(32, 2));
    assertEquals(store.setting("relay key"), bytes(32, 2));
    assertEquals(store.setting("motd"), bytes(0, 0));
  },

  "keeps a ban by its subject until it is lifted"(store) {
    store.ban({ subject: "b", nick: "", until: 0, reason: "spam" });
    store.ban({ subject: "a", nick: "Mallory", until: 5, reason: "" });
    store.ban({ subject: "b", nick: "Bob", until: 9, reason: "much spam" });
    assertEquals(store.bans(), [
      { subject: "a", nick: "Mallory", until: 5, reason: "" },
      { subject: "b", nick: "Bob", until: 9, reason: "much spam" },
    ]);
    assert(store.unban("a"));
    assert(!store.unban("a"));
    assertEquals(store.bans().length, 1);
  },

  "does nothing for no changes"(store) {
    store.commit([]);
    assertEquals(store.channelCount(), 0);
  },
};

/** Three chunks: cursors 1–3, 4, and after a gap 7–9. */
function stream(store: Store): void {
  store.commit([create(WORK), frames(WORK, 0, 3, 10)]);
  store.commit([frames(WORK, 3, 4, 20)]);
  store.commit([frames(WORK, 6, 9, 30)]);
}

function create(id: ChannelId, { nameKey = "work", creator = ALICE, at = 0 } = {}): Change {
  return { type: "create", id, nameKey, creator, at };
}

type EntryChange = Change & { readonly type: "entry" };

function entry(id: ChannelId, seq: number, more: Partial<EntryChange> = {}): EntryChange {
  return {
    type: "entry",
    id,
    seq,
    bytes: bytes(4, seq),
    wraps: [],
    joined: [],
    gone: [],
    removed: undefined,
    keep: false,
    open: false,
    ...more,
  };
}

function frames(id: ChannelId, after: number, last: number, size: number): Change {
  return { type: "frames", id, after, last, bytes: bytes(size, last) };
}

function counters(id: ChannelId, all: readonly (readonly [number, number])[]): Change {
  return { type: "counters", id, counters: new Map(all) };
}

function bytes(size: number, value: number): Uint8Array {
  return new Uint8Array(size).fill(value);
}

function channel(hex: string): ChannelId {
  return hex.repeat(16) as ChannelId;
}

function identity(hex: string): IdentityId {
  return hex.repeat(32) as IdentityId;
}
