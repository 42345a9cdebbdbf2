/** What changes of a state, saved one after the other, come to: the state; and what they cost. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { cardOf, createIdentity } from "../../../client/core/crypto/identity.ts";
import { encodeState, KeptState } from "../../../client/core/kept_state.ts";
import { type Parts, sizeOf, withChanges } from "../../../client/core/vault.ts";
import { decodeState, type SavedChannel, type VaultState } from "../../../client/core/vault_state.ts";
import type { ChannelId, Head, MemberNumber } from "../../../shared/ids.ts";
import type { Member, Membership } from "../../../shared/log/membership.ts";
import { nickKey, nickLook } from "../../../shared/skeleton.ts";
import { POLICY, random } from "../../fakes/guest.ts";

const CHANNELS = ["0", "1", "2"].map((digit) => digit.repeat(32) as ChannelId);
const PEOPLE = Array.from({ length: 150 }, (_, number) => person(number));

/** What may become of a channel, and of one of its members. */
interface Step {
  readonly type: "comes" | "goes" | "changes" | "said" | "left" | "restart" | "resaved";
  readonly channel: number;
  readonly who: number;
}

const channel = fc.nat({ max: CHANNELS.length - 1 });
const who = fc.nat({ max: PEOPLE.length - 1 });
const type = fc.constantFrom("comes", "goes", "changes", "said", "left", "restart", "resaved");
const step: fc.Arbitrary<Step> = fc.record({ type, channel, who });

Deno.test("all changes together are the state, whatever becomes of its channels and members, over restarts too", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 150 }), (steps) => {
      let channels: readonly SavedChannel[] = [];
      let parts: Parts = new Map();
      let kept = new KeptState();
      for (const step of steps) {
        if (step.type === "restart") {
          // As after a start: the values are others, the state is the same.
          kept = new KeptState(parts);
          channels = decodeState(parts)?.channels ?? [];
        } else channels = after(channels, step);
        const state = stateOf(channels);
        parts = withChanges(parts, kept.changes(state));
        const read = decodeState(parts);
        assertEquals(read && inOrder(read), inOrder(state));
        assertEquals(kept.changes(state).size, 0, "what was told is told again");
      }
    }),
    { numRuns: 30 },
  );
});

Deno.test("in a channel of many, what becomes of one member costs his bytes, and of many at last all of them once", () => {
  let now = channelOf(CHANNELS[0] ?? fail(), PEOPLE.slice(0, 100));
  const kept = new KeptState();
  const all = sizeOf(kept.changes(stateOf([now])));
  assert(all > 10_000);
  const sizes = PEOPLE.slice(100).map((person) => {
    now = withMembers(now, (members) => [...members, person]);
    return sizeOf(kept.changes(stateOf([now])));
  });
  assert((sizes[0] ?? Infinity) < 700, `${sizes}`);
  assertEquals(sizes.filter((size) => size > all).length, 1, `${sizes}`);
  now = { ...now, cursor: now.cursor + 1 };
  assert(sizeOf(kept.changes(stateOf([now]))) < 3500);
});

Deno.test("a channel that was left leaves no part", () => {
  const kept = new KeptState();
  const [here, gone] = CHANNELS.map((id) => channelOf(id, PEOPLE.slice(0, 3)));
  if (!here || !gone) fail();
  const parts = withChanges(new Map(), kept.changes(stateOf([here, gone])));
  const left = withChanges(parts, kept.changes(stateOf([here])));
  assertEquals(left, encodeState(stateOf([here])));
  const again = withChanges(left, kept.changes(stateOf([here, gone])));
  assertEquals(again, parts);
});

function after(channels: readonly SavedChannel[], { type, channel, who }: Step): readonly SavedChannel[] {
  const [id = fail(), person = fail()] = [CHANNELS[channel], PEOPLE[who]];
  const others = channels.filter((channel) => channel.id !== id);
  const now = channels.find((channel) => channel.id === id) ?? channelOf(id, PEOPLE.slice(0, 40));
  const isHe = ({ number }: Member) => number === person.number;
  switch (type) {
    case "comes":
      return [...others, withMembers(now, (members) => [...members.filter((one) => !isHe(one)), person])];
    case "goes":
      return [...others, withMembers(now, (members) => members.filter((one) => !isHe(one)))];
    case "changes": {
      const muted = (one: Member) => isHe(one) ? { ...one, mutedUntil: one.mutedUntil + 1 } : one;
      return [...others, withMembers(now, (members) => members.map(muted))];
    }
    case "said":
      return [...others, { ...now, cursor: now.cursor + 1, heard: [{ author: numbered(1), counter: now.cursor }] }];
    case "left":
      return others;
    default:
      return channels;
  }
}

function withMembers(now: SavedChannel, change: (members: readonly Member[]) => readonly Member[]): SavedChannel {
  const known = now.known.map((membership): Membership => {
    const members = change(membership.members).toSorted((a, b) => a.number - b.number);
    return { ...membership, members, count: membership.count + 1 };
  });
  return { ...now, count: now.count + 1, known };
}

function channelOf(id: ChannelId, members: readonly Member[]): SavedChannel {
  const [name, head] = [`channel ${id.slice(0, 1)}`, "ab".repeat(32) as Head];
  return {
    ...{
      id,
      name,
      pin: ["1234"],
      formerPins: [],
      topic: "",
      topicAt: 0,
      doubted: 0,
      count: members.length,
      head,
      keys: [],
      cursor: 5,
      passed: 0,
      heard: [],
      skipped: [],
      unheard: 0,
    },
    ...{ read: 0, counter: 0, outbox: [], guesses: 0, requests: [], noted: 0 },
    known: [{
      ...{ channel: id, name, head, count: members.length, epoch: 0, time: 1, owed: false, policy: POLICY },
      ...{ members, invites: [], bans: new Map(), mutes: new Map() },
    }],
  };
}

function stateOf(channels: readonly SavedChannel[]): VaultState {
  const [seed, boxSecret] = [1, 2].map((value) => new Uint8Array(32).fill(value));
  return {
    ...{ nick: "alice", seed: seed ?? fail(), boxSecret: boxSecret ?? fail(), relayKey: [], channels, gone: [] },
    ...{ asked: [], tries: [], ignored: [], verified: [], files: [] },
  };
}

/** Which channel comes first is nobody's business here. */
function inOrder(state: VaultState): VaultState {
  return { ...state, channels: state.channels.toSorted((a, b) => a.id.localeCompare(b.id)) };
}

function person(number: number): Member {
  const card = cardOf(createIdentity(random), `person-${number}`);
  const { nick } = card;
  const compared = { nickKey: nickKey(nick), nickLook: nickLook(nick) };
  return { number: numbered(number), card, ...compared, adminSince: number === 0 ? 0 : undefined, mutedUntil: 0 };
}

function numbered(number: number): MemberNumber {
  return number as MemberNumber;
}

function fail(): never {
  throw new Error("There is one");
}
