/** What the meaning of a typed line depends on: where it is typed and what is known there. Whoever shows channels makes it from his state. */
import type { ChannelId, IdentityId } from "../../../shared/ids.ts";
import type { MessageRef } from "../content.ts";

/** Somebody else in a channel. */
export interface Person {
  readonly nick: string;
  readonly id: IdentityId;
  readonly admin: boolean;
  readonly muted: boolean;
}

/** A channel that I am in. */
export interface KnownChannel {
  readonly id: ChannelId;
  /** Empty for a private one. */
  readonly name: string;
  /** The other one's nick in a private channel, also after he left; undefined in any other. */
  readonly other: string | undefined;
  /** All who are in but me. */
  readonly people: readonly Person[];
}

/** A message that is shown and not deleted. */
export interface ShownMessage {
  readonly ref: MessageRef;
  /** The short number beside it, by which it can be named (#12); undefined if it shows none. */
  readonly number: number | undefined;
  readonly nick: string;
  readonly own: boolean;
  /** The emoji that I reacted to it with. */
  readonly reacted: readonly string[];
}

/** The channel of the window in which the line is typed. */
export interface CurrentChannel extends KnownChannel {
  /** My nick here. */
  readonly you: string;
  /** Whether I am admin here. */
  readonly admin: boolean;
  /** Nicks of who asks to be let in. */
  readonly asking: readonly string[];
  /** Nicks of who is banned. */
  readonly banned: readonly string[];
  /** Nicks of who was in and is no more, or was banned while he asked: he can be banned, too. */
  readonly former: readonly string[];
  /** The numbers of the invites that are alive, as /invites lists them. */
  readonly invites: readonly number[];
  /** Oldest first. */
  readonly messages: readonly ShownMessage[];
  /** There may be earlier ones, to be fetched. */
  readonly earlier: boolean;
  /** My last message is none of these: it is still on its way, or will never be sent. */
  readonly unsent: "pending" | "failed" | undefined;
}

/** A file that was told of, in any channel. */
export interface KnownFile {
  readonly number: number;
  /** It can be taken or declined. */
  readonly offered: boolean;
  /** It goes on by itself, and can be stopped. */
  readonly moving: boolean;
}

export interface CommandContext {
  /** Undefined where no channel is shown. */
  readonly channel: CurrentChannel | undefined;
  /** The channel that is shown although I am in it no more. */
  readonly over?: ChannelId | undefined;
  /** All of them, the current one too, in the order of their windows: /go 2 shows the second. */
  readonly channels: readonly KnownChannel[];
  /** Oldest first. */
  readonly files: readonly KnownFile[];
  /** Whom I ignore, anywhere. */
  readonly ignored: readonly Person[];
}

/** A context with a channel. */
export interface InChannel extends CommandContext {
  readonly channel: CurrentChannel;
}
