/** A channel of two: it has no name and no door, and the other one is let in by his card. */
import { memberByNick } from "../../shared/log/membership.ts";
import type { Policy } from "../../shared/log/policy.ts";
import type { Channel } from "./channel.ts";
import { createChannel } from "./create_channel.ts";
import type { EngineDeps } from "./engine_deps.ts";
import type { Outcome } from "./intents.ts";
import { OFFLINE } from "./pen.ts";
import type { RelayLine } from "./relay_line.ts";
import type { Roster } from "./roster.ts";

/** Kept: what one writes while the other is away, he finds when he comes back. */
const PRIVATE: Policy = { locked: false, keep: true, history: true, adminsSetTopic: false, open: false };

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
  if (!line) return OFFLINE;
  const created = await createChannel(deps, roster, line, { name: "", pin: "", policy: PRIVATE });
  if ("ok" in created) return created;
  const added = await created.pen.write(() => ({ type: "write", deed: { op: "add", card: other } }));
  return added.ok ? { ok: true, channel: created.id, created: true } : added;
}
