/** Whoever takes a connection and does not let us in: nobody waits for him for ever, and the person is told what is there. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { createIdentity } from "../../../client/core/crypto/identity.ts";
import { LineLost, openLine } from "../../../client/core/relay_line.ts";
import { CLOSE, closePayload, frame, OPCODE } from "../../../shared/frames.ts";
import { Link } from "../../../shared/link.ts";
import { memoryLine, type MemoryPipe } from "../../../shared/memory_pipe.ts";
import { Client } from "../../fakes/client.ts";
import { random } from "../../fakes/guest.ts";
import { TurnedClock } from "../../fakes/turned_clock.ts";
import { TurnedRelay } from "../../fakes/turned_relay.ts";

const utf8 = new TextEncoder();

const strangers: Readonly<Record<string, readonly [does: (pipe: MemoryPipe) => void, words: string]>> = {
  "hangs up": [(pipe) => pipe.end(), "it took the connection and hung up. Is a pychat relay there?"],
  "says nothing": [() => {}, "it took the connection and said nothing. Is a pychat relay there?"],
  "only says that it is there": [
    (pipe) => pipe.write(frame(OPCODE.ping, new Uint8Array(0))),
    "it took the connection and said nothing. Is a pychat relay there?",
  ],
  "is a web server": [
    (pipe) => pipe.write(utf8.encode("HTTP/1.1 400 Bad Request\r\n\r\n")),
    "what answers there is no pychat relay. Is that the relay's own port?",
  ],
  "is an SSH server": [
    (pipe) => pipe.write(utf8.encode("SSH-2.0-OpenSSH_9.6\r\n")),
    "what answers there is no pychat relay. Is that the relay's own port?",
  ],
  "speaks WebSocket, and something else on it": [
    (pipe) => pipe.write(frame(OPCODE.binary, utf8.encode("hello"))),
    "what answers there is no pychat relay. Is that the relay's own port?",
  ],
};

/** What comes of a line to somebody who does that as soon as he is there. */
async function lostTo(does: (pipe: MemoryPipe) => void): Promise<LineLost> {
  const clock = new TurnedClock();
  const [near, far] = memoryLine();
  far.own({ data() {}, drained() {}, ended() {} });
  const opened = openLine({
    ...{ relay: "relay.example.com:5000", identity: createIdentity(random), nick: "alice", random, clock },
    dial: (sink) => {
      const link = new Link(near, sink);
      near.own(link);
      return Promise.resolve(link);
    },
    pinned: undefined,
    heard() {},
  }, new AbortController().signal);
  const lost = assertRejects(() => opened, LineLost);
  does(far);
  await clock.turn(0);
  await clock.turn(15_000);
  assertEquals(clock.waiting, 0);
  return await lost;
}

for (const [stranger, [does, words]] of Object.entries(strangers)) {
  Deno.test(`openLine() to who ${stranger} says so`, async () => {
    const { message, final } = await lostTo(does);
    assertEquals(message, `Cannot reach relay.example.com:5000: ${words}`);
    assertEquals(final, false);
  });
}

Deno.test("a relay's own words for why it hangs up are the ones that count", async () => {
  const words = "You are banned here.";
  const { message } = await lostTo((pipe) => pipe.write(frame(OPCODE.close, closePayload(CLOSE.policy, words))));
  assertEquals(message, words);
});

Deno.test("a relay that says hello and no more is given up, and tried again", async () => {
  await using relay = new TurnedRelay();
  let deaf = true;
  const alice = await Client.open(relay, "alice", {
    between: (sink) => {
      let heard = 0;
      return {
        frame: (bytes, from, to) => (deaf && heard++ > 0) || sink.frame(bytes, from, to),
        drained: () => sink.drained(),
        closed: (code, reason) => sink.closed(code, reason),
      };
    },
  });
  await relay.turn(14_000);
  assertEquals(alice.take("line", ({ state }) => state !== "connecting"), []);
  await relay.turn(1000);
  const [offline] = alice.take("line", ({ state }) => state === "offline");
  assert(offline?.state === "offline" && offline.retryMs !== undefined);
  assertEquals(
    offline.why,
    "Cannot get into relay.example.com:5000: the relay said hello, and then nothing more. Try again later.",
  );
  deaf = false;
  await relay.turn(1000);
  assertEquals(alice.take("line").at(-1)?.state, "online");
  await alice.session.close();
});

Deno.test("who takes the connection and says nothing is tried again, later each time", async () => {
  await using relay = new TurnedRelay();
  let silent = true;
  const alice = await Client.open(relay, "alice", { line: { soon: (run) => silent || queueMicrotask(run) } });
  await relay.turn(120_000);
  const waits = alice.take("line").flatMap((event) => event.state === "offline" ? [event.retryMs ?? -1] : []);
  assert(waits.length >= 4 && waits.length <= 8, `${waits.length}`);
  assert((waits.at(-1) ?? 0) > (waits[0] ?? 0), `${waits}`);
  silent = false;
  await relay.turn(60_000);
  assertEquals(alice.take("line").at(-1)?.state, "online");
  await alice.session.close();
});

Deno.test("an invite is not tried for ever at a relay that says nothing", async () => {
  await using relay = new TurnedRelay();
  const alice = await Client.open(relay, "alice");
  const channel = await alice.join("Work", "1234");
  const invited = await alice.do({ type: "invite", channel, uses: 1, ms: undefined });
  assert(invited.ok && invited.link !== undefined);
  let silent = false;
  const bob = await Client.open(relay, "bob", { line: { soon: (run) => silent || queueMicrotask(run) } });
  silent = true;
  const used = bob.session.do({ type: "useInvite", link: invited.link });
  await relay.settled();
  await relay.turn(15_000);
  assertEquals(await used, {
    ok: false,
    code: "failed",
    why: "Cannot reach relay.example.com:5000: it took the connection and said nothing. Is a pychat relay there?",
  });
  for (const { session } of [alice, bob]) await session.close();
});
