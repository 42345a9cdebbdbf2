/**
 * A server to try a guide on: this machine, except that what is changed of its directories is seen by nobody else and gone afterwards. Instead of systemd
 * there is systemctl.sh, and of pychat a download that runs from source.
 */
import { compress } from "../../build/compress.ts";
import { Run } from "../fakes/run.ts";

const root = new URL("../../", import.meta.url).pathname;
const here = new URL("./", import.meta.url).pathname;
/** Before a command: what it mounts is seen by nobody else. */
export const NAMESPACE: readonly string[] = ["unshare", "--mount", ...(Deno.uid() === 0 ? [] : ["--map-root-user"])];
const PATH = Deno.env.get("PATH") ?? "";
const CHANGED = ["/etc", "/usr/local/bin", "/var/lib"];
const DONE = "-- done";

/** Spread into a test's options: without Linux's namespaces it counts as ignored; under CI=true it runs all the same, and fails. */
export function sandboxed(): { readonly ignore: boolean } {
  if (Deno.build.os === "linux" && Deno.env.get("CI") === "true") return { ignore: false };
  if (Deno.build.os !== "linux") return { ignore: true };
  const [program = "", ...args] = [...NAMESPACE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"];
  return { ignore: !new Deno.Command(program, { args, stdout: "null", stderr: "null" }).outputSync().success };
}

export class Sandbox implements AsyncDisposable {
  readonly port = freePort();
  readonly #folder: string;
  readonly #shell: Run;

  private constructor(folder: string) {
    this.#folder = folder;
    const env = { PATH: `${folder}/bin:${PATH}`, HOME: Deno.env.get("HOME") ?? "", STATE: folder, NO_COLOR: "1" };
    this.#shell = new Run([...NAMESPACE, "sh"], { cwd: folder, env });
  }

  /** With an unpacked release in the current directory. */
  static async open(): Promise<Sandbox> {
    const sandbox = new Sandbox(await Deno.makeTempDir());
    await sandbox.#prepare();
    return sandbox;
  }

  /** Types these lines; gives all that was printed. Error at the first that fails. */
  async run(lines: readonly string[]): Promise<string> {
    const begun = this.#shell.out.length;
    for (const line of lines) {
      await this.#shell.types(line.replace(":5000/", `:${this.port}/`), `echo "${DONE} $?"`);
      const done = await this.#shell.reads(DONE);
      if (done !== `${DONE} 0`) {
        throw new Error(`Cannot do "${line}": ${this.#shell.out.slice(begun)}${this.#shell.err}`);
      }
    }
    return this.#shell.out.slice(begun).replace(new RegExp(`^${DONE} 0\n`, "gm"), "");
  }

  /** Waits until the relay answers. */
  async up(): Promise<void> {
    await this.run([`until curl -s -o /dev/null http://127.0.0.1:${this.port}/healthz; do sleep 0.05; done`]);
  }

  /** Runs what stays until it has printed this; gives all that it printed. */
  async runs(command: string, until: string): Promise<string> {
    const home = await Deno.makeTempDir({ dir: this.#folder });
    const env = { PATH: `${this.#folder}/downloaded:${PATH}`, HOME: Deno.env.get("HOME") ?? "", PYCHAT_PORT: "0" };
    const run = new Run(["sh", "-c", `exec ${command}`], { cwd: this.#folder, env: { ...env, PYCHAT_DATA: home } });
    await run.reads(until);
    run.signal("SIGTERM");
    return (await run.end()).out;
  }

  /** The executable is there again, as it is after one has downloaded and unpacked the next one. */
  async download(): Promise<void> {
    await Deno.copyFile(`${this.#folder}/downloaded/pychat`, `${this.#folder}/pychat-linux-x64`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.run(["systemctl stop pychat"]);
    await this.#shell.end();
    await Deno.remove(this.#folder, { recursive: true });
  }

  async #prepare(): Promise<void> {
    const folder = this.#folder;
    for (const made of ["bin", "downloaded", "over"]) await Deno.mkdir(`${folder}/${made}`);
    await this.#program(
      "downloaded/pychat",
      `exec "${Deno.execPath()}" run -q --no-check --config "${root}deno.json" ` +
        `-P=pychat "${root}main.ts" "$@"`,
    );
    await this.#program("bin/sudo", 'exec "$@"');
    await this.#program("bin/systemctl", `. "${here}systemctl.sh"`);
    await Deno.copyFile(`${root}deploy/pychat.service`, `${folder}/pychat.service`);
    await this.download();
    await compress(`${folder}/pychat-linux-x64`);
    await Deno.remove(`${folder}/pychat-linux-x64`);
    await this.run([
      "mount -t tmpfs tmpfs over",
      ...CHANGED.map((path, i) => `mkdir over/u${i} over/w${i} && ${overlaid(path, `${folder}/over`, i)}`),
      `echo PYCHAT_PORT=${this.port} > /etc/default/pychat`,
      "sha256sum pychat-linux-x64.gz > SHA256SUMS",
    ]);
  }

  async #program(name: string, script: string): Promise<void> {
    await Deno.writeTextFile(`${this.#folder}/${name}`, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
}

function overlaid(path: string, over: string, i: number): string {
  return `mount -t overlay overlay -o lowerdir=${path},upperdir=${over}/u${i},workdir=${over}/w${i} ${path}`;
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
