/** Arithmetic that a platform may have, faster than ours in plain TypeScript. What comes out is the same with it and without. */
import type { Glance } from "../../../shared/glance.ts";

/** X25519: what these two come to; undefined when the platform does not say, also of a key of small order. */
export type Agree = (secret: Uint8Array, publicKey: Uint8Array) => Uint8Array | undefined;

export interface Platform {
  /** Looks at signatures first. */
  readonly glance: Glance;
  /** Is asked before our own, which decides where it does not say. */
  readonly agree: Agree;
}
