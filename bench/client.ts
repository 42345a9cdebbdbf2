/** The client's part of the bench: what its work costs (client_work.ts), what its screen is like (client_screen.ts), and how large a text becomes. */
import { cpus } from "node:os";
import { encodeSaid } from "../client/core/content.ts";
import { sealBox } from "../client/core/crypto/box.ts";
import { createIdentity } from "../client/core/crypto/identity.ts";
import { keyFor, PURPOSE } from "../client/core/crypto/under_key.ts";
import { frame, OPCODE } from "../shared/frames.ts";
import type { ChannelId, Head, MemberNumber } from "../shared/ids.ts";
import { relayTable } from "../shared/messages.ts";
import { messageCodec } from "../shared/wire.ts";
import { random } from "./accounts.ts";
import type { BoxSize, ClientResults } from "./client_results.ts";
import { measureScreen, type ScreenPlan } from "./client_screen.ts";
import { measureWork, type WorkPlan } from "./client_work.ts";
import type { Processes } from "./processes.ts";
import { relayCommand } from "./pychat.ts";

const WHOLE: WorkPlan & ScreenPlan = {
  members: 1000,
  rounds: 11,
  messages: 1000,
  starts: 15,
  loaded: 10_000,
  all: 100_000,
};
const QUICK: WorkPlan & ScreenPlan = { members: 100, rounds: 3, messages: 300, starts: 3, loaded: 1000, all: 2000 };

/** The contestants' relays are above. */
const PORT = 16_990;
/** Lengths of texts. */
const TEXTS = [20, 100, 500, 2_000, 20_000];

export interface ClientTask {
  readonly processes: Processes;
  /** Where its relay and its clients may write. */
  readonly directory: string;
  readonly isQuick: boolean;
}

export async function measureClient({ processes, directory, isQuick }: ClientTask): Promise<ClientResults> {
  const plan = isQuick ? QUICK : WHOLE;
  const loadBefore = load();
  await Deno.mkdir(`${directory}/relay`);
  const command = relayCommand({ port: PORT, directory: `${directory}/relay` });
  const relay = await processes.serve({ command, port: PORT, log: `${directory}/relay.log` });
  const site = { processes, port: PORT, directory };
  const figures = await measureWork(site, plan);
  const screen = await measureScreen(site, plan);
  await relay.stop();
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: [
      `${cpus()[0]?.model ?? "unknown CPU"}, ${navigator.hardwareConcurrency} cores; Deno ${Deno.version.deno}`,
      `Load average before it began: ${loadBefore}.`,
    ],
    members: plan.members,
    figures,
    screen,
    boxes: TEXTS.map(sizeOf),
  };
}

function load(): string {
  return (Deno.loadavg()[0] ?? 0).toFixed(1);
}

function sizeOf(text: number): BoxSize {
  const identity = createIdentity(random);
  const content = encodeSaid({ type: "text", at: 0, reply: [], text: "x".repeat(text) });
  const place = { kind: "said", channel: "0".repeat(32) as ChannelId, epoch: 1, head: "0".repeat(64) as Head } as const;
  const number = { author: 1 as MemberNumber, counter: 1 };
  const body = sealBox(keyFor(PURPOSE.said, random(32)), { ...place, ...number }, { content, identity, random });
  const { channel } = place;
  const said = messageCodec(relayTable).encode({ type: "said", ...number, cursor: 1, channel, body });
  return { text, content: content.length, box: body.length, frame: frame(OPCODE.binary, said).length };
}
