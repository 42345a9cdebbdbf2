/** Waiting for what must become so, however long the machine takes within reason. */

const DEADLINE = 10_000;

/** Resolves as soon as `is` is true; rejects with `what` when it takes too long. */
export async function until(is: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + DEADLINE;
  while (!is()) {
    if (performance.now() > deadline) throw new Error(`Waited in vain until ${what}`);
    await turn();
  }
}

/** Lets everything run that is ready to. */
export function turn(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve);
  return promise;
}
