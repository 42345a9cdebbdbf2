/** What a few processes take of a machine while something goes on: the most memory beyond what they began with, and processor time. */

const LOOK_MS = 100;
/** The kernel counts processor time in hundredths of a second. */
const TICKS = 100;
const KIB = 1024;

export class ProcessUse {
  readonly #pids: readonly number[];
  readonly #first: readonly number[];
  readonly #most: number[];
  readonly #looking: ReturnType<typeof setInterval>;

  private constructor(pids: readonly number[], first: readonly number[]) {
    this.#pids = pids;
    this.#first = first;
    this.#most = [...first];
    this.#looking = setInterval(() => void this.#look(), LOOK_MS);
  }

  static async watch(pids: readonly number[]): Promise<ProcessUse> {
    return new ProcessUse(pids, await resident(pids));
  }

  /** Bytes beyond the first, of each. */
  get grown(): readonly number[] {
    return this.#most.map((most, place) => most - (this.#first[place] ?? 0));
  }

  /** Seconds of processor time that each has used since it began. */
  async cpu(): Promise<readonly number[]> {
    const lines = (await read(this.#pids, "stat")).trim().split("\n");
    return lines.map((line) => {
      const fields = line.replace(/^.*\) /, "").split(" ");
      return (Number(fields[11]) + Number(fields[12])) / TICKS;
    });
  }

  [Symbol.dispose](): void {
    clearInterval(this.#looking);
  }

  async #look(): Promise<void> {
    for (const [place, bytes] of (await resident(this.#pids)).entries()) {
      this.#most[place] = Math.max(this.#most[place] ?? 0, bytes);
    }
  }
}

async function resident(pids: readonly number[]): Promise<readonly number[]> {
  const text = await read(pids, "status");
  return [...text.matchAll(/^VmRSS:\s+(\d+) kB$/gm)].map(([, kib]) => Number(kib) * KIB);
}

/** All of them in one go: whoever looks ten times a second takes no processor from those he looks at. Deno itself may not look there without all permissions. */
async function read(pids: readonly number[], what: string): Promise<string> {
  const args = pids.map((pid) => `/proc/${pid}/${what}`);
  const { stdout } = await new Deno.Command("cat", { args, stderr: "null" }).output();
  return new TextDecoder().decode(stdout);
}
