/** When what is shown of who is muted is true no more. */
import { isMuted, type Membership } from "../../../shared/log/membership.ts";

/** When the first of those who are muted may speak again; undefined where nobody is. */
export function nextUnmute({ members }: Membership, now: number): number | undefined {
  let next: number | undefined;
  for (const member of members) {
    if (isMuted(member, now)) next = Math.min(next ?? Infinity, member.mutedUntil);
  }
  return next;
}
