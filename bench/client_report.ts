/** The client's part of the report. */
import { type BoxSize, type ClientResults, type Figure, median } from "./client_results.ts";
import { renderTable, type Table } from "./table.ts";

/** The first line of the client's part: what comes before it in RESULTS.md is the relay's. */
export const CLIENT_TITLE = "# Results of the client's bench";

export function clientReport(results: ClientResults): string {
  return [
    CLIENT_TITLE,
    "",
    `Made by \`deno task bench --only client\`, ${results.date}.`,
    "",
    ...results.machine.map((line) => `- ${line}`),
    ...[work(results), screen(results), boxes(results), verdicts(results)].flatMap((table) => ["", renderTable(table)]),
    "",
  ].join("\n");
}

function work({ figures, members }: ClientResults): Table {
  return {
    ...medians(figures),
    title: `A channel of ${members}: what its members' clients do`,
    note:
      "CPU time, user and system, all threads, of a process that is nothing but that one client: a real session over TCP, its vault in a file, what it tells " +
      "folded into what a screen shows. It is watched until it has been at rest for 0.7 seconds, in which it saves. Its log has an entry for each member and " +
      "one for each who comes or goes. The newcomer and who starts again are fresh processes, which V8 has not yet warmed to; the others are as people leave them " +
      "open. Letting in and coming in have the whole door in them, CPace and all. In a stream, what has arrived is read in batches of up to 64 signatures; " +
      "alone, each is checked by itself.",
  };
}

function screen({ screen }: ClientResults): Table {
  return {
    ...medians(screen),
    title: "The screen",
    note:
      "`pychat connect` from source, in a pseudo-terminal of 120 × 40 that `script` (util-linux) provides; its time is in the milliseconds, from the start of " +
      "its process, or from the key, to the first byte of what the terminal shows for it. Memory: what is resident (VmRSS), Deno and V8 included.",
  };
}

function medians(figures: readonly Figure[]): Pick<Table, "head" | "rows"> {
  return {
    head: ["", "unit", "median", "least", "most", "rounds"],
    rows: figures.map(({ what, unit, rounds }) => {
      const values = [median(rounds), Math.min(...rounds), Math.max(...rounds)];
      return [what, unit, ...values.map((value) => rounded(value)), `${rounds.length}`];
    }),
  };
}

function boxes({ boxes }: ClientResults): Table {
  return {
    title: "What a text becomes, in bytes",
    head: ["text", "content", "box", "frame to each member", "beyond the text"],
    rows: boxes.map((box) => [box.text, box.content, box.box, box.frame, overhead(box)].map(String)),
    note:
      "A box has 4 bytes for its epoch, 40 of sealing, 64 of signature, 4 for its length, and padding in steps of an eighth, at least of 64.",
  };
}

function verdicts({ figures, screen }: ClientResults): Table {
  const rows = [...figures, ...screen].flatMap((figure) => {
    const { bar, what, unit, rounds } = figure;
    if (!bar) return [];
    const text = "most" in bar ? `${what}: at most ${bar.most} ${unit}` : `${what}: at least ${bar.least} ${unit}`;
    return [[text, reaches(figure) ? "reached" : "NOT REACHED", `${rounded(median(rounds))} ${unit}`]];
  });
  return { title: "Bars of the client", head: ["bar", "", "found"], text: true, rows };
}

function reaches({ bar, rounds }: Figure): boolean {
  const value = median(rounds);
  return bar === undefined || ("most" in bar ? value <= bar.most : value >= bar.least);
}

function overhead({ text, frame }: BoxSize): string {
  return `${frame - text} (${Math.round((frame - text) / text * 100)} %)`;
}

function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}
