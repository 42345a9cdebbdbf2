/** What V8 does with a page of memory of which little is left: as a last resort, that is moved together, and the page given back. */
const ALL = { type: "major", execution: "sync", flavor: "last-resort" } as const;

/** Gives back at once what is no longer needed: only where V8's flags leave it to programs (--expose-gc, as the `connect` task and the executables have it). */
export function collectGarbage(): void {
  (globalThis as { readonly gc?: (options: typeof ALL) => void }).gc?.(ALL);
}
