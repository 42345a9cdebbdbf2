/** Into a channel by an invite's link, also where one was in it already and did not know. */
import type { ChannelId } from "../../shared/ids.ts";
import type { EngineDeps } from "./engine_deps.ts";
import type { Outcome } from "./intents.ts";
import { readLink } from "./invite_link.ts";
import type { Lined } from "./lined.ts";
import { OFFLINE } from "./pen.ts";
import type { RelayLine } from "./relay_line.ts";
import type { Roster } from "./roster.ts";
import { type InviteDoor, useInvite } from "./use_invite.ts";

interface ByInvite {
  readonly roster: Roster;
  readonly lined: () => Lined | undefined;
  readonly door: InviteDoor;
}

export async function comeByInvite(
  deps: EngineDeps,
  link: string,
  { roster, lined, door }: ByInvite,
): Promise<Outcome> {
  const invitation = readLink(link);
  if (!invitation) return { ok: false, code: "invalid", why: "That is no invite: a part of the link is missing." };
  const { channel } = invitation;
  const before = lined();
  if (!before) return OFFLINE;
  if (roster.get(channel)) return { ok: true, channel };
  using _expected = roster.expect(channel);
  const outcome = await useInvite(deps, invitation, door);
  // Some seconds have gone by: the line may be another one.
  const { line } = lined() ?? before;
  if (!outcome.ok && !(outcome.code === "absent" && await isIn(channel, line))) return outcome;
  const entered = await roster.enter({ id: channel, name: "", pin: undefined }, line);
  return "ok" in entered ? entered : { ok: true, channel };
}

/** Whether I am in it after all: it may be I who used the invite up, when the line broke before I heard of it. */
async function isIn(channel: ChannelId, line: RelayLine): Promise<boolean> {
  const mine = await line.ask({ type: "mine" }, "mine");
  return mine.type === "mine" && mine.channels.includes(channel);
}
