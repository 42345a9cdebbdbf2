/** Blobs that lie in memory as long as the test runs: on a disk that a test can fill, hold up, and cut the power of. */
import { Failure } from "../../shared/failure.ts";
import type { ChannelId } from "../../shared/ids.ts";
import type { Blobs, FoundBlob, OpenBlob } from "../../relay/blobs.ts";
import type { BlobPlace } from "../../relay/file_records.ts";

/** What lies there: as it is, and as it is after a power cut. */
interface Lying extends BlobPlace {
  bytes: Uint8Array;
  synced: Uint8Array;
}

export class MemoryBlobs implements Blobs {
  readonly #lying = new Map<string, Lying>();
  /** How many more bytes it takes. */
  space = Infinity;
  /** How many blobs are open. */
  opened = 0;
  #held: PromiseWithResolvers<void> | undefined;

  async make(place: BlobPlace): Promise<OpenBlob> {
    await this.#turn();
    const key = keyOf(place);
    let lying = this.#lying.get(key);
    if (!lying) this.#lying.set(key, lying = { ...place, bytes: new Uint8Array(0), synced: new Uint8Array(0) });
    return this.#open(lying);
  }

  async open(place: BlobPlace): Promise<OpenBlob> {
    await this.#turn();
    const lying = this.#lying.get(keyOf(place));
    if (!lying) throw new Failure("Cannot store a file: it is no longer there.");
    return this.#open(lying);
  }

  async remove(place: BlobPlace): Promise<void> {
    await this.#turn();
    this.#lying.delete(keyOf(place));
  }

  async removeChannel(channel: ChannelId): Promise<void> {
    await this.#turn();
    for (const [key, lying] of this.#lying) if (lying.channel === channel) this.#lying.delete(key);
  }

  async list(): Promise<readonly FoundBlob[]> {
    await this.#turn();
    return [...this.#lying.values()].map(({ channel, blob, bytes }) => ({ channel, blob, size: bytes.length }));
  }

  async room(): Promise<number> {
    await this.#turn();
    return this.space;
  }

  /** Lets nothing go on until it is disposed. */
  hold(): Disposable {
    const held = this.#held = Promise.withResolvers<void>();
    return {
      [Symbol.dispose]: () => {
        this.#held = undefined;
        held.resolve();
      },
    };
  }

  /** What was not synced is gone. */
  cutPower(): void {
    for (const lying of this.#lying.values()) lying.bytes = lying.synced = lying.synced.slice();
  }

  /** Changes what lies there, behind the relay's back. */
  damage(place: BlobPlace, bytes: Uint8Array | undefined): void {
    if (bytes) this.#lying.set(keyOf(place), { ...place, bytes, synced: bytes });
    else this.#lying.delete(keyOf(place));
  }

  #turn(): Promise<void> {
    return this.#held?.promise ?? Promise.resolve();
  }

  #open(lying: Lying): OpenBlob {
    this.opened++;
    return {
      write: async (bytes, offset) => {
        await this.#turn();
        const grown = Math.max(0, offset + bytes.length - lying.bytes.length);
        if (grown > this.space) throw new Failure("Cannot store a file: the disk is full.");
        this.space -= grown;
        lying.bytes = withRoom(lying.bytes, offset + bytes.length);
        lying.bytes.set(bytes, offset);
      },
      read: async (into, offset) => {
        await this.#turn();
        if (offset + into.length > lying.bytes.length) {
          throw new Failure("Cannot read a stored file: it is shorter than it was.");
        }
        into.set(lying.bytes.subarray(offset, offset + into.length));
      },
      sync: async () => {
        const synced = lying.bytes;
        await this.#turn();
        lying.synced = synced;
      },
      close: async () => {
        this.opened--;
        await this.#turn();
      },
    };
  }
}

function keyOf({ channel, blob }: BlobPlace): string {
  return channel + blob;
}

/** The same bytes, and room for more behind them: what grows by little does not have to be copied each time. */
function withRoom(bytes: Uint8Array, size: number): Uint8Array {
  if (size <= bytes.length) return bytes;
  if (bytes.byteOffset + size <= bytes.buffer.byteLength) return new Uint8Array(bytes.buffer, bytes.byteOffset, size);
  const grown = new Uint8Array(2 * size);
  grown.set(bytes);
  return grown.subarray(0, size);
}
