/**
 * Who keeps a door: answers who knocks, lets in who proves that he knows the PIN, and counts guesses. A guess counts from the moment it is answered, before
 * the answer goes out, and until it is proven right: who walks away has had one.
 */
import { type Card, verifyCard } from "../../shared/card.ts";
import type { IdentityId } from "../../shared/ids.ts";
import { isBanned, isMuted, memberById, memberByNick } from "../../shared/log/membership.ts";
import type { Channel } from "./channel.ts";
import { answerShare, type DoorMeeting } from "./crypto/door.ts";
import { cardOf } from "./crypto/identity.ts";
import type { EngineDeps } from "./engine_deps.ts";
import { decodeLetter, DOOR_VERSION, type LetterOf, VERDICT, type Verdict } from "./letters.ts";
import { guessesOf } from "../../shared/log/doorkeepers.ts";
import { sealDenial } from "./denial.ts";
import { suggestNick } from "./suggest_nick.ts";
import { sameBytes } from "./same_bytes.ts";
import type { Visit } from "./visits.ts";

/** How many may wait for approval who have not shown that they know the PIN. */
const MOST_UNPROVEN = 5;
const SID_BYTES = 16;
const NOTHING = new Uint8Array(0);

/** Somebody at the door. */
interface Knocking {
  readonly channel: Channel;
  readonly visit: Visit;
  readonly visitor: Card;
  readonly visitorSid: Uint8Array;
}

type Visiting = Pick<Knocking, "channel" | "visitor">;

/** Answers somebody who knocked, until the visit is over. */
export async function keepDoor(
  deps: EngineDeps,
  channel: Channel,
  { visit, from, body }: { readonly visit: Visit; readonly from: IdentityId; readonly body: Uint8Array },
): Promise<void> {
  using open = visit;
  const knock = decodeLetter(body);
  if (knock?.type !== "knock" || knock.version !== DOOR_VERSION) return;
  // The relay says who he is; only his card says it with his signature.
  if (knock.card.id !== from || !verifyCard(knock.card)) return;
  const knocking: Knocking = { channel, visit: open, visitor: knock.card, visitorSid: knock.sid };
  const settled = atOnce(deps, knocking);
  if (settled) return tell(open, settled);
  const keeper = cardOf(deps.identity, deps.nick);
  const sid = deps.random(SID_BYTES);
  open.send({ type: "answer", sid, card: keeper });
  const heard = await open.next();
  if (heard.type === "over") return;
  if (heard.letter.type === "ask") return tell(open, ...await hearAsk(deps, knocking));
  if (heard.letter.type !== "share") return;
  const { name, facts } = channel;
  const sids = [knocking.visitorSid, sid] as const;
  const meeting = { pin: facts.pin ?? "", name, channel: channel.id, visitor: knock.card, keeper, sids };
  await hearGuess(deps, knocking, meeting, heard.letter);
}

/** What needs no PIN to be said. Nicks are not among it: who is inside is not told to strangers. */
function atOnce(deps: EngineDeps, { channel, visitor }: Knocking): Verdict | undefined {
  const { membership } = channel;
  // By both clocks: a relay that is on his side says that it is later than it is.
  if (isBanned(membership, visitor.id, Math.min(deps.now(), deps.clock.now()))) return "banned";
  const self = memberById(membership, deps.identity.id);
  // Who is muted cannot tell the members that somebody asks; another one can.
  if (!self || isMuted(self, deps.now())) return "again";
  return undefined;
}

async function hearGuess(
  deps: EngineDeps,
  knocking: Knocking,
  meeting: DoorMeeting,
  { share }: LetterOf<"share">,
): Promise<void> {
  const { channel, visit } = knocking;
  const { facts, membership } = channel;
  const counts = !membership.policy.open;
  if (counts && (facts.guesses >= guessesOf(membership, deps.identity.id) || facts.pin === undefined)) {
    return tell(visit, "spent");
  }
  if (counts) facts.guesses++;
  // Who could make it forget by making it crash would have guesses without end.
  await deps.save();
  const answer = answerShare(meeting, share, { head: membership.head, random: deps.random });
  if (!answer) return;
  visit.send({ type: "reply", share: answer.share, head: membership.head, tag: answer.tag });
  const heard = await visit.next();
  const proven = heard.type === "letter" && heard.letter.type === "proof" &&
    sameBytes(heard.letter.tag, answer.expected);
  if (!proven) {
    // Members see that somebody tries.
    if (counts) channel.countWrong(facts.guesses);
    return tell(visit, "wrong");
  }
  // Who waits with his proof until the PIN is another one knows the old one, and gets no guesses at the new one for it.
  const isSameDoor = channel.membership.policy.open === membership.policy.open && (facts.pin ?? "") === meeting.pin;
  if (!isSameDoor) return tell(visit, "again");
  if (counts) facts.guesses = Math.max(0, facts.guesses - 1);
  deps.saveSoon();
  tell(visit, ...await admit(deps, knocking));
}

/** Lets in who has proved that he knows the PIN, or asks the admins to. */
async function admit(deps: EngineDeps, { channel, visitor }: Visiting): Promise<readonly [Verdict, Uint8Array?]> {
  const taken = (nick: string) => memberByNick(channel.membership, nick) !== undefined;
  if (taken(visitor.nick) && !memberById(channel.membership, visitor.id)) return nickTaken(deps, channel, visitor);
  if (channel.membership.policy.locked) return [await request(deps, channel, visitor, true)];
  const { facts: { pin }, membership: { policy: { open } } } = channel;
  const isSameDoor = () => channel.facts.pin === pin && channel.membership.policy.open === open;
  const written = await channel.pen.write((membership) => {
    if (memberById(membership, visitor.id)) return { type: "nothing" };
    if (!isSameDoor() || membership.policy.locked) return { type: "refuse", code: "forbidden", why: "" };
    return { type: "write", deed: { op: "add", card: visitor } };
  });
  if (written.ok) return ["added"];
  // An entry of another admin may have come first: what was proved is the PIN that he replaced, and who has it may be whom he put out.
  if (!isSameDoor()) return ["again"];
  if (channel.membership.policy.locked) return [await request(deps, channel, visitor, true)];
  if (taken(visitor.nick)) return nickTaken(deps, channel, visitor);
  return [
    isBanned(channel.membership, visitor.id, deps.now()) ? "banned" : written.why.includes("full") ? "full" : "again",
  ];
}

/** He has proved that he knows the PIN, and may hear of a name that is free. */
function nickTaken(deps: EngineDeps, channel: Channel, visitor: Card): readonly [Verdict, Uint8Array] {
  const free = suggestNick(visitor.nick, (nick) => memberByNick(channel.membership, nick) !== undefined);
  return ["nickTaken", sealDenial(free, channel.id, visitor, deps.random)];
}

/** Somebody asks to be let in without a PIN, or what became of it. */
async function hearAsk(deps: EngineDeps, { channel, visitor }: Visiting): Promise<readonly [Verdict, Uint8Array?]> {
  if (memberById(channel.membership, visitor.id)) return ["added"];
  const denial = channel.facts.requests.denial(visitor.id);
  if (denial) return ["denied", denial];
  const waiting = channel.facts.requests.waiting.find(({ card }) => card.id === visitor.id);
  // He proved that he knows the PIN, or there is none, when the door was locked; and it no longer is.
  const { locked, open } = channel.membership.policy;
  if (waiting && (waiting.proven || open) && !locked) return await admit(deps, { channel, visitor });
  return [await request(deps, channel, visitor, false)];
}

/** Members hear that he asks, once. Where there is no PIN nobody has proved anything. */
async function request(deps: EngineDeps, channel: Channel, visitor: Card, guessed: boolean): Promise<Verdict> {
  const { facts: { requests: { waiting } }, membership } = channel;
  const proven = guessed && !membership.policy.open;
  const known = waiting.find(({ card }) => card.id === visitor.id);
  if (known && (known.proven || !proven)) return "waiting";
  if (!proven && waiting.filter(({ proven }) => !proven).length >= MOST_UNPROVEN) return "spent";
  const said = await channel.speech.say({ type: "asks", at: deps.now(), card: visitor, proven });
  return said.ok ? "waiting" : "again";
}

function tell(visit: Visit, verdict: Verdict, sealed: Uint8Array = NOTHING): void {
  visit.send({ type: "verdict", code: VERDICT[verdict], sealed });
}
