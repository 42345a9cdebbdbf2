/**
 * What an executable may do on a machine, and what for. The set is deno.json's "pychat", so that the tasks and the executables run under the same
 * rules. It is not narrowed to paths or hosts: `deno compile` would bake in those of the machine that compiles, and where a relay listens and keeps
 * things is for who runs it to say. What is not in the set is refused without a question: running programs, native libraries, and (which Deno would
 * allow by itself) loading code from the Internet.
 */

/** The set's entries, each with what needs it. One that has no reason here is none that pychat has. */
export const REASONS: Readonly<Record<string, string>> = {
  net: "a relay listens, a client dials",
  read: "the relay's data, a client's keys, configuration and PIN files, files that are sent",
  write: "the relay's data, a client's keys, files that arrive, /export",
  env: "PYCHAT_* variables, and where the system has directories for such things (HOME, APPDATA, XDG_DATA_HOME)",
  "sys.networkInterfaces": "the addresses that a relay's banner tells to the others",
  "sys.statfs": "how much room the disk has for files that a relay is sent",
};

/** A set as deno.json has it: all of a kind, or a list of what is meant. */
export type PermissionSet = Readonly<Record<string, boolean | readonly string[]>>;

/** The flags of `deno compile` that grant a set and nothing else. */
export function permissionFlags(set: PermissionSet): readonly string[] {
  const granted = Object.entries(set).flatMap(([kind, of]) => {
    if (typeof of === "boolean") return of ? [`--allow-${kind}`] : [];
    return [`--allow-${kind}=${of}`];
  });
  return [...granted, "--deny-import", "--no-prompt"];
}

/** What a set grants, by the names that REASONS has. */
export function grants(set: PermissionSet): readonly string[] {
  return Object.entries(set).flatMap(([kind, of]) => {
    if (typeof of === "boolean") return of ? [kind] : [];
    return of.map((one) => `${kind}.${one}`);
  });
}
