/** What keeps a script from its end: a relay that goes away when it was there already. */
import { assertEquals } from "@std/assert";
import type { CommandIo } from "../../../shared/command.ts";
import { Failure } from "../../../shared/failure.ts";
import { EXIT } from "../../../client/script/exit_codes.ts";
import { Stay } from "../../../client/script/stay.ts";
import { TurnedClock } from "../../fakes/turned_clock.ts";
import { Place } from "../terminal/place.ts";

const QUIET: CommandIo = {
  variables: {},
  knownVariables: [],
  inputIsTerminal: false,
  outputIsTerminal: false,
  print: () => {},
  warn: () => {},
  takeTypedAhead: () => [],
  start: () => Promise.resolve(0),
};

Deno.test("a script that is not to wait gives up where the relay goes away before it is in, and stays away", async () => {
  await using place = await Place.open();
  const clock = new TurnedClock(Date.now());
  const goes = Promise.withResolvers<void>();
  const stay = new Stay({
    ...{ wishes: wishes(place), io: QUIET, status: "invisible", clock },
    hear: (event) => {
      if (event.type === "line" && event.state === "online") void place.kill().then(goes.resolve);
    },
  });
  const ended = stay.during(() => Promise.reject(new Error("it is in"))).then(String, (error: unknown) => error);
  await goes.promise;
  let over = false;
  void ended.then(() => over = true);
  for (let seconds = 0; seconds < 60 && !over; seconds++) await clock.turn(1000);
  stay.stop();
  const error = await ended;
  assertEquals(error instanceof Failure && error.exit, EXIT.unreachable, String(error));
});

function wishes(place: Place) {
  return {
    address: { host: "127.0.0.1", port: place.port },
    ...{ channel: "Work", nick: "robot", pin: "1234", create: false, wait: false },
    ...{ home: place.home("robot"), passphrase: undefined },
  };
}
