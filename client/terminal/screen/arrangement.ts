/** Which parts of the screen are there, and how large: the input first, then messages, and what else there is room for. */
import type { ScreenSize } from "./screen.ts";
import type { PanesView } from "./view.ts";

export interface Wanted {
  readonly panes: PanesView;
  /** How many windows there are. */
  readonly channels: number;
  /** Whether the window in front has members worth a list. */
  readonly members: boolean;
  readonly input: number;
  readonly alarms: number;
}

export interface Arrangement {
  /** Rows of each. */
  readonly tabs: number;
  readonly topic: number;
  readonly alarms: number;
  readonly status: number;
  readonly input: number;
  /** Rows for messages and panes. */
  readonly body: number;
  /** Columns of the panes, without what is between them and messages; 0: there is none. */
  readonly channelPane: number;
  readonly memberPane: number;
  /** Columns for messages. */
  readonly main: number;
  /** Whether the list of windows, or of members, is stacked over the messages instead. */
  readonly channelBlock: boolean;
  readonly memberBlock: boolean;
}

const LEAST_FOR_PANES = 60;
const CHANNELS_FROM = 100;
const MEMBERS_FROM = 120;
const LEAST_MAIN = 24;
/** How many rows there must be for a bar to be one of them. */
const ROWS_FOR = { status: 2, topic: 5, tabs: 9, alarms: 4 } as const;

/** The most rows of the input. */
export function mostInput({ rows }: ScreenSize): number {
  return Math.max(1, Math.floor(rows / 3));
}

export function arrange(
  { columns, rows }: ScreenSize,
  { panes, channels, members, input, alarms }: Wanted,
): Arrangement {
  const listed = panes.channels ?? columns >= CHANNELS_FROM;
  const named = members && (panes.members ?? columns >= MEMBERS_FROM);
  const wide = columns >= LEAST_FOR_PANES;
  const channelPane = wide && listed ? paneWidth(columns) : 0;
  const withoutChannels = columns - bordered(channelPane);
  const memberPane = wide && named && withoutChannels - bordered(paneWidth(columns) - 2) >= LEAST_MAIN
    ? paneWidth(columns) - 2
    : 0;
  const status = rows >= ROWS_FOR.status ? 1 : 0;
  const topic = rows >= ROWS_FOR.topic ? 1 : 0;
  const tabs = channelPane === 0 && !listed && channels > 1 && rows >= ROWS_FOR.tabs ? 1 : 0;
  const room = Math.max(0, rows - input - status - topic - tabs);
  const loud = rows >= ROWS_FOR.alarms ? Math.min(alarms, Math.max(0, room - 1)) : 0;
  return {
    ...{ tabs, topic, status, input, channelPane, memberPane },
    alarms: loud,
    body: room - loud,
    main: withoutChannels - bordered(memberPane),
    channelBlock: !wide && listed,
    memberBlock: !wide && named,
  };
}

function paneWidth(columns: number): number {
  return columns >= 160 ? 26 : columns >= 120 ? 22 : columns >= 100 ? 20 : 18;
}

/** With its border and a blank beside that. */
function bordered(pane: number): number {
  return pane === 0 ? 0 : pane + 2;
}
