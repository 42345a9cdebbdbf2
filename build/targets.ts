/** What executables there are: a row each. */

/** A kind of machine that an executable is made for. */
export interface Target {
  /** What people call it, and `deno task compile` takes. */
  readonly name: string;
  /** What compilers call it. */
  readonly triple: string;
  /** The executable's file, in dist/. */
  readonly file: string;
  /** From the project's root. */
  readonly icon?: string;
}

export const TARGETS: readonly Target[] = [
  { name: "linux-x64", triple: "x86_64-unknown-linux-gnu", file: "pychat-linux-x64" },
  { name: "linux-arm64", triple: "aarch64-unknown-linux-gnu", file: "pychat-linux-arm64" },
  { name: "macos-x64", triple: "x86_64-apple-darwin", file: "pychat-macos-x64" },
  { name: "macos-arm64", triple: "aarch64-apple-darwin", file: "pychat-macos-arm64" },
  // Windows shows this name to who double-clicks it.
  { name: "windows-x64", triple: "x86_64-pc-windows-msvc", file: "pychat.exe", icon: "icons/pychat.ico" },
];
