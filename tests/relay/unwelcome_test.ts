/** Whoever is not welcome is told why, but must not take the places of those who are. */
import { assert, assertEquals } from "@std/assert";
import { OpenRelay } from "../fakes/open_relay.ts";
import { until } from "../fakes/until.ts";

const FLOOD = 600;
/** How many of them are heard out, and the one who is welcome. */
const HEARD = 256 + 1;

Deno.test("a flood of lines from one address that say nothing leaves room for others, and is forgotten when it is over", async () => {
  await using relay = await OpenRelay.open({ limits: { connections: 300, connectionsPerAddress: 1 } });
  const flood = await Promise.all(Array.from({ length: FLOOD }, () => relay.socket()));
  await until(() => relay.connections <= HEARD, () => `${relay.connections} lines are left`);
  assert(relay.connections > HEARD / 2, "they are told why, too");
  for (const socket of flood) socket.destroy();
  await until(() => relay.connections === 0, "all are gone");
  const alice = await relay.raw("alice");
  assertEquals([relay.connections, relay.failures], [1, []]);
  alice.link.destroy("the test is over");
});
