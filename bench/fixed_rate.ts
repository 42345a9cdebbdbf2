/** How soon messages arrive, and what they cost, when 100 members each send a few per second. */
import { type Contestant } from "./contestant.ts";
import { type Traffic, troubleText } from "./generator.ts";
import { type Lab } from "./lab.ts";
import { HUNDRED, type Plan } from "./plan.ts";
import { type FixedRate } from "./results.ts";
import { middleOf } from "./turns.ts";
import { undisturbed } from "./undisturbed.ts";

export function fixedRates(lab: Lab, contestant: Contestant, plan: Plan): Promise<readonly FixedRate[]> {
  return lab.measure(contestant, async (arena) => {
    const rows: FixedRate[] = [];
    for (const posts of plan.rates) {
      const flags = { mode: "fixed", ...HUNDRED, rate: posts, seconds: plan.fixedSeconds, "warm-up": 1 };
      const run = await undisturbed(async () => figures(await lab.generator.talk(contestant, arena, flags)));
      rows.push({ contestant: contestant.name, posts, ...run });
    }
    return rows;
  }, (trouble) => plan.rates.map((posts) => ({ contestant: contestant.name, posts, ...NOTHING, trouble })));
}

function figures(run: Traffic) {
  const { rate, p50, p99, max, lateP99: late, seconds } = run;
  const shares = {
    serverShare: run.serverCpu / seconds,
    generatorShare: run.generatorCpu / seconds,
    othersShare: run.othersCpu / seconds,
  };
  return { rate, p50, p99, max, late, ...shares, trouble: troubleText(run) };
}

/** Of all turns of all contestants what counts. */
export function middleRates(turns: readonly FixedRate[]): readonly FixedRate[] {
  return middleOf(turns, { called: ({ contestant, posts }) => `${posts} ${contestant}`, figures: FIGURES });
}

const FIGURES = ["rate", "p50", "p99", "max", "serverShare", "generatorShare", "othersShare", "late"] as const;
const NOTHING = { rate: 0, p50: 0, p99: 0, max: 0, late: 0, serverShare: 0, generatorShare: 0, othersShare: 0 };
