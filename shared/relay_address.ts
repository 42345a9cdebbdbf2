/** Where a relay is, as people type it: a name or an address, and a port when it is not the usual one. */

export const DEFAULT_PORT = 5000;

export interface RelayAddress {
  readonly host: string;
  readonly port: number;
}

/** As people write it, with its port: "relay.example.com:5000", "[2001:db8::1]:5055". */
export function relayText({ host, port }: RelayAddress): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** For who has written it otherwise. */
export const ADDRESS_FORM = "It is written relay.example.com or relay.example.com:5055, without https://.";

/** What a relay's banner tells browsers. Only with its port is that the relay's own: behind any other page's address may be a proxy, which takes no raw link. */
const PAGE = /^http:\/\/((?:\[[^\]/]*\]|[^:/]*):[0-9]+)\/?$/i;

/** "relay.example.com", "10.0.0.7:5055", "[2001:db8::1]:5055", "2001:db8::1" or "http://10.0.0.7:5055/"; undefined for what is none of these. */
export function parseRelayAddress(typed: string): RelayAddress | undefined {
  const text = typed.trim().replace(PAGE, "$1");
  const bare = text.split(":").length > 2 && !text.startsWith("[");
  const [, host, port] = (bare ? undefined : text.match(/^(\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]]+)(?::([0-9]{1,5}))?$/)) ?? [];
  if (bare) return /^[0-9A-Fa-f:.]+$/.test(text) ? { host: text, port: DEFAULT_PORT } : undefined;
  if (host === undefined || Number(port ?? 1) > 65_535 || Number(port ?? 1) < 1) return undefined;
  return { host: host.replace(/^\[|\]$/g, ""), port: Number(port ?? DEFAULT_PORT) };
}
