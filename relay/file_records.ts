/**
 * The port to what a relay keeps of files besides their bytes: whose they are, how much of them is stored, who has them. Like the rest of the
 * store it is synchronous, and what it did is durable. tests/relay/file_records_contract.ts is what every implementation must do.
 */
import type { BlobId, ChannelId, IdentityId } from "../shared/ids.ts";

/** Which blob: every channel has ids of its own, so that nobody learns of, or takes, one in a channel he is not in. */
export interface BlobPlace {
  readonly channel: ChannelId;
  readonly blob: BlobId;
}

/** A file that somebody brings. */
export interface NewFile extends BlobPlace {
  readonly uploader: IdentityId;
  /** How many bytes it will have. */
  readonly size: number;
  /** How much of a quota it takes. */
  readonly charge: number;
  readonly created: number;
}

/** A file as it is kept. */
export interface FileRecord extends NewFile {
  /** How many of its bytes are stored, from the first one on. */
  readonly stored: number;
  /** How many have said that they have it or do not want it. */
  readonly had: number;
  /** All who were to have it do: its bytes are gone, and only this is left, so that it is not brought again. */
  readonly over: boolean;
}

/** How far a blob is stored. */
export interface KeptMark extends BlobPlace {
  readonly stored: number;
}

/** Every write is durable when it returns, or throws Failure and has changed nothing. A channel takes its records with it when it is removed. */
export interface FileRecords {
  find(place: BlobPlace): FileRecord | undefined;
  /** All there are. */
  all(): Iterable<FileRecord>;
  add(file: NewFile): void;
  /** Sets how far these are stored. */
  keep(marks: readonly KeptMark[]): void;
  /** This identity has it, or does not want it. */
  had(place: BlobPlace, identity: IdentityId): void;
  /** Who has said so. */
  havers(place: BlobPlace): ReadonlySet<IdentityId>;
  /** Makes these ones that are over, with this charge each. */
  finish(places: readonly BlobPlace[], charge: number): void;
  /** Removes these, all or none. */
  remove(places: readonly BlobPlace[]): void;
  /** Those of a channel that are not over, and either this uploader's and not whole, or had by at least so many. */
  unsettled(channel: ChannelId, which: { readonly uploader: IdentityId; readonly had: number }): readonly FileRecord[];
  /** Those that were brought before a time, the oldest first. */
  expired(before: number, most: number): readonly FileRecord[];
  /** The sum of the charges of one channel, or of all. */
  charged(channel?: ChannelId): number;
  /** How many bytes of all files are still to come. */
  promised(): number;
  /** How many there are that are not over, and how many bytes of them are stored. */
  totals(): { readonly count: number; readonly bytes: number };
}
