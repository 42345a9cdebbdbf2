/** What waited for a line, and was sent twice on it because the channel changed in that moment, is shown once, where it stands in the stream. */
import { assert, assertEquals } from "@std/assert";
import { Attendee } from "../../fakes/attendee.ts";
import { BusyStore } from "../../fakes/busy_store.ts";
import { Dice } from "../../fakes/dice.ts";
import { TurnedRelay } from "../../fakes/turned_relay.ts";

Deno.test("what was written offline, and is sent twice because the channel changes, is shown to its author once", async () => {
  const disk = new HeldWrites();
  await using relay = new TurnedRelay({ store: new BusyStore(disk.later) });
  const [alice, bob] = ["alice", "bob"].map((nick, seed) => new Attendee(relay, nick, new Dice(seed)));
  assert(alice && bob);
  for (const person of [alice, bob]) await person.start();
  await relay.settled();
  const join = { type: "join", name: "Work", pin: "1234", others: "ask" } as const;
  const outcome = await alice.do(join);
  assert(outcome?.ok && outcome.channel);
  const { channel } = outcome;
  assert((await bob.do(join))?.ok);
  bob.cut();
  await bob.do({ type: "say", channel, text: "one" });
  bob.line.hold();
  bob.mend();
  // Up to the moment when he has sent it, and the relay has not heard it.
  while (!bob.screen.view(channel)?.sends) {
    bob.line.carry("up", 1);
    bob.line.carry("down", 1);
    await relay.settled();
  }
  assert((await alice.do({ type: "policy", channel, change: { keep: true } }))?.ok);
  // He reads of it, and sends his message for the new head before he hears that it was refused for the old one.
  bob.line.carry("down");
  await relay.settled();
  disk.hold();
  bob.line.flow();
  await relay.settled();
  // With this, what was refused is sent once more, while the relay still writes what it has taken.
  await bob.do({ type: "say", channel, text: "two" });
  await relay.settled();
  disk.release();
  await relay.turn(1000);
  for (const { screen, nick } of [alice, bob]) {
    assertEquals(screen.texts(channel).map(({ text }) => text), ["one", "two"], nick);
  }
  for (const person of [alice, bob]) await person.stop();
});

/** Writes that are not durable before a test says so. */
class HeldWrites {
  #held: (() => void)[] | undefined;

  readonly later = (run: () => void): void => {
    if (this.#held) this.#held.push(run);
    else setImmediate(run);
  };

  hold(): void {
    this.#held = [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const run of held) run();
  }
}
