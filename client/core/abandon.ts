/** Leaves a channel that nobody else is in and that was never shown: what was begun, and came to nothing. */
import type { Membership } from "../../shared/log/membership.ts";
import { composeNext } from "./compose_entry.ts";
import type { EngineDeps } from "./engine_deps.ts";
import { sendEntry } from "./pen.ts";
import type { RelayLine } from "./relay_line.ts";

export async function abandon(deps: EngineDeps, line: RelayLine, membership: Membership): Promise<void> {
  const { identity, random } = deps;
  const note = { hasPin: false, pin: "", topic: "", topicAt: 0 };
  const leave = composeNext(membership, undefined, { op: "leave" }, { identity, now: deps.now(), random, note });
  if (leave.ok) await sendEntry(line, leave, { type: "append", channel: membership.channel, entry: leave.entry });
}
