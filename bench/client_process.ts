/** The bench's end of a member's client that runs in a process of its own (client_member.ts). */
import project from "../deno.json" with { type: "json" };
import type { Intent } from "../client/core/intents.ts";
import { fromHex, type Head, head as headField } from "../shared/ids.ts";
import { decode } from "../shared/wire.ts";
import { type Crowd, vaultOf } from "./client_channel.ts";
import type { Until, Wish } from "./client_member.ts";
import type { Processes } from "./processes.ts";

/** Where clients are measured. */
export interface Site {
  readonly processes: Processes;
  /** The relay's. */
  readonly port: number;
  /** Where files may be kept. */
  readonly directory: string;
}

export interface MemberOptions {
  readonly port: number;
  readonly nick: string;
  /** The file of its vault. */
  readonly vault: string;
}

/** The channel as its members know it now. */
export interface Now {
  readonly head: Head;
  readonly epoch: number;
  readonly time: number;
  readonly pin: string;
  readonly key: Uint8Array;
}

const PROGRAM = new URL("client_member.ts", import.meta.url).pathname;
/** V8 is told what it is told where people start pychat. */
const FLAGS = project.tasks.connect.split(" ").filter((word) => word.startsWith("--v8-flags"));

export class MemberProcess {
  readonly #child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #lines: AsyncGenerator<string>;

  constructor(processes: Processes, { port, nick, vault }: MemberOptions) {
    const command = [Deno.execPath(), "run", "-q", ...FLAGS, "-P=pychat", PROGRAM];
    this.#child = processes.converse([...command, `127.0.0.1:${port}`, nick, vault]);
    this.#writer = this.#child.stdin.getWriter();
    this.#lines = linesOf(this.#child.stdout);
  }

  /** Its CPU is counted from now on. */
  async mark(): Promise<void> {
    await this.#wish({ type: "mark" });
  }

  /** CPU milliseconds since the mark, once this has come and it is at rest. */
  async spent(until: Until = {}): Promise<number> {
    const answer = await this.#wish({ type: "spent", until });
    const { shown = 0 } = until;
    if (answer.get("shown") !== shown && shown > 0) {
      throw new Error(`Cannot measure: ${answer.get("shown")} of ${shown} messages came`);
    }
    return Number(answer.get("ms"));
  }

  /** What it spends on that many more entries of the log and on all that follows, from when this resolves. Nobody may wish anything of it meanwhile. */
  async watch(more: number): Promise<{ spent(): Promise<number> }> {
    await this.#wish({ type: "watch", more });
    const answer = this.#answer();
    return { spent: async () => Number((await answer).get("ms")) };
  }

  async do(...intents: readonly Intent[]): Promise<void> {
    const why = (await this.#wish({ type: "do", intents })).get("why");
    if (why !== undefined) throw new Error(`Cannot measure: a client could not ${intents[0]?.type}: ${why}`);
  }

  /** How many entries the channel's log has. */
  async entries(): Promise<number> {
    return Number((await this.#wish({ type: "entries" })).get("entries"));
  }

  /** Once the newest key is in the vault. */
  async now(): Promise<Now> {
    const answer = await this.#wish({ type: "now" });
    const [head, key, pin] = ["head", "key", "pin"].map((name) => answer.get(name));
    if (typeof head !== "string" || typeof key !== "string" || typeof pin !== "string") {
      throw new Error("Cannot measure: a member has no key of his channel");
    }
    const [epoch = NaN, time = NaN] = ["epoch", "time"].map((name) => Number(answer.get(name)));
    return { head: decode(headField, fromHex(head)), epoch, time, pin, key: fromHex(key) };
  }

  async close(): Promise<void> {
    await this.#writer.close();
    await this.#child.status;
  }

  async #wish(wish: Wish): Promise<ReadonlyMap<string, unknown>> {
    await this.#writer.write(new TextEncoder().encode(`${JSON.stringify(wish)}\n`));
    return await this.#answer();
  }

  async #answer(): Promise<ReadonlyMap<string, unknown>> {
    const { value } = await this.#lines.next();
    const answer: unknown = typeof value === "string" ? JSON.parse(value) : undefined;
    if (typeof answer !== "object" || answer === null) throw new Error("Cannot measure: a client has ended");
    return new Map(Object.entries(answer));
  }
}

/** The client of a crowd's member, with the vault that it left there last time; at first, with what he would have by then. */
export async function openMember(
  { processes, port, directory }: Site,
  crowd: Crowd,
  place: number,
): Promise<MemberProcess> {
  const member = crowd.members[place];
  if (!member) throw new RangeError(`Cannot find member ${place}`);
  const vault = `${directory}/${crowd.name}-${place}`;
  const isNew = await Deno.stat(vault).then(() => false, () => true);
  if (isNew) await Deno.writeFile(vault, vaultOf(member, crowd), { mode: 0o600 });
  return new MemberProcess(processes, { port, nick: member.nick, vault });
}

async function* linesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  let text = "";
  for await (const piece of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (text + piece).split("\n");
    text = lines.pop() ?? "";
    yield* lines;
  }
}
