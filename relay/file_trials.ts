/**
 * Files that were announced, until enough of them has come. A quota is charged for what a file will have; but who only says so, and brings nothing for a
 * while, does not keep others out: when the room is needed his file is given up, and he may begin anew.
 */
import type { ChannelId } from "../shared/ids.ts";
import type { BlobPlace, FileRecord } from "./file_records.ts";

/** Who was just given a ticket is on his way. */
const UNDER_WAY_MS = 10_000;
/** How many are looked at to find room for one: each is a question to the store. */
const LOOKED_AT = 1000;
/** How long nobody may bring a file of which this share is not here yet. */
const PATIENCE_MS = 5 * 60_000;
const ENOUGH = 1 / 8;

export interface FileTrialsDeps {
  readonly find: (place: BlobPlace) => FileRecord | undefined;
  /** Whether somebody brings it now. */
  readonly brings: (place: BlobPlace) => boolean;
}

/** One of them: since when nobody has been seen to bring it, and how much who has announced. */
interface Trial extends BlobPlace {
  since: number;
  by: string | undefined;
  readonly charge: number;
}

/** All that was announced from one address. */
interface Announced {
  sum: number;
  readonly trials: Trial[];
}

export class FileTrials {
  readonly #deps: FileTrialsDeps;
  readonly #idle = new Map<string, Trial>();

  constructor(deps: FileTrialsDeps) {
    this.#deps = deps;
  }

  /** A file was announced, or was found not to be whole: then nobody knows from where. */
  begin({ channel, blob, charge }: Pick<FileRecord, "channel" | "blob" | "charge">, now: number, by?: string): void {
    this.#idle.set(channel + blob, { channel, blob, charge, since: now, by });
  }

  /** Somebody says that he goes on with it. */
  claimed({ channel, blob }: BlobPlace, by: string): void {
    const trial = this.#idle.get(channel + blob);
    if (trial) trial.by = by;
  }

  /** More of it has come. */
  moved({ channel, blob }: BlobPlace, now: number): void {
    const trial = this.#idle.get(channel + blob);
    if (trial) trial.since = now;
  }

  /** It is no more, or no trial any more. */
  end({ channel, blob }: BlobPlace): void {
    this.#idle.delete(channel + blob);
  }

  endAll(channel: ChannelId): void {
    for (const trial of this.#idle.values()) if (trial.channel === channel) this.end(trial);
  }

  /** Those that may be given up, so many at most. */
  failed(now: number, most: number): readonly FileRecord[] {
    const failed: FileRecord[] = [];
    for (const [key, trial] of this.#idle) {
      if (failed.length >= most) break;
      if (trial.since > now - PATIENCE_MS) continue;
      const file = this.#deps.find(trial);
      if (file && this.#deps.brings(file)) {
        trial.since = now;
        continue;
      }
      if (isLittle(file)) failed.push(file);
      else this.#idle.delete(key);
    }
    return failed;
  }

  /**
   * Those that make room at once for what one more person announces: of another who has announced so much more that he is left with no less. Who announces all
   * that a relay takes, and anew as soon as it is given up, or brings a little of each now and then, would keep everybody out.
   */
  outweighed(by: string, charge: number, now: number): readonly FileRecord[] {
    const announced = this.#announced();
    const his = (announced.get(by)?.sum ?? 0) + charge;
    const others = [...announced].filter(([who]) => who !== by).map(([_, one]) => one).sort((a, b) => b.sum - a.sum);
    const looking = { left: LOOKED_AT, before: now - UNDER_WAY_MS };
    for (const { sum, trials } of others) {
      // Nor have those behind him announced so much more.
      if (sum - charge < his) break;
      const found = this.#unbrought(trials, charge, looking);
      const room = found.reduce((sum, { charge }) => sum + charge, 0);
      if (room >= charge && sum - room >= his) return found;
    }
    return [];
  }

  /** What was announced from each address, in one pass: there may be a hundred thousand, of hundreds. */
  #announced(): ReadonlyMap<string, Announced> {
    const announced = new Map<string, Announced>();
    for (const trial of this.#idle.values()) {
      if (trial.by === undefined) continue;
      const his = announced.get(trial.by) ?? { sum: 0, trials: [] };
      his.sum += trial.charge;
      his.trials.push(trial);
      announced.set(trial.by, his);
    }
    return announced;
  }

  /** Of these so many that nobody brings that they make this room, or all that there are. */
  #unbrought(
    trials: readonly Trial[],
    charge: number,
    looking: { left: number; readonly before: number },
  ): readonly FileRecord[] {
    const found: FileRecord[] = [];
    let room = 0;
    for (const trial of trials) {
      if (trial.since > looking.before) continue;
      if (room >= charge || looking.left-- <= 0) break;
      const file = this.#deps.find(trial);
      if (!isLittle(file)) {
        this.end(trial);
      } else if (!this.#deps.brings(file)) {
        found.push(file);
        room += file.charge;
      }
    }
    return found;
  }
}

/** Of what is there nobody can say that it does not come. */
function isLittle(file: FileRecord | undefined): file is FileRecord {
  return file !== undefined && !file.over && file.stored < file.size * ENOUGH;
}
