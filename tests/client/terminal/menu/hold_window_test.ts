import { assertEquals } from "@std/assert";
import { windowVanishes } from "../../../../client/terminal/menu/hold_window.ts";

/** What Explorer gives to what is double-clicked; every process on Windows has these. */
const EXPLORER = {
  APPDATA: "C:\\Users\\ann\\AppData\\Roaming",
  ComSpec: "C:\\Windows\\system32\\cmd.exe",
  Path: "C:\\Windows\\system32;C:\\Windows;C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\",
  PSModulePath: "C:\\Program Files\\WindowsPowerShell\\Modules;C:\\Windows\\system32\\WindowsPowerShell\\v1.0\\Modules",
  SESSIONNAME: "Console",
};
const DOUBLE_CLICK = { os: "windows", variables: EXPLORER, args: 0, isTerminal: true };

Deno.test("the window of a double-click vanishes, and no other", () => {
  const cases: readonly (readonly [what: string, facts: Partial<typeof DOUBLE_CLICK>, vanishes: boolean])[] = [
    ["a double-click", {}, true],
    ["a double-click without any variable", { variables: {} as typeof EXPLORER }, true],
    ["arguments", { args: 1 }, false],
    ["no terminal", { isTerminal: false }, false],
    ["Linux", { os: "linux" }, false],
    ["macOS, whose Terminal keeps its window", { os: "darwin" }, false],
  ];
  for (const [what, facts, vanishes] of cases) {
    assertEquals(windowVanishes({ ...DOUBLE_CLICK, ...facts }), vanishes, what);
  }
});

Deno.test("a window that belongs to a shell stays", () => {
  const shells: readonly (readonly [what: string, left: Readonly<Record<string, string>>])[] = [
    ["cmd.exe", { PROMPT: "$P$G" }],
    ["cmd.exe, as it may be written", { Prompt: "$P$G" }],
    ["a tab of Windows Terminal", { WT_SESSION: "5b0c8a1e" }],
    ["Git Bash", { SHLVL: "1", MSYSTEM: "MINGW64" }],
    ["Visual Studio Code", { TERM_PROGRAM: "vscode" }],
    ["ssh", { SSH_CONNECTION: "192.0.2.1 1 192.0.2.2 22" }],
    ["Windows PowerShell", {
      PSModulePath: `C:\\Users\\ann\\Documents\\WindowsPowerShell\\Modules;${EXPLORER.PSModulePath}`,
    }],
    ["PowerShell 7", {
      PSModulePath: `C:\\Users\\ann\\OneDrive\\Documents\\PowerShell\\Modules;${EXPLORER.PSModulePath}`,
    }],
  ];
  for (const [what, left] of shells) {
    assertEquals(windowVanishes({ ...DOUBLE_CLICK, variables: { ...EXPLORER, ...left } }), false, what);
  }
});
