/** How a piece of text looks, in terms of what terminals can do. Which look means what is not known here. */

/** Up to 255 a colour of the terminal's palette; from RGB on, red, green and blue as 0x1rrggbb. */
export type Colour = number;

/** What is added to 0xrrggbb to tell it from a colour of the palette. */
export const RGB = 0x1000000;

export interface Style {
  readonly fg?: Colour;
  readonly bg?: Colour;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
  readonly strike?: boolean;
}

/** As the terminal shows what nobody styled. */
export const PLAIN: Style = {};

/** Whether two styles look the same. */
export function sameStyle(a: Style, b: Style): boolean {
  if (a === b) return true;
  return a.fg === b.fg && a.bg === b.bg && (a.bold ?? false) === (b.bold ?? false) &&
    (a.dim ?? false) === (b.dim ?? false) && (a.italic ?? false) === (b.italic ?? false) &&
    (a.underline ?? false) === (b.underline ?? false) && (a.inverse ?? false) === (b.inverse ?? false) &&
    (a.strike ?? false) === (b.strike ?? false);
}

/** Whether a space in this style can be seen. */
export function showsOnBlank({ bg, underline, inverse, strike }: Style): boolean {
  return bg !== undefined || underline === true || inverse === true || strike === true;
}
