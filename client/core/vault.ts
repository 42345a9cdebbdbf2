/** Where a client keeps its secrets between runs: one vault for each relay and nick. What its parts mean is not known here, nor where they are. */

/** What a vault holds: bytes under names. */
export type Parts = ReadonlyMap<string, Uint8Array>;

/** Parts that are new, or other than they were; of one that is gone, undefined. */
export type Changes = ReadonlyMap<string, Uint8Array | undefined>;

/** A vault that is open, and that nobody else has open at the same time. */
export interface Vault extends AsyncDisposable {
  /** What was saved, whole even after a crash; undefined when nothing ever was. */
  load(): Promise<Parts | undefined>;
  /**
   * Resolves once these changes, and all that were given before, outlast any crash. What is saved together is there together or not at all. Failure says
   * what to do; what could not be kept is kept with the next changes. The bytes are the vault's from now on: nobody writes to them any more.
   */
  save(changes: Changes): Promise<void>;
  /** Resolves when the saves under way are done and somebody else may open the vault. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** No vault grows to this by chatting: whatever is larger is something else. */
export const MOST_VAULT_BYTES = 64 * 2 ** 20;

/** The parts as they are after these changes. */
export function withChanges(parts: Parts, changes: Changes): Parts {
  const after = new Map(parts);
  for (const [name, bytes] of changes) {
    if (bytes) after.set(name, bytes);
    else after.delete(name);
  }
  return after;
}

/** About how many bytes that is. */
export function sizeOf(changes: Changes): number {
  let size = 0;
  for (const [name, bytes] of changes) size += name.length + (bytes?.length ?? 0);
  return size;
}
