/**
 * The file of a vault, for its owner's eyes only: replaced as a whole, or written on at its end. What it holds is not known here, but for the version in
 * front: a file that is too new is not overwritten.
 */
import { dirname } from "node:path";
import { Failure } from "../../shared/failure.ts";
import { newerVersion, VAULT_VERSION } from "../core/crypto/locked_records.ts";
import { MOST_VAULT_BYTES } from "../core/vault.ts";
import { claimFile } from "./claim_file.ts";
import type { RecordFile } from "./locked_vault.ts";
import { makeDirectory } from "./make_directory.ts";
import { orFailure } from "./or_failure.ts";
import { removeLeftover, replaceFile } from "./replace_file.ts";

/** Whose vault it is, in the words in which people are told; nothing here cleans them. */
export interface VaultOwner {
  readonly nick: string;
  readonly relay: string;
}

/** An open file, which one it is, and how much was written to it here. */
interface Written {
  readonly file: Deno.FsFile;
  readonly number: number | null;
  size: number;
}

export class VaultFile implements RecordFile {
  readonly path: string;
  readonly #claim: Disposable;
  /** The file that was written here last, to be written on. */
  #written: Written | undefined;

  private constructor(path: string, claim: Disposable) {
    this.path = path;
    this.#claim = claim;
  }

  /** Opens this file, and makes its directory if need be; Failure when somebody has it open already, or it cannot be used. */
  static async open(path: string, owner: VaultOwner): Promise<VaultFile> {
    const file = new VaultFile(path, await claim(path, owner));
    try {
      await orFailure(`Cannot clean up beside "${path}"`, () => removeLeftover(path));
      // One that cannot be read is found before anything could be saved over it.
      await file.load();
      return file;
    } catch (error) {
      await file[Symbol.asyncDispose]();
      throw error;
    }
  }

  async load(): Promise<Uint8Array | undefined> {
    const file = await orFailure(`Cannot read "${this.path}"`, () => read(this.path));
    const newer = file && newerVersion(file);
    if (newer === undefined) return file;
    const versions = `version ${newer}, this one knows ${VAULT_VERSION}`;
    throw new Failure(`Cannot read "${this.path}": it was written by a newer pychat (${versions}). Update this one.`);
  }

  async replace(content: Uint8Array): Promise<void> {
    await this.#saving(async () => {
      this.#close();
      await replaceFile(this.path, content);
      const file = Deno.openSync(this.path, { append: true });
      this.#written = { file, number: file.statSync().ino, size: content.length };
    });
  }

  async append(content: Uint8Array): Promise<boolean> {
    const written = this.#written;
    if (!written || !this.#isThere(written)) return false;
    await this.#saving(async () => {
      for (let at = 0; at < content.length;) at += written.file.writeSync(content.subarray(at));
      written.size += content.length;
      await written.file.syncData();
    });
    return true;
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#close();
    this.#claim[Symbol.dispose]();
    return Promise.resolve();
  }

  #saving(save: () => Promise<void>): Promise<void> {
    return orFailure(`Cannot save to "${this.path}"`, save);
  }

  /** Somebody may have removed or replaced the file meanwhile, or written to it: behind what he put there, or to a file that nobody finds, nothing is written. */
  #isThere({ number, size }: Written): boolean {
    try {
      const there = Deno.statSync(this.path);
      return there.ino === number && there.size === size;
    } catch {
      return false; // Why it is not, the next who replaces it is told.
    }
  }

  #close(): void {
    this.#written?.file.close();
    this.#written = undefined;
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
