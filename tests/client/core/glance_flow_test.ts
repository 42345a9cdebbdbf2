/** A session's first look at signatures: it is taken of all that others signed, and what it doubts is checked all the same. */
import { assert, assertEquals } from "@std/assert";
import { nativePlatform } from "../../../client/machine/native_platform.ts";
import type { Glance } from "../../../shared/glance.ts";
import { toHex } from "../../../shared/ids.ts";
import { Client } from "../../fakes/client.ts";
import { TurnedRelay } from "../../fakes/turned_relay.ts";

const GLANCES: Readonly<Record<string, Glance>> = { believes: nativePlatform.glance, doubts: () => false };

for (const [what, glance] of Object.entries(GLANCES)) {
  Deno.test(`a log, a message and a cast are read by a session whose glance ${what} them`, async () => {
    await using relay = new TurnedRelay();
    const alice = await Client.open(relay, "alice");
    const work = await alice.join("Work", "1234");
    const looked: string[] = [];
    const bob = await Client.open(relay, "bob", {
      glance: (claim) => {
        looked.push(toHex(claim.publicKey));
        return glance(claim);
      },
    });
    await bob.join("Work", "1234");
    const [alices] = alice.view(work).membership.members;
    const ofAlice = () => looked.filter((key) => key === alices?.card.id).length;
    const inLog = ofAlice();
    assert(inLog > 0);
    await alice.say(work, "hello");
    assertEquals(bob.heard(work).at(-1), "alice: hello");
    const inMessage = ofAlice();
    assert(inMessage > inLog);
    await alice.must({ type: "typing", channel: work, on: true });
    await relay.settled();
    assert(bob.events.some((event) => event.type === "typing"));
    assert(ofAlice() > inMessage);
    for (const { session } of [alice, bob]) await session.close();
  });
}
