/** Makes a channel with a name, and enters it. */
import type { Policy } from "../../shared/log/policy.ts";
import type { Channel } from "./channel.ts";
import { composeCreate, type Composed } from "./compose_entry.ts";
import { cardOf } from "./crypto/identity.ts";
import type { EngineDeps } from "./engine_deps.ts";
import type { Refused } from "./intents.ts";
import { sendEntry } from "./pen.ts";
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

/** It is in the relay's log; `expected` is to be disposed of when it was entered, or given up. */
type Created = { readonly ok: true; readonly composed: Composed; readonly expected: Disposable };

/** The new channel, followed; or why there is none. */
export async function createChannel(
  deps: EngineDeps,
  roster: Roster,
  line: RelayLine,
  wanted: NewChannel,
): Promise<Channel | Refused> {
  const created = await sendCreate(deps, roster, line, wanted);
  if (!created.ok) return created;
  using _expected = created.expected;
  const { channel: id, key } = created.composed;
  return await roster.enter({ id, name: wanted.name, pin: wanted.pin, key }, line);
}

/** The new channel, not entered yet. */
export async function sendCreate(
  deps: EngineDeps,
  roster: Roster,
  line: RelayLine,
  { name, pin, policy }: NewChannel,
): Promise<Created | Refused> {
  const { identity, nick, random } = deps;
  const deed = { op: "create", name, card: cardOf(identity, nick), policy, salt: random(SALT_BYTES) } as const;
  const note = { hasPin: true, pin, topic: "", topicAt: 0 };
  const composed = composeCreate(deed, { identity, now: deps.now(), random, note });
  if (!composed.ok) return { ok: false, code: "failed", why: composed.why };
  const expected = roster.expect(composed.channel);
  try {
    const answer = await sendEntry(line, composed, { type: "create", entry: composed.entry });
    if (answer.type === "done") return { ok: true, composed, expected };
    expected[Symbol.dispose]();
    return { ok: false, code: "failed", why: answer.text };
  } catch (error) {
    expected[Symbol.dispose]();
    throw error;
  }
}
