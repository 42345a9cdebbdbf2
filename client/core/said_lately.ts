/**
 * What authors said last in a channel whose messages are not stored. A relay that was killed there takes once more what its author has not seen to come back;
 * whoever had heard it knows it again by this. Nothing of it is kept beyond this program's run.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { type MemberNumber, toHex } from "../../shared/ids.ts";

/** Of each author: as many as a client has on its way at once. */
export const MOST_AT_ONCE = 64;

export class SaidLately {
  readonly #digests = new Map<MemberNumber, Map<number, string>>();

  note(author: MemberNumber, counter: number, content: Uint8Array): void {
    const his = this.#digests.get(author) ?? new Map<number, string>();
    this.#digests.set(author, his.set(counter, toHex(sha256(content))));
    for (const oldest of his.keys()) if (his.size > MOST_AT_ONCE) his.delete(oldest);
  }

  /** Whether he has said just that under this counter. */
  has(author: MemberNumber, counter: number, content: Uint8Array): boolean {
    const digest = this.#digests.get(author)?.get(counter);
    return digest !== undefined && digest === toHex(sha256(content));
  }
}
