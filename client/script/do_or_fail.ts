/** Doing what may come to nothing at once: a message that is too long for the relay is given up before whoever said it knows its id. */
import type { ChannelId } from "../../shared/ids.ts";
import type { MessageRef } from "../core/content.ts";
import type { ChannelIntent, Outcome } from "../core/intents.ts";
import type { ChannelState } from "../core/state/channel_state.ts";
import { backwards } from "../core/state/row_list.ts";
import { sameRef } from "../core/state/shown_row.ts";
import type { Stay } from "./stay.ts";

/** Does it; refused is also what is known already never to be sent, for nothing tells of it any more. */
export async function doOrFail(
  stay: Pick<Stay, "session" | "state">,
  intent: ChannelIntent & { readonly channel: ChannelId },
): Promise<Outcome> {
  const outcome = await stay.session.do(intent);
  if (!outcome.ok || !outcome.message) return outcome;
  const channel = stay.state.channels.get(intent.channel);
  const why = channel && whyNever(channel, outcome.message);
  return why === undefined ? outcome : { ok: false, code: "failed", why };
}

/** Undefined for what is on its way: an earlier one may have failed under the id that it has now. */
function whyNever({ pending, rows }: ChannelState, message: MessageRef): string | undefined {
  if (pending.some(({ id }) => sameRef(id, message))) return undefined;
  for (const row of backwards(rows)) {
    if (row.type === "failed" && sameRef(row.message.id, message)) return row.why;
    if (row.type === "message" && sameRef(row.id, message)) return undefined;
  }
  return undefined;
}
