/** Whose data the relays of earlier versions have left: always the same Alice, so that she can come back. */
import { type Identity, identityFrom } from "../../../client/core/crypto/identity.ts";

export const ALICE: Identity = identityFrom({
  seed: new Uint8Array(32).fill(1),
  boxSecret: new Uint8Array(32).fill(2),
});

/** What she said. */
export const TEXTS: readonly string[] = ["hello", "is this kept?"];
