/** The whole report: what RESULTS.md holds and the terminal shows. */
import { percent } from "./bars.ts";
import { type Results } from "./results.ts";
import { renderTable } from "./table.ts";
import { tables } from "./tables.ts";

export function report(results: Results): string {
  return [
    "# Results of the bench",
    "",
    `Made by \`deno task bench\`, ${results.date}. README.md says what is measured and how to read it.`,
    "",
    ...[...results.machine, quiet(results)].map((line) => `- ${line}`),
    ...tables(results).flatMap((table) => ["", renderTable(table)]),
    "",
  ].join("\n");
}

/** Figures made while others use the machine say little; this line tells. */
function quiet({ closedLoop, fixedRate, idle, stalled }: Results): string {
  const runs = [...closedLoop, ...fixedRate, ...idle, ...stalled].filter(({ trouble }) => trouble === "");
  const shares = runs.map(({ othersShare }) => othersShare).toSorted((a, b) => a - b);
  const middle = shares[Math.floor(shares.length / 2)] ?? 0;
  return `Other processes meanwhile used ${percent(middle)} of a core in the median run, ${
    percent(shares.at(-1) ?? 0)
  } in the worst.`;
}
