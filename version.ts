/** Which pychat this is: its version, the commit it was made of, and what it runs on. */
import project from "./deno.json" with { type: "json" };

/** `deno task compile` puts this file beside the program; beside the sources there is none. */
const COMMIT = new URL("commit", import.meta.url);

/** One line, as --version says it. */
export function version(): string {
  return `pychat ${project.version} (${madeOf()}, Deno ${Deno.version.deno}, ${Deno.build.target})`;
}

function madeOf(): string {
  try {
    return `commit ${Deno.readTextFileSync(COMMIT).trim()}`;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "from source";
    throw error;
  }
}
