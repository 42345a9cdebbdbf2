/** The files of this computer: what is sent is read where it is, what comes goes into the folder for downloads or where somebody says. */
import { mkdir } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import type { Disk, Part, Source } from "../core/files/disk.ts";
import { safeName } from "../core/files/safe_name.ts";
import { inWords } from "./file_words.ts";
import { namesFolder } from "./names_folder.ts";
import { nativeCipher } from "./native_cipher.ts";
import { downloadDirectory, homeOf } from "./download_directory.ts";
import { fromHome } from "./from_home.ts";
import { beginPart, discardPart, resumePart, settlePart } from "./part_file.ts";
import { openSource } from "./source_file.ts";
import type { Computer } from "./vault_directory.ts";

export class FileDisk implements Disk {
  readonly cipher = nativeCipher;
  readonly #computer: Computer;
  readonly #downloads: string | undefined;

  /** `downloads`: a folder for downloads instead of the one that the computer has. It is made when the first one comes. */
  constructor(computer: Computer, downloads?: string) {
    this.#computer = computer;
    this.#downloads = downloads;
  }

  open(path: string): Promise<Source> {
    return openSource(this.#whole(path));
  }

  async begin(name: string, wish: string, taken: (path: string) => boolean): Promise<string> {
    const safe = safeName(name);
    const place = wish === ""
      ? { folder: this.#whole(this.#downloads ?? downloadDirectory(this.#computer)), name: safe }
      : await placeOf(this.#whole(wish), wish, safe);
    return await inWords(`Cannot save "${safe}" in "${place.folder}"`, async () => {
      if (wish === "") await mkdir(place.folder, { recursive: true });
      return await beginPart(place.folder, place.name, taken);
    });
  }

  resume(path: string, size: number): Promise<Part | undefined> {
    return inWords(`Cannot go on with "${path}"`, () => resumePart(path, size));
  }

  settle(path: string, part?: string): Promise<void> {
    return inWords(`Cannot remove "${part ?? path}"`, () => settlePart(path, part));
  }

  discard(path: string): Promise<void> {
    return inWords(`Cannot remove "${path}"`, () => discardPart(path));
  }

  /** From the root on. */
  #whole(path: string): string {
    return resolve(fromHome(path, homeOf(this.#computer)));
  }
}

/** A folder takes a file under its own name; any other path is the file's new one, which its user chose. */
async function placeOf(
  path: string,
  wish: string,
  name: string,
): Promise<{ readonly folder: string; readonly name: string }> {
  const isFolder = await namesFolder(wish, path);
  return isFolder ? { folder: path, name } : { folder: dirname(path), name: basename(path) };
}
