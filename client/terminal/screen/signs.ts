/** The signs that are drawn, for terminals that show all of Unicode and for those that show ASCII. Each takes one column unless it says otherwise. */

export interface Signs {
  /** Where a text was cut. */
  readonly ellipsis: string;
  /** Behind what goes on; any width. */
  readonly dots: string;
  readonly vertical: string;
  readonly horizontal: string;
  /** Corners of a box, four in one: above left, above right, below left, below right. */
  readonly corners: string;
  readonly came: string;
  readonly went: string;
  readonly did: string;
  readonly told: string;
  readonly wrong: string;
  readonly online: string;
  readonly away: string;
  readonly offline: string;
  readonly admin: string;
  readonly muted: string;
  readonly verified: string;
  readonly asks: string;
  readonly channel: string;
  readonly over: string;
  readonly less: string;
  readonly more: string;
  readonly down: string;
  readonly up: string;
  readonly prompt: string;
  readonly chosen: string;
  readonly dash: string;
  /** In front of what a message answers; two columns. */
  readonly answers: string;
  /** What became of an own message; any width. */
  readonly pending: string;
  readonly sent: string;
  /** By all others. */
  readonly read: string;
  /** By some of them: their number for #. */
  readonly readBy: string;
  /** Instead of a character that does not fit. */
  readonly unfit: string;
}

export const UNICODE_SIGNS: Signs = {
  ellipsis: "…",
  dots: "…",
  vertical: "│",
  horizontal: "─",
  corners: "╭╮╰╯",
  came: "→",
  went: "←",
  did: "•",
  told: "›",
  wrong: "!",
  online: "●",
  away: "◌",
  offline: "○",
  admin: "★",
  muted: "⊘",
  verified: "✓",
  asks: "?",
  channel: "#",
  over: "×",
  less: "‹",
  more: "›",
  down: "↓",
  up: "↑",
  prompt: "❯",
  chosen: "▸",
  dash: "—",
  answers: "╭─",
  pending: "○",
  sent: "✓",
  read: "✓✓",
  readBy: "✓✓ #",
  unfit: "…",
};

export const ASCII_SIGNS: Signs = {
  ellipsis: "~",
  dots: "...",
  vertical: "|",
  horizontal: "-",
  corners: "++++",
  came: ">",
  went: "<",
  did: "*",
  told: "-",
  wrong: "!",
  online: "*",
  away: "-",
  offline: ".",
  admin: "@",
  muted: "x",
  verified: "+",
  asks: "?",
  channel: "#",
  over: "x",
  less: "<",
  more: ">",
  down: "v",
  up: "^",
  prompt: ">",
  chosen: ">",
  dash: "-",
  answers: ",-",
  pending: "[sending]",
  sent: "[sent]",
  read: "[read]",
  readBy: "[read by #]",
  unfit: "?",
};
