/** Paths as people type them: ~ is one's home, as shells have it. */
import { join } from "node:path";
import { homeOf } from "./download_directory.ts";

/** The path from that home; as it is where nobody knows one. */
export function fromHome(path: string, home: string | undefined): string {
  return home !== undefined && /^~(?=[/\\]|$)/.test(path) ? join(home, path.slice(1)) : path;
}

/** The home of who runs this program. */
export function ownHome(): string | undefined {
  const variables = ["HOME", "USERPROFILE"].map((name) => [name, Deno.env.get(name) ?? ""] as const);
  return homeOf({ os: Deno.build.os, variables: Object.fromEntries(variables) });
}
