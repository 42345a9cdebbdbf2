/** Where a client keeps its secrets between runs: one vault for each relay and nick. What the content means is not known here, nor where it is. */

/** A vault that is open, and that nobody else has open at the same time. */
export interface Vault extends AsyncDisposable {
  /** The content saved last, whole even after a crash; undefined when nothing was ever saved. */
  load(): Promise<Uint8Array | undefined>;
  /**
   * Resolves once this content, or a newer one given meanwhile, outlasts any crash; of saves that overlap the last one stays. Failure says what to
   * do, and leaves the content as it was. The bytes are the vault's from now on: nobody writes to them any more.
   */
  save(content: Uint8Array): Promise<void>;
  /** Resolves when the saves under way are done and somebody else may open the vault. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** No vault grows to this by chatting: whatever is larger is something else. */
export const MOST_VAULT_BYTES = 64 * 2 ** 20;
