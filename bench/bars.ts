/** The bars that pychat sets itself, each a sentence about the results that is true, false, or not measured. */
import { type ClosedLoop, type Entrant, type FixedRate, type Idle, type Results, type Stalled } from "./results.ts";

export interface Bar {
  readonly text: string;
  /** undefined: this run did not measure what it takes. */
  readonly reached: boolean | undefined;
  readonly found: string;
}

/** Ahead means by more than the noise of one run. */
const NOISE = 0.03;
const LINKS = ["pychat raw", "pychat WebSocket"] as const;
const HISTORY = "pychat history";
const FLOOR = "C floor";
const KIB = 1024;

export function bars(results: Results): readonly Bar[] {
  return [
    ...LINKS.flatMap((name) => [
      ...["1×100", "1×1000", "100×10"].map((shape) => againstBest(results, { name, shape, factor: 2 })),
      againstBest(results, { name, shape: "1×10", factor: 1 - NOISE }),
      ...shapesOf(results).map((shape) => againstFloor(results, { name, shape })),
    ]),
    ...shapesOf(results).map((shape) => againstBest(results, { name: HISTORY, shape, factor: 1 - NOISE })),
    ...LINKS.flatMap((name) =>
      [
        fixed(results, { name, posts: 1, p99: 2000, beside: "nats-server" }),
        fixed(results, { name, posts: 20, p99: 5000, beside: "redis-server" }),
      ].flat()
    ),
    ...LINKS.flatMap((name) => idleBars(results, name)),
    ...LINKS.flatMap((name) => stalledBars(results, name)),
  ];
}

interface Race {
  readonly name: string;
  readonly shape: string;
}

function againstBest(results: Results, { name, shape, factor }: Race & { factor: number }): Bar {
  const text = factor > 1
    ? `${name}: at least ${factor}× the best peer at ${shape}`
    : `${name}: no peer ahead at ${shape}`;
  const own = inShape(results, name, shape);
  const best = results.entrants.filter(isPeer).map((peer) => inShape(results, peer.name, shape)).filter(isMeasured)
    .reduce<ClosedLoop | undefined>((best, row) => best && best.rate >= row.rate ? best : row, undefined);
  if (!own || !best) return notMeasured(text);
  return { text, reached: own.rate >= factor * best.rate, found: `${times(own.rate / best.rate)} ${best.contestant}` };
}

function againstFloor(results: Results, { name, shape }: Race): Bar {
  const text = `${name}: at least 0.8 of the C floor at ${shape}`;
  const own = inShape(results, name, shape);
  const floor = inShape(results, FLOOR, shape);
  if (!own || !floor) return notMeasured(text);
  return { text, reached: own.rate >= 0.8 * floor.rate, found: times(own.rate / floor.rate) };
}

interface Pace {
  readonly name: string;
  readonly posts: number;
  readonly p99: number;
  readonly beside: string;
}

function fixed(results: Results, { name, posts, p99, beside }: Pace): readonly Bar[] {
  const row = (of: string): FixedRate | undefined => {
    return results.fixedRate.find((row) => row.contestant === of && row.posts === posts && row.rate > 0);
  };
  const own = row(name);
  const peer = row(beside);
  const at = `100 × ${posts}/s`;
  const soon = `${name}: p99 under ${p99 / 1000} ms at ${at}`;
  const cheap = `${name}: no more CPU than ${beside} at ${at}`;
  return [
    own ? { text: soon, reached: own.p99 < p99, found: `${(own.p99 / 1000).toFixed(2)} ms` } : notMeasured(soon),
    own && peer
      ? {
        text: cheap,
        reached: own.serverShare <= peer.serverShare,
        found: `${percent(own.serverShare)} / ${percent(peer.serverShare)}`,
      }
      : notMeasured(cheap),
  ];
}

function idleBars(results: Results, name: string): readonly Bar[] {
  const row = (of: string): Idle | undefined => {
    return results.idle.find((row) => row.contestant === of && row.connections === 10_000 && row.perSecond > 0);
  };
  const own = row(name);
  const redis = row("redis-server");
  const small = `${name}: at most 8 KiB for each of 10,000 idle connections`;
  const smaller = `${name}: less for each than redis-server`;
  const quick = `${name}: at least 3,000 connections a second, entered`;
  const unmoved = `${name}: a channel of ten as fast among 10,000 idle as alone`;
  if (!own) return [small, smaller, quick, unmoved].map(notMeasured);
  const found = `${(own.bytesEach / KIB).toFixed(1)} KiB`;
  return [
    { text: small, reached: own.bytesEach <= 8 * KIB, found },
    redis
      ? {
        text: smaller,
        reached: own.bytesEach < redis.bytesEach,
        found: `${found} / ${(redis.bytesEach / KIB).toFixed(1)} KiB`,
      }
      : notMeasured(smaller),
    { text: quick, reached: own.perSecond >= 3000, found: `${Math.round(own.perSecond)}/s` },
    among(own, unmoved),
  ];
}

/** Half a millisecond more is what one more wake-up of a busy machine costs, in either run. */
function among({ alone, among }: Idle, text: string): Bar {
  if (!alone || !among) return notMeasured(text);
  const near = (with_: number, without: number) => with_ <= without * 1.25 + 500;
  const reached = near(among.p50, alone.p50) && near(among.p99, alone.p99);
  const found = `p50 ${Math.round(alone.p50)} → ${Math.round(among.p50)} µs, p99 ${Math.round(alone.p99)} → ${
    Math.round(among.p99)
  } µs`;
  return { text, reached, found };
}

function stalledBars(results: Results, name: string): readonly Bar[] {
  const row: Stalled | undefined = results.stalled.find((row) => row.contestant === name && row.rss.length > 0);
  const unmoved = `${name}: ten who never read leave the rate of the others unchanged`;
  const bounded = `${name}: and memory stops growing`;
  if (!row) return [unmoved, bounded].map(notMeasured);
  const third = row.rss[Math.floor(row.rss.length / 3)] ?? 0;
  const last = row.rss.at(-1) ?? 0;
  return [
    { text: unmoved, reached: row.rateWith >= 0.9 * row.rateWithout, found: times(row.rateWith / row.rateWithout) },
    {
      text: bounded,
      reached: last <= third * 1.25,
      found: `${mib(third)} after a third of the time, ${mib(last)} at the end`,
    },
  ];
}

function inShape(results: Results, name: string, shape: string): ClosedLoop | undefined {
  return results.closedLoop.find((row) => row.contestant === name && row.shape === shape && row.rate > 0);
}

function shapesOf(results: Results): readonly string[] {
  return [...new Set(results.closedLoop.map(({ shape }) => shape))];
}

function isPeer({ kind }: Entrant): boolean {
  return kind === "peer";
}

function isMeasured(row: ClosedLoop | undefined): row is ClosedLoop {
  return row !== undefined;
}

function notMeasured(text: string): Bar {
  return { text, reached: undefined, found: "" };
}

export function times(ratio: number): string {
  return `${ratio.toFixed(2)}×`;
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

export function mib(bytes: number): string {
  return `${(bytes / KIB / KIB).toFixed(0)} MiB`;
}
