/**
 * Whatever four people do in whatever order, offline, crashing and at once: in the end they agree, and hear each other. PYCHAT_SEED begins with another story,
 * PYCHAT_RUNS is how many there are.
 */
import { assertEquals } from "@std/assert";
import type { ChannelId } from "../../../shared/ids.ts";
import { memberById } from "../../../shared/log/membership.ts";
import { ClientCast, type ClientPerson } from "../../fakes/client_cast.ts";

const NAMES = ["alice", "bob", "carol", "dave"] as const;
const ACTS = 40;
const FIRST = Number(Deno.env.get("PYCHAT_SEED") ?? 1);
const RUNS = Number(Deno.env.get("PYCHAT_RUNS") ?? 6);

/** `who` and `number` stand for somebody and some number. */
const WISHES = [
  ...["joins Work with 1234", "joins Work with who's PIN", "joins Work with who's PIN", "returns to Work"],
  ...["leaves", "kicks who because so", "bans who for 5s", "unbans who", "mutes who for 3s", "unmutes who"],
  ...["ops who", "ops who", "deops who", "hands over to who", "locks", "unlocks", "approves who", "denies who"],
  ...["turns history off", "turns history on", "turns keep on", "changes the PIN to number", "opens the door"],
  ...["changes the key", "invites 2", "uses who's invite", "revokes the invite", "stops waiting", "scrolls up"],
  ...["says hello", "says number", "tells who: psst", "sets the topic to number", "begins to type"],
  ...["is away (number)", "is online", "is invisible"],
] as const;

const KINDS = [
  ...["offline", "online", "crashes", "restarts without a line", "relay", "clock"],
  ...["two at once", "two at once", "one", "one", "one", "one", "one"],
] as const;

/** What no person can do where he is: not the client's fault. */
const IMPOSSIBLE = /is nowhere|knows no "|still going on/;

for (let seed = FIRST; seed < FIRST + RUNS; seed++) {
  Deno.test(`whatever four people do, in the end they agree (${seed})`, async () => {
    await using cast = new ClientCast();
    const draw = drawFrom(seed);
    const done: string[] = [];
    for (const name of NAMES) await (await cast.person(name)).act("joins Work with 1234");
    await cast.turn(1000);
    for (let act = 0; act < ACTS; act++) {
      done.push(await oneAct(cast, draw));
      // What is saved before long is saved, and what was owed is paid.
      await cast.turn(600);
      await cast.settled();
    }
    for (const person of cast.people.values()) await person.online();
    // As long as the longest wait between two attempts to connect.
    await cast.turn(60_000);
    await cast.settled();
    await assertAgreed(cast, done.join("\n"));
  });
}

type Draw = <const T>(from: readonly T[]) => T;

async function oneAct(cast: ClientCast, draw: Draw): Promise<string> {
  const person = await cast.person(draw(NAMES));
  const kind = draw(KINDS);
  switch (kind) {
    case "offline":
    case "online":
      await person[kind]();
      return `${person.name}~ ${kind}`;
    case "relay": {
      const what = draw(["restarts", "crashes"]);
      await cast.relay(what);
      return `relay~ ${what}`;
    }
    case "clock":
      await cast.turn(5000);
      return "clock~ 5s";
    case "crashes":
    case "restarts without a line":
      return await tryIt(person, kind);
    case "two at once":
      return await tryIt(person, `${wish(draw)} while ${draw(NAMES)} ${wish(draw)}`);
    case "one":
      return await tryIt(person, wish(draw));
    default:
      return kind satisfies never;
  }
}

function wish(draw: Draw): string {
  return draw(WISHES).replace("who", draw(NAMES)).replace("number", String(draw([1, 22, 333])));
}

async function tryIt(person: ClientPerson, words: string): Promise<string> {
  try {
    await person.act(words);
  } catch (error) {
    if (!(error instanceof Error) || !IMPOSSIBLE.test(error.message)) throw error;
  }
  return `${person.name} ${words}`;
}

/** Those who are in a channel know the same of it, and hear each other once. */
async function assertAgreed({ people, world }: ClientCast, story: string): Promise<void> {
  const inside = new Map<ChannelId, ClientPerson[]>();
  for (const person of people.values()) {
    for (const { id } of person.views) inside.set(id, [...inside.get(id) ?? [], person]);
  }
  for (const [channel, members] of inside) {
    const known = members.map((person) => {
      const view = [...person.views].find(({ id }) => id === channel);
      return { pin: view?.pin, head: view?.membership.head, sends: view?.sends };
    });
    for (const one of known) assertEquals(one, { pin: known[0]?.pin, head: known[0]?.head, sends: true }, story);
    for (const speaker of members) {
      const text = `${speaker.name} at the end`;
      await speaker.client.say(channel, text);
      const view = [...speaker.views].find(({ id }) => id === channel);
      const muted = (view && memberById(view.membership, speaker.client.session.id)?.mutedUntil) ?? 0;
      const heard = muted > world.now ? 0 : 1;
      for (const { name, client } of members) {
        const times = client.heard(channel).filter((line) => line.endsWith(text)).length;
        assertEquals(times, heard, `${name} heard ${speaker.name}\n${story}`);
      }
    }
  }
}

/** Numbers that look drawn, the same for each seed. */
function drawFrom(seed: number): Draw {
  let state = seed * 7919;
  return (from) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return from[(state >>> 8) % from.length] as typeof from[number];
  };
}
