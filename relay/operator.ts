/** What who runs the relay may see of it and do to it: the console asks, the relay answers. */
import type { Ban } from "./store.ts";

export interface OpenChannel {
  /** Empty for a private channel. */
  readonly name: string;
  readonly id: string;
  readonly users: readonly string[];
}

export interface ConnectedUser {
  readonly nick: string;
  readonly identity: string;
  readonly address: string;
  /** How many channels he is in. */
  readonly channels: number;
  readonly since: number;
}

/** The operator's hands. `who` is a nick, the beginning of an identity, or an address. */
export interface Operator {
  /** The channels with somebody in them. */
  channels(): readonly OpenChannel[];
  /** Everybody who is connected. */
  users(): readonly ConnectedUser[];
  stats(): readonly (readonly [label: string, value: string])[];
  /** Closes who's sessions and returns how many there were. */
  kick(who: string, reason: string): number;
  /** Bans until a time (0: for ever), closes the sessions, and returns in words what is banned; empty when nobody was meant. */
  ban(who: string, until: number, reason: string): readonly string[];
  /** Lifts the bans of who and returns how many there were. */
  unban(who: string): number;
  /** The bans in force. */
  bans(): readonly Ban[];
  /** Tells everybody connected and returns how many that is. */
  announce(text: string): number;
  /** Sets the message of the day when given one (empty: none) and returns the one in force. */
  motd(text: string | undefined): string;
}
