/**
 * A member's client in a process of its own, for bench/files.ts: it does what its input says, a JSON line each, and tells what it hears. What is said carries
 * the moment it was said at, so that who hears it knows how long that took.
 */
import { realClock } from "../shared/real_clock.ts";
import type { ChannelId } from "../shared/ids.ts";
import type { Event } from "../client/core/events.ts";
import { Session } from "../client/core/session.ts";
import { dial } from "../client/machine/dial.ts";
import { FileDisk } from "../client/machine/file_disk.ts";
import { nativePlatform } from "../client/machine/native_platform.ts";
import { openPlainVault } from "./client_vault.ts";
import { print } from "./print.ts";

/** What the bench wants of it. */
export type Wish =
  | { readonly type: "join" }
  | { readonly type: "say"; readonly perSecond: number }
  | { readonly type: "hush" }
  | { readonly type: "send"; readonly path: string }
  | { readonly type: "accept"; readonly file: number };

/** What it tells. */
export type Told =
  | { readonly type: "joined" }
  /** Milliseconds that each message took that was heard since the last time. */
  | { readonly type: "heard"; readonly ms: readonly number[] }
  | {
    readonly type: "file";
    readonly number: number;
    readonly state: string;
    readonly at: number;
    readonly why: string;
  };

const NAME = "Work";
const PIN = "1234";

const [port = "", nick = "", home = ""] = Deno.args;
const heard: number[] = [];
let channel: ChannelId | undefined;
let saying: AbortController | undefined;
/** How each file was when it was told last. */
const states = new Map<number, string>();

const session = await Session.open({
  dial: (sink) => dial({ host: "127.0.0.1", port: Number(port) }, sink),
  clock: realClock({ now: Date.now, setTimeout, clearTimeout }),
  random: (size) => crypto.getRandomValues(new Uint8Array(size)),
  vault: await openPlainVault(`${home}/vault`, nick),
  disk: new FileDisk({ os: Deno.build.os, variables: { HOME: home } }),
  platform: nativePlatform,
  emit: hear,
}, { relay: "127.0.0.1", nick });
session.start();

let left = "";
for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
  left += text;
  for (let end = left.indexOf("\n"); end >= 0; end = left.indexOf("\n")) {
    await obey(JSON.parse(left.slice(0, end)));
    left = left.slice(end + 1);
  }
}
Deno.exit(0);

async function obey(wish: Wish): Promise<void> {
  switch (wish.type) {
    case "join":
      return await join();
    case "say":
      saying = new AbortController();
      void talk(1000 / wish.perSecond, saying.signal);
      return;
    case "hush":
      saying?.abort();
      return tell({ type: "heard", ms: heard.splice(0) });
    case "send":
      if (channel) must(await session.do({ type: "sendFiles", channel, paths: [wish.path] }));
      return;
    case "accept":
      must(await session.do({ type: "acceptFile", file: wish.file, path: "" }));
      return;
    default:
      return wish satisfies never;
  }
}

async function join(): Promise<void> {
  for (;;) {
    const outcome = await session.do({ type: "join", name: NAME, pin: PIN, others: "ask" });
    channel = outcome.ok ? outcome.channel : undefined;
    if (channel) return tell({ type: "joined" });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Like two people, and unlike two clocks: what one says falls now here, now there between what the other says. */
async function talk(ms: number, signal: AbortSignal): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, ms * (0.5 + Math.random())));
    if (signal.aborted) return;
    if (channel) void session.do({ type: "say", channel, text: String(now()) });
  }
}

function hear(event: Event): void {
  if (event.type === "rows") {
    for (const row of event.rows) {
      if (row.type !== "message" || row.message.own || row.message.content.type !== "text") continue;
      heard.push(now() - Number(row.message.content.text));
    }
  }
  if (event.type !== "file") return;
  const { number, state } = event.file;
  if (states.get(number) === state.type) return;
  states.set(number, state.type);
  tell({ type: "file", number, state: state.type, at: now(), why: "why" in state ? state.why : "" });
}

/** The same in all processes of a machine. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

function must(outcome: { readonly ok: boolean; readonly why?: string }): void {
  if (!outcome.ok) throw new Error(outcome.why);
}

function tell(told: Told): void {
  print(JSON.stringify(told));
}
