/** What the relay says when it starts: a box with exactly what to tell others. */
import { clean } from "../shared/terminal/clean.ts";
import { columns } from "../shared/terminal/width.ts";

/** Where a relay listens, and what the machine is called on its networks. */
export interface BannerFacts {
  /** The address it listens on; without one, or 0.0.0.0, or ::, on all of them. */
  readonly host?: string | undefined;
  readonly port: number;
  readonly name: string;
  /** The addresses of all the machine's network interfaces. */
  readonly addresses: readonly string[];
  /** Whether people outside the local network are to come in. */
  readonly internet?: boolean;
}

const DEFAULT_PORT = 5000;
const LOOPBACK = /^(127\.|::1$|localhost$)/i;
/** They mean something only with the name of an interface of this machine behind them. */
const LINK_LOCAL = /^(169\.254\.|fe[89ab][0-9a-f]:)/i;
/** All of IPv4's: who resolves names takes a bare 0 for that, too. */
const EVERYWHERE_V4: readonly (string | undefined)[] = ["0.0.0.0", "0"];
const EVERYWHERE: readonly (string | undefined)[] = [undefined, "", "::", ...EVERYWHERE_V4];
/** Whatever a router forwards would find nothing here. */
const NOBODY_OUTSIDE: readonly string[] = [
  "",
  "From the Internet:",
  "  nobody, since it listens on this address only; without --host it listens on all",
];

/** The lines of the box. */
export function banner(facts: BannerFacts): readonly string[] {
  const { host, port, name, addresses, internet = false } = facts;
  const reachable = EVERYWHERE.includes(host) ? addresses.filter((address) => tellable(address, host)) : [host ?? ""];
  const local = reachable.filter((address) => LOOPBACK.test(address));
  const closed = reachable.length === 0 || local.length > 0;
  const told = closed ? onThisComputer(local[0] ?? "127.0.0.1", port) : toOthers(reachable, port);
  const outside = closed && host !== undefined ? NOBODY_OUTSIDE : toTheInternet(port);
  return boxed([clean(name), "", ...told, ...(internet ? outside : [])]);
}

function onThisComputer(host: string, port: number): readonly string[] {
  return ["This computer only:", `  pychat connect ${authority(host, port)}`, `  ${webAddress(host, port)}`];
}

function toOthers(addresses: readonly string[], port: number): readonly string[] {
  return [
    "Tell the others, on the same network:",
    ...addresses.map((address) => `  pychat connect ${authority(address, port)}`),
    "or, in a browser:",
    ...addresses.map((address) => `  ${webAddress(address, port)}`),
  ];
}

function toTheInternet(port: number): readonly string[] {
  return [
    "",
    "From the Internet:",
    `  forward TCP port ${port} of your router to this computer, and tell them`,
    `  pychat connect <your public address>${port === DEFAULT_PORT ? "" : `:${port}`}`,
  ];
}

function tellable(address: string, host: string | undefined): boolean {
  if (EVERYWHERE_V4.includes(host) && address.includes(":")) return false;
  return !LOOPBACK.test(address) && !LINK_LOCAL.test(address);
}

/** As `pychat connect` takes it: the port only when it is not the usual one. */
function authority(host: string, port: number): string {
  return port === DEFAULT_PORT ? bracketed(host) : `${bracketed(host)}:${port}`;
}

/** A browser's usual port is another one, so here it is always said, but for 80. */
function webAddress(host: string, port: number): string {
  return port === 80 ? `http://${bracketed(host)}/` : `http://${bracketed(host)}:${port}/`;
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

function boxed(lines: readonly string[]): readonly string[] {
  const width = Math.max(...lines.map(columns));
  const edge = "─".repeat(width + 2);
  return [`┌${edge}┐`, ...lines.map((line) => `│ ${line}${" ".repeat(width - columns(line))} │`), `└${edge}┘`];
}
