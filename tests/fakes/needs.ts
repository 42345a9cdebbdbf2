/** Tests that drive a program which may not be installed. */

/**
 * Spread into a test's options. Without the tool the test counts as ignored and a line says why; under CI=true it runs all the
 * same, and fails.
 */
export function needs(tool: string): { readonly ignore: boolean } {
  if (installed(tool)) return { ignore: false };
  if (Deno.env.get("CI") === "true") throw new Error(`Cannot run these tests: ${tool} is not on PATH`);
  // deno-lint-ignore no-console -- a test's output is the terminal's
  console.warn(`ignored without ${tool}`);
  return { ignore: true };
}

function installed(tool: string): boolean {
  const windows = Deno.build.os === "windows";
  const folders = (Deno.env.get("PATH") ?? "").split(windows ? ";" : ":");
  return folders.some((folder) => isFile(`${folder}/${windows ? `${tool}.exe` : tool}`));
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    // A folder on PATH that may not be looked into or is none holds no tool.
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) return false;
    if (error instanceof Deno.errors.NotADirectory) return false;
    throw error;
  }
}
