import { assert, assertEquals, assertMatch } from "@std/assert";
import { Admission, type AdmissionLimits, personOf } from "../../relay/admission.ts";

const LIMITS: AdmissionLimits = {
  connections: 4,
  connectionsPerAddress: 2,
  newConnections: { perSecond: 1, burst: 3 },
  knocks: { perSecond: 0.5, burst: 2 },
  newChannels: { perSecond: 0.1, burst: 1 },
  newFiles: { perSecond: 0.1, burst: 1 },
};

Deno.test("an address has its number of connections at once, and gets them back", () => {
  const { admission, at } = door();
  assertEquals([1, 2].map(() => admission.enter("a")), [undefined, undefined]);
  const third = admission.enter("a");
  assertMatch(third ?? "", /too many connections from your address/);
  admission.leave("a", undefined);
  at(10_000);
  // The one that was turned away is still counted, until it is gone.
  assertMatch(admission.enter("a") ?? "", /too many connections/);
  admission.leave("a", third);
  admission.leave("a", third);
  assertEquals(admission.enter("a"), undefined);
});

Deno.test("a relay has its number of connections at once, whoever has them", () => {
  const { admission } = door();
  for (const address of ["a", "b", "c", "d"]) assertEquals(admission.enter(address), undefined);
  const fifth = admission.enter("e");
  assertMatch(fifth ?? "", /as many connections as it can hold/);
  admission.leave("e", fifth);
  admission.leave("a", undefined);
  assertEquals(admission.enter("f"), undefined);
});

Deno.test("who is turned away takes no place of the relay's, as long as it takes to tell him why", () => {
  const { admission } = door();
  for (let i = 0; i < 100; i++) admission.enter("a");
  assertEquals([admission.enter("b"), admission.enter("c"), admission.open], [undefined, undefined, 4]);
});

Deno.test("an address that reconnects too often is turned away, the others are not", () => {
  const { admission, at } = door();
  for (let i = 0; i < 3; i++) {
    assertEquals(admission.enter("a"), undefined);
    admission.leave("a", undefined);
  }
  const fourth = admission.enter("a");
  assertMatch(fourth ?? "", /too many new connections/);
  admission.leave("a", fourth);
  assertEquals(admission.enter("b"), undefined);
  at(1000);
  assertEquals(admission.enter("a"), undefined);
});

Deno.test("a banned address hears why", () => {
  const { admission } = door((address) => address === "a" ? "You are banned." : undefined);
  assertEquals(admission.enter("a"), "You are banned.");
  assertEquals(admission.enter("b"), undefined);
});

Deno.test("knocks and new channels have a rate of their own for each address", () => {
  const { admission, at } = door();
  assertEquals([1, 2, 3].map(() => admission.mayKnock("a")), [true, true, false]);
  assertEquals([1, 2].map(() => admission.mayCreate("a")), [true, false]);
  assert(admission.mayKnock("b"));
  assert(admission.mayCreate("b"));
  at(10_000);
  assertEquals([1, 2, 3].map(() => admission.mayKnock("a")), [true, true, false]);
  assertEquals([1, 2].map(() => admission.mayCreate("a")), [true, false]);
});

Deno.test("a sweep forgives nobody who has spent his rate, nor forgets who is connected", () => {
  const { admission, at } = door();
  admission.mayCreate("a");
  admission.enter("b");
  admission.enter("b");
  admission.mayBring("c");
  for (let i = 0; i < 2; i++) admission.mayKnock("d");
  admission.sweep();
  assert(!admission.mayCreate("a"));
  assert(!admission.mayBring("c"));
  assert(!admission.mayKnock("d"));
  at(100_000);
  admission.sweep();
  assert(admission.mayCreate("a"));
  assertMatch(admission.enter("b") ?? "", /too many connections/);
});

Deno.test("limits of 0 are none", () => {
  const off = { perSecond: 0, burst: 0 };
  const admission = new Admission(
    { connections: 1000, connectionsPerAddress: 0, newConnections: off, knocks: off, newChannels: off, newFiles: off },
    () => 0,
    () => undefined,
  );
  for (let i = 0; i < 200; i++) {
    assertEquals(admission.enter("a"), undefined);
    assert(admission.mayKnock("a"));
    assert(admission.mayCreate("a"));
  }
});

const people: readonly (readonly [address: string, person: string])[] = [
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["::FFFF:192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::6", "2001:db8:1:2::/64"],
  ["2001:db8::6", "2001:db8:0:0::/64"],
  ["2001:db8::", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["::", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
];

for (const [address, person] of people) {
  Deno.test(`the person behind ${address} has ${person}`, () => {
    assertEquals(personOf(address), person);
  });
}

function door(banned: (address: string) => string | undefined = () => undefined) {
  let now = 0;
  return { admission: new Admission(LIMITS, () => now, banned), at: (time: number) => now = time };
}
