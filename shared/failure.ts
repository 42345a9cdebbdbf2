/** The machine or the network did not do its part: the message says in one line what is so and what to do about it. */
export class Failure extends Error {
  override readonly name = "Failure";
}
