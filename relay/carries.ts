/** The lines that carry files now: each is begun with a grant, watched, and ended when it stands still or its file is gone. */
import type { Refusal } from "../shared/codes.ts";
import { refuse } from "../shared/codes.ts";
import { formatDuration } from "../shared/duration.ts";
import { Failure } from "../shared/failure.ts";
import { CLOSE, FRAME_BYTES } from "../shared/frames.ts";
import type { BlobId, ChannelId } from "../shared/ids.ts";
import type { Link } from "../shared/link.ts";
import type { Blobs } from "./blobs.ts";
import { type Carry, carryKey, type Grant, samePlace } from "./carry.ts";
import { Download } from "./download.ts";
import type { BlobPlace, FileRecords } from "./file_records.ts";
import { Keeper } from "./keeper.ts";
import { Tickets } from "./tickets.ts";
import { Turns } from "./turns.ts";
import { Upload } from "./upload.ts";

export interface CarryLimits {
  /** How many lines carry files at once: of all, and of one identity. */
  readonly carries: number;
  readonly carriesPerIdentity: number;
  /** How long one may stand still. */
  readonly idleTime: number;
  readonly frameSize: number;
}

export interface CarriesDeps {
  readonly records: FileRecords;
  readonly blobs: Blobs;
  /** Runs a task that nobody waits for, and tells the operator when it fails. */
  readonly background: (task: () => Promise<void>) => void;
  /** Resolves when the next piece of a file may be read or written. */
  readonly pass: () => Promise<void>;
  readonly now: () => number;
  readonly random: (size: number) => Uint8Array;
  readonly allocate: (size: number) => Uint8Array;
  readonly limits: CarryLimits;
  /** More of it has come. */
  readonly brought: (place: BlobPlace) => void;
}

/** What one carry stands on. */
export interface CarryDeps extends Pick<CarriesDeps, "records" | "blobs" | "pass" | "now" | "allocate"> {
  readonly keeper: Keeper;
  /** The most that one part takes. */
  readonly partBytes: number;
  carried(bytes: number, way: "up" | "down"): void;
  /** A blob is stored up to here. */
  grew(place: BlobPlace, stored: number): void;
}

export const ALL_TAKEN = "This relay carries as many files at once as it can. Try again in a moment.";

export class Carries {
  readonly tickets: Tickets;
  /** Bytes that were carried since the start: to the relay, and from it. */
  readonly tally = { up: 0, down: 0 };
  readonly #deps: CarriesDeps;
  readonly #carryDeps: CarryDeps;
  readonly #running = new Set<Carry>();
  readonly #turns = new Turns();

  constructor(deps: CarriesDeps) {
    this.#deps = deps;
    this.tickets = new Tickets(deps);
    this.#carryDeps = {
      ...deps,
      keeper: new Keeper(deps),
      partBytes: Math.min(deps.limits.frameSize, FRAME_BYTES),
      carried: (bytes, way) => this.tally[way] += bytes,
      grew: (place, stored) => {
        deps.brought(place);
        this.#grew(place, stored);
      },
    };
  }

  get running(): Iterable<Carry> {
    return this.#running;
  }

  /** Whether somebody brings this one now. */
  brings(place: BlobPlace): boolean {
    return [...this.#running].some(({ grant }) => grant.upload && samePlace(grant, place));
  }

  /** Why there is no line for this now; undefined if there is. What one was granted and did not use yet counts as his, and takes no other's place. */
  refusal(grant: Grant): Refusal | undefined {
    const { carriesPerIdentity } = this.#deps.limits;
    const { identity } = grant;
    const running = [...this.#running].map((carry) => carry.grant).filter((one) => one.identity === identity);
    const his = new Set([...running, ...this.tickets.grantsOf(identity)].map(carryKey));
    his.delete(carryKey(grant));
    if (his.size >= carriesPerIdentity) {
      return refuse("full", `You carry ${carriesPerIdentity} files at once; that is this relay's limit.`);
    }
    return this.isFull(grant) ? refuse("full", ALL_TAKEN) : undefined;
  }

  /** Whether as many lines carry something as may, besides one for this. */
  isFull(grant: Grant): boolean {
    const { carries } = this.#deps.limits;
    if (this.#running.size < carries) return false;
    const key = carryKey(grant);
    return [...this.#running].filter((carry) => carryKey(carry.grant) !== key).length >= carries;
  }

  /** Begins to carry on this line; an older line for the same is closed. */
  begin(grant: Grant, link: Link): Carry {
    const key = carryKey(grant);
    this.end((other) => carryKey(other.grant) === key, CLOSE.replaced, "Another line carries this now.");
    const carry = grant.upload ? new Upload(grant, link, this.#carryDeps) : new Download(grant, link, this.#carryDeps);
    this.#running.add(carry);
    this.#deps.background(() => this.#run(carry));
    return carry;
  }

  /** Closes the lines that fit. */
  end(fits: (carry: Carry) => boolean, code: number, reason: string): void {
    for (const carry of [...this.#running]) if (fits(carry)) carry.end(code, reason);
  }

  /** Throws a blob's bytes away, and whoever carries it is told why. */
  discard(place: BlobPlace, why: string): void {
    this.end(({ grant }) => samePlace(grant, place), CLOSE.gone, why);
    this.#throwAway(turnOf(place), () => this.#deps.blobs.remove(place));
  }

  /** The same for all blobs of a channel. */
  discardChannel(channel: ChannelId, why: string): void {
    this.end(({ grant }) => grant.channel === channel, CLOSE.gone, why);
    this.#throwAway([channel], () => this.#deps.blobs.removeChannel(channel));
  }

  sweep(): void {
    const { now, limits } = this.#deps;
    const still = now() - limits.idleTime;
    const reason = `Nothing was carried for ${formatDuration(limits.idleTime)}.`;
    this.end(({ movedAt }) => movedAt < still, CLOSE.policy, reason);
    for (const carry of this.#running) carry.tick();
  }

  async #run(carry: Carry): Promise<void> {
    try {
      // Two never write one blob, and none writes one that is being thrown away.
      if (carry.grant.upload) await this.#turns.take(turnOf(carry.grant), () => carry.run());
      else await carry.run();
    } catch (error) {
      if (carry.moot && error instanceof Failure) return;
      carry.end(CLOSE.storage, "The relay could not store or read it.");
      throw error;
    } finally {
      this.#running.delete(carry);
    }
  }

  /** What the disk refuses to let go of the next start finds. */
  #throwAway(which: readonly [ChannelId, BlobId?], remove: () => Promise<void>): void {
    this.#deps.background(() => this.#turns.take(which, remove));
  }

  #grew(place: BlobPlace, stored: number): void {
    for (const carry of this.#running) if (samePlace(carry.grant, place)) carry.grew(stored);
  }
}

function turnOf({ channel, blob }: BlobPlace): readonly [ChannelId, BlobId] {
  return [channel, blob];
}
