/** Takes the program out of an executable that `deno compile` made, so that another one can be put in; nothing is known here of whose it is. */

const ELF = 0x7f454c46;
const MACH_O = 0xcffaedfe;
const SEGMENT = 0x19;
const HEADER_SIZE = 32;

/** The runtime alone. On Windows a program replaces the one before it, and on Intel Macs the last one counts: those stay as they are. */
export function withoutProgram(executable: Uint8Array): Uint8Array {
  const view = new DataView(executable.buffer, executable.byteOffset, executable.byteLength);
  switch (view.getUint32(0)) {
    case ELF:
      return executable.subarray(0, endOfElf(view));
    case MACH_O:
      return withoutSegment(executable, view);
    default:
      return executable;
  }
}

/** The program is behind the last that ELF knows of: the table of its sections. */
function endOfElf(view: DataView): number {
  return Number(view.getBigUint64(0x28, true)) + view.getUint16(0x3a, true) * view.getUint16(0x3c, true);
}

/** The program is in a segment that is looked up by its name, so that it is enough to take that away. */
function withoutSegment(executable: Uint8Array, view: DataView): Uint8Array {
  const bytes = executable.slice();
  let at = HEADER_SIZE;
  for (let left = view.getUint32(16, true); left > 0; left--) {
    const name = new TextDecoder().decode(bytes.subarray(at + 8, at + 24)).replace(/\0+$/, "");
    if (view.getUint32(at, true) === SEGMENT && name === "__SUI") bytes.set(new TextEncoder().encode("__WAS"), at + 8);
    at += view.getUint32(at + 4, true);
  }
  return bytes;
}
