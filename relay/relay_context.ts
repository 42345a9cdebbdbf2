/** What every peer of one relay shares: the rooms it may enter, and the few things that come from outside. */
import type { IdentityId } from "../shared/ids.ts";
import type { FromRelay } from "../shared/messages.ts";
import type { Rate } from "../shared/option_kinds.ts";
import type { Signed } from "../shared/public_key.ts";
import type { Channels } from "./channels.ts";
import type { Doors } from "./doors.ts";
import type { Files } from "./files.ts";
import type { Hub } from "./hub.ts";
import type { Rests } from "./rests.ts";
import type { Sessions } from "./sessions.ts";
import type { Store } from "./store.ts";

/** What one connection may do. A rate of 0 per second is no limit. */
export interface PeerLimits {
  readonly frameSize: number;
  readonly members: number;
  readonly channelsOpen: number;
  readonly posts: Rate;
  readonly requests: Rate;
}

export interface RelayContext {
  readonly hub: Hub;
  readonly channels: Channels;
  readonly doors: Doors;
  readonly files: Files;
  readonly sessions: Sessions;
  readonly rests: Pick<Rests, "wait">;
  readonly store: Store;
  readonly limits: PeerLimits;
  /** The relay's own public key. */
  readonly relayKey: Uint8Array;
  /** Signs with the relay's own key. */
  sign(bytes: Uint8Array): Uint8Array;
  /** Whether that is signed so. Only for proofs of entering, which nobody else checks: see PROTOCOL.md §4. */
  holds(claim: Signed): boolean;
  now(): number;
  /** A clock for measuring, in milliseconds. */
  monotonic(): number;
  random(size: number): Uint8Array;
  hello(challenge: Uint8Array): FromRelay;
  /** Why this identity is not let in from there; undefined if it is. */
  banned(identity: IdentityId, address: string): string | undefined;
  /** Whether one more knock, or new channel, from this address is within its rate. */
  mayKnock(address: string): boolean;
  mayCreate(address: string): boolean;
}
