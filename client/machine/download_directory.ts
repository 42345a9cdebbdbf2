/** Where a computer puts downloads, as far as its variables and its configuration say. */
import { readFileSync } from "node:fs";
import { posix, win32 } from "node:path";
import { Failure } from "../../shared/failure.ts";
import type { Computer } from "./vault_directory.ts";

/** The folder; Failure when the system does not say. It may have to be made. */
export function downloadDirectory({ os, variables }: Pick<Computer, "os" | "variables">): string {
  const home = homeOf({ os, variables });
  if (!home) {
    const unset = os === "windows" ? "USERPROFILE" : "HOME";
    throw new Failure(`Cannot tell where downloads go: ${unset} is not set. Say it with --downloads.`);
  }
  if (os === "windows") return win32.join(home, "Downloads");
  const named = os === "darwin" ? undefined : namedByXdg(home, variables);
  return named ?? posix.join(home, "Downloads");
}

/** The user's own directory, if the system says which it is. */
export function homeOf({ os, variables }: Pick<Computer, "os" | "variables">): string | undefined {
  return (os === "windows" ? variables["USERPROFILE"] : variables["HOME"]) || undefined;
}

/** As desktops on Linux keep it, in the user's own language. */
function namedByXdg(home: string, variables: Computer["variables"]): string | undefined {
  const { XDG_CONFIG_HOME, XDG_DOWNLOAD_DIR } = variables;
  const config = XDG_CONFIG_HOME && posix.isAbsolute(XDG_CONFIG_HOME) ? XDG_CONFIG_HOME : posix.join(home, ".config");
  const [, written] = /^\s*XDG_DOWNLOAD_DIR="([^"]*)"/m.exec(textOf(posix.join(config, "user-dirs.dirs"))) ?? [];
  const path = (XDG_DOWNLOAD_DIR ?? written ?? "").replace(/^\$HOME(?=\/|$)/, () => home);
  // A folder that was never named stands there as the home directory itself.
  return posix.isAbsolute(path) && posix.resolve(path) !== posix.resolve(home) ? path : undefined;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // Most have none.
  }
}
