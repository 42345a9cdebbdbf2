/** What comes in a channel's stream, by name. */
import type { FromRelay } from "../../shared/messages.ts";

type FrameOf<K extends FromRelay["type"]> = Extract<FromRelay, { readonly type: K }>;

export type SaidFrame = FrameOf<"said">;
export type CastFrame = FrameOf<"cast">;
export type EntryFrame = FrameOf<"entry">;
export type PresenceFrame = FrameOf<"arrived" | "left">;
export type MissedFrame = FrameOf<"missed">;
export type StreamFrame = SaidFrame | CastFrame | EntryFrame | PresenceFrame | MissedFrame;
