/** How an invite's link is written. What its secret stands for is not known here: who only has to tell a link from a name need not load that. */

const LINK = /^(?:(?:https?|pychat):\/\/)?([^/#\s]+)\/?#([\w-]{64})$/;

/** A link in its two parts. */
export interface LinkParts {
  /** The relay's address, as people write it. */
  readonly relay: string;
  /** Everything else, in base64url. */
  readonly code: string;
}

/** The parts of a link; undefined for what is none. */
export function linkParts(typed: string): LinkParts | undefined {
  const [, relay, code] = LINK.exec(typed.trim()) ?? [];
  return relay === undefined || code === undefined ? undefined : { relay, code };
}

/** Whether something is, or was to be, a link: it may hold a secret. */
export function isLinkLike(typed: string): boolean {
  return linkParts(typed) !== undefined || /:\/\/[^#]*#/.test(typed);
}
