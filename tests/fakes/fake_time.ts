/** Another time for a program than the computer's: Debian's faketime, without its wrapper, which would get the signals. */

/** Variables to run a program with, whose clock goes on from there. For tests that need "faketime". */
export function fakeTime(day: string): Readonly<Record<string, string>> {
  const libraries = Array.from(
    Deno.readDirSync("/usr/lib"),
    ({ name }) => `/usr/lib/${name}/faketime/libfaketime.so.1`,
  );
  const [library] = libraries.filter(isFile);
  if (library === undefined) throw new Error("Cannot fake the time: faketime's library is not where Debian has it");
  return { LD_PRELOAD: library, FAKETIME: `@${day} 00:00:00` };
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
