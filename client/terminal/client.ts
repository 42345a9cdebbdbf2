/**
 * A client of one session as commands, questions and the way into a channel see it, whatever it shows itself with: lines (plain_client.ts) or a screen
 * (app/screen_client.ts).
 */
import type { Clock } from "../../shared/clock.ts";
import type { ChannelId } from "../../shared/ids.ts";
import type { CommandContext } from "../core/commands/context.ts";
import type { Notify, View } from "../core/commands/view.ts";
import type { Event } from "../core/events.ts";
import type { Status } from "../core/intents.ts";
import type { Session } from "../core/session.ts";
import type { ChatState } from "../core/state.ts";
import type { Asking } from "./desk.ts";

/** A line that was typed. */
export interface Typed {
  readonly line: string;
  /** In which channel's window; undefined: in the one that is in front when it is done. */
  readonly channel?: ChannelId | undefined;
}

/** A question with a few answers. */
export interface Choice<Word extends string> {
  /** What it is about. */
  readonly title: string;
  /** How it stands. */
  readonly why: string;
  /** What can be answered: the answer, and what it is called; Enter takes the first. The word begins with another letter than its neighbours. */
  readonly answers: readonly (readonly [word: Word, words: string])[];
}

/** What is as the person wants it while this client runs. */
export interface Preferences {
  /** What rings, by channel; mentions, unless somebody wants it otherwise. */
  readonly notify: Map<ChannelId, Notify>;
  /** Whether the others see how far I have read. */
  readMarks: boolean;
  /** Whether the others see that I am typing; undefined: they never do. */
  typing: boolean | undefined;
  status: { readonly status: Status; readonly text: string };
}

/** Into which channel, and as whom, when this client has ended. */
export interface Onward {
  readonly name: string;
  /** Empty: it is the channel of the link. */
  readonly channel: string;
  readonly pin: string | undefined;
  /** An invite's. */
  readonly link: string | undefined;
}

export interface Client {
  readonly session: Session;
  readonly clock: Clock;
  readonly state: ChatState;
  /** The channel in front. */
  readonly current: ChannelId | undefined;
  readonly preferences: Preferences;
  /** Where the person goes on when this client has ended; undefined: nowhere. */
  onward: Onward | undefined;
  /** Why there is no line any more while this client runs; undefined: there is one, or it is tried again. */
  readonly lost: string | undefined;
  /** The link of the newest invite that was made here, by channel. */
  readonly links: Map<ChannelId, string>;
  /** Texts can be put into a clipboard. */
  readonly copies: boolean;
  /** What is earlier comes above what is shown, out of sight. */
  readonly scrolls: boolean;
  /** Somebody is there who can be asked. */
  readonly asks: boolean;
  /** What is said may come while a line is written, and a question while one is waited for. */
  readonly livesOn: boolean;
  /** Resolves when whoever sat there is gone, or has had enough. */
  readonly gone: Promise<void>;
  /** Aborted as soon as the client is to end. */
  readonly signal: AbortSignal;
  /** Resolves when the client is to end; rejects with a Failure when it has to. */
  readonly over: Promise<void>;
  /** What a line typed in that channel's window depends on. */
  contextIn(channel: ChannelId | undefined): CommandContext;
  /** Takes what the engine tells. */
  hear(event: Event): void;
  /** Resolves with the first thing that is picked from what is heard from now on; rejects when the client ends first. */
  heard<T>(pick: (event: Event) => T | undefined, signal?: AbortSignal): Promise<T>;
  /** Resolves as soon as there is a line to the relay. */
  online(): Promise<void>;
  /** The next line typed; undefined at the end. */
  next(): Promise<Typed | undefined>;
  /** Says something that is already clean. */
  print(...lines: readonly string[]): void;
  /** The same, about a channel that may not be in front yet. */
  printIn(id: ChannelId, ...lines: readonly string[]): void;
  /** Shows the lines that a view consists of. */
  showLines(view: View, lines: readonly string[]): void;
  /** The answer to a question; undefined when there is none. */
  ask(question: string, asking?: Asking): Promise<string | undefined>;
  /** One of the answers; undefined when there is none. */
  choose<Word extends string>(choice: Choice<Word>): Promise<Word | undefined>;
  /** Something that he waits for was begun: it may be shown that it takes its time. */
  underWay(what: Promise<unknown>): void;
  /** Says why it takes long, until it is over. */
  waitFor<T>(why: string, what: Promise<T>): Promise<T>;
  /** What was typed came to nothing: it can be put right. */
  giveBack(typed: Typed): void;
  /** Brings a channel to the front. */
  show(id: ChannelId): void;
  /** Shows a channel that is over no longer. */
  putAway(id: ChannelId): void;
  /** Empties what is shown. */
  clear(): void;
  /** Puts a text into the clipboard; what came of it, as a line. */
  copy(text: string): string;
  /** Others may know that I have read what stands here. */
  tellRead(): Promise<void>;
  quit(): void;
}

/** What is said of a line that is lost for good: there is no use in trying again. */
export function forGood(lost: string): string {
  return `${lost} /quit ends pychat.`;
}
