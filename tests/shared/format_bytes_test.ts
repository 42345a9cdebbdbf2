import { assertEquals } from "@std/assert";
import { formatBytes } from "../../shared/format_bytes.ts";

const shown: readonly (readonly [count: number, text: string])[] = [
  [0, "0 B"],
  [1, "1 B"],
  [999, "999 B"],
  [1000, "1 kB"],
  [1049, "1 kB"],
  [1050, "1.1 kB"],
  [9949, "9.9 kB"],
  [9950, "10 kB"],
  [99_499, "99 kB"],
  [999_499, "999 kB"],
  [999_500, "1 MB"],
  [100e6, "100 MB"],
  [2 ** 30, "1.1 GB"],
  [2e12, "2 TB"],
  [2 ** 53 - 1, "9 PB"],
];

for (const [count, text] of shown) {
  Deno.test(`${count} bytes are shown as ${text}`, () => assertEquals(formatBytes(count), text));
}
