/** What the operator's console lists, as lines of text. */
import { formatTimeLeft, formatTimePast } from "../shared/duration.ts";
import { nameKey } from "../shared/names.ts";
import { clean } from "../shared/terminal/clean.ts";
import { columns } from "../shared/terminal/width.ts";
import type { ConnectedUser, OpenChannel } from "./operator.ts";
import type { Ban } from "./store.ts";

const SHORT_ID = 8;
const RULE = "=".repeat(50);

/** The channels by name; two of one name with the beginning of their ids; private ones as a number. */
export function listChannels(channels: readonly OpenChannel[]): readonly string[] {
  const named = channels.filter(({ name }) => name !== "").sort((a, b) => a.name.localeCompare(b.name));
  const ofThatName = Map.groupBy(named, ({ name }) => nameKey(name));
  const rows = named.flatMap(({ name, id, users }) => {
    const twin = ofThatName.get(nameKey(name))?.length !== 1;
    const shown = twin ? `${name} (${id.slice(0, SHORT_ID)})` : name;
    return ["", `  Channel: ${shown}`, `  Users: ${users.length}`, ...users.map((user) => `    - ${user}`)];
  });
  const hidden = channels.length - named.length;
  const rest = hidden === 0 ? [] : ["", `  Private channels: ${hidden}`];
  return [RULE, `Active Channels: ${named.length}`, RULE, ...rows, ...rest];
}

/** Who is connected: nick, identity, address. */
export function listUsers(users: readonly ConnectedUser[], now: number): readonly string[] {
  const rows = users.map(({ nick, identity, address, channels, since }) => [
    nick,
    identity.slice(0, SHORT_ID),
    // An IPv4 address in IPv6 clothes is none that anybody knows or would type.
    address.replace(/^::ffff:(?=\d+\.)/i, ""),
    plural(channels, "channel"),
    `for ${formatTimePast(now - since)}`,
  ]);
  return [`Users: ${users.length}`, ...aligned(rows)];
}

/** Who is banned, for how long and why. */
export function listBans(bans: readonly Ban[], now: number): readonly string[] {
  const rows = bans.map(({ subject, nick, until, reason }) => [
    nick,
    subject,
    until === 0 ? "for ever" : `for another ${formatTimeLeft(until - now)}`,
    reason,
  ]);
  return [`Bans: ${bans.length}`, ...aligned(rows)];
}

/** Rows as columns, two spaces between them; what is empty in all of them is none. */
export function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const cleaned = rows.map((row) => row.map(clean));
  const widths = (cleaned[0] ?? []).map((_, index) => Math.max(...cleaned.map((row) => columns(row[index] ?? ""))));
  const padded = (cell: string, index: number) => {
    const width = widths[index] ?? 0;
    return width === 0 ? [] : [cell + " ".repeat(width - columns(cell))];
  };
  return cleaned.map((row) => `  ${row.flatMap(padded).join("  ").trimEnd()}`);
}

/** "1 ban", "2 bans" */
export function plural(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
