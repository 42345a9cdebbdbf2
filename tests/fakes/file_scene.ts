/** Clients at a relay in memory who send each other files: a real folder each, which is removed at the end. */
import type { FileState, FileView } from "../../client/core/files/file_view.ts";
import type { Outcome } from "../../client/core/intents.ts";
import { FileDisk } from "../../client/machine/file_disk.ts";
import { HeldDisk } from "./held_disk.ts";
import type { ChannelId } from "../../shared/ids.ts";
import { Client, type ClientOptions } from "./client.ts";
import type { TurnedRelay } from "./turned_relay.ts";
import { until } from "./until.ts";

const PIN = "1234";
/** How much time passes while the machine takes a breath: so little that nobody is taken to be gone. */
const STEP_MS = 50;
/** In real time. */
const DEADLINE_MS = 10_000;

export class FileScene implements AsyncDisposable {
  readonly relay: TurnedRelay;
  readonly root = Deno.makeTempDirSync();
  readonly #clients = new Map<string, Client>();
  readonly #disks = new Map<string, HeldDisk>();
  readonly #seen = new Map<string, FileView>();
  #channel: ChannelId | undefined;

  constructor(relay: TurnedRelay) {
    this.relay = relay;
  }

  /** The first of these creates the channel, the others join it. */
  static async open(relay: TurnedRelay, ...names: readonly string[]): Promise<FileScene> {
    const scene = new FileScene(relay);
    for (const name of names) await scene.joins(name);
    return scene;
  }

  get channel(): ChannelId {
    if (!this.#channel) throw new Error("Cannot tell the channel: there is none yet");
    return this.#channel;
  }

  async joins(name: string, options: ClientOptions = {}): Promise<Client> {
    const disk = new HeldDisk(new FileDisk({ os: Deno.build.os, variables: { HOME: this.folder(name) } }));
    this.#disks.set(name, disk);
    const client = await Client.open(this.relay, name, { disk, ...options });
    this.#clients.set(name, client);
    this.#channel = await client.join("Work", PIN);
    return client;
  }

  client(name: string): Client {
    const client = this.#clients.get(name);
    if (!client) throw new Error(`Cannot find "${name}": not in this scene`);
    return client;
  }

  /** His disk, which can be held up. */
  disk(name: string): HeldDisk {
    const disk = this.#disks.get(name);
    if (!disk) throw new Error(`Cannot find "${name}": not in this scene`);
    return disk;
  }

  async restart(name: string, how: "close" | "crash" = "close"): Promise<Client> {
    const client = await this.client(name).restart(how);
    this.#clients.set(name, client);
    for (const key of [...this.#seen.keys()]) if (key.startsWith(`${name} `)) this.#seen.delete(key);
    return client;
  }

  /** Somebody's own folder, in which his downloads are. */
  folder(name: string): string {
    const folder = `${this.root}/${name}`;
    Deno.mkdirSync(folder, { recursive: true });
    return folder;
  }

  downloads(name: string): string {
    return `${this.folder(name)}/Downloads`;
  }

  /** A file of his with this content; gives its path. */
  write(name: string, file: string, content: Uint8Array): string {
    const path = `${this.folder(name)}/${file}`;
    Deno.writeFileSync(path, content);
    return path;
  }

  /** What is in a file that came. */
  saved(name: string, file: string): Uint8Array {
    return Deno.readFileSync(`${this.downloads(name)}/${file}`);
  }

  /** The names of what is in his folder for downloads. */
  names(name: string): readonly string[] {
    return [...Deno.readDirSync(this.downloads(name))].map(({ name }) => name).sort();
  }

  /** Offers a file to the channel; gives its number. */
  async sends(name: string, path: string): Promise<number> {
    const outcome = await this.client(name).session.do({ type: "sendFiles", channel: this.channel, paths: [path] });
    if (!outcome.ok) throw new Error(`${name} cannot send "${path}": ${outcome.why}`);
    return outcome.files?.[0] ?? NaN;
  }

  accepts(name: string, file: number, path = ""): Promise<Outcome> {
    return this.client(name).session.do({ type: "acceptFile", file, path });
  }

  /** What he knows of a file now. */
  file(name: string, number: number): FileView | undefined {
    for (const { file } of this.client(name).take("file")) this.#seen.set(`${name} ${file.number}`, file);
    return this.#seen.get(`${name} ${number}`);
  }

  /** The same, while time passes. */
  async eventually(name: string, number: number, type: FileState["type"]): Promise<void> {
    await this.passes(() => this.file(name, number)?.state.type === type, `file ${number} is "${type}" with ${name}`);
  }

  /** Lets time pass until that is so. */
  async passes(is: () => boolean, what: string): Promise<void> {
    const deadline = performance.now() + DEADLINE_MS;
    while (!is()) {
      if (performance.now() > deadline) throw new Error(`Waited in vain until ${what}`);
      await this.relay.clock.turn(STEP_MS);
    }
  }

  /** Resolves with the state as soon as a file is so with him. */
  async until<K extends FileState["type"]>(
    name: string,
    number: number,
    type: K,
  ): Promise<Extract<FileState, { readonly type: K }>> {
    const state = () => this.file(name, number)?.state;
    await until(
      () => state()?.type === type,
      () => `file ${number} is "${type}" with ${name}: ${JSON.stringify(state())}`,
    );
    return state() as Extract<FileState, { readonly type: K }>;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients.values()) await client.session.close();
    Deno.removeSync(this.root, { recursive: true });
  }
}

/** So many bytes, none like its neighbours. */
export function noise(size: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(size);
  let state = seed * 2654435761 >>> 0;
  for (let at = 0; at < size; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}
