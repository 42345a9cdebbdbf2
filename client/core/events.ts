/** What the engine tells whoever shows it: the one list. In the order in which they come they tell everything; state.ts makes of them what a screen shows. */
import type { Card } from "../../shared/card.ts";
import type { ChannelId, IdentityId, MemberNumber } from "../../shared/ids.ts";
import type { Act } from "../../shared/log/entry.ts";
import type { Membership } from "../../shared/log/membership.ts";
import type { Policy } from "../../shared/log/policy.ts";
import type { MessageRef, Said } from "./content.ts";
import type { FileView } from "./files/file_view.ts";

/** What was said by somebody, or what it changes about something said before. */
export interface Message {
  readonly id: MessageRef;
  readonly from: Card;
  readonly own: boolean;
  /** Its place in the channel's stream; undefined while it is on its way. */
  readonly cursor: number | undefined;
  readonly content: Said | { readonly type: "unknown" };
}

/** Something that was done in a channel, as its log says. */
export interface Deed {
  readonly act: Act;
  readonly by: Card;
  /** Whom it concerns. */
  readonly whom: Card | undefined;
  readonly at: number;
  readonly cursor: number;
  /** What held before. */
  readonly before: Policy | undefined;
  /** Why somebody was removed, if that can be read. */
  readonly reason: string;
}

/** One row of what a channel shows. */
export type Row =
  | { readonly type: "message"; readonly message: Message }
  | { readonly type: "deed"; readonly deed: Deed }
  /** So many of his messages never came. */
  | { readonly type: "missing"; readonly from: Card | undefined; readonly count: number; readonly cursor: number }
  /** What was said here cannot be read or was not said by whom it claims; why, and what to do. */
  | { readonly type: "unreadable"; readonly count: number; readonly why: string; readonly cursor: number }
  /** Nothing comes before. */
  | { readonly type: "begins"; readonly cursor: number };

/** What can be known of a channel at a moment. */
export interface ChannelView {
  readonly id: ChannelId;
  /** Empty for a private one. */
  readonly name: string;
  readonly membership: Membership;
  readonly you: MemberNumber;
  /** The other one in a private channel. */
  readonly other: Card | undefined;
  /** Empty: there is none; undefined: not known. */
  readonly pin: string | undefined;
  readonly topic: string;
  readonly present: ReadonlySet<MemberNumber>;
  /** Who was inside and is no more, or was banned while he asked to be let in. */
  readonly former: readonly Card[];
  /** How far the person has read, also on another day. */
  readonly read: number;
  /** Who asks to be let in. */
  readonly requests: readonly JoinRequest[];
  /** Whether what is written now can be sent. */
  readonly sends: boolean;
}

/** Somebody at the door of a locked channel. */
export interface JoinRequest {
  readonly card: Card;
  /** He knew the PIN. */
  readonly proven: boolean;
  readonly at: number;
}

export type Event =
  /** Of the line to the relay. */
  | { readonly type: "line"; readonly state: "connecting" | "online" }
  | {
    readonly type: "line";
    readonly state: "offline";
    readonly why: string;
    readonly retryMs: number | undefined;
    /** It did not break: the operator ended it, and `why` is his. */
    readonly ended?: boolean;
  }
  | { readonly type: "relay"; readonly name: string; readonly motd: string; readonly key: Uint8Array }
  /** What is known of people wherever they are: whom I ignore, and whose safety number I compared, by the key of his nick. */
  | {
    readonly type: "people";
    readonly ignored: readonly IdentityId[];
    readonly verified: ReadonlyMap<string, IdentityId>;
  }
  /** The operator says something to all. */
  | { readonly type: "notice"; readonly text: string }
  /** Of a channel: what is known of it now. */
  | { readonly type: "channel"; readonly view: ChannelView }
  | { readonly type: "closed"; readonly channel: ChannelId; readonly name: string; readonly why: string }
  /** New rows at the end of what a channel shows, in order. */
  | { readonly type: "rows"; readonly channel: ChannelId; readonly rows: readonly Row[] }
  /** Rows that come before all that were shown, in order. */
  | { readonly type: "olderRows"; readonly channel: ChannelId; readonly rows: readonly Row[] }
  /** An own message is on its way, or was refused for good. */
  | { readonly type: "pending"; readonly channel: ChannelId; readonly message: Message }
  | { readonly type: "failed"; readonly channel: ChannelId; readonly id: MessageRef; readonly why: string }
  /** It was pending under that counter and is now under this one. */
  | { readonly type: "renumbered"; readonly channel: ChannelId; readonly from: MessageRef; readonly to: MessageRef }
  | { readonly type: "typing"; readonly channel: ChannelId; readonly who: MemberNumber; readonly on: boolean }
  | { readonly type: "read"; readonly channel: ChannelId; readonly who: MemberNumber; readonly cursor: number }
  | {
    readonly type: "status";
    readonly channel: ChannelId;
    readonly who: MemberNumber;
    readonly away: boolean;
    readonly text: string;
  }
  | { readonly type: "arrived"; readonly channel: ChannelId; readonly who: Card }
  | { readonly type: "left"; readonly channel: ChannelId; readonly who: Card }
  | { readonly type: "wrongPins"; readonly channel: ChannelId; readonly count: number }
  /** Something about a file is otherwise than it was told before; an offer's comes before the row with its message. */
  | { readonly type: "file"; readonly file: FileView }
  | { readonly type: "asks"; readonly channel: ChannelId; readonly request: JoinRequest }
  /** Somebody let me into a channel that I did not ask for. */
  | { readonly type: "invited"; readonly channel: ChannelId; readonly name: string; readonly by: Card }
  /** A name that was verified is now somebody else's. */
  | { readonly type: "changedIdentity"; readonly channel: ChannelId; readonly card: Card; readonly was: IdentityId }
  /** Loud: something is wrong with the relay or with what it gave. */
  | { readonly type: "alarm"; readonly channel: ChannelId | undefined; readonly why: string };
