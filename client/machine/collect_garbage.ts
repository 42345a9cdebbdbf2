/** Gives back at once what is no longer needed: only where V8's flags leave it to programs (--expose-gc, as the `connect` task and the executables have it). */
export function collectGarbage(): void {
  (globalThis as { readonly gc?: () => void }).gc?.();
}
