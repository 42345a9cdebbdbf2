import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { RelayOperator } from "../../relay/relay_operator.ts";
import { Failure } from "../../shared/failure.ts";
import { MOST } from "../../shared/messages.ts";
import { Guest } from "../fakes/guest.ts";
import { TurnedRelay } from "../fakes/turned_relay.ts";

/** Two bytes each, as characters that are none of English. */
function words(bytes: number): string {
  return "ä".repeat(Math.floor(bytes / 2)) + "a".repeat(bytes % 2);
}

Deno.test("what the operator says to all is as long as it may be, and no longer", async () => {
  await using relay = new TurnedRelay();
  const operator = new RelayOperator(relay.running, () => 0);
  const alice = await relay.guest("alice");
  assertEquals(operator.announce(words(MOST.textBytes)), 1);
  assertEquals((await alice.next("notice")).text, words(MOST.textBytes));
  assertThrows(() => operator.announce(words(MOST.textBytes + 1)), Failure, "it has 1025 bytes, and 1024 is the most");
  assertEquals(operator.motd(words(MOST.motdBytes)), words(MOST.motdBytes));
  assertThrows(() => operator.motd(words(MOST.motdBytes + 1)), Failure, "it has 1025 bytes, and 1024 is the most");
  assertEquals(operator.motd(undefined), words(MOST.motdBytes));
  await relay.guest("bob");
});

Deno.test("a message of the day that an older relay stored, and that nobody can be sent, is passed over", async () => {
  const relay = new TurnedRelay({ motd: "welcome" });
  relay.store.set("motd", new Uint8Array(MOST.motdBytes + 1).fill(97));
  await relay.restart();
  await using _relay = relay;
  await relay.guest("alice");
  assertEquals(new RelayOperator(relay.running, () => 0).motd(undefined), "welcome");
});

Deno.test("who was banned is listed by the nick he had, and let in again by it, from there and as who he is", async () => {
  await using relay = new TurnedRelay();
  const operator = new RelayOperator(relay.running, () => 0);
  const mallory = await relay.guest("Mallory", { line: { address: "10.0.0.9" } });
  await relay.guest("alice");
  assertEquals(operator.ban("10.0.0.7", 0, "").length, 1);
  assertEquals(operator.ban("mallory", 0, "spam").length, 2);
  await mallory.untilClosed();
  const listed = operator.bans().map(({ nick, subject }) => [nick, subject]);
  assertEquals(listed.toSorted(), [["", "10.0.0.7"], ["Mallory", "10.0.0.9"], ["Mallory", mallory.card.id]].toSorted());
  await relay.restart();
  const later = new RelayOperator(relay.running, () => 0);
  assertEquals([later.unban("Mallor"), later.unban("MALLORY")], [0, 2]);
  assertEquals(later.bans().map(({ subject }) => subject), ["10.0.0.7"]);
});

Deno.test("to lift one address's ban lifts no other's", async () => {
  await using relay = new TurnedRelay();
  const operator = new RelayOperator(relay.running, () => 0);
  for (const one of ["192.0.2.1", "192.0.2.17", "192.0.2.199"]) operator.ban(one, 0, "");
  assertEquals(operator.unban("192.0.2.1"), 1);
  assertEquals(operator.bans().map(({ subject }) => subject), ["192.0.2.17", "192.0.2.199"]);
});

for (const typed of ["2001:DB8:0:1::7", "2001:0db8:0000:0001::7", "2001:db8:0:01::7", "2001:db8:0:1:0:0:192.0.2.7"]) {
  Deno.test(`a ban of ${typed} is one of who comes from there`, async () => {
    await using relay = new TurnedRelay();
    const operator = new RelayOperator(relay.running, () => 0);
    const mallory = await relay.guest("mallory", { line: { address: "2001:db8:0:1::7" } });
    operator.ban(typed, 0, "");
    await relay.settled();
    assertEquals(relay.running.bans.ofAddress("2001:db8:0:1::7"), "You are banned from this relay.");
    assertEquals(mallory.closedWith?.code, 1008);
  });
}

for (const typed of ["10.0.0.5:1234", "300.1.1.1", "http://x", ":", "1::2::3", "2001:db8::/32", "2001:db8:0:1/64"]) {
  Deno.test(`a ban of ${typed}, which is nobody's address, is none`, async () => {
    await using relay = new TurnedRelay();
    const operator = new RelayOperator(relay.running, () => 0);
    assertEquals([operator.ban(typed, 0, ""), operator.bans()], [[], []]);
  });
}

Deno.test("an address is let in again as it is listed, too", async () => {
  await using relay = new TurnedRelay();
  const operator = new RelayOperator(relay.running, () => 0);
  for (const typed of ["2001:db8:0:1::7", "fe80::1%eth0", "::ffff:192.0.2.7"]) {
    const [banned = ""] = operator.ban(typed, 0, "");
    assertEquals(operator.unban(banned.replace("address ", "")), 1);
  }
  assertEquals(operator.bans(), []);
});

Deno.test("who is banned by his address does not come in over a line that was waiting", async () => {
  await using relay = new TurnedRelay();
  const operator = new RelayOperator(relay.running, () => 0);
  const address = "192.0.2.7";
  const mallory = await relay.guest("mallory", { line: { address } });
  const spare = relay.line({ address });
  operator.ban("mallory", 0, "");
  await mallory.untilClosed();
  const again = new Guest(spare, "eve");
  await assertRejects(() => again.enter());
});

Deno.test("a nick that is this computer's address bans nobody but who has it", async () => {
  await using relay = new TurnedRelay();
  const operator = new RelayOperator(relay.running, () => 0);
  const mallory = await relay.guest("127.0.0.1", { line: { address: "127.0.0.1" } });
  const bob = await relay.guest("bob", { line: { address: "127.0.0.1" } });
  operator.ban("127.0.0.1", 0, "");
  await mallory.untilClosed();
  await relay.settled();
  assertEquals(bob.closedWith, undefined);
});

Deno.test("a nick that begins another's identity bans nobody but who has it", async () => {
  await using relay = new TurnedRelay();
  const operator = new RelayOperator(relay.running, () => 0);
  const bob = await relay.guest("bob", { line: { address: "192.0.2.1" } });
  const nick = bob.card.id.slice(0, 12);
  const mallory = await relay.guest(nick, { line: { address: "192.0.2.2" } });
  operator.ban(nick, 0, "");
  await mallory.untilClosed();
  await relay.settled();
  assertEquals(bob.closedWith, undefined);
});
