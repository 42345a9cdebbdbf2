/** Where a seat's stream goes: one client, as far as a seat must know him. */
import type { Refusal } from "../shared/codes.ts";
import type { IdentityId } from "../shared/ids.ts";
import type { FromRelay } from "../shared/messages.ts";
import type { Seat } from "./seat.ts";

export interface Outlet {
  readonly identity: IdentityId;
  /** Whether his line has no room; when it has some again he calls `follow` on his seats. */
  readonly full: boolean;
  /** Whether he has had his share of what is stored; when others had their turn he calls `follow` on his seats. */
  readonly sated: boolean;
  /** Whether all that he was sent has left for his line: it is in nobody's queue here. */
  readonly idle: boolean;
  /** A piece of so many bytes was read from the store for him. */
  read(bytes: number): void;
  /** Sends whole frames as they are. */
  stream(frames: Uint8Array): void;
  streamAll(pieces: readonly Uint8Array[]): void;
  /** Sends one message of his own. */
  tell(message: FromRelay): void;
  /** This seat has had all that it gets, and why. */
  ended(seat: Seat, why: Refusal): void;
  /** What he was sent, or sent, could not be kept: close his line. */
  fail(reason: string): void;
}
