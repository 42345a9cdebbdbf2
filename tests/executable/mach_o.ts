/** Reads as much of a Mach-O executable as macOS does before it runs one: for which processor it is, where its parts are, and whether its signature holds. */
import { createHash } from "node:crypto";

const MAGIC = 0xfeedfacf;
const EXECUTABLE = 2;
const SEGMENT = 0x19;
const SIGNATURE = 0x1d;
const HEADER_SIZE = 32;
const PROCESSORS: Readonly<Record<number, string>> = { 0x01000007: "x86_64", 0x0100000c: "arm64" };
const SUPER_BLOB = 0xfade0cc0;
const CODE_DIRECTORY = 0xfade0c02;
const SHA_256 = 2;

export interface MachO {
  readonly processor: string | undefined;
  readonly segments: readonly string[];
  /** Where the signature is in the file; undefined when there is none. */
  readonly signature: number | undefined;
}

/** Error for what is no 64-bit executable. */
export function readMachO(bytes: Uint8Array): MachO {
  const view = viewOf(bytes);
  if (view.getUint32(0, true) !== MAGIC || view.getUint32(12, true) !== EXECUTABLE) {
    throw new Error("Cannot read the file: it is no Mach-O executable");
  }
  const commands = [...loadCommands(view)];
  const [signature] = commands.filter(({ type }) => type === SIGNATURE).map(({ at }) => view.getUint32(at + 8, true));
  const segments = commands.filter(({ type }) => type === SEGMENT).map(({ at }) => {
    return new TextDecoder().decode(bytes.subarray(at + 8, at + 24)).replace(/\0+$/, "");
  });
  return { processor: PROCESSORS[view.getUint32(4, true)], segments, signature };
}

/** The numbers of the pages that are not as they were signed, as the system would find. */
export function changedPages(bytes: Uint8Array, signature: number): readonly number[] {
  const view = viewOf(bytes);
  const directory = codeDirectory(view, signature);
  const pageSize = 2 ** view.getUint8(directory + 39);
  const size = view.getUint32(directory + 32);
  const hashes = directory + view.getUint32(directory + 16);
  const pages = Array.from({ length: view.getUint32(directory + 28) }, (_, page) => page);
  if (pages.length === 0 || view.getUint8(directory + 37) !== SHA_256) throw new Error("Cannot check the signature");
  return pages.filter((page) => {
    const content = bytes.subarray(page * pageSize, Math.min((page + 1) * pageSize, size));
    const signed = bytes.subarray(hashes + page * 32, hashes + (page + 1) * 32);
    return !createHash("sha256").update(content).digest().equals(signed);
  });
}

function* loadCommands(view: DataView): Generator<{ readonly type: number; readonly at: number }> {
  let at = HEADER_SIZE;
  for (let left = view.getUint32(16, true); left > 0; left--) {
    yield { type: view.getUint32(at, true), at };
    at += view.getUint32(at + 4, true);
  }
}

function codeDirectory(view: DataView, signature: number): number {
  if (view.getUint32(signature) !== SUPER_BLOB) throw new Error("Cannot read the signature: it does not begin as one");
  for (let blob = 0; blob < view.getUint32(signature + 8); blob++) {
    const at = signature + view.getUint32(signature + 12 + blob * 8 + 4);
    if (view.getUint32(at) === CODE_DIRECTORY) return at;
  }
  throw new Error("Cannot read the signature: it has no code directory");
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
