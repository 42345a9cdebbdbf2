/** Files and the real relay: killed in the midst of an upload, stopped, on a disk that is full; over raw links and WebSockets. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { BlobDirectory } from "../../relay/blob_directory.ts";
import { CLOSE } from "../../shared/frames.ts";
import type { BlobId, ChannelId } from "../../shared/ids.ts";
import type { Membership } from "../../shared/log/membership.ts";
import { Carrier } from "../fakes/carrier.ts";
import { newBlob, sealedFile } from "../fakes/courier.ts";
import { Guest, random } from "../fakes/guest.ts";
import { OpenRelay } from "../fakes/open_relay.ts";
import { Program } from "../fakes/program.ts";
import { rawPipe } from "../fakes/raw_pipe.ts";
import { until } from "../fakes/until.ts";
import { WsPipe } from "../fakes/ws_pipe.ts";

const MIB = 2 ** 20;
const KILLS = 6;

Deno.test("an upload and its download survive kill -9: what was kept is there, and both go on to the same bytes", async () => {
  await using home = await Home.make();
  const file = sealedFile(30 * MIB);
  const blob = newBlob();
  const pieces: Uint8Array[] = [];
  let kept = 0;
  for (let kill = 0; kill <= KILLS; kill++) {
    const relay = await home.start();
    const up = await home.upload(blob, file.length);
    assert(up.carrying.offset >= kept, `${kept} bytes were kept, and ${up.carrying.offset} are there`);
    const from = pieces.reduce((sum, { length }) => sum + length, 0);
    const down = await home.download(blob, from);
    const sending = up.sendAll(file, kill < KILLS ? up.carrying.offset + 6 * MIB : file.length);
    // The kill comes while bytes are on their way: some were sent that will never be kept.
    if (kill < KILLS) await up.untilKept(up.carrying.offset + MIB);
    if (kill < KILLS) relay.signal("SIGKILL");
    await sending;
    for (const carrier of [up, down]) await carrier.untilClosed();
    kept = Math.max(kept, up.kept.at(-1) ?? 0);
    assert(from + down.taken <= Math.max(kept, up.carrying.offset) || kill === KILLS);
    pieces.push(down.bytes);
    await home.stopped(kill < KILLS ? "SIGKILL" : "SIGTERM");
  }
  assertEquals(kept, file.length);
  const all = new Uint8Array(pieces.flatMap((piece) => [...piece]));
  assert(all.toHex() === file.toHex(), "other bytes came out than went in");
});

Deno.test("a relay that is told to stop keeps every byte that has come", async () => {
  await using home = await Home.make();
  const file = sealedFile(3 * MIB);
  const blob = newBlob();
  await home.start();
  const up = await home.upload(blob, file.length);
  await up.sendAll(file, 2 * MIB + 5001);
  // Its last byte has come when a byte behind it is refused.
  up.send(0, new Uint8Array(1));
  assertEquals((await up.untilClosed()).code, CLOSE.protocol);
  assertEquals(await home.stopped("SIGTERM"), 0);
  await home.start();
  assertEquals((await home.upload(blob, file.length)).carrying.offset, 2 * MIB + 5001);
});

Deno.test("bytes that no record knows are gone after a start", async () => {
  await using home = await Home.make();
  await home.start();
  const blob = newBlob();
  const up = await home.upload(blob, 1000);
  await up.sendAll(sealedFile(1000));
  await up.untilClosed();
  await home.stopped("SIGTERM");
  const blobs = new BlobDirectory(`${home.path}/blobs`, "crash");
  for (const channel of [home.channel, "ee".repeat(16) as ChannelId]) {
    const orphan = await blobs.make({ channel, blob: newBlob() });
    await orphan.write(random(1000), 0);
    await orphan.close();
  }
  assertEquals((await blobs.list()).length, 3);
  await home.start();
  await home.stopped("SIGTERM");
  assertEquals(await blobs.list(), [{ channel: home.channel, blob, size: 1000 }]);
});

const full = Deno.build.os === "linux" ? "/dev/full" : undefined;

Deno.test(
  { name: "a disk that is full ends an upload with the reason, and the relay goes on", ignore: !full },
  async () => {
    await using home = await Home.make();
    await home.start(`${Deno.execPath()} run -q --no-check -A main.ts`);
    const blob = newBlob();
    const { alice, channel } = home;
    await alice.get({ type: "put", channel, blob, size: MIB }, "ticket");
    Deno.mkdirSync(`${home.path}/blobs/${channel}`);
    Deno.symlinkSync(full ?? "", `${home.path}/blobs/${channel}/${blob}`);
    const up = await home.upload(blob, MIB);
    await up.sendAll(sealedFile(MIB));
    assertEquals(await up.untilClosed(), { code: CLOSE.storage, reason: "The relay could not store or read it." });
    await until(() => /Cannot store a file: the disk is full\./.test(home.relay.err), "the operator is told");
    await alice.get({ type: "drop", channel, blob }, "done");
    await home.whole(sealedFile(MIB));
  },
);

Deno.test("files go over raw links and WebSockets alike", async () => {
  await using relay = await OpenRelay.open();
  const url = `ws://127.0.0.1:${relay.port}/`;
  const now = relay.clock.now();
  const [alice, bob] = [await relay.webSocket("alice"), await relay.raw("bob")];
  const { channel } = await alice.add(await alice.create("Work", now), bob.card, now);
  for (const guest of [alice, bob]) await guest.open(channel);
  const file = sealedFile(2 * MIB + 11);
  for (const [from, to] of [[alice, bob], [bob, alice]] as const) {
    const pipe = (guest: Guest) => guest === alice ? WsPipe.open(url) : relay.rawPipe();
    const blob = newBlob();
    const put = await from.get({ type: "put", channel, blob, size: file.length }, "ticket");
    const up = await new Carrier(await pipe(from), put.ticket).begun();
    const get = await to.get({ type: "get", channel, blob, from: 0 }, "ticket");
    const down = await new Carrier(await pipe(to), get.ticket).begun();
    await up.sendAll(file);
    for (const carrier of [up, down]) assertEquals((await carrier.untilClosed()).code, CLOSE.normal);
    assert(down.bytes.toHex() === file.toHex());
  }
  assertEquals(relay.failures, []);
});

Deno.test("--help tells of the limits of files", async () => {
  const help = new Program(["relay", "--help"]);
  const { out } = await help.end();
  const names = [
    "file-size",
    "file-time",
    "files-per-channel",
    "files-size",
    "new-files",
    "carries",
    "carries-per-identity",
  ];
  for (const name of names) assertMatch(out, new RegExp(`--${name} `));
});

/** A relay's data directory, and alice and bob, who are in a channel there. */
class Home implements AsyncDisposable {
  readonly path: string;
  #relay: Program | undefined;
  #alice: Guest | undefined;
  #bob: Guest | undefined;
  #work: Membership | undefined;

  private constructor(path: string) {
    this.path = path;
  }

  static async make(): Promise<Home> {
    return new Home(await Deno.makeTempDir());
  }

  get relay(): Program {
    return required(this.#relay);
  }

  get alice(): Guest {
    return required(this.#alice);
  }

  get channel(): ChannelId {
    return required(this.#work).channel;
  }

  /** Starts the relay on what there is; both come back, or come for the first time. */
  async start(shell?: string): Promise<Program> {
    const args = ["--data", this.path, "--new-connections", "off", "--empty-time", "1h"];
    this.#relay = shell
      ? new Program([], { shell: [shell, "relay --host 127.0.0.1 --port 0", ...args].join(" ") })
      : await Program.relay(args);
    await this.#relay.prints(/pychat connect /);
    this.#alice = await this.#enter("alice", this.#alice);
    this.#bob = await this.#enter("bob", this.#bob);
    this.#work ??= await this.#alice.add(await this.#alice.create("Work", Date.now()), this.#bob.card, Date.now());
    for (const guest of [this.#alice, this.#bob]) await guest.open(this.#work.channel, 2 ** 52);
    return this.#relay;
  }

  /** It ends, in that way; its exit code. */
  async stopped(signal: Deno.Signal): Promise<number> {
    const { relay } = this;
    if (signal === "SIGTERM") relay.signal(signal);
    this.#relay = undefined;
    const { code } = await relay.end();
    for (const guest of [this.#alice, this.#bob]) await guest?.untilClosed();
    return code;
  }

  async upload(blob: BlobId, size: number): Promise<Carrier> {
    const { ticket } = await this.alice.get({ type: "put", channel: this.channel, blob, size }, "ticket");
    return await new Carrier(await rawPipe(this.relay.port), ticket).begun();
  }

  async download(blob: BlobId, from: number): Promise<Carrier> {
    const { ticket } = await required(this.#bob).get({ type: "get", channel: this.channel, blob, from }, "ticket");
    return await new Carrier(await rawPipe(this.relay.port), ticket).begun();
  }

  /** A file goes up and comes down. */
  async whole(file: Uint8Array): Promise<void> {
    const blob = newBlob();
    const up = await this.upload(blob, file.length);
    await up.sendAll(file);
    await up.untilClosed();
    const down = await this.download(blob, 0);
    await down.untilClosed();
    assert(down.bytes.toHex() === file.toHex());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#relay?.[Symbol.asyncDispose]();
    await Deno.remove(this.path, { recursive: true });
  }

  async #enter(nick: string, known: Guest | undefined): Promise<Guest> {
    const pipe = await rawPipe(this.relay.port);
    return await new Guest(pipe, nick, known ? { identity: known.identity } : {}).enter();
  }
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("Cannot go on: the relay was not started");
  return value;
}
