/**
 * The head of an HTTP request, read just far enough to know what it asks for. Not by node:http, which takes half as long again for a WebSocket, and
 * a kilobyte, and serves all that comes behind a request as well. Pure: text in, request out.
 */

/** What a request's head says. Header names are in lower case. */
export interface RequestHead {
  readonly method: string;
  readonly path: string;
  /** Of HTTP/1.0, which some proxies' health checks still speak; nothing is built upon it. */
  readonly old: boolean;
  readonly headers: ReadonlyMap<string, string>;
}

/** The longest head that is read. */
export const MOST_HEAD_BYTES = 8192;

const REQUEST_LINE = /^([A-Z]+) (?:http:\/\/[^\s/?]+)?(\/[^\s?]*|\*)(?:\?\S*)? HTTP\/1\.([01])$/;
/** What must not be said in two ways; of other headers each proxy on the way may add one. */
const SAID_ONCE: ReadonlySet<string> = new Set(
  ["host", "origin", "upgrade", "sec-websocket-key", "sec-websocket-version"],
);
// One part for each character and no more: where two could take the same, a line of blanks would take for ever.
const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):([\t\x20-\x7e\x80-\xff]*)$/;

/** Where a head ends in these bytes, its empty line included; undefined while it goes on. */
export function headEnd(bytes: Uint8Array): number | undefined {
  for (let at = 3; at < bytes.length; at++) {
    if (bytes[at] === 10 && bytes[at - 1] === 13 && bytes[at - 2] === 10 && bytes[at - 3] === 13) return at + 1;
  }
  return undefined;
}

/** The head that this text is; undefined if it is malformed. */
export function parseHead(text: string): RequestHead | undefined {
  const [first = "", ...lines] = text.replace(/\r\n\r\n$/, "").split("\r\n");
  const [, method, path, minor] = first.match(REQUEST_LINE) ?? [];
  if (method === undefined || path === undefined) return undefined;
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = line.match(HEADER) ?? [];
    if (name === undefined || value === undefined) return undefined;
    const key = name.toLowerCase();
    const before = headers.get(key);
    if (before !== undefined && SAID_ONCE.has(key)) return undefined;
    headers.set(key, before === undefined ? withoutBlanks(value) : `${before}, ${withoutBlanks(value)}`);
  }
  return { method, path, old: minor === "0", headers };
}

/** Blanks and tabs around a value are not part of it. */
function withoutBlanks(value: string): string {
  let [from, to] = [0, value.length];
  while (from < to && isBlank(value[from])) from++;
  while (to > from && isBlank(value[to - 1])) to--;
  return value.slice(from, to);
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t";
}

/** Whether it asks to go on as a WebSocket. */
export function asksForWebSocket({ headers, old }: RequestHead): boolean {
  return !old && headers.get("upgrade")?.toLowerCase() === "websocket";
}
