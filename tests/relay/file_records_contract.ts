/** What every store must do about files: relay/file_records.ts promises it, and the relay is built on it. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import type { BlobPlace, FileRecords, NewFile } from "../../relay/file_records.ts";
import type { Store } from "../../relay/store.ts";
import { Failure } from "../../shared/failure.ts";
import type { BlobId, ChannelId, IdentityId } from "../../shared/ids.ts";

const WORK = "01".repeat(16) as ChannelId;
const PLAY = "02".repeat(16) as ChannelId;
const ALICE = "a1".repeat(32) as IdentityId;
const BOB = "b0".repeat(32) as IdentityId;

/** Runs the contract; `open` gives an empty store each time. */
export function fileRecordsContract(name: string, open: () => Store): void {
  for (const [promise, keep] of Object.entries(promises)) {
    Deno.test(`${name} ${promise}`, () => {
      using store = open();
      for (const id of [WORK, PLAY]) store.commit([{ type: "create", id, nameKey: "", creator: ALICE, at: 0 }]);
      keep(store.files, store);
    });
  }
}

const promises: Readonly<Record<string, (files: FileRecords, store: Store) => void>> = {
  "knows of no files at first"(files) {
    assertEquals(files.find(file()), undefined);
    assertEquals([...files.all()], []);
    assertEquals([files.charged(), files.charged(WORK), files.promised()], [0, 0, 0]);
    assertEquals(files.totals(), { count: 0, bytes: 0 });
    assertEquals(files.expired(Infinity, 9), []);
    assertEquals(files.unsettled(WORK, { uploader: ALICE, had: 0 }), []);
    assertEquals(files.havers(file()).size, 0);
  },

  "finds a file as it was added"(files) {
    files.add(file({ size: 2 ** 52, created: 1_700_000_000_000 }));
    const record = { ...file({ size: 2 ** 52, created: 1_700_000_000_000 }), stored: 0, had: 0, over: false };
    assertEquals(files.find(file()), record);
    assertEquals([...files.all()], [record]);
  },

  "keeps one file of an id in a channel, and another one in another"(files) {
    files.add(file());
    assertThrows(() => files.add(file({ uploader: BOB })), Failure, "Cannot store");
    files.add(file({ channel: PLAY, uploader: BOB }));
    assertEquals(files.find(file())?.uploader, ALICE);
    assertEquals(files.find(file({ channel: PLAY }))?.uploader, BOB);
  },

  "takes no file of a channel that is not stored"(files) {
    assertThrows(() => files.add(file({ channel: "03".repeat(16) as ChannelId })), Failure, "Cannot store");
    assertEquals([...files.all()], []);
  },

  "keeps how far files are stored, several at once"(files) {
    files.add(file());
    files.add(file({ blob: id("02") }));
    files.keep([{ ...place(), stored: 40 }, { ...place(id("02")), stored: 100 }]);
    assertEquals(files.find(file())?.stored, 40);
    assertEquals(files.totals(), { count: 2, bytes: 140 });
    assertEquals(files.promised(), 60);
  },

  "keeps nothing of a file that is not there"(files) {
    files.add(file());
    files.keep([{ ...place(id("09")), stored: 7 }, { ...place(), stored: 40 }]);
    assertEquals(files.find(place(id("09"))), undefined);
    assertEquals(files.find(file())?.stored, 40);
    files.keep([]);
  },

  "counts each who has a file once"(files) {
    files.add(file());
    for (const identity of [BOB, ALICE, BOB]) files.had(file(), identity);
    assertEquals(files.find(file())?.had, 2);
    assertEquals([...files.havers(file())].sort(), [ALICE, BOB]);
    files.had(place(id("09")), BOB);
    assertEquals(files.havers(place(id("09"))).size, 0);
  },

  "leaves of a file that is over only that it was there, and its charge"(files) {
    files.add(file());
    files.keep([{ ...place(), stored: 100 }]);
    files.had(file(), BOB);
    files.finish([file()], 3);
    assertEquals(files.find(file()), { ...file({ charge: 3 }), stored: 100, had: 0, over: true });
    assertEquals(files.havers(file()).size, 0);
    assertEquals([files.charged(), files.promised()], [3, 0]);
    assertEquals(files.totals(), { count: 0, bytes: 0 });
    assertEquals(files.unsettled(WORK, { uploader: ALICE, had: 0 }), []);
  },

  "forgets a file that is removed, with who has it"(files) {
    files.add(file());
    files.had(file(), BOB);
    files.remove([file()]);
    assertEquals(files.find(file()), undefined);
    files.add(file());
    assertEquals(files.find(file())?.had, 0);
    assertEquals(files.havers(file()).size, 0);
    files.remove([place(id("09"))]);
  },

  "lists what is not settled: one's that are not whole, and what is had by so many"(files) {
    files.add(file());
    files.add(file({ blob: id("02") }));
    files.add(file({ blob: id("03") }));
    files.add(file({ blob: id("04"), channel: PLAY }));
    files.keep([{ ...place(id("02")), stored: 100 }, { ...place(id("03")), stored: 100 }]);
    files.had(place(id("03")), BOB);
    const unsettled = (uploader: IdentityId, had: number) =>
      files.unsettled(WORK, { uploader, had }).map(({ blob }) => blob).sort();
    assertEquals(unsettled(ALICE, 1), [id("01"), id("03")]);
    assertEquals(unsettled(ALICE, 2), [id("01")]);
    assertEquals(unsettled(BOB, 1), [id("03")]);
    assertEquals(unsettled(BOB, 2), []);
    assertEquals(unsettled(BOB, 0), [id("01"), id("02"), id("03")]);
  },

  "lists what was brought before a time, the oldest first and as many as asked for"(files) {
    for (const [blob, created] of [["01", 30], ["02", 10], ["03", 20]] as const) {
      files.add(file({ blob: id(blob), created }));
    }
    const expired = (before: number, most: number) => files.expired(before, most).map(({ blob }) => blob);
    assertEquals(expired(10, 9), []);
    assertEquals(expired(30, 9), [id("02"), id("03")]);
    assertEquals(expired(31, 2), [id("02"), id("03")]);
    files.finish([place(id("02"))], 0);
    assertEquals(expired(31, 1), [id("02")]);
  },

  "moves with the clock what was brought since a moment, but not what was by the new one"(files, store) {
    for (const [blob, created] of [["01", 100], ["02", 200], ["03", 750]] as const) {
      files.add(file({ blob: id(blob), created }));
    }
    store.shift(200, { by: 500, now: 800 });
    assertEquals(files.expired(700, 9).map(({ blob }) => blob), [id("01")]);
    assertEquals(files.expired(750, 9).map(({ blob }) => blob), [id("01"), id("02")]);
    store.shift(0, { by: -500, now: 300 });
    assertEquals(files.expired(300, 9).map(({ blob }) => blob), [id("01")]);
    assertEquals(files.expired(301, 9).length, 3);
  },

  "sums the charges of a channel and of all"(files) {
    files.add(file({ charge: 10 }));
    files.add(file({ blob: id("02"), charge: 5 }));
    files.add(file({ channel: PLAY, charge: 2 ** 40 }));
    assertEquals([files.charged(WORK), files.charged(PLAY), files.charged()], [15, 2 ** 40, 2 ** 40 + 15]);
    files.remove([file()]);
    assertEquals([files.charged(WORK), files.charged()], [5, 2 ** 40 + 5]);
  },

  "forgets a channel's files with the channel"(files, store) {
    files.add(file());
    files.had(file(), BOB);
    files.add(file({ channel: PLAY }));
    store.commit([{ type: "remove", id: WORK }]);
    assertEquals([...files.all()].map(({ channel }) => channel), [PLAY]);
    assertEquals([files.charged(WORK), files.charged()], [0, 100]);
    files.keep([{ ...place(), stored: 5 }]);
    store.commit([{ type: "create", id: WORK, nameKey: "", creator: ALICE, at: 0 }]);
    assertEquals(files.find(file()), undefined);
    assert(files.havers(file()).size === 0);
  },
};

function file(more: Partial<NewFile> = {}): NewFile {
  return { ...place(), uploader: ALICE, size: 100, charge: 100, created: 0, ...more };
}

function place(blob = id("01")): BlobPlace {
  return { channel: WORK, blob };
}

function id(hex: string): BlobId {
  return hex.repeat(16) as BlobId;
}
