/** One visit to a door, from the side of who knocks: he guesses once, and proves that he knows the PIN only to one who has proved it to him. */
import { verifyCard } from "../../shared/card.ts";
import { CODE } from "../../shared/codes.ts";
import type { ChannelId, Head } from "../../shared/ids.ts";
import { VisitorHalf } from "./crypto/door.ts";
import { cardOf } from "./crypto/identity.ts";
import type { EngineDeps } from "./engine_deps.ts";
import { DOOR_VERSION, type Letter, type LetterOf, type Verdict, verdictOf } from "./letters.ts";
import { CUT, type Visit } from "./visits.ts";

/** Which door, and what with. */
export interface Knock {
  readonly channel: ChannelId;
  readonly name: string;
  readonly pin: string;
}

/** What a keeper has proved that he knows the PIN with: the state in which he says that the channel is. */
interface KeeperProof {
  /** The log that is shown to me must have been in it. */
  readonly head: Head;
}

/** What came of it. */
export type Knocked =
  & (
    | { readonly type: "verdict"; readonly verdict: Verdict; readonly sealed: Uint8Array }
    /** The keeper has not shown that he knows this PIN. */
    | { readonly type: "wrong" }
    /** I have made too many guesses. */
    | { readonly type: "tooMany" }
    | { readonly type: "over"; readonly why: string; readonly code: number }
  )
  & { readonly proof?: KeeperProof };

const SID_BYTES = 16;

export function knockLetter(deps: EngineDeps): LetterOf<"knock"> {
  const { identity, nick, random } = deps;
  return { type: "knock", version: DOOR_VERSION, sid: random(SID_BYTES), card: cardOf(identity, nick) };
}

/** Guesses once at a door where `visit` has begun with `letter`. */
export async function guess(
  deps: EngineDeps,
  knock: Knock,
  { visit, letter, may }: {
    readonly visit: Visit;
    readonly letter: LetterOf<"knock">;
    /** Whether one more guess may be made, asked when it is. */
    readonly may: () => boolean;
  },
): Promise<Knocked> {
  using open = visit;
  const answer = await hear(open, "answer");
  if (answer.type !== "answer") return answer;
  if (!verifyCard(answer.card)) return { type: "wrong" };
  const half = new VisitorHalf({
    ...knock,
    visitor: letter.card,
    keeper: answer.card,
    sids: [letter.sid, answer.sid],
  }, deps.random);
  if (!may()) return { type: "tooMany" };
  open.send({ type: "share", share: half.share });
  const reply = await hear(open, "reply");
  if (reply.type !== "reply") return reply;
  const tag = half.prove(reply);
  if (!tag) return { type: "wrong" };
  open.send({ type: "proof", tag });
  const verdict = await hearVerdict(open);
  return { ...verdict, proof: { head: reply.head } };
}

/** Asks at a door to be let in by approval, or what became of that. */
export async function ask(visit: Visit): Promise<Knocked> {
  using open = visit;
  const answer = await hear(open, "answer");
  if (answer.type !== "answer") return answer;
  open.send({ type: "ask", again: 0 });
  return await hearVerdict(open);
}

/** The next letter, of that type; a verdict may come instead at any time. */
async function hear<K extends Letter["type"]>(visit: Visit, type: K): Promise<Knocked | LetterOf<K>> {
  const heard = await visit.next();
  if (heard.type === "over") return heard;
  const { letter } = heard;
  if (letter.type === "verdict") return judged(letter);
  // The compiler does not narrow a union by a type parameter.
  return letter.type === type ? letter as LetterOf<K> : { type: "over", why: "That made no sense.", code: CUT };
}

async function hearVerdict(visit: Visit): Promise<Knocked> {
  const heard = await visit.next();
  if (heard.type === "over") return heard;
  if (heard.letter.type === "verdict") return judged(heard.letter);
  return { type: "over", why: "That made no sense.", code: CUT };
}

function judged({ code, sealed }: LetterOf<"verdict">): Knocked {
  const verdict = verdictOf(code);
  if (!verdict) return { type: "over", why: "The doorkeeper's pychat is newer than this one.", code: CODE.rule };
  return { type: "verdict", verdict, sealed };
}
