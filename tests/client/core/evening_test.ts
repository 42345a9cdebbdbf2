import { assert, assertEquals } from "@std/assert";
import { ChannelLog } from "../../../client/core/channel_log.ts";
import { KeyRing } from "../../../client/core/key_ring.ts";
import type { IdentityId } from "../../../shared/ids.ts";
import type { Membership } from "../../../shared/log/membership.ts";
import { assertSameKey, assertSameState } from "../../fakes/agreement.ts";
import type { Attendee } from "../../fakes/attendee.ts";
import { Evening } from "../../fakes/evening.ts";
import type { EveningPlan, Room, RoomPlan } from "../../fakes/evening_plan.ts";
import { memoryOf } from "../../fakes/memory_of.ts";
import { MISHAPS } from "../../fakes/mishaps.ts";
import type { Shown } from "../../fakes/screen.ts";

/*
 * Fifty people, 5,000 messages. Every member opens every message, and to check a signature takes a third of a millisecond: with all fifty in one room that
 * would be 250,000 openings, minutes of them. So the evening is as evenings are: all fifty are in the square, where little is said, and each sits at one of
 * twelve tables, where they talk. That is some 27,000 openings, and each promise is checked for each message and each person.
 * PYCHAT_EVENING=one-room is the other evening: all that is said is said to all fifty; twelve are awake at a time, and the others read it later, in pages.
 * PYCHAT_SEED is another evening of the same kind.
 */
const PEOPLE = 50;
const MESSAGES = 5_000;
const TABLES = 16;
const IN_THE_SQUARE = 104;

Deno.test("after an evening everybody inside has every message once, in one order, and nobody else has any", async () => {
  const seed = Number(Deno.env.get("PYCHAT_SEED") ?? 1);
  await using evening = new Evening(Deno.env.get("PYCHAT_EVENING") === "one-room" ? oneRoom(seed) : tables(seed));
  await evening.begin();
  await evening.pass();
  await evening.quiet();
  assertEquals([...evening.counts.keys()].sort(), Object.keys(MISHAPS).sort(), "everything has happened that can");
  assert(evening.guesses.every(({ ok }) => !ok), "no wrong PIN opens a door");
  for (const person of evening.people) {
    assertEquals(person.thrown, [], `${person.nick}'s client threw`);
    assertEquals(person.screens.flatMap(({ alarms }) => alarms), [], `${person.nick} was alarmed`);
  }
  const ends = [];
  for (const room of evening.rooms) ends.push(await check(evening, room));
  for (const person of evening.people) await person.stop();
  for (const { room, truth, members } of ends) assertSameKey(room.id, truth, members);
});

function oneRoom(seed: number): EveningPlan {
  return { seed, people: PEOPLE, awake: 12, rooms: [{ name: "Square", people: everybody(), messages: MESSAGES }] };
}

function tables(seed: number): EveningPlan {
  const rooms: RoomPlan[] = [{ name: "Square", people: everybody(), messages: IN_THE_SQUARE, early: true }];
  for (let table = 0; table < TABLES; table++) {
    const people = everybody().filter((place) => place % TABLES === table);
    rooms.push({ name: `Table ${table}`, people, messages: (MESSAGES - IN_THE_SQUARE) / TABLES });
  }
  return { seed, people: PEOPLE, awake: PEOPLE, rooms };
}

function everybody(): number[] {
  return Array.from({ length: PEOPLE }, (_, place) => place);
}

/** All that was said in a room, as its host can read it, and who was inside when. */
interface Story {
  readonly texts: readonly Shown[];
  readonly times: readonly Time[];
}

/** Somebody's time inside as this member, between two entries and between two places of the stream. */
interface Time {
  readonly who: IdentityId;
  readonly number: number;
  readonly from: number;
  readonly to: number;
  readonly endedBy: number;
}

async function check(evening: Evening, room: Room) {
  const truth = evening.relay.running.context.channels.get(room.id)?.membership;
  assert(truth);
  const members = [room.host, ...room.guests].filter(({ id }) => truth.members.some(({ card }) => card.id === id));
  assertSameState(room.id, truth, members);
  const story = await storyOf(evening, room);
  for (const person of [...evening.people, evening.stranger]) checkRead(room, person, story);
  checkSaid(evening, room, { story, truth });
  checkKeys(evening, room, story);
  return { room, truth, members };
}

async function storyOf(evening: Evening, { host, id }: Room): Promise<Story> {
  while (!host.screen.begins(id)) await evening.now(host, { type: "older", channel: id, most: 500 });
  assertEquals(host.screen.holes(id), []);
  const times: Time[] = [];
  for (const [seq, { act, by, whom, cursor }] of host.screen.deeds(id).entries()) {
    const who = act.op === "create" || act.op === "leave" ? by.id : whom?.id;
    if (who === undefined) continue;
    if (act.op === "create" || act.op === "add") {
      times.push({ who, number: seq, from: cursor, to: Infinity, endedBy: Infinity });
    }
    const place = act.op === "remove" || act.op === "leave" ? times.findLastIndex((time) => time.who === who) : -1;
    const time = times[place];
    if (time) times[place] = { ...time, to: cursor, endedBy: seq };
  }
  return { texts: host.screen.texts(id), times };
}

/** Everything that was said while he was inside, once, in order; of what he was not there to read, nothing behind a hole; nothing after his end. */
function checkRead(room: Room, person: Attendee, story: Story): void {
  const { texts, places } = memoryOf(room.id, person.screens, person.nick);
  const said = new Map(story.texts.map((text) => [text.cursor, text]));
  for (const text of texts) {
    assertEquals(text, said.get(text.cursor), `${person.nick} read in ${room.name} what was said`);
  }
  const times = story.times.filter(({ who }) => who === person.id);
  const end = times.at(-1)?.to ?? 0;
  assert(texts.every(({ cursor }) => cursor < end), `${person.nick} read nothing of ${room.name} that was not for him`);
  for (const { from, to, number } of times) {
    const meant = story.texts.filter(({ cursor }) => cursor > from && cursor < to).map(({ cursor }) => cursor);
    const read = meant.filter((place) => places.has(place));
    const sawAll = to === Infinity || room.leavings.some((one) => one.who === person && one.you === number && one.saw);
    assertEquals(read, sawAll ? meant : meant.slice(0, read.length), `${person.nick} has read ${room.name}`);
  }
}

/** What a client said to be safe was said once, in its author's order, unless he was told otherwise or is not that member any more. */
function checkSaid(
  { people }: Evening,
  { said, name }: Room,
  { story, truth }: { readonly story: Story; readonly truth: Membership },
): void {
  const failed = new Set(people.flatMap(({ screens }) => screens.flatMap((screen) => screen.failed)));
  const texts = story.texts.map(({ text }) => text);
  const told = new Set(texts);
  assertEquals(told.size, texts.length, `nothing was said twice in ${name}`);
  for (const { by, text, you } of said) {
    const stayed = truth.members.some(({ number, card }) => number === you && card.id === by.id);
    assert(told.has(text) || failed.has(text) || !stayed, `"${text}" is lost`);
  }
  const last = new Map<IdentityId, number>();
  for (const { from, text } of story.texts) {
    const number = parseInt(text);
    assert(number > (last.get(from) ?? 0), `"${text}" comes in its author's order`);
    last.set(from, number);
  }
}

/** With all that he held, and the whole log before him, who was put out or left comes to none of the keys that followed. */
function checkKeys({ relay }: Evening, room: Room, { times }: Story): void {
  const log = new ChannelLog();
  assert(log.add(room.id, relay.store.log(room.id, 0, Infinity)).ok);
  for (const { who, you, keys } of room.leavings) {
    const time = times.find((one) => one.who === who.id && one.number === you);
    if (!time || keys.length === 0) continue;
    const ring = new KeyRing(room.id, log);
    assert(keys.some(({ epoch, key }) => ring.learn(epoch, key)), `${who.nick} held a key of ${room.name}`);
    for (let seq = time.endedBy; seq < log.count; seq++) {
      assertEquals(ring.key(seq), undefined, `${who.nick} cannot come to a later key of ${room.name}`);
      assertEquals(relay.store.wrap(room.id, seq, you), undefined);
    }
  }
}
