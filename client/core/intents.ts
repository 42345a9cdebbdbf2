/** What a person, or a program for him, wants of the engine: the one list. Who and where are named as people name them; the engine finds whom they mean. */
import type { ChannelId, IdentityId } from "../../shared/ids.ts";
import type { Policy } from "../../shared/log/policy.ts";
import type { MessageRef } from "./content.ts";

/** How somebody is there. */
export type Status = "online" | "away" | "invisible";

/** What concerns one channel. */
export type ChannelIntent =
  | { readonly type: "say"; readonly text: string; readonly reply?: MessageRef | undefined }
  | { readonly type: "edit"; readonly message: MessageRef; readonly text: string }
  | { readonly type: "erase"; readonly message: MessageRef }
  | { readonly type: "react"; readonly message: MessageRef; readonly emoji: string; readonly on: boolean }
  | { readonly type: "topic"; readonly text: string }
  | { readonly type: "typing"; readonly on: boolean }
  /** All up to there was read; `tell`: and the others may know it. */
  | { readonly type: "read"; readonly cursor: number; readonly tell: boolean }
  /** Earlier messages than those shown. */
  | { readonly type: "older"; readonly most: number }
  | { readonly type: "leave" }
  /** A private channel with that member. */
  | { readonly type: "private"; readonly nick: string }
  | { readonly type: "policy"; readonly change: Partial<Policy> }
  /** A new PIN, with a new key; empty: none, the door is open. */
  | { readonly type: "pin"; readonly pin: string }
  | { readonly type: "approve"; readonly nick: string }
  | { readonly type: "deny"; readonly nick: string; readonly reason: string }
  /** Replaces the PIN in the same act, or locks a channel that has none. */
  | { readonly type: "kick"; readonly nick: string; readonly reason: string }
  /** `ms` undefined: for ever. */
  | { readonly type: "ban"; readonly nick: string; readonly ms: number | undefined; readonly reason: string }
  | { readonly type: "unban"; readonly nick: string }
  | { readonly type: "mute"; readonly nick: string; readonly ms: number | undefined }
  | { readonly type: "unmute"; readonly nick: string }
  | { readonly type: "op"; readonly nick: string }
  | { readonly type: "deop"; readonly nick: string }
  | { readonly type: "transfer"; readonly nick: string }
  /** A new key for no reason that the log knows of. */
  | { readonly type: "rekey" }
  | { readonly type: "invite"; readonly uses: number; readonly ms: number | undefined }
  | { readonly type: "revoke"; readonly invite: number }
  /** Marks that somebody's safety number was compared and is right; `ok` false takes the mark back. */
  | { readonly type: "verify"; readonly nick: string; readonly ok: boolean };

/** What concerns the whole session. */
export type SessionIntent =
  /**
   * Into the channel of that name that answers to this PIN; undefined: one that I am in already. Where none is of that name it is
   * created, unless it `mustExist`. `others`: what if there are, and none of them answers: say so, wait until somebody is there, or create one more.
   */
  | {
    readonly type: "join";
    readonly name: string;
    readonly pin: string | undefined;
    readonly others: "ask" | "wait" | "create";
    readonly mustExist?: boolean | undefined;
  }
  | { readonly type: "useInvite"; readonly link: string }
  /** Stops waiting at a door. */
  | { readonly type: "stopWaiting" }
  | { readonly type: "status"; readonly status: Status; readonly text: string }
  | { readonly type: "ignore"; readonly identity: IdentityId; readonly on: boolean };

/** What concerns files; `file` is a number by which the engine told of it. */
export type FileIntent =
  /** All of them, or none where one cannot be. */
  | { readonly type: "sendFiles"; readonly channel: ChannelId; readonly paths: readonly string[] }
  /** `path` empty: into the folder for downloads; a folder: into that one. Nothing is overwritten. */
  | { readonly type: "acceptFile"; readonly file: number; readonly path: string }
  | { readonly type: "declineFile"; readonly file: number }
  /** An own one is taken back; another's stops, and can be accepted again. */
  | { readonly type: "cancelFile"; readonly file: number };

/** Anything that can be wanted. */
export type Intent = (ChannelIntent & { readonly channel: ChannelId }) | SessionIntent | FileIntent;

export function isFileIntent(intent: Intent): intent is FileIntent {
  const { type } = intent;
  return type === "sendFiles" || type === "acceptFile" || type === "declineFile" || type === "cancelFile";
}

/** Why something was not done, for programs; the sentence beside it is for people. */
export type WhyNot =
  /** There is no such channel, member, message ... */
  | "absent"
  /** He may not. */
  | "forbidden"
  | "wrongPin"
  /** Nobody is at the door: one can wait. */
  | "nobodyHome"
  | "nickTaken"
  | "banned"
  | "denied"
  | "tooMany"
  | "offline"
  | "invalid"
  | "failed";

/** What came of an intent. */
export type Outcome =
  | {
    readonly ok: true;
    /** The channel joined, created or opened. */
    readonly channel?: ChannelId | undefined;
    readonly created?: boolean | undefined;
    /** Somebody there has to approve first. */
    readonly waiting?: boolean | undefined;
    /** An invite's link. */
    readonly link?: string | undefined;
    /** The numbers of the files that it was about. */
    readonly files?: readonly number[] | undefined;
    /** The message that was said. */
    readonly message?: MessageRef | undefined;
    /** Whether there is more to be had. */
    readonly more?: boolean | undefined;
  }
  | {
    readonly ok: false;
    readonly code: WhyNot;
    readonly why: string;
    /** A name that is free, where the wanted one is not. */
    readonly suggestion?: string | undefined;
  };

/** Why it came to nothing. */
export type Refused = Extract<Outcome, { readonly ok: false }>;
