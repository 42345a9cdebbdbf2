/** A channel of many with real keys, made as its creator's client would make it, and the vaults of its members. */
import { composeCreate, type Composed, composeNext } from "../client/core/compose_entry.ts";
import { cardOf, createIdentity, type Identity } from "../client/core/crypto/identity.ts";
import { lockFile } from "../client/core/crypto/locked_records.ts";
import { encodeState } from "../client/core/kept_state.ts";
import { sendEntry } from "../client/core/pen.ts";
import { openLine, type RelayLine } from "../client/core/relay_line.ts";
import { encodeChanges } from "../client/core/vault_changes.ts";
import { dial } from "../client/machine/dial.ts";
import type { ChannelId } from "../shared/ids.ts";
import type { LinkSink } from "../shared/link.ts";
import type { Membership } from "../shared/log/membership.ts";
import { realClock } from "../shared/real_clock.ts";
import { random } from "./accounts.ts";

export const PIN = "135790";

export interface CrowdMember {
  readonly identity: Identity;
  readonly nick: string;
}

/** The channel as it is when all have come in. */
export interface Crowd {
  readonly channel: ChannelId;
  readonly name: string;
  /** The first one created it, and is its admin. */
  readonly members: readonly CrowdMember[];
  readonly membership: Membership;
  readonly key: Uint8Array;
}

const NOTE = { hasPin: true, pin: PIN, topic: "", topicAt: 0 };

export interface Gathering {
  readonly name: string;
  readonly count: number;
}

/** Makes it at the relay on this port; its log has an entry for each member. */
export async function gather(port: number, { name, count }: Gathering): Promise<Crowd> {
  const members = Array.from(
    { length: count },
    (_, place) => ({ identity: createIdentity(random), nick: nickOf(place) }),
  );
  const [creator, ...others] = members;
  if (!creator) throw new RangeError("Cannot gather nobody");
  const line = await lineOf(port, creator);
  const { identity, nick } = creator;
  const policy = { locked: false, keep: true, history: true, adminsSetTopic: false, open: false };
  const deed = { op: "create", name, card: cardOf(identity, nick), policy, salt: random(16) } as const;
  const created = composed(composeCreate(deed, composingOf(creator)));
  await taken(line, created, { type: "create", entry: created.entry });
  const adder = new Adder(line, creator, { membership: created.after, key: keyOf(created) });
  for (const other of others) await adder.add(other);
  adder.leave();
  return { channel: created.channel, name, members, membership: adder.membership, key: adder.key };
}

/** A member who lets others in, without a door: their entries are made here. */
export class Adder {
  readonly #line: RelayLine;
  readonly #host: CrowdMember;
  membership: Membership;
  key: Uint8Array;

  /** The channel has to be as this says. */
  constructor(line: RelayLine, host: CrowdMember, { membership, key }: Pick<Crowd, "membership" | "key">) {
    this.#line = line;
    this.#host = host;
    this.membership = membership;
    this.key = key;
  }

  async add({ identity, nick }: CrowdMember): Promise<void> {
    const deed = { op: "add", card: cardOf(identity, nick) } as const;
    const add = composed(composeNext(this.membership, this.key, deed, composingOf(this.#host)));
    await taken(this.#line, add, { type: "append", channel: add.channel, entry: add.entry });
    this.membership = add.after;
    this.key = keyOf(add);
  }

  leave(): void {
    this.#line.close("");
  }
}

function composingOf({ identity }: CrowdMember) {
  return { identity, now: Date.now(), random, note: NOTE };
}

/** A line to the relay on this port, which this one has entered; what it hears is nobody's business. */
export function lineOf(port: number, { identity, nick }: CrowdMember): Promise<RelayLine> {
  const clock = realClock({ now: Date.now, setTimeout, clearTimeout });
  const meeting = { relay: `127.0.0.1:${port}`, identity, nick, random, clock, pinned: undefined, heard() {} };
  const { signal } = new AbortController();
  return openLine({ ...meeting, dial: (sink: LinkSink) => dial({ host: "127.0.0.1", port }, sink) }, signal);
}

/** The file of the vault of one of its members, who has read everything up to now. */
export function vaultOf({ identity, nick }: CrowdMember, crowd: Crowd): Uint8Array {
  const { seed, boxSecret } = identity;
  const parts = encodeState({
    nick,
    seed,
    boxSecret,
    relayKey: [],
    channels: [savedChannel(crowd)],
    gone: [],
    asked: [],
    tries: [],
    ignored: [],
    verified: [],
    files: [],
  });
  return lockFile(encodeChanges(parts), { lock: { type: "plain" }, random });
}

function savedChannel({ channel, membership, key }: Crowd) {
  const { count, head, epoch, name } = membership;
  return {
    ...{
      id: channel,
      name,
      pin: [PIN],
      formerPins: [],
      topic: "",
      topicAt: 0,
      doubted: 0,
      count,
      head,
      known: [membership],
      keys: [{ epoch, key }],
    },
    ...{ noted: count, cursor: count },
    ...{ passed: count - 1, heard: [], skipped: [], unheard: 0, read: 0, counter: 0 },
    ...{ outbox: [], guesses: 0, requests: [] },
  };
}

function composed(outcome: Composed | { readonly ok: false; readonly why: string }): Composed {
  if (!outcome.ok) throw new Error(`Cannot gather a crowd: ${outcome.why}`);
  return outcome;
}

function keyOf({ key }: Composed): Uint8Array {
  if (!key) throw new Error("Cannot gather a crowd: its last entry opened no epoch");
  return key;
}

async function taken(line: RelayLine, entry: Composed, request: Parameters<typeof sendEntry>[2]): Promise<void> {
  const answer = await sendEntry(line, entry, request);
  if (answer.type === "no") throw new Error(`Cannot gather a crowd: the relay says "${answer.text}"`);
}

/** Names that nobody takes for each other. */
export function nickOf(place: number): string {
  const [consonants, vowels] = ["bdfghkmnpt", "aeiou"];
  let nick = "";
  for (let left = place, syllables = 0; syllables < 3; syllables++) {
    nick += `${consonants[left % 10]}${vowels[Math.floor(left / 10) % 5]}`;
    left = Math.floor(left / 50);
  }
  return nick;
}
