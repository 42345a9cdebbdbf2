/** What a relay's refusal, or a line's end, means for a file that is on its way: whether it is over, and else when to try again. */
import { CODE } from "../../../shared/codes.ts";
import { CLOSE } from "../../../shared/frames.ts";
import type { CarryEnd } from "./carry_line.ts";

export type Verdict =
  | { readonly type: "done" }
  /** Later; `why` completes "It waits ...". */
  | { readonly type: "later"; readonly why: string; readonly ms: number }
  | { readonly type: "gone"; readonly why: string }
  | { readonly type: "failed"; readonly why: string };

interface No {
  readonly code: number;
  readonly text: string;
}

const SOON_MS = 1000;
const LATE_MS = 30_000;

/** Of a put; `known`: the others were told of the file already. */
export function judgePut({ code, text }: No, known: boolean): Verdict {
  switch (code) {
    case CODE.gone:
      return { type: "done" };
    case CODE.fast:
      return later("for the relay, which takes no more files so fast", 5 * SOON_MS);
    case CODE.full:
    case CODE.storage:
    case CODE.muted:
      return known ? later(`for the relay, which says: ${text}`, LATE_MS) : { type: "failed", why: text };
    default:
      return { type: "failed", why: text };
  }
}

/** Of a get; `tries` were in vain before. */
export function judgeGet({ code, text }: No, tries: number): Verdict {
  switch (code) {
    case CODE.absent:
    case CODE.gone:
      return { type: "gone", why: text };
    case CODE.unready:
      return later("for the sender, who is not bringing it now", slower(tries));
    case CODE.fast:
    case CODE.full:
    case CODE.storage:
      return later(`for the relay, which says: ${text}`, slower(tries));
    default:
      return { type: "failed", why: text };
  }
}

/** Of a line before all was across. */
export function judgeEnd({ code, reason }: CarryEnd, tries: number): Verdict {
  switch (code) {
    case CLOSE.gone:
      return { type: "gone", why: reason };
    case CLOSE.replaced:
      return { type: "failed", why: "Another line of yours carries it now." };
    case CLOSE.protocol:
    case CLOSE.large:
      return { type: "failed", why: `The relay and this client do not understand each other: ${reason}` };
    case CLOSE.storage:
    case CLOSE.policy:
      return later(`for the relay, which says: ${reason}`, slower(tries));
    default:
      return later("for the relay: the line broke", slower(tries));
  }
}

export function later(why: string, ms: number): Verdict {
  return { type: "later", why, ms };
}

/** Later each time. */
export function slower(tries: number): number {
  return Math.min(LATE_MS, SOON_MS * 2 ** Math.min(tries, 10));
}
