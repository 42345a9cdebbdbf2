/** What ten members who never read do to a server's memory and to the others: a closed loop of 100 without them, with them, and without them again. */
import { type Contestant } from "./contestant.ts";
import { troubleText } from "./generator.ts";
import { type Lab } from "./lab.ts";
import { rss } from "./memory.ts";
import { HUNDRED, type Plan } from "./plan.ts";
import { type Stalled } from "./results.ts";
import { undisturbed } from "./undisturbed.ts";

const STALLED = 10;
const WINDOW = 64;
const WITHOUT_SECONDS = 5;
/** It takes more than a minute. */
const ATTEMPTS = 2;

export function stalled(lab: Lab, contestant: Contestant, plan: Plan): Promise<Stalled> {
  return undisturbed(() => once(lab, contestant, plan), ATTEMPTS);
}

function once(lab: Lab, contestant: Contestant, plan: Plan) {
  return lab.measure(contestant, async (arena) => {
    const flags = { ...HUNDRED, window: WINDOW, "warm-up": 1 };
    const seconds = Math.min(WITHOUT_SECONDS, plan.stalledSeconds);
    const alone = () => lab.generator.talk(contestant, arena, { ...flags, seconds });
    const before = await alone();
    const samples: number[] = [];
    const sampler = setInterval(async () => samples.push(await rss(arena.pid)), 1000);
    const beside = { ...flags, stalled: STALLED, seconds: plan.stalledSeconds };
    const run = await lab.generator.talk(contestant, arena, beside).finally(() => clearInterval(sampler));
    // The machine is not as fast in every minute.
    const after = await alone();
    const rates = { rateWithout: (before.rate + after.rate) / 2, rateWith: run.rate };
    const runs = [before, run, after];
    const [othersCpu, time] = [sum(runs.map(({ othersCpu }) => othersCpu)), sum(runs.map(({ seconds }) => seconds))];
    const trouble = runs.map(troubleText).find((text) => text !== "") ?? "";
    return { contestant: contestant.name, ...rates, rss: samples, othersShare: othersCpu / time, trouble };
  }, (trouble) => ({ contestant: contestant.name, rateWithout: 0, rateWith: 0, rss: [], othersShare: 0, trouble }));
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
