/** A real disk that a test can hold up at any place of a file, as if it were slow there. */
import type { Disk, Part, Source } from "../../client/core/files/disk.ts";
import type { FileCipher } from "../../client/core/files/cipher.ts";

export class HeldDisk implements Disk {
  readonly #disk: Disk;
  #from = Infinity;
  #held = Promise.withResolvers<void>();
  #step: { readonly step: "begin" | "finish"; readonly reached: () => void } | undefined;
  readonly #looks = new Map<string, number>();
  /** How often it was asked to read or write something, at which places. */
  readonly reads: number[] = [];
  readonly writes: number[] = [];
  /** Where files were to come in. */
  readonly begun: string[] = [];

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  get cipher(): FileCipher {
    return this.#disk.cipher;
  }

  /** Nothing is read or written from this place of a file on, until it is let go. */
  hold(from: number): void {
    this.#from = from;
    this.#held = Promise.withResolvers();
  }

  /** What is to come in gets its place, or its name, only when it is let go; tells when it is as far. */
  holdStep(step: "begin" | "finish"): Promise<void> {
    this.#held = Promise.withResolvers();
    const reached = Promise.withResolvers<void>();
    this.#step = { step, reached: () => reached.resolve() };
    return reached.promise;
  }

  /** The file of this path is looked at, and then not opened to be sent until it is let go. */
  holdSending(path: string): void {
    this.#looks.set(path, 0);
    this.#held = Promise.withResolvers();
  }

  letGo(): void {
    this.#from = Infinity;
    this.#looks.clear();
    this.#step = undefined;
    this.#held.resolve();
  }

  async open(path: string): Promise<Source> {
    const looks = this.#looks.get(path);
    if (looks !== undefined) this.#looks.set(path, looks + 1);
    if (looks === 1) await this.#held.promise;
    const source = await this.#disk.open(path);
    const { path: whole, name, size, mark } = source;
    return {
      ...{ path: whole, name, size, mark },
      read: async (into, at) => {
        this.reads.push(at);
        await this.#turn(at);
        await source.read(into, at);
      },
      [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
    };
  }

  async begin(name: string, wish: string, taken: (path: string) => boolean): Promise<string> {
    const path = await this.#disk.begin(name, wish, taken);
    await this.#passes("begin");
    this.begun.push(path);
    return path;
  }

  async resume(path: string, size: number): Promise<Part | undefined> {
    const part = await this.#disk.resume(path, size);
    return part && {
      write: async (bytes, at) => {
        this.writes.push(at);
        await this.#turn(at);
        await part.write(bytes, at);
      },
      sync: () => part.sync(),
      finish: async () => {
        const path = await part.finish();
        await this.#passes("finish");
        return path;
      },
      [Symbol.asyncDispose]: () => part[Symbol.asyncDispose](),
    };
  }

  settle(path: string, part?: string): Promise<void> {
    return this.#disk.settle(path, part);
  }

  discard(path: string): Promise<void> {
    return this.#disk.discard(path);
  }

  #passes(step: "begin" | "finish"): Promise<void> {
    if (this.#step?.step !== step) return Promise.resolve();
    this.#step.reached();
    return this.#held.promise;
  }

  #turn(at: number): Promise<void> {
    return at >= this.#from ? this.#held.promise : Promise.resolve();
  }
}
