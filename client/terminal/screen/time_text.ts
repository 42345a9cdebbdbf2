/** Times as the screen writes them, the same in every country. An author's clock may say anything. */

const DAY_MS = 86_400_000;
/** What a Date can hold. */
const LAST_MS = 8.64e15;
const NO_TIME = "--:--:--";
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];

type Zone = (at: number) => number;

/** "23:59:59" */
export function timeText(at: number, minutesEast: Zone): string {
  const local = localTime(at, minutesEast);
  if (local === undefined) return NO_TIME;
  const seconds = Math.floor((local - Math.floor(local / DAY_MS) * DAY_MS) / 1000);
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60].map(twoDigits).join(":");
}

/** Which day it was, as a number that is another on another day; undefined for what is no time. */
export function dayOf(at: number, minutesEast: Zone): number | undefined {
  const local = localTime(at, minutesEast);
  return local === undefined ? undefined : Math.floor(local / DAY_MS);
}

/** "Tuesday, 5 March 2024" */
export function dayText(day: number): string {
  const date = new Date(day * DAY_MS);
  const weekday = WEEKDAYS[date.getUTCDay()] ?? "";
  return `${weekday}, ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ""} ${date.getUTCFullYear()}`;
}

function localTime(at: number, minutesEast: Zone): number | undefined {
  if (!(Math.abs(at) < LAST_MS)) return undefined;
  const local = at + minutesEast(at) * 60_000;
  return Math.abs(local) < LAST_MS ? local : undefined;
}

function twoDigits(part: number): string {
  return String(Math.floor(part)).padStart(2, "0");
}
