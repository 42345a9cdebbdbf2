/** The results as tables. */
import { bars, mib, percent, times } from "./bars.ts";
import { type ClosedLoop, type Results } from "./results.ts";
import { type Table } from "./table.ts";

/** A generator that used this much of its core may have been what held the rate back. */
const GENERATOR_BOUND = 0.95;
const NONE = "–";

export function tables(results: Results): readonly Table[] {
  const all = [
    entrants(results),
    ...closedLoops(results),
    ...ratios(results),
    ...fixedRates(results),
    ...idles(results),
    ...stalls(results),
    troubles(results),
    verdicts(results),
  ];
  return all.filter(({ rows }) => rows.length > 0);
}

function entrants({ entrants }: Results): Table {
  return {
    title: "Who took part",
    head: ["name", "version"],
    text: true,
    rows: entrants.map(({ name, version }) => [name, version ?? "absent, not measured"]),
  };
}

function closedLoops(results: Results): readonly Table[] {
  const table = (title: string, note: string, cell: (row: ClosedLoop) => string): Table => {
    const shapes = shapesOf(results);
    const rows = namesOf(results).map((name) => [
      name,
      ...shapes.map((shape) => {
        const row = find(results, name, shape);
        return row && row.rate > 0 ? cell(row) : NONE;
      }),
    ]);
    return { title, note, head: ["channels × members", ...shapes], rows: shapes.length > 0 ? rows : [] };
  };
  return [
    table(
      "Closed loop: deliveries per second, millions",
      "In the best of the windows, the median of all turns; in brackets that window: messages that each channel keeps on their way. `g`: the generator used 95 % of " +
        "its core or more, so the server could perhaps do better.",
      ({ rate, window, generatorShare }) => {
        return `${(rate / 1e6).toFixed(2)} (${window})${generatorShare >= GENERATOR_BOUND ? " g" : ""}`;
      },
    ),
    table(
      "Closed loop: CPU seconds of the server per million deliveries",
      "Behind it the share of its core that the server used, and the generator of its own.",
      ({ cpuPerMillion, serverShare, generatorShare }) => {
        return `${cpuPerMillion.toFixed(3)} (${whole(serverShare)} / ${whole(generatorShare)})`;
      },
    ),
    table(
      "Closed loop: p50 / p99 of one member's deliveries, ms",
      "In the winning window: time spent waiting in a full window is part of it.",
      ({ p50, p99 }) => `${ms(p50)} / ${ms(p99)}`,
    ),
  ];
}

function ratios(results: Results): readonly Table[] {
  const shapes = shapesOf(results);
  const others = results.entrants.filter(({ kind, version }) => kind !== "pychat" && version !== undefined);
  const own = results.entrants.filter(({ kind }) => kind === "pychat").map(({ name }) => name);
  return own.filter((name) => namesOf(results).includes(name)).map((name) => ({
    title: `${name}: deliveries per second as a multiple of`,
    head: ["", ...shapes],
    rows: others.map((other) => [
      other.name,
      ...shapes.map((shape) => {
        const mine = find(results, name, shape)?.rate ?? 0;
        const theirs = find(results, other.name, shape)?.rate ?? 0;
        return mine > 0 && theirs > 0 ? times(mine / theirs) : NONE;
      }),
    ]),
  }));
}

function fixedRates({ fixedRate }: Results): readonly Table[] {
  const rates = [...new Set(fixedRate.map(({ posts }) => posts))];
  return rates.map((posts) => ({
    title: `Fixed rate: 100 members, ${posts} message${posts === 1 ? "" : "s"} a second each`,
    head: ["", "deliveries/s", "p50 ms", "p99 ms", "max ms", "server CPU", "generator CPU", "generator late p99 ms"],
    rows: fixedRate.filter((row) => row.posts === posts).map((row) => [
      row.contestant,
      ...(row.rate === 0 ? [] : [
        row.rate.toFixed(0),
        ...[row.p50, row.p99, row.max].map(ms),
        percent(row.serverShare),
        percent(row.generatorShare),
        ms(row.late),
      ]),
    ]),
    note: "IRC does not send a message back to who wrote it: 99 deliveries a message, elsewhere 100.",
  }));
}

function idles({ idle }: Results): readonly Table[] {
  const counts = [...new Set(idle.map(({ connections }) => connections))];
  const memory = counts.map((count): Table => ({
    title: `Idle: ${count} connections`,
    head: ["", "let in per second", "bytes each", "server before"],
    rows: idle.filter(({ connections }) => connections === count).map((row) => [
      row.contestant,
      ...(row.perSecond > 0
        ? [row.perSecond.toFixed(0), row.bytesEach.toFixed(0), mib(row.emptyBytes)]
        : [NONE, NONE, NONE]),
    ]),
    note:
      "Let in: connected and entered (pychat: proof of identity checked, welcome received). Bytes: resident memory beyond the empty server's.",
  }));
  const talks = idle.flatMap(({ contestant, connections, alone, among }) => {
    return alone && among
      ? [[contestant, `${connections}`, `${ms(alone.p50)} / ${ms(alone.p99)}`, `${ms(among.p50)} / ${ms(among.p99)}`]]
      : [];
  });
  const head = ["", "idle connections", "alone p50 / p99 ms", "among them p50 / p99 ms"];
  return [...memory, { title: "A channel of ten among idle connections", head, rows: talks }];
}

function stalls({ stalled }: Results): readonly Table[] {
  return [{
    title: "Ten members who never read, beside 100 in a closed loop",
    head: ["", "deliveries/s without", "with", "RSS first", "RSS after a third", "RSS last", "RSS most"],
    rows: stalled.filter(({ rss }) => rss.length > 0).map(({ contestant, rateWithout, rateWith, rss }) => [
      contestant,
      ...[rateWithout, rateWith].map((rate) => `${(rate / 1e6).toFixed(2)} M`),
      ...[rss[0], rss[Math.floor(rss.length / 3)], rss.at(-1), Math.max(...rss)].map((bytes) => mib(bytes ?? 0)),
    ]),
  }];
}

function troubles({ closedLoop, fixedRate, idle, stalled }: Results): Table {
  const rows = [
    ...closedLoop.map((row) => [row.contestant, `closed loop ${row.shape}`, row.trouble]),
    ...fixedRate.map((row) => [row.contestant, `fixed rate ${row.posts}/s`, row.trouble]),
    ...idle.map((row) => [row.contestant, `idle ${row.connections}`, row.trouble]),
    ...stalled.map((row) => [row.contestant, "stalled readers", row.trouble]),
  ];
  return {
    title: "What went wrong",
    head: ["", "where", "what"],
    text: true,
    rows: rows.filter(([, , trouble]) => trouble !== ""),
  };
}

function verdicts(results: Results): Table {
  const word = (reached: boolean | undefined) =>
    reached === undefined ? "not measured" : reached ? "reached" : "NOT REACHED";
  return {
    title: "Bars",
    head: ["bar", "", "found"],
    text: true,
    rows: bars(results).map(({ text, reached, found }) => [text, word(reached), found]),
  };
}

function find({ closedLoop }: Results, name: string, shape: string): ClosedLoop | undefined {
  return closedLoop.find((row) => row.contestant === name && row.shape === shape);
}

function namesOf({ closedLoop }: Results): readonly string[] {
  return [...new Set(closedLoop.map(({ contestant }) => contestant))];
}

function shapesOf({ closedLoop }: Results): readonly string[] {
  return [...new Set(closedLoop.map(({ shape }) => shape))];
}

function ms(micros: number): string {
  return (micros / 1000).toFixed(micros < 10_000 ? 2 : 0);
}

function whole(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
