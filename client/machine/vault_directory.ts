/** Where on a computer vaults are. Nothing is looked up or made here: what the computer says comes as arguments. */
import { posix, win32 } from "node:path";
import { Failure } from "../../shared/failure.ts";

/** A computer: the name of its system as Deno has it, its variables, and the directory to keep vaults in if somebody chose one. */
export interface Computer {
  readonly os: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly home?: string | undefined;
}

/** The directory that the system has for such things; Failure when it does not say. */
export function vaultDirectory({ os, variables, home }: Computer): string {
  if (home) return home;
  const { join, isAbsolute } = pathsOf(os);
  const { APPDATA, HOME, XDG_DATA_HOME } = variables;
  if (os === "windows" && APPDATA) return join(APPDATA, "pychat");
  if (os === "darwin" && HOME) return join(HOME, "Library", "Application Support", "pychat");
  if (os !== "windows" && os !== "darwin") {
    // The XDG specification has relative paths ignored.
    if (XDG_DATA_HOME && isAbsolute(XDG_DATA_HOME)) return join(XDG_DATA_HOME, "pychat");
    if (HOME) return join(HOME, ".local", "share", "pychat");
  }
  const unset = os === "windows" ? "APPDATA" : "HOME";
  throw new Failure(
    `Cannot tell where to keep your keys: ${unset} is not set. Set PYCHAT_HOME to a directory for them.`,
  );
}

/** How paths are written there. */
export function pathsOf(os: string): typeof posix {
  return os === "windows" ? win32 : posix;
}
