/** What every part of the engine is given from outside: effects stay at the edge, so that a whole conversation runs in one test. */
import type { Clock } from "../../shared/clock.ts";
import type { IdentityId } from "../../shared/ids.ts";
import type { Identity, Random } from "./crypto/identity.ts";
import type { Platform } from "./crypto/platform.ts";
import type { Event } from "./events.ts";

/** What channels and doors share within one session. */
export interface EngineDeps {
  readonly identity: Identity;
  /** The nick on this identity's card. */
  readonly nick: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly platform?: Platform | undefined;
  /** The time as the relay has it: a wrong clock here must not make entries that it refuses. */
  now(): number;
  emit(event: Event): void;
  /** Resolves when all that is to be kept is on disk; rejects with a Failure when it cannot be. */
  save(): Promise<void>;
  /** Sees to it before long. */
  saveSoon(): void;
  ignored(id: IdentityId): boolean;
  /** Whose safety number was compared, by the key of his nick. */
  readonly verified: Map<string, IdentityId>;
  /** Aborted when the session ends. */
  readonly signal: AbortSignal;
  /** Runs a task as long as the session lasts. */
  run(task: (signal: AbortSignal) => Promise<void>): void;
}
