/** The machine or the network did not do its part: the message says in one line what is so and what to do about it. */
export class Failure extends Error {
  override readonly name = "Failure";
  /** What the process exits with where scripts tell one failure from another. */
  readonly exit: number | undefined;

  constructor(message: string, exit?: number) {
    super(message);
    this.exit = exit;
  }
}
