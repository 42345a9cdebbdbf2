import { assertEquals } from "@std/assert";
import type { Grant } from "../../relay/carry.ts";
import { Tickets } from "../../relay/tickets.ts";
import type { BlobId, ChannelId, IdentityId } from "../../shared/ids.ts";
import { random } from "../fakes/guest.ts";

const CHANNEL = "aa".repeat(16) as ChannelId;
const ALICE = "a1".repeat(32) as IdentityId;
const BOB = "b0".repeat(32) as IdentityId;

Deno.test("what somebody was granted is told without a look at what all others were", () => {
  const { tickets } = scene();
  const [one, two] = [grant(ALICE, "01"), grant(ALICE, "02")];
  tickets.issue(one);
  tickets.issue(grant(BOB, "01"));
  tickets.issue(two);
  assertEquals(tickets.grantsOf(ALICE), [one, two]);
  assertEquals(tickets.grantsOf("c0".repeat(32) as IdentityId), []);
});

Deno.test("a ticket is good once, and no longer when there is a newer one for the same", () => {
  const { tickets } = scene();
  const file = grant(ALICE, "01");
  const [older, newer] = [tickets.issue(file), tickets.issue(file)];
  assertEquals(tickets.grantsOf(ALICE), [file]);
  assertEquals([tickets.take(older), tickets.take(newer), tickets.take(newer)], [undefined, file, undefined]);
  assertEquals(tickets.grantsOf(ALICE), []);
});

Deno.test("a ticket is good for 30 seconds, and then is nobody's", () => {
  const { tickets, turn } = scene();
  const ticket = tickets.issue(grant(ALICE, "01"));
  turn(29_999);
  assertEquals(tickets.grantsOf(ALICE).length, 1);
  turn(1);
  assertEquals(tickets.grantsOf(ALICE), []);
  assertEquals(tickets.take(ticket), undefined);
});

Deno.test("no ticket outlives its time because the clock is set back, nor do those that came before and after it", () => {
  const { tickets, turn } = scene();
  turn(86_400_000);
  tickets.issue(grant(ALICE, "01"));
  turn(-86_400_000);
  tickets.issue(grant(ALICE, "02"));
  turn(30_000);
  assertEquals(tickets.grantsOf(ALICE), []);
});

function scene() {
  let now = 0;
  return { tickets: new Tickets({ now: () => now, random }), turn: (ms: number) => void (now += ms) };
}

function grant(identity: IdentityId, blob: string): Grant {
  return { channel: CHANNEL, blob: blob.repeat(16) as BlobId, identity, upload: true, from: 0 };
}
