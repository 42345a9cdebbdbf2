/** The person who started pychat asked for something it cannot do: what is wrong, and the right form where there is one. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly form: string | undefined;

  constructor(message: string, form?: string) {
    super(message);
    this.form = form;
  }
}
