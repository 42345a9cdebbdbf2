/** Why a relay said no: the codes of `no`, `refused`, `unvisit` and `shut`. The text beside a code is for people, the code for programs. */
export const CODE = {
  rule: 1,
  stale: 2,
  absent: 3,
  fast: 4,
  large: 5,
  full: 6,
  muted: 7,
  owed: 8,
  already: 9,
  storage: 10,
  gone: 11,
  removed: 12,
  late: 14,
  ended: 15,
  early: 16,
  unready: 17,
} as const;

/** One of them. */
export type Code = typeof CODE[keyof typeof CODE];

/** A request that was not carried out. */
export interface Refusal {
  readonly code: Code;
  readonly text: string;
}

/** What a relay says with each code when it has nothing more exact to say. */
export const CODE_TEXT: Readonly<Record<keyof typeof CODE, string>> = {
  rule: "That is not allowed here.",
  stale: "The channel has changed meanwhile.",
  absent: "There is no such channel here, or you are not in it.",
  fast: "That is faster than this relay allows. Wait a second.",
  large: "That is more than this relay takes.",
  full: "There is no room for more of these here.",
  muted: "You are muted in this channel.",
  owed: "Somebody left: the channel's key must be replaced first.",
  already: "This message was taken already.",
  storage: "The relay could not store it.",
  gone: "The channel was removed.",
  removed: "You are no longer in this channel.",
  late: "The visit took too long.",
  ended: "The other side went away.",
  early: "An earlier message was refused: it comes first.",
  unready: "There is no more of it yet. Ask again later.",
};

/** The refusal of that name, with its usual text or a better one. */
export function refuse(name: keyof typeof CODE, text: string = CODE_TEXT[name]): Refusal {
  return { code: CODE[name], text };
}
