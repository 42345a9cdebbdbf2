/** Contents that tell which one they are, and whether anything of them is missing or of another. */
import { assertEquals } from "@std/assert";

const NUMBER_BYTES = 4;
const MOST_BYTES = 1_000_000;

/** The content with this number: of a size and a filling of its own. */
export function numberedContent(number: number): Uint8Array {
  const size = NUMBER_BYTES + (number * 7_919_777) % MOST_BYTES;
  const content = new Uint8Array(size).fill(1 + number % 251);
  new DataView(content.buffer).setUint32(0, number);
  return content;
}

/** The number of a content, which is whole; 0 where there is none. */
export function numberOf(content: Uint8Array | undefined): number {
  if (!content) return 0;
  const number = new DataView(content.buffer, content.byteOffset).getUint32(0);
  assertEquals(content.toBase64(), numberedContent(number).toBase64(), `content ${number} is torn`);
  return number;
}
