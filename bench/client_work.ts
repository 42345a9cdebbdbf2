/**
 * What a client's work costs in a channel of many: letting somebody in and putting him out, for who does it and for all the others; coming in; reading and
 * saying. Whoever is measured is a process of its own with a real session at a real relay.
 */
import process from "node:process";
import { createIdentity, sign } from "../client/core/crypto/identity.ts";
import { fromHex } from "../shared/ids.ts";
import { verify } from "../shared/public_key.ts";
import { random } from "./accounts.ts";
import { Author, sealed } from "./client_authors.ts";
import { type Crowd, gather, nickOf } from "./client_channel.ts";
import { MemberProcess, openMember, type Site } from "./client_process.ts";
import { type Figure, Rounds } from "./client_results.ts";
import { measureStreaks } from "./client_streaks.ts";
import { progress } from "./print.ts";

export interface WorkPlan {
  readonly members: number;
  readonly rounds: number;
  /** How many messages are read in one go. */
  readonly messages: number;
}

interface Bench extends Site {
  readonly crowd: Crowd;
  readonly admin: MemberProcess;
  readonly other: MemberProcess;
  readonly authors: readonly Author[];
  readonly messages: number;
  readonly rounds: Rounds;
}

/** A client that stays open has long compiled what these rounds make it do. */
const WARM_UPS = 3;
const AUTHORS = 100;
const SINGLES = 50;
/** Between messages that come alone. */
const PAUSE_MS = 20;
const SIGNATURES = 50;

/** A machine that others use meanwhile makes everything slower, so rounds are many and the median counts; the first few only warm up. */
export async function measureWork(site: Site, plan: WorkPlan): Promise<readonly Figure[]> {
  progress(`client: a channel of ${plan.members}`);
  const crowd = await gather(site.port, { name: "Crowd", count: plan.members });
  const admin = await openMember(site, crowd, 0);
  const other = await openMember(site, crowd, plan.members - 2);
  for (const one of [admin, other]) await one.spent({ entries: crowd.membership.count });
  const authors = Array.from(
    { length: Math.min(AUTHORS, plan.members - 3) },
    (_, place) => new Author(crowd, place + 1),
  );
  const bench = { ...site, crowd, admin, other, authors, messages: plan.messages };
  const rounds = new Rounds();
  await measureStreaks(site.port, { crowd, admin, other, rounds });
  for (let count = 1; count <= WARM_UPS + plan.rounds; count++) {
    const counts = count > WARM_UPS;
    progress(counts ? `client: round ${count - WARM_UPS} of ${plan.rounds}` : "client: a round that does not count");
    await round({ ...bench, rounds: counts ? rounds : new Rounds() }, count);
  }
  for (const one of [admin, other]) await one.close();
  return rounds.figures;
}

async function round(bench: Bench, count: number): Promise<void> {
  await comparison(bench);
  await start(bench);
  await comings(bench, count);
  await reading(bench);
  await saying(bench);
}

/** What a signature costs here and now, and a process that does nothing: the other figures follow them up and down. */
async function comparison({ rounds, other }: Bench): Promise<void> {
  const identity = createIdentity(random);
  const message = random(200);
  const id = fromHex(identity.id);
  const signature = sign(identity, "bench", message);
  const before = process.cpuUsage();
  for (let i = 0; i < SIGNATURES; i++) verify(id, signature, "bench", message);
  const { user, system } = process.cpuUsage(before);
  rounds.note("for comparison: checking one Ed25519 signature", (user + system) / 1000 / SIGNATURES);
  rounds.note(
    "for comparison: a client with nothing to do, for as long as each of these is watched",
    await (await other.watch(0)).spent(),
  );
}

/** A member's client begins with what his vault holds. */
async function start({ crowd, admin, rounds, ...site }: Bench): Promise<void> {
  const starter = await openMember(site, crowd, crowd.members.length - 1);
  const entries = await admin.entries();
  rounds.note("starting again as a member", await starter.spent({ entries }));
  await starter.close();
}

/** Somebody comes in by the PIN, and is put out. */
async function comings({ crowd, admin, other, rounds, ...site }: Bench, round: number): Promise<void> {
  const { channel, name, members } = crowd;
  const nick = nickOf(members.length + round);
  const newcomer = new MemberProcess(site.processes, { ...site, nick, vault: `${site.directory}/newcomer-${round}` });
  await newcomer.spent();
  const { pin } = await admin.now();
  const entries = await admin.entries() + 1;
  await newcomer.mark();
  const watches = await Promise.all([admin, other].map((one) => one.watch(1)));
  await newcomer.do({ type: "join", name, pin, others: "ask" });
  const coming = await newcomer.spent({ entries });
  const staying = await Promise.all(watches.map((watch) => watch.spent()));
  // Doorkeepers take turns: it was the one who had more to do.
  const [less = NaN, more = NaN] = staying.toSorted((a, b) => a - b);
  rounds.note("letting a member in, door and all: who keeps the door", more, { bar: { most: 1000 } });
  rounds.note("letting a member in: each other member", less, { bar: { most: 5 } });
  rounds.note("coming in, door and all: the newcomer, who replays the log", coming, { bar: { most: 1000 } });
  await newcomer.close();
  await Promise.all([admin, other].map((one) => one.spent()));
  await admin.mark();
  const watch = await other.watch(1);
  await admin.do({ type: "kick", channel, nick, reason: "" });
  rounds.note("putting a member out: the admin", await admin.spent(), { bar: { most: 1000 } });
  const staysIn = await watch.spent();
  rounds.note("putting a member out: each other member, with his wrap", staysIn, { bar: { most: 5 } });
}

async function reading({ port, admin, other, authors, messages, rounds }: Bench): Promise<void> {
  const now = await admin.now();
  for (const author of authors) await author.enter(port);
  const streams = [[`${authors.length} authors`, authors], ["one author", authors.slice(0, 1)]] as const;
  for (const [who, some] of streams) {
    const stream = sealed(some, now, messages);
    await other.mark();
    for (const message of stream) message.author.post(now, message);
    const rate = messages / await other.spent({ shown: messages }) * 1000;
    rounds.note(`messages opened, of ${who}, in a stream`, rate, { unit: "per CPU s", bar: { least: 1500 } });
  }
  const singles = sealed(authors, now, SINGLES);
  await other.mark();
  for (const message of singles) {
    message.author.post(now, message);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  rounds.note("reading a message that comes alone", await other.spent({ shown: SINGLES }) / SINGLES);
  for (const author of authors) author.leave();
}

/** By intent: kept in the vault, sealed, sent, and come back. */
async function saying({ crowd: { channel }, other, rounds }: Bench): Promise<void> {
  const text = "This is a message of an ordinary length, as people write them.";
  await other.mark();
  await other.do(...Array.from({ length: SINGLES }, () => ({ type: "say", channel, text }) as const));
  rounds.note("saying something, until it has come back", await other.spent() / SINGLES);
}
