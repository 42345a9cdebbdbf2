/** A vault whose content is kept under a lock: plain, or with a passphrase. Where its bytes go is the inner vault's business. */
import {
  type ContentLock,
  createLock,
  lockContent,
  unlockContent,
  type WhyLocked,
} from "../core/crypto/locked_content.ts";
import type { Random } from "../core/crypto/identity.ts";
import type { Vault } from "../core/vault.ts";
import { nativeDigest } from "./native_cipher.ts";
import { Failure } from "../../shared/failure.ts";

export interface LockedVaultOptions {
  readonly random: Random;
  /** The passphrase, if one was given: what is kept plain is locked with it from then on. */
  readonly passphrase: string | undefined;
  /** Asks for it, where none was given and one is needed; undefined when nobody answers. */
  ask(): Promise<string | undefined>;
}

/** How often a person may try. */
const ATTEMPTS = 3;
const WHY: Readonly<Record<WhyLocked, string>> = {
  "passphrase needed": "it is locked. Set PYCHAT_PASSPHRASE to its passphrase",
  "passphrase wrong": "the passphrase is wrong, or the file was changed",
  newer: "it was written by a newer pychat. Update this one",
  damaged: "the file is damaged. Restore it from a backup, or move it away to begin anew",
};

export class LockedVault implements Vault {
  readonly #inner: Vault;
  readonly #lock: ContentLock;
  readonly #random: Random;
  #content: Uint8Array | undefined;

  private constructor(
    inner: Vault,
    opened: { readonly lock: ContentLock; readonly content?: Uint8Array },
    random: Random,
  ) {
    this.#inner = inner;
    this.#lock = opened.lock;
    this.#content = opened.content;
    this.#random = random;
  }

  /** Unlocks what the inner vault holds; Failure when that cannot be done. The inner one is disposed of with this one. */
  static async open(inner: Vault, options: LockedVaultOptions): Promise<LockedVault> {
    const { random, passphrase } = options;
    const file = await inner.load();
    const opened = file ? await unlock(file, options) : undefined;
    const stays = opened && (opened.lock.type === "locked" || passphrase === undefined);
    if (stays) return new LockedVault(inner, opened, random);
    const lock = passphrase === undefined ? { type: "plain" } as const : await createLock(passphrase, { random });
    return new LockedVault(inner, { ...opened, lock }, random);
  }

  load(): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.#content?.slice());
  }

  async save(content: Uint8Array): Promise<void> {
    const file = lockContent(content, { lock: this.#lock, random: this.#random, digest: nativeDigest });
    await this.#inner.save(file);
    this.#content = content;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#inner[Symbol.asyncDispose]();
  }
}

async function unlock(
  file: Uint8Array,
  { passphrase, ask }: LockedVaultOptions,
): Promise<{ readonly lock: ContentLock; readonly content: Uint8Array }> {
  let unlocked = await unlockContent(file, passphrase);
  for (let attempt = 0; !unlocked.ok && unlocked.why.startsWith("passphrase") && attempt < ATTEMPTS; attempt++) {
    const typed = await ask();
    if (typed === undefined) break;
    unlocked = await unlockContent(file, typed);
  }
  if (unlocked.ok) return unlocked;
  throw new Failure(`Cannot read your keys: ${WHY[unlocked.why]}.`);
}
