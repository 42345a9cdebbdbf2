import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { signEntry } from "../../../client/core/crypto/sign_entry.ts";
import { type Act, decodeEntry, encodeEntry, headOf, NOWHERE } from "../../../shared/log/entry.ts";
import { extend, replay } from "../../../shared/log/replay.ts";
import { ProtocolError } from "../../../shared/protocol_error.ts";
import { act, creation, EPOCH, identityOf, Story } from "./story.ts";

const story = new Story();
const alice = story.number("alice");
const letters = { ...EPOCH, fwd: new Uint8Array(72), why: new Uint8Array(512), note: new Uint8Array(1) };

const oneOfEach: readonly Act[] = [
  creation(),
  creation({ name: "" }),
  act.add("bob"),
  act.remove(alice),
  act.leave(),
  act.rekey(),
  {
    op: "policy",
    policy: { locked: true, keep: true, history: true, adminsSetTopic: true, open: true },
    epoch: letters,
  },
  act.op(alice),
  act.deop(alice),
  act.transfer(alice),
  act.mute(alice),
  act.unmute(alice),
  act.ban("bob"),
  act.unban("bob"),
  act.invite("link"),
  act.revoke(alice),
];

for (const what of oneOfEach) {
  const entryBytes = signEntry({ ...what, ...NOWHERE }, identityOf("alice"));

  Deno.test(`an entry ${what.op} of ${entryBytes.length} bytes reads back the same and encodes the same`, () => {
    const { sig, ...entry } = decodeEntry(entryBytes);
    assertEquals<unknown>(entry, { ...NOWHERE, ...what });
    assertEquals(sig, entryBytes.subarray(-64));
    assertEquals(encodeEntry({ ...entry, sig }), entryBytes);
  });

  Deno.test(`an entry ${what.op} of ${entryBytes.length} bytes is refused when it ends early or late`, () => {
    for (let length = 0; length < entryBytes.length; length++) {
      assertThrows(() => decodeEntry(entryBytes.subarray(0, length)), ProtocolError);
    }
    assertThrows(() => decodeEntry(new Uint8Array([...entryBytes, 0])), ProtocolError);
  });
}

const someBytes = fc.oneof(
  fc.uint8Array({ maxLength: 600 }),
  // Most garbage stops at the version; this gets further.
  fc.tuple(fc.nat(15), fc.uint8Array({ maxLength: 600 })).map(([op, rest]) => Uint8Array.of(1, op, ...rest)),
);

Deno.test("any bytes either extend a log or give a reason", () => {
  fc.assert(fc.property(someBytes, (garbage) => {
    for (const membership of [undefined, story.membership]) {
      const next = extend(membership, garbage);
      assertEquals(next.ok || next.why.length > 0, true);
    }
  }));
});

Deno.test("any change of an entry's bytes gives a reason", () => {
  const entryBytes = story.bytes("alice", act.add("bob"));
  const changes = fc.array(fc.tuple(fc.nat(entryBytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 });
  fc.assert(fc.property(changes, (changes) => {
    const changed = entryBytes.slice();
    for (const [at, value] of changes) changed[at] = value;
    assertEquals(extend(story.membership, changed).ok, headOf(changed) === headOf(entryBytes));
  }));
});

Deno.test("whatever decodes encodes to the same bytes", () => {
  fc.assert(fc.property(fc.constantFrom(...oneOfEach), fc.nat(), fc.nat(255), (what, at, value) => {
    const entryBytes = signEntry({ ...what, ...NOWHERE }, identityOf("alice"));
    entryBytes[at % entryBytes.length] = value;
    const next = replay(undefined, [entryBytes], { trusted: true });
    if (next.ok) assertEquals(next.entries.map(encodeEntry), [entryBytes]);
  }));
});
