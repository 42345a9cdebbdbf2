/** Lengths of time as people write and read them: "500ms", "90s", "10m", "2h", "30d". */

const UNITS: readonly (readonly [name: string, ms: number])[] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
  ["ms", 1],
];

/** Milliseconds, from one or several numbers with units ("1h30m"); undefined when it is no duration. */
export function parseDuration(text: string): number | undefined {
  if (!/^([0-9]{1,9}(ms|d|h|m|s))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/([0-9]+)(ms|d|h|m|s)/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * unitMs(unit), 0);
}

/** A duration in its two largest units: "2h 5m", "3d", "40s", "250ms". */
export function formatDuration(ms: number): string {
  let left = Math.max(0, Math.floor(ms));
  const parts = UNITS.map(([name, size]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return { name, count };
  });
  const first = parts.findIndex(({ count }) => count > 0);
  if (first < 0) return "0s";
  return parts.slice(first, first + 2).filter(({ count }) => count > 0).map(({ name, count }) => count + name).join(
    " ",
  );
}

/** How long something still lasts, in whole seconds: what is not over has one to go. */
export function formatTimeLeft(ms: number): string {
  return formatDuration(Math.ceil(ms / 1000) * 1000);
}

/** How long something has lasted, in whole seconds. */
export function formatTimePast(ms: number): string {
  return formatDuration(Math.floor(ms / 1000) * 1000);
}

function unitMs(unit: string | undefined): number {
  return UNITS.find(([name]) => name === unit)?.[1] ?? NaN;
}
