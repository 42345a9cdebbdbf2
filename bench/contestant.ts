/** Whoever is measured: pychat, a peer, or the floor. All are started, loaded and stopped the same way. */
import { type Server } from "./processes.ts";

/** How many channels of how many members talk. */
export interface Shape {
  readonly channels: number;
  readonly members: number;
}

/** Where a contestant may write, and the port that it is to take. */
export interface Place {
  readonly directory: string;
  readonly port: number;
}

/** A started server, and how the generator gets in. */
export interface Arena extends Server {
  /** Makes channels of this shape; returns the flags that the generator needs for them. */
  channels(shape: Shape): Promise<readonly string[]>;
  /** Makes this many identities without a channel; returns the flags that the generator needs for them. */
  identities(count: number): Promise<readonly string[]>;
}

export interface Contestant {
  readonly name: string;
  readonly kind: "pychat" | "peer" | "floor";
  /** The generator's name of the protocol. */
  readonly protocol: string;
  /** How many connections may be on their way at once. */
  readonly pending: number;
  /** What it says its version is; undefined when it is not installed. */
  version(): Promise<string | undefined>;
  start(place: Place): Promise<Arena>;
}

/** What suits whoever takes connections as they come. */
export const PENDING = 256;

/** An arena that one enters by merely connecting. */
export function openArena(server: Server): Arena {
  return { ...server, channels: () => Promise.resolve([]), identities: () => Promise.resolve([]) };
}

export function shapeName({ channels, members }: Shape): string {
  return `${channels}×${members}`;
}
