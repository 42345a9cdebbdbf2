/** A disk in memory: files by their names, one folder, and nothing that takes time. */
import type { Disk, Part, Source } from "../../client/core/files/disk.ts";
import { plainCipher } from "../../client/core/files/plain_cipher.ts";
import { numberedName, safeName } from "../../client/core/files/safe_name.ts";
import { Failure } from "../../shared/failure.ts";

export class MemoryDisk implements Disk {
  readonly cipher = plainCipher;
  readonly files = new Map<string, Uint8Array>();

  open(path: string): Promise<Source> {
    const content = this.files.get(path);
    if (!content) return Promise.reject(new Failure(`Cannot send "${path}": there is no such file or folder.`));
    return Promise.resolve({
      ...{ path, name: path, size: content.length, mark: markOf(content) },
      read: (into, at) => {
        const now = this.files.get(path);
        if (now !== content) return Promise.reject(new Failure(`Cannot send "${path}": it changed. Send it again.`));
        into.set(content.subarray(at, at + into.length));
        return Promise.resolve();
      },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    });
  }

  begin(name: string): Promise<string> {
    const path = `${this.#free(safeName(name), ".part")}.part`;
    this.files.set(path, new Uint8Array(0));
    return Promise.resolve(path);
  }

  resume(path: string, size: number): Promise<Part | undefined> {
    const known = this.files.get(path) ?? new Uint8Array(0);
    if (known.length < size) return Promise.resolve(undefined);
    this.files.set(path, known.slice(0, size));
    return Promise.resolve({
      write: (bytes, at) => {
        const grown = new Uint8Array(Math.max(at + bytes.length, this.files.get(path)?.length ?? 0));
        grown.set(this.files.get(path) ?? []);
        grown.set(bytes, at);
        this.files.set(path, grown);
        return Promise.resolve();
      },
      sync: () => Promise.resolve(),
      finish: () => {
        const free = this.#free(path.replace(/\.part$/, ""));
        this.files.set(free, this.files.get(path) ?? new Uint8Array(0));
        this.files.delete(path);
        return Promise.resolve(free);
      },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    });
  }

  settle(): Promise<void> {
    return Promise.resolve();
  }

  discard(path: string): Promise<void> {
    this.files.delete(path);
    return Promise.resolve();
  }

  /** The first name like this one that nothing has, nor with `also` behind it. */
  #free(name: string, also = ""): string {
    for (let number = 1;; number++) {
      const path = numberedName(name, number);
      if (!this.files.has(path) && !this.files.has(path + also)) return path;
    }
  }
}

function markOf(content: Uint8Array): string {
  return `${content.length} ${content.reduce((sum, byte) => (sum * 31 + byte) >>> 0, 7)}`;
}
