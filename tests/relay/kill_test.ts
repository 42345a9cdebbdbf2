import { assert, assertEquals } from "@std/assert";
import { openDataDirectory } from "../../relay/data_directory.ts";
import { Splitter } from "../../shared/frames.ts";
import type { ChannelId } from "../../shared/ids.ts";
import { relayTable } from "../../shared/messages.ts";
import type { Membership } from "../../shared/log/membership.ts";
import { messageCodec } from "../../shared/wire.ts";
import { Guest } from "../fakes/guest.ts";
import { rawPipe } from "../fakes/raw_pipe.ts";
import { until } from "../fakes/until.ts";

const KILLS = 50;
/** How many posts may be on their way at once. */
const WINDOW = 32;
const SEED = 20_260;
const codec = messageCodec(relayTable);

Deno.test("whatever a relay acknowledged survives fifty kills, once and in order", async () => {
  const folder = Deno.makeTempDirSync();
  try {
    const draw = generator(SEED);
    const poster = new Poster();
    for (let kill = 0; kill < KILLS; kill++) {
      await using relay = await RelayProcess.start(folder);
      await poster.connect(relay.port);
      const enough = poster.echoed + Math.floor(draw() * 200);
      await poster.postUntil(() => poster.echoed >= enough);
      relay.kill();
      await poster.guest?.untilClosed();
      poster.took();
    }
    await using relay = await RelayProcess.start(folder);
    await poster.connect(relay.port);
    const last = poster.sent;
    await poster.settle();
    assertEquals(poster.echoed, last);
    assert(last > KILLS, `only ${last} posts`);
    relay.kill();
    await poster.guest?.untilClosed();
    assertStored(folder, poster);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

/** A client that posts as fast as it may, and sends again what was not echoed, under the same counters. */
class Poster {
  guest: Guest | undefined;
  #membership: Membership | undefined;
  /** The last counter given out, and the last that came back; they come back in order. */
  sent = 0;
  echoed = 0;
  #cursor = 0;

  get channel(): ChannelId {
    if (!this.#membership) throw new Error("Cannot tell the channel: there is none yet");
    return this.#membership.channel;
  }

  /** Comes back, takes what it has not had, and sends the rest again. */
  async connect(port: number): Promise<void> {
    const known = this.guest;
    this.guest = await new Guest(await rawPipe(port), "alice", known ? { identity: known.identity } : {}).enter();
    this.#membership ??= await this.guest.create("Work", Date.now());
    await this.guest.open(this.channel, this.#cursor);
    for (let counter = this.echoed + 1; counter <= this.sent; counter++) this.#post(counter);
  }

  /** Posts, with so many on their way, until that is so. */
  async postUntil(enough: () => boolean): Promise<void> {
    await until(() => {
      this.took();
      while (this.sent - this.echoed < WINDOW) this.#post(++this.sent);
      return enough();
    }, "enough was echoed");
  }

  /** Everything that was sent has come back. */
  async settle(): Promise<void> {
    await until(() => {
      this.took();
      return this.echoed >= this.sent;
    }, "everything was echoed");
  }

  /** Reads what has arrived: echoes acknowledge, and so does "already". */
  took(): void {
    for (const message of this.guest?.heard.splice(0) ?? []) {
      if (message.type === "missed") throw new Error("Cannot go on: the relay lost something that it stored");
      if (message.type === "refused") {
        assertEquals([message.code, message.counter <= this.sent], [9, true], message.text);
      }
      if (message.type !== "said") continue;
      assertEquals(message.counter, this.echoed + 1, "an echo is missing, or came twice");
      assert(message.cursor > this.#cursor);
      this.echoed = message.counter;
      this.#cursor = message.cursor;
    }
  }

  #post(counter: number): void {
    if (this.#membership) this.guest?.post(this.#membership, counter, `message ${counter}`);
  }
}

/** `pychat relay` as a process of its own, with a data directory that outlives it. */
class RelayProcess implements AsyncDisposable {
  readonly port: number;
  readonly #process: Deno.ChildProcess;
  readonly #ended: Promise<void>;
  #over = false;

  private constructor(process: Deno.ChildProcess, port: number) {
    this.#process = process;
    this.port = port;
    this.#ended = process.status.then(() => void (this.#over = true));
  }

  static async start(folder: string): Promise<RelayProcess> {
    const main = new URL("../../main.ts", import.meta.url).pathname;
    const options = [
      "--host",
      "127.0.0.1",
      "--port",
      "0",
      "--data",
      folder,
      "--posts",
      "off",
      "--new-connections",
      "off",
    ];
    const process = new Deno.Command(Deno.execPath(), {
      args: ["run", "-q", "--no-check", "-P=pychat", main, "relay", ...options],
      cwd: new URL("../../", import.meta.url).pathname,
      stdin: "null",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    return new RelayProcess(process, await portIn(process.stdout));
  }

  /** As the kernel does when memory is short: no handler runs. */
  kill(): void {
    if (!this.#over) this.#process.kill("SIGKILL");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill();
    await this.#ended;
  }
}

/** Waits for the line that tells others where the relay is; reads no further. */
async function portIn(output: ReadableStream<Uint8Array>): Promise<number> {
  const reader = output.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = "";;) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`Cannot find the relay's port: it said only "${text}"`);
    text += value;
    const [, port] = /pychat connect \S+:(\d+)/.exec(text) ?? [];
    if (port === undefined) continue;
    await reader.cancel();
    return Number(port);
  }
}

/** The data directory holds each post that was acknowledged once, in the order of its counters, and nothing else. */
function assertStored(folder: string, { channel, echoed }: Poster): void {
  using store = openDataDirectory(folder, "power");
  const counters: number[] = [];
  for (let chunk = store.chunkAfter(channel, 0); chunk; chunk = store.chunkAfter(channel, chunk.last)) {
    const splitter = new Splitter({ masked: false, most: 2 ** 20 });
    splitter.feed(chunk.bytes);
    while (splitter.next()) {
      const message = codec.decode(splitter.bytes.subarray(splitter.from, splitter.to));
      if (message.type === "said") counters.push(message.counter);
    }
  }
  assertEquals(counters.length, echoed);
  assertEquals(counters.findIndex((counter, index) => counter !== index + 1), -1);
}

/** A small generator of numbers from 0 to 1, the same for the same seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
