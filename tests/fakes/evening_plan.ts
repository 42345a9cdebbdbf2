/** A simulated evening as it is planned, and what is remembered of it for the test. */
import type { ChannelId } from "../../shared/ids.ts";
import type { Attendee } from "./attendee.ts";

/** One channel, who is to come into it (the first one makes it), and how much is to be said there. */
export interface RoomPlan {
  readonly name: string;
  readonly people: readonly number[];
  readonly messages: number;
  /** Whether they have all been in it in the afternoon already, one after the other. */
  readonly early?: boolean;
}

export interface EveningPlan {
  readonly seed: number;
  readonly people: number;
  readonly rooms: readonly RoomPlan[];
  /** How many run their clients at a time; the others read later what was said meanwhile. */
  readonly awake: number;
}

export interface Room {
  readonly name: string;
  readonly id: ChannelId;
  /** He made it, and never leaves. */
  readonly host: Attendee;
  readonly guests: readonly Attendee[];
  readonly said: Said[];
  readonly leavings: Leaving[];
  /** How much is still to be said. */
  left: number;
}

/** A text that its author's client said to be safe, and which member he was then. */
export interface Said {
  readonly by: Attendee;
  readonly text: string;
  readonly you: number;
}

/** Somebody who is being put out or leaves, and the keys that he has. */
export interface Leaving {
  readonly who: Attendee;
  readonly you: number;
  readonly keys: readonly { readonly epoch: number; readonly key: Uint8Array }[];
  /** Whether he is there until it is done, and so has read everything up to it. */
  saw: boolean;
}
