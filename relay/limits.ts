/** What a relay holds its clients to: a row each, with the flag, its default and what it is for. PROTOCOL.md §9 says what a client is told past one. */
import { bytes, duration, rate, rateOfAtLeast, wholeNumber } from "../shared/option_kinds.ts";
import type { Option } from "../shared/options.ts";

export const limits = {
  connections: {
    kind: wholeNumber({ least: 1 }),
    default: "20000",
    help: "connections at once",
    heading: "Limits",
  },
  connectionsPerAddress: { kind: wholeNumber(), default: "64", help: "of them from one address; 0: no limit" },
  newConnections: { kind: rate, default: "120/m:120", help: "new connections from one address" },
  handshakeTime: { kind: duration({ least: 100 }), default: "10s", help: "for a new connection to say who it is" },
  pingTime: {
    kind: duration({ least: 1000 }),
    default: "30s",
    help: "of silence, then the relay asks whether anybody is there",
  },
  idleTime: {
    kind: duration({ least: 1000 }),
    default: "90s",
    help: "of silence, then the relay closes the connection",
  },
  frameSize: { kind: bytes({ least: 4096, most: 16 * 2 ** 20 }), default: "64KiB", help: "of one message" },
  posts: { kind: rate, default: "20/s:200", help: "messages from one connection, one for every 4 KiB" },
  // A newcomer asks a dozen things, and so does who lets him in: with a burst below that nobody is ever let in.
  requests: { kind: rateOfAtLeast("1/s:20"), default: "50/s:500", help: "other requests from one connection" },
  knocks: { kind: rate, default: "30/m:30", help: "knocks at doors from one address" },
  newChannels: { kind: rate, default: "20/m:20", help: "new channels from one address" },
  channels: { kind: wholeNumber({ least: 1 }), default: "100000", help: "channels on this relay" },
  channelsPerIdentity: { kind: wholeNumber({ least: 1 }), default: "100", help: "channels that one identity has made" },
  channelsOpen: { kind: wholeNumber({ least: 1 }), default: "200", help: "channels that one connection follows" },
  members: { kind: wholeNumber({ least: 2, most: 10_000 }), default: "2000", help: "members of one channel" },
  logEntries: {
    kind: wholeNumber({ least: 100, most: 40_000 }),
    default: "40000",
    help: "entries in the log of one channel: who came, went, and did what",
  },
  historySize: { kind: bytes(), default: "64MiB", help: "of stored messages in one channel; the oldest go first" },
  emptyTime: { kind: duration(), default: "60s", help: "until a channel without anybody is removed" },
  keepTime: { kind: duration(), default: "30d", help: "until a kept channel without anybody is removed" },
  ringSize: { kind: bytes({ least: 65_536 }), default: "4MiB", help: "of recent messages of one channel in memory" },
  ringsSize: {
    kind: bytes({ least: 2 ** 20 }),
    default: "256MiB",
    help: "of recent messages in memory, all channels together",
  },
  ringTime: { kind: duration({ least: 1000 }), default: "60s", help: "that recent messages stay in memory" },
  fileSize: { kind: bytes(), default: "100MB", help: "of one file; 0: no files" },
  fileTime: { kind: duration(), default: "24h", help: "until a file is removed" },
  filesPerChannel: { kind: bytes(), default: "1GiB", help: "of files in one channel" },
  filesSize: { kind: bytes(), default: "10GiB", help: "of files on this relay" },
  newFiles: { kind: rate, default: "60/m:60", help: "new files from one address" },
  carries: { kind: wholeNumber({ least: 1 }), default: "256", help: "files on their way at once" },
  carriesPerIdentity: { kind: wholeNumber({ least: 1 }), default: "4", help: "of them of one identity" },
} as const satisfies Readonly<Record<string, Option>>;
