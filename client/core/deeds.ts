/** What an entry of the log did, as it is shown: who, to whom, when and why. */
import type { Card } from "../../shared/card.ts";
import type { ChannelId, IdentityId } from "../../shared/ids.ts";
import type { Entry } from "../../shared/log/entry.ts";
import { openWhy } from "./channel_letters.ts";
import type { ChannelLog } from "./channel_log.ts";
import type { Deed } from "./events.ts";
import type { KeyRing } from "./key_ring.ts";

/** What an entry is read with. */
interface Reading {
  readonly channel: ChannelId;
  readonly log: ChannelLog;
  readonly ring: KeyRing;
}

/** The deed at this place of the log; `cursor` says where it stands in the stream. */
export function deedOf(seq: number, cursor: number, reading: Reading): Deed | undefined {
  const { log } = reading;
  const entry = log.entry(seq);
  if (!entry) return undefined;
  const by = authorOf(entry, log);
  if (!by) return undefined;
  const [whom, reason] = [subjectOf(entry, log), reasonOf(entry, reading)];
  return { act: entry, by, whom, at: entry.time, cursor, before: log.policyBefore(seq), reason };
}

/** Who signed an entry: a member, or an invite. */
export function authorOf(entry: Entry, log: ChannelLog): Card | undefined {
  if (entry.op === "create") return entry.card;
  const invite = log.entry(entry.author);
  return log.person(entry.author)?.card ?? (invite?.op === "invite" ? invite.card : undefined);
}

function subjectOf(entry: Entry, log: ChannelLog): Card | undefined {
  if ("card" in entry) return entry.card;
  if ("member" in entry) return log.person(entry.member)?.card;
  if ("identity" in entry) return cardOfIdentity(entry.identity, log);
  return undefined;
}

function cardOfIdentity(id: IdentityId, log: ChannelLog): Card | undefined {
  for (const { card } of log.people) if (card.id === id) return card;
  return undefined;
}

/** It is sealed with the key of the epoch that the entry ended. */
function reasonOf(entry: Entry, { channel, log, ring }: Reading): string {
  if (entry.op !== "remove" || entry.epoch.why.length === 0) return "";
  const before = log.epochBefore(entry.seq);
  const key = before === undefined ? undefined : ring.key(before);
  return key ? openWhy({ key, place: { channel, seq: entry.seq } }, entry.epoch.why) : "";
}
