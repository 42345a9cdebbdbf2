/** Reads of a Windows executable what Windows shows and goes by before it runs: the processor, the subsystem and the icon. */

const PE32_PLUS = 0x20b;
const X86_64 = 0x8664;
const SUBSYSTEMS: Readonly<Record<number, string>> = { 2: "graphical", 3: "console" };
const ICON = 3;
const ICON_GROUP = 14;

export interface Pe {
  readonly processor: "x86_64";
  readonly subsystem: string | undefined;
  /** The pictures of its icons. */
  readonly icons: readonly Uint8Array[];
  /** Of each group of icons, how many sizes it has. The first is the executable's. */
  readonly groups: readonly number[];
}

/** Error for what is no 64-bit executable. */
export function readPe(bytes: Uint8Array): Pe {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pe = view.getUint32(0x3c, true);
  const header = pe + 24;
  const is = [view.getUint32(pe), view.getUint16(pe + 4, true), view.getUint16(header, true)];
  if (is.join() !== [0x50450000, X86_64, PE32_PLUS].join()) throw new Error("Cannot read the file: it is no PE32+");
  const place = fileOffset(view, pe);
  const root = place(view.getUint32(header + 112 + 2 * 8, true));
  const resources = (type: number) =>
    leaves(view, root, root, type).map((leaf) => {
      const from = place(view.getUint32(leaf, true));
      return bytes.subarray(from, from + view.getUint32(leaf + 4, true));
    });
  return {
    processor: "x86_64",
    subsystem: SUBSYSTEMS[view.getUint16(header + 68, true)],
    icons: resources(ICON),
    groups: resources(ICON_GROUP).map((group) => (group[4] ?? 0) + 256 * (group[5] ?? 0)),
  };
}

/** Where in the file is what is at an address in memory. */
function fileOffset(view: DataView, pe: number): (address: number) => number {
  const first = pe + 24 + view.getUint16(pe + 20, true);
  const sections = Array.from({ length: view.getUint16(pe + 6, true) }, (_, i) => first + 40 * i);
  return (address) => {
    for (const section of sections) {
      const begin = view.getUint32(section + 12, true);
      const size = view.getUint32(section + 16, true);
      if (address >= begin && address < begin + size) return address - begin + view.getUint32(section + 20, true);
    }
    throw new Error(`Cannot find address ${address}: no section has it`);
  };
}

/** What a directory of resources leads to; in the root, of one type only. */
function leaves(view: DataView, root: number, at: number, type?: number): readonly number[] {
  const entries = view.getUint16(at + 12, true) + view.getUint16(at + 14, true);
  return Array.from({ length: entries }, (_, i) => at + 16 + 8 * i).flatMap((entry) => {
    if (type !== undefined && view.getUint32(entry, true) !== type) return [];
    const to = view.getUint32(entry + 4, true);
    return to >= 2 ** 31 ? leaves(view, root, root + to - 2 ** 31) : [root + to];
  });
}
