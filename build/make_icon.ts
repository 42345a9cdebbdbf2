/** Makes icons/pychat.ico: the drawing in every size that Windows shows. Run it after a change: deno run --allow-write build/make_icon.ts */
import { crc32, deflateSync } from "node:zlib";
import { drawIcon } from "./draw_icon.ts";

const SIZES = [16, 24, 32, 48, 64, 128, 256];
const ICON = 1;
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const EIGHT_BITS = 8;
const RGBA = 6;
const ENTRY_SIZE = 16;

if (import.meta.main) Deno.writeFileSync(new URL("../icons/pychat.ico", import.meta.url), makeIcon());

/** The icon file. */
export function makeIcon(): Uint8Array {
  const pictures = SIZES.map((size) => png(size, drawIcon(size)));
  let at = 6 + ENTRY_SIZE * SIZES.length;
  const entries = pictures.map((picture, i) => {
    const size = (SIZES[i] ?? 0) % 256;
    const entry = [size, size, 0, 0, ...little(1, 2), ...little(32, 2), ...little(picture.length, 4), ...little(at, 4)];
    at += picture.length;
    return entry;
  });
  return joined([[...little(0, 2), ...little(ICON, 2), ...little(SIZES.length, 2)], ...entries, ...pictures]);
}

function png(size: number, pixels: Uint8Array): Uint8Array {
  const rows = Array.from({ length: size }, (_, row) => [0, ...pixels.subarray(row * size * 4, (row + 1) * size * 4)]);
  const header = [...big(size), ...big(size), EIGHT_BITS, RGBA, 0, 0, 0];
  return joined([
    PNG_SIGNATURE,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(joined(rows), { level: 9 })),
    chunk("IEND", []),
  ]);
}

function chunk(type: string, content: Iterable<number>): Uint8Array {
  const body = Uint8Array.from([...new TextEncoder().encode(type), ...content]);
  return joined([big(body.length - 4), body, big(crc32(body))]);
}

function big(value: number): readonly number[] {
  return little(value, 4).toReversed();
}

function little(value: number, size: number): readonly number[] {
  return Array.from({ length: size }, (_, i) => (value >>> (8 * i)) & 0xff);
}

function joined(parts: readonly Iterable<number>[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
