/** Makes a channel, named or private, and enters it. */
import type { Policy } from "../../shared/log/policy.ts";
import type { Channel } from "./channel.ts";
import { composeCreate } from "./compose_entry.ts";
import { cardOf } from "./crypto/identity.ts";
import type { EngineDeps } from "./engine_deps.ts";
import type { Outcome } from "./intents.ts";
import { OFFLINE, sendEntry } from "./pen.ts";
import type { RelayLine } from "./relay_line.ts";
import type { Roster } from "./roster.ts";

const SALT_BYTES = 16;

/** What a new channel is like; without a name it is private. */
export interface NewChannel {
  readonly name: string;
  /** Empty: the door is open. */
  readonly pin: string;
  readonly policy: Policy;
}

/** The new channel, followed; or why there is none. */
export async function createChannel(
  deps: EngineDeps,
  roster: Roster,
  line: RelayLine,
  { name, pin, policy }: NewChannel,
): Promise<Channel | Outcome & { readonly ok: false }> {
  const { identity, nick, random } = deps;
  const deed = { op: "create", name, card: cardOf(identity, nick), policy, salt: random(SALT_BYTES) } as const;
  const note = { hasPin: true, pin, topic: "" };
  const composed = composeCreate(deed, { identity, now: deps.now(), random, note });
  if (!composed.ok) return { ok: false, code: "failed", why: composed.why };
  using _expected = roster.expect(composed.channel);
  const answer = await sendEntry(line, composed, { type: "create", entry: composed.entry });
  if (answer.type === "no") return { ok: false, code: "failed", why: answer.text };
  const { channel: id, key } = composed;
  const pins = name === "" ? undefined : pin;
  return await roster.enter({ id, name, pin: pins, key }, line) ?? OFFLINE;
}
