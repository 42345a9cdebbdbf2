/** What is kept of files besides their bytes, as long as the test runs: a part of MemoryStore. */
import { Failure } from "../../shared/failure.ts";
import type { ChannelId, IdentityId } from "../../shared/ids.ts";
import type { BlobPlace, FileRecord, FileRecords, KeptMark, NewFile } from "../../relay/file_records.ts";

export class MemoryFileRecords implements FileRecords {
  readonly #files = new Map<string, FileRecord>();
  readonly #havers = new Map<string, Set<IdentityId>>();
  readonly #write: () => void;
  readonly #isStored: (channel: ChannelId) => boolean;

  /** `write` is called before each write, and throws Failure when the disk refuses. */
  constructor(write: () => void, isStored: (channel: ChannelId) => boolean) {
    this.#write = write;
    this.#isStored = isStored;
  }

  find(place: BlobPlace): FileRecord | undefined {
    return this.#files.get(keyOf(place));
  }

  all(): Iterable<FileRecord> {
    return [...this.#files.values()];
  }

  add(file: NewFile): void {
    this.#write();
    if (this.find(file) || !this.#isStored(file.channel)) throw new Failure("Cannot store what was sent: it is there.");
    this.#files.set(keyOf(file), { ...file, stored: 0, had: 0, over: false });
  }

  keep(marks: readonly KeptMark[]): void {
    this.#write();
    for (const mark of marks) this.#change(mark, { stored: mark.stored });
  }

  had(place: BlobPlace, identity: IdentityId): void {
    this.#write();
    if (!this.find(place)) return;
    const havers = this.#havers.get(keyOf(place)) ?? new Set();
    this.#havers.set(keyOf(place), havers.add(identity));
    this.#change(place, { had: havers.size });
  }

  havers(place: BlobPlace): ReadonlySet<IdentityId> {
    return new Set(this.#havers.get(keyOf(place)));
  }

  finish(places: readonly BlobPlace[], charge: number): void {
    this.#write();
    for (const place of places) {
      this.#havers.delete(keyOf(place));
      this.#change(place, { over: true, had: 0, charge });
    }
  }

  remove(places: readonly BlobPlace[]): void {
    this.#write();
    for (const place of places) this.#forget(place);
  }

  unsettled(channel: ChannelId, which: { readonly uploader: IdentityId; readonly had: number }): readonly FileRecord[] {
    const { uploader, had } = which;
    const isPart = (file: FileRecord) => file.uploader === uploader && file.stored < file.size;
    return this.#of(channel).filter((file) => !file.over && (isPart(file) || file.had >= had));
  }

  expired(before: number, most: number): readonly FileRecord[] {
    const old = [...this.#files.values()].filter(({ created }) => created < before);
    return old.sort((a, b) => a.created - b.created).slice(0, most);
  }

  charged(channel?: ChannelId): number {
    const files = channel === undefined ? [...this.#files.values()] : this.#of(channel);
    return files.reduce((sum, { charge }) => sum + charge, 0);
  }

  promised(): number {
    return this.#living().reduce((sum, { size, stored }) => sum + size - stored, 0);
  }

  totals(): { readonly count: number; readonly bytes: number } {
    const living = this.#living();
    return { count: living.length, bytes: living.reduce((sum, { stored }) => sum + stored, 0) };
  }

  /** The clock was set. */
  shift(since: number, { by, now }: { readonly by: number; readonly now: number }): void {
    for (const file of this.#files.values()) {
      const { created } = file;
      if (created < since || created > now - by) continue;
      this.#change(file, { created: Math.min(created + Math.max(0, by), now) });
    }
  }

  /** A channel was removed. */
  forgetChannel(channel: ChannelId): void {
    for (const file of this.#of(channel)) this.#forget(file);
  }

  #living(): readonly FileRecord[] {
    return [...this.#files.values()].filter(({ over }) => !over);
  }

  #of(channel: ChannelId): readonly FileRecord[] {
    return [...this.#files.values()].filter((file) => file.channel === channel);
  }

  #change(place: BlobPlace, change: Partial<FileRecord>): void {
    const file = this.find(place);
    if (file) this.#files.set(keyOf(place), { ...file, ...change });
  }

  #forget(place: BlobPlace): void {
    this.#files.delete(keyOf(place));
    this.#havers.delete(keyOf(place));
  }
}

function keyOf({ channel, blob }: BlobPlace): string {
  return channel + blob;
}
