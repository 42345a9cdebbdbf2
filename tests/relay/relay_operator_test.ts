import { assertEquals, assertThrows } from "@std/assert";
import { RelayOperator } from "../../relay/relay_operator.ts";
import { Failure } from "../../shared/failure.ts";
import { MOST } from "../../shared/messages.ts";
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
