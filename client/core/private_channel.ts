/**
 * A channel of two: it has no name and no door, and the other one is let in by his card. Two have one at most: where both begin one in the same moment, the
 * relay takes the first, and the second is given up before anybody has seen it.
 */
import type { Card } from "../../shared/card.ts";
import { CODE } from "../../shared/codes.ts";
import { memberByNick } from "../../shared/log/membership.ts";
import type { Policy } from "../../shared/log/policy.ts";
import { abandon } from "./abandon.ts";
import type { Channel } from "./channel.ts";
import { composeNext } from "./compose_entry.ts";
import { sendCreate } from "./create_channel.ts";
import type { EngineDeps } from "./engine_deps.ts";
import type { Outcome } from "./intents.ts";
import { OFFLINE, sendEntry } from "./pen.ts";
import type { RelayLine } from "./relay_line.ts";
import type { Roster } from "./roster.ts";

/** Kept: what one writes while the other is away, he finds when he comes back. */
const PRIVATE: Policy = { locked: false, keep: true, history: true, adminsSetTopic: false, open: false };
const NOT_SHOWN: Outcome = {
  ok: false,
  code: "failed",
  why: "The relay says that you two have a private channel, and does not show it.",
};

/** The private channel with that member of a channel: the one there is, or a new one. */
export async function openPrivate(
  deps: EngineDeps,
  roster: Roster,
  line: RelayLine | undefined,
  { channel, nick }: { readonly channel: Channel; readonly nick: string },
): Promise<Outcome> {
  const other = memberByNick(channel.membership, nick)?.card;
  if (!other) return { ok: false, code: "absent", why: `Nobody here is called "${nick}".` };
  if (other.id === deps.identity.id) return { ok: false, code: "invalid", why: "That is you." };
  const known = roster.privateWith(other.id);
  if (known) return { ok: true, channel: known.id };
  return line ? await begin(deps, roster, line, other) : OFFLINE;
}

async function begin(deps: EngineDeps, roster: Roster, line: RelayLine, other: Card): Promise<Outcome> {
  const note = { hasPin: true, pin: "", topic: "", topicAt: 0 };
  const created = await sendCreate(deps, roster, line, { name: "", pin: "", policy: PRIVATE });
  if (!created.ok) return created;
  using _expected = created.expected;
  const { channel: id, key, after } = created.composed;
  const { identity, random } = deps;
  const add = composeNext(after, key, { op: "add", card: other }, { identity, now: deps.now(), random, note });
  if (!add.ok) return { ok: false, code: "failed", why: add.why };
  const answer = await sendEntry(line, add, { type: "append", channel: id, entry: add.entry });
  if (answer.type === "no") {
    await abandon(deps, line, after);
    if (answer.code !== CODE.already) return { ok: false, code: "failed", why: answer.text };
    const first = await roster.arrivals.findPrivate(other.id, line);
    return first ? { ok: true, channel: first.id } : NOT_SHOWN;
  }
  const entered = await roster.enter({ id, name: "", pin: undefined, key }, line);
  return "ok" in entered ? entered : { ok: true, channel: id, created: true };
}
