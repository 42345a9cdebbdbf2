/** An executable alone in an empty directory, and those who run it there: relays and clients, each with a home of its own. */
import { compress } from "../../build/compress.ts";
import { build, type Built, programOf } from "./builder.ts";
import { Run } from "../fakes/run.ts";

const PIN = "1234";
/** There is no Deno here. */
const PATH = "/usr/bin:/bin";

/** A test of the executable, with the means to make steps of it. */
export type BenchTest = (bench: Bench, step: Deno.TestContext["step"]) => Promise<void>;

/** Declares a test of the executable. */
export type DeclareTest = (name: string, run: BenchTest, ignore?: boolean) => void;

/** Variables; those that are undefined are taken away. */
type Variables = Readonly<Record<string, string | undefined>>;

export class Bench {
  readonly built: Built;
  /** Where the executable is, and nothing else at first. */
  readonly folder: string;
  readonly #temporary: string;
  #compressed: Promise<string> | undefined;

  private constructor(built: Built, folder: string, temporary: string) {
    this.built = built;
    this.folder = folder;
    this.#temporary = temporary;
  }

  /** Undefined, and said so, where no runtime can be had; under CI=true that is an error. */
  static async open(commit: string): Promise<Bench | undefined> {
    const temporary = await Deno.makeTempDir();
    const folder = `${temporary}/alone`;
    await Deno.mkdir(folder);
    const program = await programOf(commit);
    const built = await build("linux-x64", program, folder);
    await program[Symbol.asyncDispose]();
    if (built) return new Bench(built, folder, temporary);
    await Deno.remove(temporary, { recursive: true });
    if (Deno.env.get("CI") === "true") throw new Error("Cannot test the executable: no runtime can be had for it");
    // deno-lint-ignore no-console -- a test's output is the terminal's
    console.warn("ignored without a runtime for executables");
    return undefined;
  }

  /** The executable with these arguments, and with variables behind them if need be. */
  run(...args: readonly (string | Variables)[]): Run {
    const words = args.filter((arg) => typeof arg === "string");
    const variables: Variables = Object.assign({}, ...args.filter((arg) => typeof arg !== "string"));
    const env: Variables = { HOME: this.emptyFolder("nobody"), PATH, ...variables };
    return new Run([this.built.path, ...words], { cwd: this.folder, env: withoutUndefined(env) });
  }

  /** Its compressed copy, as people download it. */
  compressed(): Promise<string> {
    this.#compressed ??= compress(this.built.path).then(() => `${this.built.path}.gz`);
    return this.#compressed;
  }

  /** How a shell starts it, with as little around it. */
  shell(command: string, variables: Readonly<Record<string, string>> = {}): string {
    const env = { PATH, LANG: "C.UTF-8", HOME: this.emptyFolder("terminal"), ...variables };
    const given = Object.entries(env).map(([name, value]) => `${name}=${value}`).join(" ");
    return `env -i TERM=$TERM ${given} ${this.built.path} ${command}`;
  }

  /** A relay on a free port; `like` another one: with its port and its data. */
  relay({ like, shell }: { readonly like?: RelayRun; readonly shell?: string } = {}): RelayRun {
    const home = like?.home ?? this.emptyFolder("relay");
    const args = ["relay", "--host", "127.0.0.1", "--port", String(like?.port ?? 0)];
    const plain = [this.built.path, ...args];
    const command = shell === undefined ? plain : ["sh", "-c", `${shell} exec "$@"`, "sh", ...plain];
    return new RelayRun(command, { cwd: this.folder, home });
  }

  /** Somebody who goes into Work; the same name is the same person. */
  client(relay: RelayRun, name: string, { pin = PIN, ...variables }: Variables = {}): Run {
    const args = ["connect", relay.address, "--channel", "Work", "--name", name];
    return this.run(...args, { HOME: `${relay.home}-${name}`, PYCHAT_PIN: pin, ...variables });
  }

  async close(): Promise<void> {
    await Deno.remove(this.#temporary, { recursive: true });
  }

  /** For as long as the bench is there. */
  emptyFolder(of: string): string {
    return Deno.makeTempDirSync({ dir: this.#temporary, prefix: of });
  }
}

function withoutUndefined(variables: Variables): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => value === undefined ? [] : [[name, value]]),
  );
}

/** A relay that runs. */
export class RelayRun extends Run {
  readonly home: string;

  constructor(command: readonly string[], { cwd, home }: { readonly cwd: string; readonly home: string }) {
    super(command, { cwd, env: { HOME: home, PATH } });
    this.home = home;
  }

  get port(): number {
    return Number(/pychat connect 127\.0\.0\.1:(\d+)/.exec(this.out)?.[1] ?? 5000);
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  async opened(): Promise<void> {
    await this.reads("└");
  }

  /** Asks it to stop; gives its exit code. */
  async stop(): Promise<number> {
    this.signal("SIGTERM");
    return (await this.end()).code;
  }
}
