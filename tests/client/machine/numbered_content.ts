/** Contents of vaults that tell which one they are, and whether anything of them is missing or of another. */
import { assertEquals } from "@std/assert";
import type { Parts } from "../../../client/core/vault.ts";

const NUMBER_BYTES = 4;
/** A part that each content has anew, and one that is large and stays for five: how large they may be. */
const SMALL = { name: "small", most: 500 } as const;
const LARGE = { name: "large", most: 1_000_000, stays: 5 } as const;

/** What the content with this number changes: each is saved behind the one before. */
export function numbered(number: number): Parts {
  const parts = new Map([[SMALL.name as string, filled(number, SMALL.most)]]);
  return largeOf(number) === number ? parts.set(LARGE.name, filled(number, LARGE.most)) : parts;
}

/** The number of a content, which is whole; 0 where there is none. */
export function numberOf(parts: Parts | undefined): number {
  const small = parts?.get(SMALL.name);
  if (!parts || !small) return 0;
  const number = new DataView(small.buffer, small.byteOffset).getUint32(0);
  assertEquals(small, filled(number, SMALL.most), `content ${number} is torn`);
  const large = filled(largeOf(number), LARGE.most);
  assertEquals(parts.get(LARGE.name)?.toBase64(), large.toBase64(), `content ${number} has another's part`);
  return number;
}

/** The number of the content that brought the large part of this one. */
function largeOf(number: number): number {
  return number - (number - 1) % LARGE.stays;
}

function filled(number: number, most: number): Uint8Array {
  const part = new Uint8Array(NUMBER_BYTES + (number * 7_919_777) % most).fill(1 + number % 251);
  new DataView(part.buffer).setUint32(0, number);
  return part;
}
