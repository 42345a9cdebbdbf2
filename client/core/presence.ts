/** Who of a channel's members is there just now, as the relay tells it. */
import type { MemberNumber } from "../../shared/ids.ts";
import { memberOf, type Membership } from "../../shared/log/membership.ts";
import type { PresenceFrame } from "./stream_frames.ts";

export class Presence {
  readonly #present = new Set<MemberNumber>();

  /** Those who are there. */
  get present(): ReadonlySet<MemberNumber> {
    return this.#present;
  }

  /** The channel is followed, and these are there. */
  begin(present: readonly MemberNumber[]): void {
    this.end();
    for (const number of present) this.#present.add(number);
  }

  /** Without a line it is not known of anybody. */
  end(): void {
    this.#present.clear();
  }

  /** Somebody came or went; false where that was known. */
  change({ type, author }: PresenceFrame): boolean {
    if (this.#present.has(author) === (type === "arrived")) return false;
    if (type === "arrived") this.#present.add(author);
    else this.#present.delete(author);
    return true;
  }

  /** Who is no member any more is not there either. */
  keepTo(membership: Membership): void {
    for (const number of this.#present) if (!memberOf(membership, number)) this.#present.delete(number);
  }
}
