/** What the bench found: plain rows, one a measurement. Times in µs, CPU in seconds, memory in bytes. */

/** A contestant's best closed loop in a shape. */
export interface ClosedLoop {
  readonly contestant: string;
  readonly shape: string;
  readonly window: number;
  /** Deliveries per second. */
  readonly rate: number;
  readonly cpuPerMillion: number;
  /** Parts of a core. */
  readonly serverShare: number;
  readonly generatorShare: number;
  /** What anybody else took of the machine meanwhile. */
  readonly othersShare: number;
  readonly p50: number;
  readonly p99: number;
  readonly trouble: string;
}

/** Messages on a schedule, in one channel of 100. */
export interface FixedRate {
  readonly contestant: string;
  /** Messages per second of each member. */
  readonly posts: number;
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly serverShare: number;
  readonly generatorShare: number;
  /** What anybody else took of the machine meanwhile. */
  readonly othersShare: number;
  /** How late the generator itself was, p99. */
  readonly late: number;
  readonly trouble: string;
}

/** Delivery times of a small channel. */
export interface Times {
  readonly p50: number;
  readonly p99: number;
}

/** Many connections that say nothing. */
export interface Idle {
  readonly contestant: string;
  readonly connections: number;
  readonly perSecond: number;
  /** What anybody else took of the machine while they came. */
  readonly othersShare: number;
  readonly emptyBytes: number;
  readonly bytesEach: number;
  /** A channel of ten without them, and among them. */
  readonly alone: Times | undefined;
  readonly among: Times | undefined;
  readonly trouble: string;
}

/** A channel of 100 with ten more who never read. */
export interface Stalled {
  readonly contestant: string;
  readonly rateWithout: number;
  readonly rateWith: number;
  /** One sample a second. */
  readonly rss: readonly number[];
  readonly othersShare: number;
  readonly trouble: string;
}

export interface Entrant {
  readonly name: string;
  readonly kind: "pychat" | "peer" | "floor";
  /** undefined: not installed. */
  readonly version: string | undefined;
}

export interface Results {
  readonly date: string;
  readonly machine: readonly string[];
  readonly entrants: readonly Entrant[];
  readonly closedLoop: readonly ClosedLoop[];
  readonly fixedRate: readonly FixedRate[];
  readonly idle: readonly Idle[];
  readonly stalled: readonly Stalled[];
}
