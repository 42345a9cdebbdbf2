import { assertEquals, assertThrows } from "@std/assert";
import { type Computer, vaultDirectory } from "../../../client/machine/vault_directory.ts";
import { Failure } from "../../../shared/failure.ts";

const HOME = { HOME: "/home/alice" };

const directories: readonly (readonly [what: string, computer: Computer, directory: string])[] = [
  ["Linux", { os: "linux", variables: HOME }, "/home/alice/.local/share/pychat"],
  ["Linux with XDG_DATA_HOME", { os: "linux", variables: { ...HOME, XDG_DATA_HOME: "/data" } }, "/data/pychat"],
  ["Linux with a relative XDG_DATA_HOME", {
    os: "linux",
    variables: { ...HOME, XDG_DATA_HOME: "data" },
  }, "/home/alice/.local/share/pychat"],
  ["Linux with an empty XDG_DATA_HOME", {
    os: "linux",
    variables: { ...HOME, XDG_DATA_HOME: "" },
  }, "/home/alice/.local/share/pychat"],
  ["FreeBSD", { os: "freebsd", variables: HOME }, "/home/alice/.local/share/pychat"],
  ["macOS", { os: "darwin", variables: { HOME: "/Users/alice" } }, "/Users/alice/Library/Application Support/pychat"],
  ["Windows", {
    os: "windows",
    variables: { APPDATA: "C:\\Users\\alice\\AppData\\Roaming" },
  }, "C:\\Users\\alice\\AppData\\Roaming\\pychat"],
  ["Linux where somebody chose", { os: "linux", variables: HOME, home: "/mnt/stick" }, "/mnt/stick"],
  ["Windows where somebody chose", { os: "windows", variables: {}, home: "E:\\pychat" }, "E:\\pychat"],
  ["Linux where somebody chose nothing", { os: "linux", variables: HOME, home: "" }, "/home/alice/.local/share/pychat"],
];

for (const [what, computer, directory] of directories) {
  Deno.test(`vaultDirectory() on ${what} is ${directory}`, () => assertEquals(vaultDirectory(computer), directory));
}

Deno.test("vaultDirectory() says which variable it lacks, and another way", () => {
  for (const [os, variable] of [["linux", "HOME"], ["darwin", "HOME"], ["windows", "APPDATA"]] as const) {
    const failure = assertThrows(() => vaultDirectory({ os, variables: {} }), Failure);
    assertEquals(
      failure.message,
      `Cannot tell where to keep your keys: ${variable} is not set. Set PYCHAT_HOME to a directory for them.`,
    );
  }
});
