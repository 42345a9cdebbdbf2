/** Times as people read them, where the reader is. */

/** "09:05:07" */
export function clockTime(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(":");
}

/** "2025-05-03" */
export function dayOf(at: number): string {
  const date = new Date(at);
  return [String(date.getFullYear()).padStart(4, "0"), ...[date.getMonth() + 1, date.getDate()].map(twoDigits)].join(
    "-",
  );
}

/** "2025-05-03T09:05:07.000Z"; undefined where an author's clock, which may say anything, names no time. */
export function isoTime(at: number): string | undefined {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
