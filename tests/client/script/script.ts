/** The real commands for scripts: run to their end, with what they print and how they end; or at work, line by line. */
import { Program } from "../../fakes/program.ts";
import type { Place } from "../terminal/place.ts";

const root = new URL("../../../", import.meta.url);

export interface ScriptOptions {
  readonly name?: string;
  readonly channel?: string;
  readonly pin?: string | undefined;
  readonly args?: readonly string[];
  /** All that comes from standard input. */
  readonly input?: string;
}

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** How a shell would call pychat from the project's root. */
export const PYCHAT = `${Deno.execPath()} run -q --no-check -P=pychat main.ts`;

/** Runs `pychat send`, `tail` or `bot` at that place's relay, to its end. */
export async function script(place: Place, command: string, options: ScriptOptions = {}): Promise<Ended> {
  const { name = "robot", channel = "Work", args = [], input = "" } = options;
  const pin = "pin" in options ? options.pin : "1234";
  const flags = ["run", "-q", "--no-check", "-P=pychat", "main.ts", command, `127.0.0.1:${place.port}`, channel];
  const child = new Deno.Command(Deno.execPath(), {
    args: [...flags, "--name", name, ...args],
    cwd: root,
    env: { NO_COLOR: "1", PYCHAT_HOME: place.home(name), ...pin !== undefined && { PYCHAT_PIN: pin } },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  // Who ends without reading it has no need of it.
  await writer.write(new TextEncoder().encode(input)).then(() => writer.close()).catch(() => {});
  const { code, stdout, stderr } = await child.output();
  const text = new TextDecoder();
  return { code, out: text.decode(stdout), err: text.decode(stderr) };
}

/** A line of a shell, from the project's root, as somebody at that place's relay. */
export function shell(place: Place, line: string, name = "robot"): Program {
  const env = {
    PYCHAT_HOME: place.home(name),
    PYCHAT_NAME: name,
    PYCHAT_PIN: "1234",
    RELAY: `127.0.0.1:${place.port}`,
  };
  return new Program([], { env, shell: `sh -c '${line}'` });
}

/** The objects in the lines of a text. */
export function records(text: string): readonly Readonly<Record<string, unknown>>[] {
  return text.trim().split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
}
