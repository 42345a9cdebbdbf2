/**
 * A vault in a file of its own, for its owner's eyes only. What it holds is not known here, but for the version in front: a file that is too new is
 * not overwritten.
 */
import { dirname } from "node:path";
import { Failure } from "../../shared/failure.ts";
import { newerVersion, VAULT_VERSION } from "../core/crypto/locked_content.ts";
import { SaveQueue } from "../core/save_queue.ts";
import { MOST_VAULT_BYTES, type Vault } from "../core/vault.ts";
import { claimFile } from "./claim_file.ts";
import { makeDirectory } from "./make_directory.ts";
import { orFailure } from "./or_failure.ts";
import { removeLeftover, replaceFile } from "./replace_file.ts";

/** Whose vault it is, in the words in which people are told; nothing here cleans them. */
export interface VaultOwner {
  readonly nick: string;
  readonly relay: string;
}

export class FileVault implements Vault {
  readonly #path: string;
  readonly #claim: Disposable;
  readonly #queue: SaveQueue;

  private constructor(path: string, claim: Disposable) {
    this.#path = path;
    this.#claim = claim;
    this.#queue = new SaveQueue((content) => {
      return orFailure(`Cannot save to "${path}"`, () => replaceFile(path, content));
    });
  }

  /** Opens the vault in this file, and makes its directory if need be; Failure when somebody has it open already, or it cannot be used. */
  static async open(path: string, owner: VaultOwner): Promise<FileVault> {
    const vault = new FileVault(path, await claim(path, owner));
    try {
      await orFailure(`Cannot clean up beside "${path}"`, () => removeLeftover(path));
      // A vault that cannot be read is found before anything could be saved over it.
      await vault.load();
      return vault;
    } catch (error) {
      await vault[Symbol.asyncDispose]();
      throw error;
    }
  }

  async load(): Promise<Uint8Array | undefined> {
    const file = await orFailure(`Cannot read "${this.#path}"`, () => read(this.#path));
    const newer = file && newerVersion(file);
    if (newer === undefined) return file;
    const versions = `version ${newer}, this one knows ${VAULT_VERSION}`;
    throw new Failure(`Cannot read "${this.#path}": it was written by a newer pychat (${versions}). Update this one.`);
  }

  save(content: Uint8Array): Promise<void> {
    return this.#queue.save(content);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#queue.close();
    this.#claim[Symbol.dispose]();
  }
}

async function claim(path: string, { nick, relay }: VaultOwner): Promise<Disposable> {
  const claimed = await orFailure(`Cannot keep your keys in "${dirname(path)}"`, async () => {
    await makeDirectory(dirname(path));
    return await claimFile(path);
  });
  if (claimed) return claimed;
  throw new Failure(
    `Cannot use the name "${nick}" at ${relay}: another pychat on this computer is using it. Close it, or take another name (--name).`,
  );
}

async function read(path: string): Promise<Uint8Array | undefined> {
  try {
    const { size, isFile } = await Deno.stat(path);
    // Reading a directory fails everywhere, but not everywhere with words that say so.
    if (!isFile) {
      throw new Failure(`Cannot read "${path}": a file should be there, and something else is. Move it away.`);
    }
    if (size > MOST_VAULT_BYTES) {
      throw new Failure(`Cannot read "${path}": it is too large to be a vault. Move it away.`);
    }
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
