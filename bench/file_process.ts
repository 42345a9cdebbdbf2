/** The bench's end of a member's client that sends or fetches files in a process of its own (file_member.ts). */
import project from "../deno.json" with { type: "json" };
import type { Told, Wish } from "./file_member.ts";
import type { Processes } from "./processes.ts";

type ToldOf<K extends Told["type"]> = Extract<Told, { readonly type: K }>;

const PROGRAM = new URL("file_member.ts", import.meta.url).pathname;
/** V8 is told what it is told where people start pychat. */
const FLAGS = project.tasks.connect.split(" ").filter((word) => word.startsWith("--v8-flags"));

export class FileProcess {
  readonly pid: number;
  readonly home: string;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #told: Told[] = [];
  #wake: (() => void) | undefined;

  constructor(
    processes: Processes,
    { port, nick, home }: { readonly port: number; readonly nick: string; readonly home: string },
  ) {
    const child = processes.converse(
      [Deno.execPath(), "run", "-q", ...FLAGS, "-P=pychat", PROGRAM, `${port}`, nick, home],
    );
    this.pid = child.pid;
    this.home = home;
    this.#writer = child.stdin.getWriter();
    void this.#listen(child.stdout);
  }

  async wish(wish: Wish): Promise<void> {
    await this.#writer.write(new TextEncoder().encode(`${JSON.stringify(wish)}\n`));
  }

  /** The next thing told that is so; what was told before it is forgotten. */
  async told<K extends Told["type"]>(type: K, is: (told: ToldOf<K>) => boolean = () => true): Promise<ToldOf<K>> {
    for (;;) {
      const told = this.#told.shift();
      if (told?.type === "file" && told.state === "failed") throw new Error(`Cannot measure: ${told.why}`);
      if (told && isOf(told, type) && is(told)) return told;
      if (told) continue;
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
    }
  }

  async #listen(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    let left = "";
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      const lines = (left + text).split("\n");
      left = lines.pop() ?? "";
      this.#told.push(...lines.map((line) => JSON.parse(line)));
      this.#wake?.();
    }
  }
}

function isOf<K extends Told["type"]>(told: Told, type: K): told is ToldOf<K> {
  return told.type === type;
}
