/**
 * A vault whose parts are kept under a lock, plain or with a passphrase, as records in a file: the first has all parts, each behind it what was saved next.
 * So a save costs what has changed. Where the file is is not known here.
 */
import {
  createLock,
  headIn,
  lockFile,
  type Locking,
  lockRecord,
  type RecordsLock,
  unlockRecords,
  type WhyLocked,
} from "../core/crypto/locked_records.ts";
import type { Random } from "../core/crypto/identity.ts";
import { SaveQueue } from "../core/save_queue.ts";
import { type Changes, MOST_VAULT_BYTES, type Parts, type Vault, withChanges } from "../core/vault.ts";
import { decodeChanges, encodeChanges } from "../core/vault_changes.ts";
import { Failure } from "../../shared/failure.ts";
import { ProtocolError } from "../../shared/protocol_error.ts";
import { nativeDigest } from "./native_cipher.ts";

/** Where the records go. Nobody else writes to it meanwhile; what has been written outlasts any crash once that is said. */
export interface RecordFile extends AsyncDisposable {
  /** What it is called where a person looks for it. */
  readonly path: string;
  /** All that is in it; undefined when there is no file. */
  load(): Promise<Uint8Array | undefined>;
  /** The file is this from now on; or, on Failure, what it was. */
  replace(content: Uint8Array): Promise<void>;
  /**
   * Writes this behind what the last `replace` and all since have written. False: the file is another one by now, and has to be replaced. On Failure some
   * of it may stand there.
   */
  append(content: Uint8Array): Promise<boolean>;
}

export interface LockedVaultOptions {
  readonly random: Random;
  /** The passphrase, if one was given: what is kept plain is locked with it. */
  readonly passphrase: string | undefined;
  /** Asks for it, where one is needed and none was given or, as `why` says then, a wrong one; undefined when nobody answers. */
  ask(why: string | undefined): Promise<string | undefined>;
}

/** How often a person may try. */
const ATTEMPTS = 3;
/** What was saved since all parts were written may take so much room, or as much as they do. */
const ROOM_BYTES = 256 * 1024;
const NOTHING: Parts = new Map();
const WRONG = "That is not the passphrase, or the file was changed.";
const WHY: Readonly<Record<WhyLocked, (path: string) => string>> = {
  "passphrase needed": () => "it is locked. Set PYCHAT_PASSPHRASE to its passphrase",
  "passphrase wrong": () => "the passphrase is wrong, or the file was changed",
  newer: () => "it was written by a newer pychat. Update this one",
  damaged: (path) => `the file is damaged. Restore "${path}" from a backup, or move it away to begin anew`,
};

interface Opened {
  readonly lock: RecordsLock;
  readonly parts: Parts | undefined;
  /** How many records they were read from. */
  readonly records: number;
}

export class LockedVault implements Vault {
  readonly #file: RecordFile;
  readonly #locking: Locking;
  readonly #queue = new SaveQueue((changes) => this.#write(changes));
  #parts: Parts | undefined;
  /** How many records this run has written to the file as it is; none: they are not all known to be whole. */
  #records = 0;
  /** What that file begins with. */
  #head: Uint8Array = new Uint8Array(0);
  /** The file has nothing but the parts as they are. */
  #isTidy: boolean;
  /** How many bytes may still be written behind them. */
  #room = 0;

  private constructor(file: RecordFile, { lock, parts, records }: Opened, random: Random) {
    this.#file = file;
    this.#locking = { lock, random, digest: nativeDigest };
    this.#parts = parts;
    this.#isTidy = records <= 1;
  }

  /** Unlocks what the file holds; Failure when that cannot be done. The file is disposed of with the vault. */
  static async open(file: RecordFile, options: LockedVaultOptions): Promise<LockedVault> {
    const { random, passphrase } = options;
    const content = await file.load();
    const opened = content ? await unlock(content, file.path, options) : undefined;
    const stays = opened && (opened.lock.type === "locked" || passphrase === undefined);
    if (stays) return new LockedVault(file, opened, random);
    const lock = passphrase === undefined ? { type: "plain" } as const : await createLock(passphrase, { random });
    const vault = new LockedVault(file, { parts: opened?.parts, records: opened?.records ?? 0, lock }, random);
    if (opened?.parts) await vault.#replace(opened.parts);
    return vault;
  }

  load(): Promise<Parts | undefined> {
    const parts = this.#parts;
    return Promise.resolve(parts && new Map([...parts].map(([name, bytes]) => [name, bytes.slice()])));
  }

  save(changes: Changes): Promise<void> {
    return this.#queue.save(changes);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#queue.close();
    await this.#tidy();
    await this.#file[Symbol.asyncDispose]();
  }

  async #write(changes: Changes): Promise<void> {
    const parts = withChanges(this.#parts ?? NOTHING, changes);
    if (!await this.#append(changes)) await this.#replace(parts);
    this.#parts = parts;
  }

  /** False: it has to be written with all the others. So has what makes a part go: who closes a channel does not leave its keys in the file. */
  async #append(changes: Changes): Promise<boolean> {
    if (this.#records === 0 || [...changes.values()].includes(undefined)) return false;
    const place = { head: this.#head, place: this.#records };
    const record = lockRecord(encodeChanges(changes), place, this.#locking);
    if (record.length > this.#room) return false;
    const records = this.#records;
    // Until it is known to be whole nothing comes behind it.
    this.#records = 0;
    this.#isTidy = false;
    if (!await this.#file.append(record)) return false;
    this.#records = records + 1;
    this.#room -= record.length;
    return true;
  }

  async #replace(parts: Parts): Promise<void> {
    const content = lockFile(encodeChanges(parts), this.#locking);
    const { length } = content;
    if (length > MOST_VAULT_BYTES) throw new RangeError(`Cannot save ${length} bytes: a vault has ${MOST_VAULT_BYTES}`);
    this.#records = 0;
    await this.#file.replace(content);
    this.#records = 1;
    this.#head = headIn(content);
    this.#isTidy = true;
    this.#room = Math.min(Math.max(ROOM_BYTES, length), MOST_VAULT_BYTES - length);
  }

  /** What was replaced or is gone does not stay in the file of a client that has ended. */
  async #tidy(): Promise<void> {
    if (this.#isTidy || !this.#parts) return;
    try {
      await this.#replace(this.#parts);
    } catch (error) {
      // It holds all that it has to, as it is.
      if (!(error instanceof Failure)) throw error;
    }
  }
}

async function unlock(content: Uint8Array, path: string, { passphrase, ask }: LockedVaultOptions): Promise<Opened> {
  let unlocked = await unlockRecords(content, passphrase);
  for (let attempt = 0; !unlocked.ok && unlocked.why.startsWith("passphrase") && attempt < ATTEMPTS; attempt++) {
    const typed = await ask(unlocked.why === "passphrase wrong" ? WRONG : undefined);
    if (typed === undefined) break;
    unlocked = await unlockRecords(content, typed);
  }
  const parts = unlocked.ok ? partsIn(unlocked.records) : undefined;
  if (unlocked.ok && parts) return { lock: unlocked.lock, parts, records: unlocked.records.length };
  throw new Failure(`Cannot read your keys: ${WHY[unlocked.ok ? "damaged" : unlocked.why](path)}.`);
}

/** What unlocked records come to; undefined where they make no sense. */
export function partsIn(records: readonly Uint8Array[]): Parts | undefined {
  try {
    return records.map(decodeChanges).reduce(withChanges, NOTHING);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
