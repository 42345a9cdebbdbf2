/**
 * What a client's work costs: letting somebody into a large channel and putting him out, for who does it and for all the others; coming in; reading and
 * saying. Everything is done by real sessions at a relay in this process; each has its own CPU time counted (client_measured.ts).
 */
import { cpus } from "node:os";
import { encodeSaid } from "../client/core/content.ts";
import { sealBox } from "../client/core/crypto/box.ts";
import { createIdentity, type Identity, sign } from "../client/core/crypto/identity.ts";
import { keyFor, PURPOSE } from "../client/core/crypto/under_key.ts";
import { frame, OPCODE } from "../shared/frames.ts";
import type { ChannelId, Head, MemberNumber } from "../shared/ids.ts";
import { relayTable } from "../shared/messages.ts";
import { verify } from "../shared/public_key.ts";
import { fromHex } from "../shared/ids.ts";
import { messageCodec } from "../shared/wire.ts";
import { TurnedRelay } from "../tests/fakes/turned_relay.ts";
import { random } from "./accounts.ts";
import { Author, type Now } from "./client_authors.ts";
import { type Crowd, gather, NAME, nickOf, vaultOf } from "./client_channel.ts";
import { cpu, MeasuredClient, settle } from "./client_measured.ts";
import type { BoxSize, ClientResults, Figure } from "./client_results.ts";
import { progress } from "./print.ts";

interface Plan {
  readonly members: number;
  readonly rounds: number;
  /** How many messages are read in one go. */
  readonly messages: number;
}

const WHOLE: Plan = { members: 1000, rounds: 11, messages: 1000 };
const QUICK: Plan = { members: 100, rounds: 3, messages: 300 };

type Bar = Figure["bar"];

/** The figures of a round by their names; the first round only warms up. */
class Rounds {
  readonly #figures = new Map<
    string,
    { readonly unit: Figure["unit"]; readonly bar: Bar; readonly rounds: number[] }
  >();
  #round = -1;

  begin(): void {
    this.#round++;
  }

  note(what: string, value: number, { unit = "ms", bar }: { unit?: Figure["unit"]; bar?: Bar } = {}): void {
    const figure = this.#figures.get(what) ?? { unit, bar, rounds: [] };
    this.#figures.set(what, figure);
    if (this.#round > 0) figure.rounds.push(value);
  }

  get figures(): readonly Figure[] {
    return [...this.#figures].map(([what, figure]) => ({ what, ...figure }));
  }
}

const AUTHORS = 100;
const SINGLES = 50;
/** Lengths of texts. */
const TEXTS = [20, 100, 500, 2_000, 20_000];

/** Measures all of it; a machine that others use meanwhile makes everything slower, so rounds are many and the median counts. */
export async function measureClient(isQuick: boolean): Promise<ClientResults> {
  const { members, rounds: count, messages } = isQuick ? QUICK : WHOLE;
  const loadBefore = load();
  await using relay = new TurnedRelay();
  progress(`client: a channel of ${members}`);
  const crowd = await gather(relay, members);
  const admin = await enter(relay, crowd, 0);
  const other = await enter(relay, crowd, members - 2);
  const authors = Array.from({ length: Math.min(AUTHORS, members - 3) }, (_, place) => new Author(crowd, place + 1));
  const bench: Bench = { relay, crowd, admin, other, authors, messages, rounds: new Rounds() };
  for (let round = 0; round <= count; round++) {
    progress(`client: round ${round} of ${count}`);
    bench.rounds.begin();
    await library(bench);
    await start(bench);
    await comings(bench, round);
    await reading(bench);
    await saying(bench);
  }
  await admin.close();
  await other.close();
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: [
      `${cpus()[0]?.model ?? "unknown CPU"}, ${navigator.hardwareConcurrency} cores; Deno ${Deno.version.deno}`,
      `Load average before ${loadBefore}, after ${load()}: one of it is this bench.`,
    ],
    members,
    figures: bench.rounds.figures,
    boxes: TEXTS.map(sizeOf),
  };
}

function load(): string {
  return (Deno.loadavg()[0] ?? 0).toFixed(1);
}

interface Bench {
  readonly relay: TurnedRelay;
  readonly crowd: Crowd;
  readonly admin: MeasuredClient;
  readonly other: MeasuredClient;
  readonly authors: readonly Author[];
  readonly messages: number;
  readonly rounds: Rounds;
}

/** What one signature costs here and now: the other figures follow it up and down. */
async function library({ rounds }: Bench): Promise<void> {
  const identity = createIdentity(random);
  const message = random(200);
  const id = fromHex(identity.id);
  const times = 50;
  let signature: Uint8Array = new Uint8Array(0);
  const signing = await cpu(() => {
    for (let i = 0; i < times; i++) signature = sign(identity, "bench", message);
  });
  const verifying = await cpu(() => {
    for (let i = 0; i < times; i++) verify(id, signature, "bench", message);
  });
  rounds.note("for comparison: one Ed25519 signature", signing / times);
  rounds.note("for comparison: checking one Ed25519 signature", verifying / times);
}

/** A member's client begins with what his vault holds. */
async function start({ relay, crowd, rounds }: Bench): Promise<void> {
  const member = await enter(relay, crowd, crowd.members.length - 1);
  rounds.note("starting anew as a member, log verified before", member.take());
  await member.close();
  await relay.settled();
}

/** Somebody comes in by the PIN, and is put out. */
async function comings({ relay, crowd, admin, other, rounds }: Bench, round: number): Promise<void> {
  const { channel, members } = crowd;
  const nick = nickOf(members.length + round);
  const newcomer = await MeasuredClient.open(relay, { nick });
  const all = [admin, other, newcomer];
  await settle(relay, all);
  for (const one of all) one.take();
  const joining = await newcomer.begin({ type: "join", name: NAME, pin: admin.view?.pin, others: "ask" });
  await settle(relay, all);
  if (!joining.outcome?.ok) throw new Error(`Cannot measure: nobody comes in: ${joining.outcome?.why}`);
  // Doorkeepers take turns: it was the one who had more to do.
  const [less = NaN, more = NaN] = [admin.take(), other.take()].sort((a, b) => a - b);
  rounds.note("letting a member in, door and all: who keeps the door", more, { bar: { most: 1000 } });
  rounds.note("letting a member in: each other member", less, { bar: { most: 5 } });
  rounds.note("coming in, door and all: the newcomer, who replays the log", newcomer.take(), { bar: { most: 1000 } });
  await newcomer.close();
  await settle(relay, [admin, other]);
  admin.take();
  other.take();
  const kick = await admin.begin({ type: "kick", channel, nick, reason: "" });
  await settle(relay, [admin, other]);
  if (!kick.outcome?.ok) throw new Error(`Cannot measure: nobody is put out: ${kick.outcome?.why}`);
  rounds.note("putting a member out: the admin", admin.take(), { bar: { most: 1000 } });
  rounds.note("putting a member out: each other member, with his wrap", other.take(), { bar: { most: 5 } });
}

async function reading(bench: Bench): Promise<void> {
  const { relay, admin, other, authors, messages, rounds } = bench;
  const now = await stateOf(bench);
  for (const author of authors) await author.enter(relay);
  const streams = [[`${authors.length} authors`, authors], ["one author", authors.slice(0, 1)]] as const;
  for (const [who, some] of streams) {
    const posts = await seal(some, { now, count: messages, rounds });
    await settle(relay, [admin, other]);
    other.take();
    const before = other.shown;
    for (const { author, box } of posts) author.post(now.membership, box);
    await settle(relay, [admin, other]);
    if (other.shown !== before + messages) {
      throw new Error(`Cannot measure: ${other.shown - before} of ${messages} came`);
    }
    const rate = messages / other.take() * 1000;
    rounds.note(`messages opened, of ${who}, in a stream`, rate, { unit: "per second", bar: { least: 1500 } });
  }
  const posts = await seal(authors, { now, count: SINGLES, rounds });
  other.take();
  for (const { author, box } of posts) {
    author.post(now.membership, box);
    await settle(relay, [admin, other]);
  }
  rounds.note("reading a message that comes alone", other.take() / SINGLES);
  for (const author of authors) author.leave();
  await settle(relay, [admin, other]);
}

async function seal(
  authors: readonly Author[],
  { now, count, rounds }: { readonly now: Now; readonly count: number; readonly rounds: Rounds },
) {
  const posts: { readonly author: Author; readonly box: ReturnType<Author["seal"]> }[] = [];
  const spent = await cpu(() => {
    for (let place = 0; place < count; place++) {
      const author = authors[place % authors.length];
      if (author) posts.push({ author, box: author.seal(now) });
    }
  });
  if (count > SINGLES) rounds.note("boxes sealed", count / spent * 1000, { unit: "per second" });
  return posts;
}

/** By intent: kept in the vault, sealed, sent, and come back. */
async function saying({ relay, crowd, other, admin, rounds }: Bench): Promise<void> {
  const { channel } = crowd;
  await settle(relay, [admin, other]);
  other.take();
  for (let place = 0; place < SINGLES; place++) {
    await other.begin({ type: "say", channel, text: `This is the message with the number ${place}.` });
  }
  const saying = other.take();
  await settle(relay, [admin, other]);
  rounds.note("saying something, until it is on its way", saying / SINGLES);
}

async function enter(relay: TurnedRelay, crowd: Crowd, place: number): Promise<MeasuredClient> {
  const member = crowd.members[place];
  if (!member) throw new RangeError(`Cannot find member ${place}`);
  return await MeasuredClient.open(relay, { nick: member.nick, saved: vaultOf(member, crowd) });
}

/** The channel as it is now, and its key, from the admin's vault. */
async function stateOf({ relay, admin, other, crowd }: Bench): Promise<Now> {
  await relay.turn(600);
  await settle(relay, [admin, other]);
  const { epoch, key } = admin.saved(crowd.channel)?.keys[0] ?? {};
  const membership = admin.view?.membership;
  if (!membership || !key || epoch !== membership.epoch) throw new Error("Cannot measure: the admin has no key");
  return { membership, key };
}

function sizeOf(text: number): BoxSize {
  const identity: Identity = createIdentity(random);
  const content = encodeSaid({ type: "text", at: 0, reply: [], text: "x".repeat(text) });
  const place = { kind: "said", channel: "0".repeat(32) as ChannelId, epoch: 1, head: "0".repeat(64) as Head } as const;
  const number = { author: 1 as MemberNumber, counter: 1 };
  const body = sealBox(keyFor(PURPOSE.said, random(32)), { ...place, ...number }, { content, identity, random });
  const { channel } = place;
  const said = messageCodec(relayTable).encode({ type: "said", ...number, cursor: 1, channel, body });
  return { text, content: content.length, box: body.length, frame: frame(OPCODE.binary, said).length };
}
