/**
 * Through an invite's link: one enters the relay as the invite, which may do one thing, and adds oneself. Nobody inside has to be there.
 */
import type { Link, LinkSink } from "../../shared/link.ts";
import { CODE } from "../../shared/codes.ts";
import { CLOSE } from "../../shared/frames.ts";
import { inviteById, memberById, memberByNick } from "../../shared/log/membership.ts";
import { openNote } from "./channel_letters.ts";
import { composeNext } from "./compose_entry.ts";
import { cardOf } from "./crypto/identity.ts";
import type { EngineDeps } from "./engine_deps.ts";
import type { Outcome, Refused } from "./intents.ts";
import { type Invitation, inviteIdentity, relayMark } from "./invite_link.ts";
import { Ledger } from "./ledger.ts";
import { sendEntry } from "./pen.ts";
import { LineLost, openLine, type RelayLine } from "./relay_line.ts";
import { suggestNick } from "./suggest_nick.ts";
import { sameBytes } from "./same_bytes.ts";

/** How the relay of the link is reached. */
export type Dial = (sink: LinkSink, signal: AbortSignal) => Promise<Link>;

/** How the relay is reached, as long as the session lasts. */
export interface InviteDoor {
  /** Its address as people write it. */
  readonly relay: string;
  readonly dial: Dial;
  readonly signal: AbortSignal;
}

/** Somebody else was first, or who left has a key that has to be replaced before anything else. */
type Again = "stale" | "owed";

const ATTEMPTS = 5;
/** How long is waited for the key that somebody has to replace. */
const OWED_MS = 2000;
const WHY_NOT: Readonly<Record<Again, string>> = {
  stale: "Too much is happening in that channel. Try again.",
  owed: "Somebody left, and nobody is there who could replace the channel's key. Try again when somebody is.",
};
const AGAIN_MS = 500;
const OVER = "This invite is used up, over or taken back. Ask for a new one.";

/** Adds this session's identity to the link's channel. */
export async function useInvite(deps: EngineDeps, invitation: Invitation, door: InviteDoor): Promise<Outcome> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      return await visit(deps, invitation, door);
    } catch (error) {
      if (!(error instanceof LineLost)) throw error;
      if (error.code !== CLOSE.replaced) return no("failed", error.message);
      // Somebody else uses the same link in this moment; who waits a little comes after him.
      await deps.clock.sleep(AGAIN_MS * (1 + (deps.random(1)[0] ?? 0) / 255), door.signal);
    }
  }
  return no("failed", "Too many use this invite in this moment. Try again.");
}

async function visit(
  deps: EngineDeps,
  { secret, channel, relayMark: mark }: Invitation,
  { relay, dial, signal }: InviteDoor,
): Promise<Outcome> {
  const { random, clock } = deps;
  const invite = inviteIdentity(secret);
  const heard = () => {};
  const line = await openLine(
    { relay, dial, identity: invite, nick: "invite", random, clock, pinned: undefined, heard },
    signal,
  );
  try {
    if (!sameBytes(relayMark(line.hello.relayKey), mark)) {
      return no("failed", "The relay at that address is not the one that the invite is for.");
    }
    let again: Again = "stale";
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const outcome = await addMyself(deps, line, { invite, channel });
      if (typeof outcome !== "string") return outcome;
      again = outcome;
      // Those who are there replace it in a moment.
      if (again === "owed") await clock.sleep(OWED_MS, signal);
    }
    return no("failed", WHY_NOT[again]);
  } finally {
    line.close("");
  }
}

/** One attempt on the log as it is now. */
async function addMyself(
  deps: EngineDeps,
  line: RelayLine,
  { invite, channel }: { readonly invite: EngineDeps["identity"]; readonly channel: Invitation["channel"] },
): Promise<Outcome | Again> {
  const ledger = new Ledger(channel, invite, { mark: undefined, known: undefined, keys: [] }, deps.platform);
  try {
    const wrong = await ledger.read(line);
    if (wrong !== undefined) return no("failed", wrong);
  } catch (error) {
    if (error instanceof LineLost && line.open) return no("absent", OVER);
    throw error;
  }
  const { membership } = ledger.log;
  // The line may have broken before I heard of it.
  if (memberById(membership, deps.identity.id)) return { ok: true, channel };
  if (membership.owed) return "owed";
  const taken = (nick: string) => memberByNick(membership, nick) !== undefined;
  if (taken(deps.nick)) {
    const why = `Somebody in ${membership.name} is called ${deps.nick} already.`;
    return { ok: false, code: "nickTaken", why, suggestion: suggestNick(deps.nick, taken) };
  }
  if (!inviteById(membership, invite.id, deps.now())) return no("absent", OVER);
  const old = ledger.ring.key(membership.epoch);
  const composed = composeNext(membership, old, { op: "add", card: cardOf(deps.identity, deps.nick) }, {
    identity: invite,
    now: deps.now(),
    random: deps.random,
    note: noteOf(ledger),
  });
  if (!composed.ok) return no("forbidden", composed.why);
  const answer = await sendEntry(line, composed, { type: "append", channel, entry: composed.entry });
  if (answer.type === "done") return { ok: true, channel };
  return answer.code === CODE.stale ? "stale" : no("failed", answer.text);
}

/**
 * What the newest note says of those that bind all and this invite can read: whoever comes in gets it handed on. Not from before a note that may have told
 * another PIN, should the relay keep its key back.
 */
function noteOf({ log, ring }: Ledger) {
  for (let seq = log.count - 1; seq >= 0; seq--) {
    const opening = log.bindsAll(seq) ? log.opening(seq) : undefined;
    const key = opening && opening.epoch.note.length > 0 ? ring.key(seq) : undefined;
    const note = opening && key &&
      openNote({ key, place: { channel: opening.entry.channel, seq } }, opening.epoch.note);
    if (note) return note;
    if (log.mayChangePin(seq) && !ring.key(seq)) break;
  }
  return { hasPin: false, pin: "", topic: "", topicAt: 0 };
}

function no(code: Refused["code"], why: string): Outcome {
  return { ok: false, code, why };
}
