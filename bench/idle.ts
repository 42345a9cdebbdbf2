/** What many connections that say nothing cost: the time to let them in, the memory they hold, and what others notice of them. */
import { type Arena, type Contestant } from "./contestant.ts";
import { troubleText } from "./generator.ts";
import { type Lab } from "./lab.ts";
import { rss } from "./memory.ts";
import { TEN } from "./plan.ts";
import { type Idle, type Times } from "./results.ts";
import { undisturbed } from "./undisturbed.ts";

/** How long a server gets to come to rest before its memory is read. */
const REST_MS = 1500;
/** Messages per second of each of the ten. */
const POSTS = 20;
const TALK_SECONDS = 3;
/** What the kernel, which counts by ticks, may be wrong by: a thousand come in a fraction of a second. */
const TICKS = 0.03;

export function idle(lab: Lab, contestant: Contestant, connections: number): Promise<Idle> {
  return undisturbed(() => once(lab, contestant, connections));
}

function once(lab: Lab, contestant: Contestant, connections: number): Promise<Idle> {
  const of = { contestant: contestant.name, connections };
  return lab.measure(contestant, async (arena) => {
    const talks = contestant.kind === "pychat";
    const alone = talks ? await ten(lab, contestant, arena) : undefined;
    await rest();
    const emptyBytes = await rss(arena.pid);
    const held = await lab.generator.hold(contestant, arena, connections);
    await rest();
    const bytesEach = (await rss(arena.pid) - emptyBytes) / connections;
    const among = talks ? await ten(lab, contestant, arena) : undefined;
    await held.release();
    const failed = held.opening.connections < connections;
    const trouble = troubleText(held.opening) || (failed ? "not all were let in within 30 s" : "");
    const measured = failed ? { perSecond: 0, bytesEach: 0 } : { perSecond: held.opening.rate, bytesEach };
    const othersShare = Math.max(0, held.opening.othersCpu - TICKS) / held.opening.seconds;
    return { ...of, ...measured, othersShare, emptyBytes, alone, among, trouble };
  }, (trouble) => ({ ...of, ...NOTHING, trouble }));
}

const NOTHING = { perSecond: 0, othersShare: 0, emptyBytes: 0, bytesEach: 0, alone: undefined, among: undefined };

async function ten(lab: Lab, contestant: Contestant, arena: Arena): Promise<Times> {
  const flags = { mode: "fixed", ...TEN, rate: POSTS, seconds: TALK_SECONDS, "warm-up": 1 };
  const { p50, p99 } = await undisturbed(async () => {
    const run = await lab.generator.talk(contestant, arena, flags);
    return { ...run, othersShare: run.othersCpu / run.seconds, trouble: troubleText(run) };
  });
  return { p50, p99 };
}

function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, REST_MS));
}
