/** Makes a channel as its first member would: creates it and adds the others. The keys are noise: a relay cannot tell. */
import { type Account, random } from "./accounts.ts";
import { RelayLine } from "./relay_line.ts";
import { signEntry } from "../client/core/crypto/sign_entry.ts";
import { type ChannelId, type Head, type MemberNumber } from "../shared/ids.ts";
import { channelOf, encodeEntry, type Epoch, headOf, NOWHERE, SIGNATURE_BYTES } from "../shared/log/entry.ts";
import { type FromClient } from "../shared/messages.ts";

/** A channel that is to be. */
export interface Plan {
  readonly name: string;
  readonly history: boolean;
  /** At least one; the first is the creator. */
  readonly members: readonly Account[];
}

const WRAP_BYTES = 80;
const KEY_BYTES = 72;
const NOTHING = new Uint8Array(0);

/** Makes the channel at the relay on this port, and waits until the relay has stored all of it. */
export async function createChannel(port: number, plan: Plan): Promise<ChannelId> {
  const [creator, ...others] = plan.members;
  if (!creator) throw new RangeError("Cannot create a channel: it has no members");
  using line = await RelayLine.enter(port, creator);
  const { entry, channel, time } = creation(creator, plan);
  await line.send([staged(0), { type: "create", ask: 0, entry }]);
  await line.done(0);
  let prev = headOf(entry);
  for (const [i, newcomer] of others.entries()) {
    const seq = i + 1;
    const added = addition(creator, newcomer, { channel, seq, prev, time, history: plan.history });
    prev = headOf(added);
    await line.send([staged(seq), { type: "append", ask: seq, channel, entry: added }]);
  }
  if (others.length > 0) await line.done(others.length);
  return channel;
}

function creation({ identity, card }: Account, { name, history }: Plan) {
  const policy = { locked: false, keep: false, history, adminsSetTopic: false, open: false };
  const time = Date.now();
  const act = { op: "create", name, card, policy, salt: random(16), epoch: epoch(NOTHING, NOTHING) } as const;
  const unsigned = encodeEntry({ ...act, ...NOWHERE, time, sig: new Uint8Array(SIGNATURE_BYTES) });
  const channel = channelOf(unsigned);
  return { channel, time, entry: signEntry({ ...act, ...NOWHERE, time, channel }, identity) };
}

interface Where {
  readonly channel: ChannelId;
  readonly seq: number;
  readonly prev: Head;
  readonly time: number;
  readonly history: boolean;
}

function addition(creator: Account, { card }: Account, { history, ...place }: Where): Uint8Array {
  const act = { op: "add", card, epoch: epoch(random(KEY_BYTES), history ? random(KEY_BYTES) : NOTHING) } as const;
  return signEntry({ ...act, ...place, author: memberNumber(0) }, creator.identity);
}

function staged(seq: number): FromClient {
  return { type: "stage", wraps: [{ to: memberNumber(seq), sealed: random(WRAP_BYTES) }] };
}

function epoch(fwd: Uint8Array, back: Uint8Array): Epoch {
  return { commit: random(32), fwd, back, why: NOTHING, note: NOTHING };
}

function memberNumber(seq: number): MemberNumber {
  return seq as MemberNumber;
}
