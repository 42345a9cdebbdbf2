/** Where files are read and written: a port. Where that is, and which names are good there, is the edge's business. Whatever goes wrong is a Failure in words. */
import type { FileCipher } from "./cipher.ts";

/** A file that is being sent. */
export interface Source extends AsyncDisposable {
  /** From anywhere. */
  readonly path: string;
  readonly name: string;
  readonly size: number;
  /** What tells this content from another one under the same path. */
  readonly mark: string;
  /** Fills `into` with what begins at `at`; Failure where the file is no longer the one it was when it was opened. */
  read(into: Uint8Array, at: number): Promise<void>;
}

/** A file that is coming, under a name that says so. */
export interface Part extends AsyncDisposable {
  write(bytes: Uint8Array, at: number): Promise<void>;
  /** Resolves when what was written survives a loss of power. */
  sync(): Promise<void>;
  /** Gives it its own name, or one like it where there is such a file; gives its path. Until it is settled it may have both: who tries again finds it then. */
  finish(): Promise<string>;
}

export interface Disk {
  readonly cipher: FileCipher;
  /** A file as it is now; no folder, no link and no device. */
  open(path: string): Promise<Source>;
  /**
   * Makes room for a file of that name: in the folder for downloads, or where `wish` says. Gives the path of what is to come in, which is none that is `taken`
   * by another one, should that have been cleared away.
   */
  begin(name: string, wish: string, taken: (path: string) => boolean): Promise<string>;
  /** Goes on with it: all behind its first `size` bytes is gone. Undefined where it has not so many, or is not there. */
  resume(path: string, size: number): Promise<Part | undefined>;
  /** Takes away the name under which a file came in, if that still is a name of it. */
  settle(path: string, part?: string): Promise<void>;
  /** Removes what has come. */
  discard(path: string): Promise<void>;
}
