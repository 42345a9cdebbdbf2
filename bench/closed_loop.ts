/** How much a contestant delivers when everybody always has messages on their way: in the best of a few windows, the median of several turns. */
import { type Contestant, shapeName } from "./contestant.ts";
import { type Traffic, troubleText } from "./generator.ts";
import { type Lab } from "./lab.ts";
import { type Plan, type Round } from "./plan.ts";
import { type ClosedLoop } from "./results.ts";
import { middleOf } from "./turns.ts";
import { undisturbed } from "./undisturbed.ts";

/** All take their turn; the first one finds everybody's window, the others use it: the best of many would be the luckiest, too. */
export async function closedLoops(
  each: (measure: (contestant: Contestant) => Promise<ClosedLoop>) => Promise<readonly ClosedLoop[]>,
  lab: Lab,
  { round, plan }: { readonly round: Round; readonly plan: Plan },
): Promise<readonly ClosedLoop[]> {
  const found = await each((contestant) => closedLoop(lab, contestant, { round, plan }));
  const windowOf = new Map(found.map(({ contestant, window }) => [contestant, window]));
  const again = (contestant: Contestant) => {
    const window = windowOf.get(contestant.name);
    return closedLoop(lab, contestant, { round: window ? { ...round, windows: [window] } : round, plan });
  };
  const turns = [...found];
  for (let turn = 2; turn <= plan.turns; turn++) turns.push(...await each(again));
  return middleOf(turns, { called: ({ contestant }) => contestant, figures: FIGURES });
}

function closedLoop(
  lab: Lab,
  contestant: Contestant,
  { round, plan }: { readonly round: Round; readonly plan: Plan },
): Promise<ClosedLoop> {
  const { shape, windows } = round;
  const of = { contestant: contestant.name, shape: shapeName(shape) };
  return lab.measure(contestant, async (arena) => {
    const runs: ClosedLoop[] = [];
    for (const window of windows) {
      const flags = { ...shape, window, seconds: plan.seconds, "warm-up": plan.warmUp };
      const run = await undisturbed(async () => figures(await lab.generator.talk(contestant, arena, flags)));
      runs.push({ ...of, window, ...run });
    }
    const troubles = runs.filter(({ trouble }) => trouble !== "").map(({ window, trouble }) =>
      `window ${window}: ${trouble}`
    );
    const best = runs.reduce((best, run) => run.rate > best.rate ? run : best);
    return { ...best, trouble: troubles.join("; ") };
  }, (trouble) => ({ ...of, window: 0, ...NOTHING, trouble }));
}

const FIGURES = ["rate", "cpuPerMillion", "serverShare", "generatorShare", "othersShare", "p50", "p99"] as const;
const NOTHING = { rate: 0, cpuPerMillion: 0, serverShare: 0, generatorShare: 0, othersShare: 0, p50: 0, p99: 0 };

function figures(run: Traffic) {
  const { rate, deliveries, seconds, serverCpu, generatorCpu, othersCpu, p50, p99 } = run;
  if (deliveries === 0) return { ...NOTHING, trouble: troubleText(run) || "nothing was delivered" };
  return {
    rate,
    cpuPerMillion: serverCpu / (deliveries / 1e6),
    serverShare: serverCpu / seconds,
    generatorShare: generatorCpu / seconds,
    othersShare: othersCpu / seconds,
    p50,
    p99,
    trouble: troubleText(run),
  };
}
