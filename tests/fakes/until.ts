/** Waiting for what must become so, however long the machine takes within reason. */

const DEADLINE = 10_000;

/** Resolves as soon as `is` is true; rejects with `what` when it takes too long. */
export async function until(is: () => boolean, what: string | (() => string), time = DEADLINE): Promise<void> {
  const deadline = performance.now() + time;
  while (!is()) {
    if (performance.now() > deadline) {
      throw new Error(`Waited in vain until ${typeof what === "string" ? what : what()}`);
    }
    // A timer and not turn(): what is waited for may need the processor.
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** Lets everything run that is ready to. */
export function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
