/** Makes a key of a passphrase with Argon2id, slowly on purpose: who stole a file pays as much for each guess. What is locked is not known here. */
import { KEY_BYTES } from "./under_key.ts";

/** Argon2id's parameters: memory in KiB, times it is gone through, lanes. */
export interface PassphraseCost {
  readonly memory: number;
  readonly iterations: number;
  readonly parallelism: number;
}

/** All that a key depends on but the passphrase; it is no secret. */
export interface PassphraseSalt extends PassphraseCost {
  readonly salt: Uint8Array;
}

export const SALT_BYTES = 16;
/** RFC 9106's second choice with one lane, because here lanes run one after the other: about a third of a second. */
export const PASSPHRASE_COST: PassphraseCost = { memory: 64 * 1024, iterations: 3, parallelism: 1 };
/** A file that asks for more is none of ours, and would only take the memory and the time. */
export const MOST_PASSPHRASE_COST: PassphraseCost = { memory: 256 * 1024, iterations: 16, parallelism: 4 };
/** Argon2 is not defined for less memory a lane. */
const LEAST_LANE_KIB = 8;

/** Whether a key of this cost is made at all. */
export function isAffordable({ memory, iterations, parallelism }: PassphraseCost): boolean {
  const most = MOST_PASSPHRASE_COST;
  return parallelism >= 1 && parallelism <= most.parallelism && iterations >= 1 && iterations <= most.iterations &&
    memory >= LEAST_LANE_KIB * parallelism && memory <= most.memory;
}

/** The key for a passphrase. One passphrase gives one key, whether its accents were typed as letters or as marks. */
export async function deriveKey(passphrase: string, { salt, ...cost }: PassphraseSalt): Promise<Uint8Array> {
  if (passphrase === "") throw new RangeError("Cannot make a key of a passphrase: it is empty");
  if (!isAffordable(cost)) {
    throw new RangeError("Cannot make a key of a passphrase: it would cost more than is allowed");
  }
  // Only who has a passphrase waits for the library to load.
  const { argon2id } = await import("hash-wasm");
  return await argon2id({
    password: new TextEncoder().encode(passphrase.normalize("NFC")),
    salt,
    memorySize: cost.memory,
    iterations: cost.iterations,
    parallelism: cost.parallelism,
    hashLength: KEY_BYTES,
    outputType: "binary",
  });
}
