/** A number of bytes as people read it: "512 B", "1.5 MB", "100 MB", "2.1 GB". */

const UNITS = ["kB", "MB", "GB", "TB", "PB"] as const;

/** In the largest unit that leaves at least one of it, with a decimal where there are less than ten. */
export function formatBytes(count: number): string {
  if (count < 1000) return `${count} B`;
  // What would be rounded up to 1000 of a unit is one of the next.
  let place = 0;
  let size = count / 1000;
  for (; size >= 999.5 && place < UNITS.length - 1; place++) size /= 1000;
  return `${size < 9.95 ? Number(size.toFixed(1)) : Math.round(size)} ${UNITS[place]}`;
}
