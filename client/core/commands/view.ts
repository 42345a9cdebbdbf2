/**
 * What a typed line wants of the screen rather than of the engine: lists it can show from its state, questions only it can ask, switches that are its
 * own. A terminal and a page answer each in their way.
 */
import type { ChannelId } from "../../../shared/ids.ts";
import type { Policy } from "../../../shared/log/policy.ts";
import type { MessageRef } from "../content.ts";
import type { Emoji } from "../emoji.ts";
import type { HelpTopic } from "./help.ts";

/** What a PIN is wanted for. It is asked for without an echo and never typed in the line. */
export type PinUse =
  /**
   * To join; the name is to be asked for, too, if it is undefined. `known` is a channel of that name that I am in: no PIN means that one, another
   * PIN another channel of the same name.
   */
  | { readonly type: "join"; readonly name: string | undefined; readonly known: ChannelId | undefined }
  /** To replace the channel's PIN; nothing typed leaves it as it is. */
  | { readonly type: "change"; readonly channel: ChannelId };

/** Which messages of a channel ring or notify. */
export type Notify = "all" | "mentions" | "off";

/** A switch of a channel that has a command of its own; whether there is a PIN is /pin's business. */
export type Setting = Exclude<keyof Policy, "open">;

/** A switch of the whole client. */
export type Preference = "typing" | "readMarks";

/** A view of one channel. */
export type ChannelScreen =
  /** Who is in; `online`: only who is there now. */
  | { readonly type: "members"; readonly online: boolean }
  /** What is known of one of them: who, how he is there, since when, with what powers, whether verified. */
  | { readonly type: "person"; readonly nick: string }
  | { readonly type: "admins" }
  | { readonly type: "requests" }
  | { readonly type: "bans" }
  | { readonly type: "invites" }
  | { readonly type: "topic" }
  /** Whether it is on or off. */
  | { readonly type: "setting"; readonly setting: Setting }
  /** His safety number, and whether it was marked as right. */
  | { readonly type: "verify"; readonly nick: string }
  | { readonly type: "search"; readonly text: string }
  /** What is known of the channel's messages as a file; an empty path: a new file with a name of the client's choice. */
  | { readonly type: "export"; readonly format: "txt" | "json"; readonly path: string }
  /** Puts what a message says into the clipboard. */
  | { readonly type: "copy"; readonly message: MessageRef }
  /** Puts the link of the newest invite into the clipboard that was made in this channel here. */
  | { readonly type: "copyLink" }
  /** Sets which messages ring; undefined: says which do. */
  | { readonly type: "notify"; readonly notify: Notify | undefined }
  /** Brings that channel's window to the front. */
  | { readonly type: "window" };

/** A view of the whole client. */
export type ClientScreen =
  | { readonly type: "help"; readonly topics: readonly HelpTopic[] }
  /** The channels I am in, numbered from 1 in the order of their windows. */
  | { readonly type: "channels" }
  /** Files that are offered, on their way, or were. */
  | { readonly type: "files" }
  | { readonly type: "ignored" }
  /** How I am there. */
  | { readonly type: "status" }
  /** The emoji that were looked for, the best first; every one, for a picker, if no word was given. */
  | { readonly type: "emoji"; readonly word: string; readonly found: readonly Emoji[] }
  | { readonly type: "askPin"; readonly use: PinUse }
  /** Sets a switch; undefined: says how it stands. */
  | { readonly type: "preference"; readonly preference: Preference; readonly on: boolean | undefined }
  /** Shows a channel that is over no longer. */
  | { readonly type: "putAway"; readonly channel: ChannelId }
  /** Empties the screen; nothing is deleted. */
  | { readonly type: "clear" }
  /** Ends the client. I stay a member of my channels. */
  | { readonly type: "quit" };

/** Anything that only the screen can answer. */
export type View = (ChannelScreen & { readonly channel: ChannelId }) | ClientScreen;
