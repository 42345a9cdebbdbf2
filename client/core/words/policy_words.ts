/** What somebody changed in a channel's policy, in words: a sentence a switch, which is as right behind "You" as behind a nick. */
import type { Policy } from "../../../shared/log/policy.ts";

const SWITCHED: Readonly<Record<keyof Policy, { readonly on: string; readonly off: string }>> = {
  locked: { on: "locked the channel.", off: "unlocked the channel." },
  keep: { on: "had the relay keep the channel.", off: "had the relay no longer keep the channel." },
  history: { on: "turned history on.", off: "turned history off." },
  adminsSetTopic: { on: "let only admins set the topic.", off: "let everybody set the topic." },
  open: { on: "took the PIN away: everybody can come in.", off: "gave the channel a PIN." },
};

/** What a policy became, each as the end of a sentence. Where nothing changed there is a new PIN, which no policy shows. */
export function policyWords(policy: Policy, before: Policy | undefined): readonly string[] {
  if (!before) return ["changed the channel's settings."];
  const names = Object.keys(SWITCHED) as (keyof Policy)[];
  const changed = names.filter((name) => policy[name] !== before[name]);
  if (changed.length === 0) return ["changed the PIN."];
  return changed.map((name) => SWITCHED[name][policy[name] ? "on" : "off"]);
}
