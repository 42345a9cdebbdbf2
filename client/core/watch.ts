/** A line can be gone without having said so, as when the Wi-Fi is: who listens to it asks a relay that is silent whether it is there, and gives it up in time. */
import type { Clock } from "../../shared/clock.ts";

/** What is watched. */
interface Watched {
  /** Whether anything was heard since this was last asked. */
  heard(): boolean;
  ping(): void;
  destroy(why: string): void;
}

const LOOK_MS = 10_000;
/** So many looks in vain, and the relay is asked; it is heard from as often in such a time by itself (PROTOCOL.md, keepalive). */
const ASK_AFTER = 3;
/** So many, and it is taken to be gone: a person learns of it within a minute, and the answer has 20 s for its way over a slow line. */
const GONE_AFTER = 5;

/** After so long a relay has given up a line of which it heard nothing: who slept longer has none, and whose clock was set by more has to hear anew what time it is there. */
const JUMP_MS = 90_000;
const JUMPED = "This computer slept, or its clock was set.";

/** Asks a silent relay whether it is there, and gives it up when it does not answer. */
export function watch(line: Watched, clock: Clock): Disposable {
  let silent = 0;
  let looked = clock.now();
  return clock.every(LOOK_MS, () => {
    const heard = line.heard();
    const passed = clock.now() - looked;
    const late = passed > 2 * LOOK_MS;
    looked = clock.now();
    if (Math.abs(passed) > JUMP_MS) return line.destroy(JUMPED);
    // A computer that slept heard nothing meanwhile, and what it had heard before tells nothing: it asks at once.
    if (late) silent = ASK_AFTER;
    else silent = heard ? 0 : silent + 1;
    if (silent === ASK_AFTER) line.ping();
    if (silent === GONE_AFTER) line.destroy("The relay does not answer any more.");
  });
}
