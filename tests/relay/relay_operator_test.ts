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
