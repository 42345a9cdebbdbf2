/** With what the commands for scripts end, so that a script can tell why without reading. */
import type { WhyNot } from "../core/intents.ts";

export const EXIT = { done: 0, failed: 1, usage: 2, unreachable: 3, notLetIn: 4, nobodyHome: 5 } as const;

/** The last paragraph of their help. */
export const EXIT_HELP =
  "Exits with 0: done; 1: failed; 2: asked wrongly; 3: the relay cannot be reached, lets nobody in from here, or has not answered; " +
  "4: not let into the channel (wrong PIN, name taken, banned, an admin has to approve, no such channel); " +
  "5: nobody was there to let you in.";

const BY_CODE: Readonly<Partial<Record<WhyNot, number>>> = {
  ...{ absent: EXIT.notLetIn, forbidden: EXIT.notLetIn, wrongPin: EXIT.notLetIn, nickTaken: EXIT.notLetIn },
  ...{ banned: EXIT.notLetIn, denied: EXIT.notLetIn, tooMany: EXIT.notLetIn },
  nobodyHome: EXIT.nobodyHome,
  offline: EXIT.unreachable,
};

/** What it comes to when somebody was not let into a channel. */
export function exitFor(code: WhyNot): number {
  return BY_CODE[code] ?? EXIT.failed;
}
