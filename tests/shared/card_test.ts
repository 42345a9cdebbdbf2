import { assert, assertEquals, assertThrows } from "@std/assert";
import { cardOf, identityFrom } from "../../client/core/crypto/identity.ts";
import { card, verifyCard } from "../../shared/card.ts";
import { decode, encode } from "../../shared/wire.ts";
import { ProtocolError } from "../../shared/protocol_error.ts";

const alice = identityFrom({ seed: new Uint8Array(32).fill(1), boxSecret: new Uint8Array(32).fill(2) });
const mallory = identityFrom({ seed: new Uint8Array(32).fill(3), boxSecret: new Uint8Array(32).fill(4) });

Deno.test("a card reads back as it was written", () => {
  const mine = cardOf(alice, "alice");
  assertEquals(decode(card, encode(card, mine)), mine);
  assert(verifyCard(mine));
});

Deno.test("a card with another's box key, another nick or another's identity is not verified", () => {
  const mine = cardOf(alice, "alice");
  assert(!verifyCard({ ...mine, box: mallory.box }));
  assert(!verifyCard({ ...mine, nick: "Alice" }));
  assert(!verifyCard({ ...mine, id: mallory.id }));
  assert(!verifyCard({ ...mine, bind: new Uint8Array(64) }));
});

Deno.test("a card under a nick that cannot be shown as it is does not decode", () => {
  for (const nick of ["", " alice", "al ice", "al\u202eice", "alice\u0300\u034f", "e\u0301ve", "a".repeat(25)]) {
    assertThrows(() => decode(card, encode(card, cardOf(alice, nick))), ProtocolError);
  }
});
