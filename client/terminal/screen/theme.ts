/** What a theme says: a shade for each role that has one, and the colours by which people are told apart. */
import type { Shade } from "./colour_depth.ts";
import type { Role } from "./roles.ts";

export interface Tint {
  readonly fg?: Shade;
  readonly bg?: Shade;
}

export interface Theme {
  readonly tints: Partial<Readonly<Record<Role, Tint>>>;
  /** 0xrrggbb each. The first eight are unlike each other, so are the next eight. */
  readonly nicks: readonly number[];
  /** Where there are sixteen colours only. */
  readonly ansiNicks: readonly number[];
}
