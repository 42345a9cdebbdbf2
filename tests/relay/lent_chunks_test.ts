/** The ring gives memory back that sockets may still be reading from: over real lines, where they do. */
import { assert, assertEquals } from "@std/assert";
import { Guest } from "../fakes/guest.ts";
import { OpenRelay } from "../fakes/open_relay.ts";
import { WsPipe } from "../fakes/ws_pipe.ts";

const RING = 64 * 1024;
const SIZE = 50_000;
/** Much more than the ring and all buffers of a line hold. */
const COUNT = 400;

for (const link of ["a raw line", "a WebSocket"]) {
  Deno.test(`who reads late over ${link} gets every byte right, though the ring has let go of it`, async () => {
    await using relay = await OpenRelay.open({ limits: { ringSize: RING } });
    const now = relay.clock.now();
    const alice = await relay.raw("alice");
    const pipe = link === "a raw line" ? await relay.rawPipe() : await WsPipe.open(`ws://127.0.0.1:${relay.port}/`);
    const late = await new Guest(pipe, "late").enter();
    const work = await alice.add(await alice.create("Work", now, { history: false }), late.card, now);
    for (const guest of [alice, late]) await guest.open(work.channel);
    pipe.pause();
    for (let counter = 1; counter <= COUNT; counter++) {
      alice.post(work, counter, textOf(counter));
      await alice.next("said", (said) => said.counter === counter);
    }
    pipe.resume();
    await late.next("missed");
    alice.post(work, COUNT + 1, "the last");
    const last = await late.next("said", ({ counter }) => counter === COUNT + 1);
    assertEquals(new TextDecoder().decode(last.body), "the last");
    const said = late.heard.flatMap((message) => message.type === "said" ? [message] : []);
    assert(said.length > RING / SIZE, `only ${said.length} came: nothing was on its way`);
    for (const { counter, body } of said) assertEquals(new TextDecoder().decode(body), textOf(counter));
    assertEquals(relay.failures, []);
  });
}

function textOf(counter: number): string {
  return `${counter} `.repeat(SIZE).slice(0, SIZE);
}
