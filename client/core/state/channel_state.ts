/** What a screen needs of one channel. It is only a record: what changes it is in channel_changes.ts. */
import type { ChannelId, MemberNumber } from "../../../shared/ids.ts";
import { memberOf } from "../../../shared/log/membership.ts";
import type { Policy } from "../../../shared/log/policy.ts";
import type { ChannelView, Message } from "../events.ts";
import type { FileView } from "../files/file_view.ts";
import { type LateChanges, NONE_LATE } from "./late_changes.ts";
import { NO_ROWS, rowAt, type RowList } from "./row_list.ts";
import type { ShownRow } from "./shown_row.ts";

/** How somebody is away. */
export interface Away {
  readonly away: boolean;
  readonly text: string;
}

export interface ChannelState {
  readonly id: ChannelId;
  /** What is known of it now; undefined until that is told, behind the first rows. */
  readonly view: ChannelView | undefined;
  readonly rows: RowList<ShownRow>;
  /** Own messages on their way, oldest first. They stand behind all rows: where they will be is for the relay to say. */
  readonly pending: readonly Message[];
  /** Who is there in another way than usual. */
  readonly statuses: ReadonlyMap<MemberNumber, Away>;
  readonly typing: ReadonlySet<MemberNumber>;
  /** Up to which cursor somebody says that he has read. */
  readonly reads: ReadonlyMap<MemberNumber, number>;
  /** The cursor of the newest row, and of the newest that was read here. */
  readonly newest: number;
  readonly readUpTo: number;
  /** Messages of others since then, and those of them that mention me. */
  readonly unread: number;
  readonly mentions: number;
  readonly wrongPins: number;
  /** What is known of files, by fileKey(). */
  readonly files: ReadonlyMap<string, FileView>;
  /** Why it is over for me. It is shown until it is dismissed. */
  readonly closed: string | undefined;
  /** What changes messages that may still come with older rows. */
  readonly late: LateChanges;
  /** The policy after the newest row that told one. */
  readonly policy: Policy | undefined;
}

/** A channel of which nothing has been told. */
export function blankChannel(id: ChannelId): ChannelState {
  return {
    ...{ id, view: undefined, closed: undefined, policy: undefined },
    ...{ rows: NO_ROWS, pending: [], statuses: new Map(), typing: new Set(), reads: new Map(), late: NONE_LATE },
    files: new Map(),
    ...{ newest: 0, readUpTo: 0, unread: 0, mentions: 0, wrongPins: 0 },
  };
}

/** One that I am in, and of which it is known who else is. */
export interface OpenChannel extends ChannelState {
  readonly view: ChannelView;
}

export function isOpen(channel: ChannelState): channel is OpenChannel {
  return channel.view !== undefined && channel.closed === undefined;
}

/** Whether nothing comes before the first row: history begins there. */
export function isWhole({ rows }: ChannelState): boolean {
  return !rows.trimmed && rowAt(rows, 0)?.type === "begins";
}

/** My nick there, once it is known. */
export function ownNick({ view }: ChannelState): string | undefined {
  return view && memberOf(view.membership, view.you)?.card.nick;
}
