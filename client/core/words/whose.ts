/** People in sentences: by their nicks, and whoever reads it as "you". */
import type { Card } from "../../../shared/card.ts";
import type { IdentityId } from "../../../shared/ids.ts";
import { nickKey } from "../../../shared/skeleton.ts";
import { clean } from "../../../shared/terminal/clean.ts";

/** Somebody at the beginning of a sentence. */
export function subject(who: Card | undefined, self: IdentityId | undefined): string {
  return named(who, self, { you: "You", somebody: "Somebody" });
}

/** Somebody to whom something is done. */
export function object(whom: Card | undefined, self: IdentityId | undefined): string {
  return named(whom, self, { you: "you", somebody: "somebody" });
}

/** "bob's", "your" */
export function whose(whom: Card | undefined, self: IdentityId | undefined): string {
  return whom !== undefined && whom.id === self ? "your" : `${object(whom, self)}'s`;
}

/** A nick as it is shown: whoever calls himself You does not pass for the reader. */
export function nickWords(nick: string): string {
  return nickKey(nick) === "you" ? `@${clean(nick)}` : clean(nick);
}

/** "1 message", "3 messages" */
export function plural(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

function named(
  who: Card | undefined,
  self: IdentityId | undefined,
  { you, somebody }: { readonly you: string; readonly somebody: string },
): string {
  if (!who) return somebody;
  return who.id === self ? you : nickWords(who.nick);
}
