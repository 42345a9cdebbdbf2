/** The kinds of value an option can have: how each is written by a person and read here. */
import { formatDuration, parseDuration } from "./duration.ts";

/** How text becomes the value of an option. */
export interface Kind<T> {
  /** What stands for a value in the help: PORT, FILE. */
  readonly hint: string;
  /** What a value is, in words that can follow "it takes". */
  readonly takes: string;
  /** The value, or undefined when the text is none. */
  read(written: string): T | undefined;
  /** A switch: what the flag means when it stands alone. Its value is never undefined. */
  readonly bare?: string;
  /** Never taken from a command line, where anyone on the machine can read it, and never repeated in an error. */
  readonly secret?: true;
}

/** Both ends included. */
export interface Range {
  readonly least?: number;
  readonly most?: number;
}

/** How often something may happen, with room for a burst; 0 per second is no limit. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Any text but none at all. */
export const text: Kind<string> = named("TEXT");
/** The name of a file or a directory. */
export const path: Kind<string> = named("FILE");
/** Text that only its owner may see. */
export const secret: Kind<string> = { ...text, secret: true };
/** A TCP port; 0 asks the system for a free one. */
export const port: Kind<number> = { ...wholeNumber({ most: 65_535 }), hint: "PORT" };
/** Yes or no; the flag alone says yes. */
export const flag: Kind<boolean> = {
  hint: "",
  takes: "yes or no",
  bare: "yes",
  read(written) {
    if (["yes", "on", "true", "1"].includes(written)) return true;
    if (["no", "off", "false", "0"].includes(written)) return false;
    return undefined;
  },
};

/** Text with a word of one's own for it in the help. */
export function named(hint: string): Kind<string> {
  return { hint, takes: "some text", read: (written) => written === "" ? undefined : written };
}

/** Text that fits into so many bytes of UTF-8, and is not blank: it is to be seen. */
export function shortText(most: number): Kind<string> {
  return {
    hint: "TEXT",
    takes: `some text of at most ${most} bytes`,
    read: (written) => written.trim() !== "" && new TextEncoder().encode(written).length <= most ? written : undefined,
  };
}

/** A whole number. */
export function wholeNumber(range: Range = {}): Kind<number> {
  return {
    hint: "N",
    takes: `a whole number${inWords(range, String)}`,
    read: (written) => /^[0-9]{1,15}$/.test(written) ? within(Number(written), range) : undefined,
  };
}

/** A length of time, in milliseconds. */
export function duration(range: Range = {}): Kind<number> {
  return {
    hint: "TIME",
    takes: `a time${inWords(range, formatDuration)}, such as 500ms, 60s, 10m, 2h or 30d`,
    read: (written) => within(parseDuration(written), range),
  };
}

const BYTE_UNITS: Readonly<Record<string, number>> = {
  "": 1,
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
};

/** A number of bytes. */
export function bytes(range: Range = {}): Kind<number> {
  return {
    hint: "SIZE",
    takes: `a size${inWords(range, (size) => `${size} bytes`)}, such as 500, 64KiB, 100MB or 1GiB`,
    read(written) {
      const [, count, unit] = written.match(/^([0-9]{1,15})([KMGT]?B|[KMGT]iB)?$/) ?? [];
      const size = Number(count) * (BYTE_UNITS[unit ?? ""] ?? NaN);
      return Number.isSafeInteger(size) ? within(size, range) : undefined;
    },
  };
}

/** One of some words. */
export function choice<const Word extends string>(...words: readonly Word[]): Kind<Word> {
  return {
    hint: words.join("|"),
    takes: words.join(" or "),
    read: (written) => words.find((word) => word === written),
  };
}

const RATE_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** "20/s", "5/m", or with a burst "20/s:100"; without one, the number itself is the burst. "off" is no limit. */
export const rate: Kind<Rate> = {
  hint: "RATE",
  takes: "a rate such as 20/s, 5/m or, with room for a burst, 20/s:100; or off",
  read(written) {
    if (written === "off") return { perSecond: 0, burst: 0 };
    const [, count, unit, burst] = written.match(/^([1-9][0-9]{0,8})\/([smh])(?::([1-9][0-9]{0,8}))?$/) ?? [];
    if (count === undefined || unit === undefined) return undefined;
    return { perSecond: Number(count) / (RATE_SECONDS[unit] ?? NaN), burst: Number(burst ?? count) };
  },
};

/** A rate that leaves room for so much: with less, what it is for does not work at all. */
export function rateOfAtLeast(least: string): Kind<Rate> {
  const { perSecond, burst } = rate.read(least) ?? { perSecond: 0, burst: 0 };
  return {
    ...rate,
    takes: `a rate of at least ${least}, or off`,
    read(written) {
      const given = rate.read(written);
      const enough = given !== undefined &&
        (given.perSecond === 0 || (given.perSecond >= perSecond && given.burst >= burst));
      return enough ? given : undefined;
    },
  };
}

/** Any number of values, with commas between them. */
export function list<T>(kind: Kind<T>): Kind<readonly T[]> {
  return {
    hint: `${kind.hint},\u2026`,
    takes: `${kind.takes}, or several with commas between`,
    read(written) {
      const values = written.split(",").map((item) => kind.read(item.trim()));
      return values.every((value) => value !== undefined) ? values : undefined;
    },
  };
}

function within(value: number | undefined, { least = 0, most = Infinity }: Range): number | undefined {
  return value !== undefined && value >= least && value <= most ? value : undefined;
}

function inWords({ least, most }: Range, format: (value: number) => string): string {
  if (most !== undefined) return ` from ${format(least ?? 0)} to ${format(most)}`;
  return least === undefined ? "" : ` of at least ${format(least)}`;
}
