/** The files' part of the report. */
import { median } from "./client_results.ts";
import { type Carried, type FilePlace, type FileResults, type FileRound, type Talk, WHO } from "./file_results.ts";
import { renderTable, type Table } from "./table.ts";

/** The first line of the files' part. */
export const FILES_TITLE = "# Results of the files' bench";

const LEAST_SPEED = 100;
const MOST_GROWN = 32;
const MOST_SLOWER = 2;
const MEGABYTE = 1_000_000;

export function fileReport(results: FileResults): string {
  return [
    FILES_TITLE,
    "",
    `Made by \`deno task bench --only files\`, ${results.date}.`,
    "",
    ...results.machine.map((line) => `- ${line}`),
    ...[chat(results), carrying(results), verdicts(results)].flatMap((table) => ["", renderTable(table)]),
    "",
  ].join("\n");
}

function chat({ places, megabytes }: FileResults): Table {
  return {
    title: `Chat beside a file of ${megabytes} MB`,
    head: ["", "messages/s of each", "without p50 / p99 ms", "beside p50 / p99 ms", "messages", "MB/s meanwhile"],
    rows: places.flatMap((place) =>
      ratesOf(place).map((rate) => {
        const talks = talksOf(place, rate);
        const [without, beside] = (["without", "beside"] as const).map((which) => {
          return `${middle(talks, which, 50).toFixed(1)} / ${middle(talks, which, 99).toFixed(1)}`;
        });
        const count = talks.reduce((sum, talk) => sum + talk.beside.length, 0);
        const speed = median(talks.map(({ carried }) => speedOf(carried, megabytes)));
        return [place.kind, `${rate}`, without ?? "", beside ?? "", `${count}`, speed.toFixed(0)];
      })
    ),
    note:
      "From saying something until the other's client shows it, both talking. Medians of the rounds. While people talk files stop for a moment behind each " +
      "quarter of a megabyte.",
  };
}

function carrying({ places, megabytes }: FileResults): Table {
  return {
    title: "Files while nobody talks",
    head: [
      "",
      "MB/s",
      "least",
      "most",
      ...WHO.map((who) => `CPU s of ${who}`),
      ...WHO.map((who) => `${who} grew by MB`),
    ],
    rows: places.map((place) => {
      const speeds = place.rounds.map(({ alone }) => speedOf(alone, megabytes));
      return [
        place.kind,
        ...[median(speeds), Math.min(...speeds), Math.max(...speeds)].map((speed) => speed.toFixed(0)),
        ...WHO.map((_, who) => median(place.rounds.map(({ alone }) => alone.cpu[who] ?? NaN)).toFixed(1)),
        ...place.grown.map((bytes) => (bytes / MEGABYTE).toFixed(1)),
      ];
    }),
    note:
      "From the wish to send until the file is whole in the receiver's folder. Memory: the most that was ever resident beyond what was before the first file, " +
      "chat and all.",
  };
}

function verdicts({ places, megabytes }: FileResults): Table {
  const rows = places.flatMap((place) => [
    speed(place, megabytes),
    grown(place),
    ...ratesOf(place).flatMap((rate) => [99, 50].map((percent) => slower(place, rate, percent))),
  ]);
  return { title: "Bars of files", head: ["bar", "", "found"], text: true, rows };
}

type Row = readonly [string, string, string];

function speed({ kind, rounds }: FilePlace, megabytes: number): Row {
  const found = median(rounds.map(({ alone }) => speedOf(alone, megabytes)));
  const text = `${kind}: at least ${LEAST_SPEED} MB/s from client to client`;
  return [text, verdict(found >= LEAST_SPEED), `${found.toFixed(0)} MB/s`];
}

function grown({ kind, grown }: FilePlace): Row {
  const most = Math.max(...grown) / MEGABYTE;
  return [
    `${kind}: no process grows by more than ${MOST_GROWN} MB`,
    verdict(most <= MOST_GROWN),
    `${most.toFixed(1)} MB`,
  ];
}

function slower(place: FilePlace, rate: number, percent: number): Row {
  const talks = talksOf(place, rate);
  const [without, beside] = [middle(talks, "without", percent), middle(talks, "beside", percent)];
  const text = `${place.kind}: chat at ${rate}/s beside a file: p${percent} at most ${MOST_SLOWER}× that without`;
  const found = `${(beside / without).toFixed(2)}×: ${without.toFixed(1)} → ${beside.toFixed(1)} ms`;
  return [text, verdict(beside <= MOST_SLOWER * without), found];
}

function verdict(reached: boolean): string {
  return reached ? "reached" : "NOT REACHED";
}

function ratesOf({ rounds }: FilePlace): readonly number[] {
  return [...new Set(rounds.flatMap(({ talks }) => talks.map(({ perSecond }) => perSecond)))];
}

function talksOf({ rounds }: { readonly rounds: readonly FileRound[] }, rate: number): readonly Talk[] {
  return rounds.flatMap(({ talks }) => talks.filter(({ perSecond }) => perSecond === rate));
}

/** The median of the rounds' percentiles. */
function middle(talks: readonly Talk[], which: "without" | "beside", percent: number): number {
  return median(talks.map((talk) => percentile(talk[which], percent)));
}

function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * percent / 100))] ?? NaN;
}

function speedOf({ ms }: Carried, megabytes: number): number {
  return megabytes * 1000 / ms;
}
