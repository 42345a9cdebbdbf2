/**
 * A place tasks run in, so that none outlives its owner and no error is lost: the first one to fail aborts the others, and whoever
 * waits for the scope is told.
 */

export class Scope implements AsyncDisposable {
  readonly #controller = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #failure: { readonly error: unknown } | undefined;

  /** Aborted when the scope closes or one of its tasks fails. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Starts a task, which should end soon after its signal aborts. */
  run(task: (signal: AbortSignal) => Promise<unknown>): void {
    const running = this.#watch(task).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Resolves when all tasks have ended by themselves; rejects with the error of the first that failed, once all have ended. */
  async ended(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure) throw failure.error;
  }

  /** Aborts the tasks, and is otherwise like `ended`. */
  async close(): Promise<void> {
    this.#controller.abort();
    await this.ended();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #watch(task: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    try {
      await task(this.signal);
    } catch (error) {
      // A task that stops by throwing the reason it was given has done as it was told.
      if (this.signal.aborted && error === this.signal.reason) return;
      this.#failure ??= { error };
      this.#controller.abort();
    }
  }
}
