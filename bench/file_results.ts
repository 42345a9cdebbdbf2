/** What the bench found about files: plain figures, with all their rounds. */

export const WHO = ["relay", "sender", "receiver"] as const;

/** A file from one client to another. */
export interface Carried {
  readonly ms: number;
  /** Seconds of processor time, in the order of WHO. */
  readonly cpu: readonly number[];
}

/** Chat at one rate, without and beside a file; how long each message took in milliseconds, in order of that. */
export interface Talk {
  /** Messages a second of each of the two. */
  readonly perSecond: number;
  readonly without: readonly number[];
  readonly beside: readonly number[];
  readonly carried: Carried;
}

export interface FileRound {
  /** While nobody talks. */
  readonly alone: Carried;
  readonly talks: readonly Talk[];
}

/** What was found with everything in one directory. */
export interface FilePlace {
  /** The kind of its file system. */
  readonly kind: string;
  readonly rounds: readonly FileRound[];
  /** Bytes of memory at the most, beyond what each had before the first file, in the order of WHO. */
  readonly grown: readonly number[];
}

export interface FileResults {
  readonly date: string;
  readonly machine: readonly string[];
  readonly megabytes: number;
  readonly places: readonly FilePlace[];
}
