/** The real `pychat connect` as a child process, driven through pipes as a script would: lines in, lines out, each read once. */
import { Run } from "../../fakes/run.ts";

const root = new URL("../../../", import.meta.url);

export interface LineClientOptions {
  readonly port: number;
  /** Where he keeps his keys. */
  readonly home: string;
  readonly name: string;
  readonly channel?: string;
  readonly pin?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export function lineClient(
  { port, home, name, channel = "Work", pin = "1234", args = [], env = {} }: LineClientOptions,
): Run {
  const flags = [`127.0.0.1:${port}`, "--channel", channel, "--name", name, ...args];
  return new Run([Deno.execPath(), "run", "-q", "--no-check", "-P=pychat", "main.ts", "connect", ...flags], {
    ...{ cwd: root, inherits: true },
    env: { NO_COLOR: "1", PYCHAT_HOME: home, PYCHAT_PIN: pin, ...env },
  });
}
