import { assert, assertEquals } from "@std/assert";
import { ChannelLog } from "../../../client/core/channel_log.ts";
import {
  composeCreate,
  type Composed,
  composeNext,
  type Deed,
  type Refused,
} from "../../../client/core/compose_entry.ts";
import { openWrap } from "../../../client/core/crypto/wrap.ts";
import { nextEntry } from "../../../client/core/crypto/sign_entry.ts";
import { KeyRing, type SavedKey } from "../../../client/core/key_ring.ts";
import type { MemberNumber } from "../../../shared/ids.ts";
import { type Act, decodeEntry, type Epoch } from "../../../shared/log/entry.ts";
import type { Policy } from "../../../shared/log/policy.ts";
import { random } from "../../fakes/guest.ts";
import { card, CLOSED, identityOf } from "../../shared/log/story.ts";

const SHARED: Policy = { ...CLOSED, history: true };
const NOTE = { hasPin: true, pin: "1234", topic: "", topicAt: 0 };

/** A channel of alice's as its members hold it: her own ring knows every key. */
class Keys {
  readonly log: Uint8Array[] = [];
  readonly composed: Composed[] = [];
  readonly alice: { readonly log: ChannelLog; readonly ring: KeyRing };
  readonly channel: Composed["channel"];
  #now = 1_000_000;

  constructor(policy: Policy) {
    const deed = { op: "create", name: "garden", card: card("alice"), policy, salt: new Uint8Array(16) } as const;
    const first = made(composeCreate(deed, this.#composing()));
    this.channel = first.channel;
    this.alice = member(first.channel);
    this.#take(first);
  }

  /** `change`: what the entry says of its epoch instead of the truth. */
  does(deed: Exclude<Deed, { readonly op: "create" }>, change: Partial<Epoch> = {}): Composed {
    const { membership } = this.alice.log;
    const composing = this.#composing();
    const composed = made(composeNext(membership, this.alice.ring.key(membership.epoch), deed, composing));
    const honest = decodeEntry(composed.entry);
    const epoch = honest.op === "leave" ? undefined : { ...honest.epoch, ...change };
    const entry = nextEntry(membership, { ...deed, epoch } as Act, composing);
    this.#take({ ...composed, entry });
    return composed;
  }

  /** A ring that has these keys and the whole log. */
  restored(saved: readonly SavedKey[]): KeyRing {
    const { log, ring } = member(this.channel);
    assert(log.add(this.channel, this.log).ok);
    for (const { epoch, key } of saved) assert(ring.learn(epoch, key));
    return ring;
  }

  add(name: string): Composed {
    return this.does({ op: "add", card: card(name) });
  }

  /** What somebody has who came in with this entry, and has read the whole log. */
  as(name: string, add: Composed): { readonly log: ChannelLog; readonly ring: KeyRing } {
    const his = member(this.channel);
    assert(his.log.add(this.channel, this.log).ok);
    this.#unwrap(name, add.seq, add, his.ring);
    return his;
  }

  /** Gives him the key that an entry wrapped for him. */
  #unwrap(name: string, number: number, { seq, wraps }: Composed, ring: KeyRing): void {
    const place = { channel: this.channel, seq, number: number as MemberNumber };
    const wrap = wraps.find(({ to }) => to === number);
    const key = wrap && openWrap(wrap.sealed, place, identityOf(name));
    assert(key && ring.learn(seq, key));
  }

  #take(composed: Composed): void {
    assert(this.alice.log.add(this.channel, [composed.entry]).ok);
    if (composed.key) assert(this.alice.ring.learn(composed.seq, composed.key));
    this.log.push(composed.entry);
    this.composed.push(composed);
  }

  #composing() {
    return { identity: identityOf("alice"), now: this.#now += 1000, random, note: NOTE };
  }
}

Deno.test("who is inside reads each next key with the one before", () => {
  const keys = new Keys(CLOSED);
  const add = keys.add("bob");
  keys.add("carol");
  keys.does({ op: "policy", policy: { ...CLOSED, locked: true } });
  const bob = keys.as("bob", add);
  for (const { seq, key } of keys.composed.slice(add.seq)) assertEquals(bob.ring.key(seq), key);
});

Deno.test("who comes in reads the keys before his own while history is shared, all of them and in any order", () => {
  const keys = new Keys(SHARED);
  keys.add("bob");
  keys.does({ op: "rekey" });
  keys.does({ op: "remove", member: 1 as MemberNumber, policy: SHARED, banUntil: 0 });
  const carol = keys.as("carol", keys.add("carol"));
  for (const { seq, key } of keys.composed) assertEquals(carol.ring.key(seq), key);
});

Deno.test("who comes in reads none of the keys before his own where history is not shared", () => {
  const keys = new Keys(CLOSED);
  keys.add("bob");
  const carol = keys.as("carol", keys.add("carol"));
  assertEquals([0, 1, 2].map((seq) => carol.ring.key(seq) !== undefined), [false, false, true]);
});

Deno.test("a break in shared history is not read across", () => {
  const keys = new Keys(SHARED);
  keys.does({ op: "policy", policy: CLOSED });
  keys.does({ op: "policy", policy: SHARED });
  keys.add("bob");
  const carol = keys.as("carol", keys.add("carol"));
  assertEquals([0, 1, 2, 3, 4].map((seq) => carol.ring.key(seq) !== undefined), [false, false, true, true, true]);
});

Deno.test("who was removed has no later key, whatever he has of the log", () => {
  const keys = new Keys(SHARED);
  const add = keys.add("bob");
  const removal = keys.does({ op: "remove", member: 1 as MemberNumber, policy: SHARED, banUntil: 0 });
  keys.add("carol");
  const bob = keys.as("bob", add);
  assertEquals(removal.wraps.map(({ to }) => to), [0]);
  assertEquals([0, 1, 2, 3].map((seq) => bob.ring.key(seq) !== undefined), [true, true, false, false]);
});

Deno.test("a key that its entry did not commit to is not taken", () => {
  const keys = new Keys(SHARED);
  const bob = keys.as("bob", keys.add("bob"));
  keys.does({ op: "rekey" });
  assertEquals(bob.ring.learn(1, random(32)), false);
  assertEquals(bob.ring.learn(1, new Uint8Array(0)), false);
  assertEquals(bob.ring.learn(99, random(32)), false);
});

Deno.test("what is saved of a ring is enough to have every key again", () => {
  const keys = new Keys(SHARED);
  keys.add("bob");
  keys.does({ op: "policy", policy: CLOSED });
  keys.does({ op: "rekey" });
  keys.does({ op: "policy", policy: SHARED });
  keys.add("carol");
  for (let count = 0; count < 20; count++) {
    keys.does({ op: "rekey" });
    const saved = keys.alice.ring.saved();
    const again = keys.restored(saved);
    for (const { seq, key } of keys.composed) assertEquals(again.key(seq), key);
    assert(saved.length <= 3 + 9, `${saved.length} keys of ${keys.composed.length}`);
  }
});

Deno.test("a key is saved as long as the letter that should give it again does not", () => {
  // Else one member's entry would take what was said before it from all who start their program again.
  const keys = new Keys(SHARED);
  keys.add("bob");
  const spoiled = keys.does({ op: "rekey" }, { back: new Uint8Array(72).fill(7) });
  for (let count = 0; count < 20; count++) keys.does({ op: "rekey" });
  const again = keys.restored(keys.alice.ring.saved());
  for (const { seq, key } of keys.composed) {
    assertEquals(again.key(seq), key, `${seq}, where ${spoiled.seq} is spoiled`);
  }
});

Deno.test("an entry that the rules forbid is not even composed", () => {
  const keys = new Keys(SHARED);
  const { membership } = keys.alice.log;
  const composing = { identity: identityOf("alice"), now: 2_000_000, random, note: NOTE };
  const refused = composeNext(membership, random(32), { op: "op", member: 9 as MemberNumber }, composing);
  assertEquals(refused, { ok: false, why: "That member is not in this channel." });
  const keyless = composeNext(membership, undefined, { op: "add", card: card("bob") }, composing);
  assertEquals(keyless.ok, false);
});

function member(channel: Composed["channel"]) {
  const log = new ChannelLog();
  return { log, ring: new KeyRing(channel, log) };
}

function made(composed: Composed | Refused): Composed {
  if (!composed.ok) throw new Error(composed.why);
  return composed;
}
