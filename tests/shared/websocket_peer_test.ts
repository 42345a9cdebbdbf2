import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { CLOSE, frame, OPCODE, RAW_MAGIC, readClose, Splitter } from "../../shared/frames.ts";
import { Guest } from "../fakes/guest.ts";
import { OpenRelay, untilEnd } from "../fakes/open_relay.ts";
import { until } from "../fakes/until.ts";
import { WsPipe } from "../fakes/ws_pipe.ts";

const latin1 = new TextDecoder("latin1");
const KEY = "dGhlIHNhbXBsZSBub25jZQ==";

Deno.test("a WebSocket client and a raw one talk to each other, in small frames and large", async () => {
  await using relay = await OpenRelay.open();
  const alice = await relay.webSocket("alice");
  const bob = await relay.raw("bob");
  const work = await alice.create("Work", relay.clock.now());
  const both = await alice.add(work, bob.card, relay.clock.now());
  await alice.open(work.channel);
  await bob.open(work.channel);
  for (const [counter, size] of [0, 1, 125, 126, 65_535, 65_536].entries()) {
    alice.post(both, counter + 1, "a".repeat(size));
    bob.post(both, counter + 1, "b".repeat(size));
    for (const guest of [alice, bob]) {
      for (const letter of ["a", "b"]) {
        const said = await guest.next("said", ({ body }) => size === 0 || body[0] === letter.charCodeAt(0));
        assertEquals(said.body.length, size);
      }
    }
  }
  assertEquals(relay.failures, []);
});

Deno.test("the `ws` client's pings are answered, and it answers the relay's", async () => {
  await using relay = await OpenRelay.open();
  const pipe = await WsPipe.open(`ws://127.0.0.1:${relay.port}/ws`);
  const alice = await new Guest(pipe, "alice").enter();
  alice.link.heard = false;
  pipe.ping(Uint8Array.of(1, 2, 3));
  await until(() => alice.link.heard, "the pong came");
  for (let i = 0; i < 5; i++) {
    alice.link.heard = false;
    // The first sweep notices what was heard; silence begins there.
    await relay.clock.turn(1000);
    await relay.clock.turn(31_000);
    await until(() => alice.link.heard, "the relay's ping came");
    assertEquals((await alice.get({ type: "mine" }, "mine")).channels, []);
  }
});

Deno.test("the relay's close reaches a WebSocket with its code and reason", async () => {
  await using relay = await OpenRelay.open();
  const first = await relay.webSocket("alice");
  const pipe = await WsPipe.open(`ws://127.0.0.1:${relay.port}/`);
  await new Guest(pipe, "alice", { identity: first.identity }).enter();
  assertEquals(await first.untilClosed(), { code: CLOSE.replaced, reason: "You have connected again from elsewhere." });
});

const origins: readonly (readonly [origin: string, welcome: boolean])[] = [
  ["https://evil.example", false],
  ["http://127.0.0.1.evil.example", false],
  ["null", false],
  ["file://", false],
  ["http://localhost:8080", true],
  ["http://127.0.0.1:1", true],
  ["http://[::1]:3000", true],
  ["https://chat.example", true],
];

for (const [origin, welcome] of origins) {
  Deno.test(`a page of ${origin} ${welcome ? "may" : "may not"} open a link`, async () => {
    await using relay = await OpenRelay.open({ origins: ["https://chat.example"] });
    const opened = WsPipe.open(`ws://127.0.0.1:${relay.port}/`, origin);
    if (welcome) await new Guest(await opened, "alice").enter();
    else await assertRejects(() => opened, Error, "403");
  });
}

Deno.test("a page of the relay's own address may open a link", async () => {
  await using relay = await OpenRelay.open();
  const own = upgradeRequest({ Host: "relay.example:5000", Origin: "http://relay.example:5000" });
  const socket = await relay.socket();
  const answered = untilEnd(socket, own);
  await until(() => relay.running.context.sessions.size === 1, "the relay took the link");
  socket.end();
  assertStringIncludes(latin1.decode(await answered), "101 Switching Protocols");
});

const requests: readonly (readonly [what: string, request: string, answer: RegExp])[] = [
  ["its health", get("/healthz"), /^HTTP\/1\.1 200 [\s\S]*\bok\n/],
  ["its page", get("/"), /^HTTP\/1\.1 200 [\s\S]*text\/html[\s\S]*A pychat relay/],
  ["its page with a query", get("/?a=b"), /^HTTP\/1\.1 200 /],
  ["something that is not there", get("/secret"), /^HTTP\/1\.1 404 [\s\S]*There is nothing here\./],
  [
    "a POST",
    "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
    /^HTTP\/1\.1 405 [\s\S]*allow: GET, HEAD/i,
  ],
  ["a WebSocket elsewhere", upgradeRequest({}, "/chat"), /^HTTP\/1\.1 404 /],
  ["a WebSocket by a POST", upgradeRequest({}).replace("GET", "POST"), /^HTTP\/1\.1 404 /],
  ["a WebSocket without a key", upgradeRequest({ "Sec-WebSocket-Key": "" }), /^HTTP\/1\.1 400 /],
  ["a WebSocket with a short key", upgradeRequest({ "Sec-WebSocket-Key": "abc=" }), /^HTTP\/1\.1 400 /],
  [
    "a WebSocket of version 8",
    upgradeRequest({ "Sec-WebSocket-Version": "8" }),
    /^HTTP\/1\.1 426 [\s\S]*Sec-WebSocket-Version: 13/,
  ],
  ["another protocol, which a server may overlook", upgradeRequest({ Upgrade: "h2c" }), /^HTTP\/1\.1 200 /],
  ["a WebSocket with a header twice", upgradeRequest({ Host: "a\r\nHost: b" }), /^HTTP\/1\.1 400 /],
  ["something in no HTTP", "GARBAGE\r\n\r\n", /^HTTP\/1\.1 400 /],
  ["a foreign page's WebSocket", upgradeRequest({ Origin: "https://evil.example" }), /^HTTP\/1\.1 403 /],
];

for (const [what, request, answer] of requests) {
  Deno.test(`a relay that is asked for ${what} answers as it should`, async () => {
    await using relay = await OpenRelay.open();
    assertMatch(latin1.decode(await relay.exchange(request)), answer);
    assertEquals(relay.failures, []);
  });
}

Deno.test("a page is safe to show: nothing of another site is loaded or may frame it", async () => {
  await using relay = await OpenRelay.open();
  const answer = latin1.decode(await relay.exchange(get("/")));
  assertMatch(answer, /content-security-policy: default-src 'none'.*frame-ancestors 'none'/i);
  assertMatch(answer, /x-content-type-options: nosniff/i);
});

const broken: readonly (readonly [what: string, bytes: Uint8Array, code: number, reason: RegExp])[] = [
  ["a text frame", hex("818000000000"), CLOSE.protocol, /opcode 1/],
  ["a fragment", hex("028000000000"), CLOSE.protocol, /fragment/],
  ["a continuation", hex("808000000000"), CLOSE.protocol, /opcode 0/],
  ["a reserved bit", hex("c28000000000"), CLOSE.protocol, /reserved/],
  ["no mask", frame(OPCODE.binary, hex("0200000001")), CLOSE.protocol, /not masked/],
  ["an oversized control", hex("89fe00ff00000000"), CLOSE.protocol, /125 bytes/],
  ["4 GiB", hex("82ff000000010000000000000000"), CLOSE.large, /4294967296 bytes/],
  ["more than the frame limit", hex("82ff000000000001008100000000"), CLOSE.large, /65665 bytes: the limit is 65664/],
  ["a length not in its shortest form", hex("82fe000500000000"), CLOSE.protocol, /shortest/],
  ["an unknown message", frame(OPCODE.binary, hex("7f"), hex("01020304")), CLOSE.protocol, /unknown tag 127/],
  ["an empty message", frame(OPCODE.binary, hex(""), hex("01020304")), CLOSE.protocol, /missing/],
  [
    "a request before entering",
    frame(OPCODE.binary, hex("0200000001"), hex("01020304")),
    CLOSE.protocol,
    /before you have entered/,
  ],
];

for (const [what, bytes, code, reason] of broken) {
  Deno.test(`a WebSocket client that sends ${what} is closed with ${code} and told why`, async () => {
    await using relay = await OpenRelay.open();
    const request = new TextEncoder().encode(upgradeRequest({}));
    const answer = await relay.exchange(new Uint8Array([...request, ...bytes]));
    const close = closeIn(afterHeaders(answer));
    assertEquals(close.code, code);
    assertMatch(close.reason, reason);
    assertEquals(relay.failures, []);
  });
}

Deno.test("a raw client that sends a masked frame is closed with 1002 and told why", async () => {
  await using relay = await OpenRelay.open();
  const close = closeIn(
    await relay.exchange(new Uint8Array([...RAW_MAGIC, ...frame(OPCODE.binary, hex("02"), hex("01020304"))])),
  );
  assertEquals(close, { code: CLOSE.protocol, reason: "Cannot take a frame: it is masked" });
});

Deno.test("what the `ws` client can do and the protocol cannot closes the link: text, and a message in fragments", async () => {
  await using relay = await OpenRelay.open();
  const misuses: readonly ((pipe: WsPipe) => void)[] = [
    (pipe) => pipe.sendText("hello"),
    (pipe) => pipe.sendFragments(Uint8Array.of(2, 0), Uint8Array.of(0, 0, 1)),
  ];
  for (const misuse of misuses) {
    const pipe = await WsPipe.open(`ws://127.0.0.1:${relay.port}/`);
    const guest = await new Guest(pipe, "alice").enter();
    misuse(pipe);
    assertEquals((await guest.untilClosed()).code, CLOSE.protocol);
  }
});

const silences: readonly (readonly [what: string, said: string])[] = [
  ["nothing", ""],
  ["a part of the magic", latin1.decode(RAW_MAGIC.slice(0, 5))],
  ["a letter", "G"],
  ["half a request", "GET / HTTP/1.1\r\nHost: x\r\n"],
];

for (const [what, said] of silences) {
  Deno.test(`a line that says ${what} and then nothing is closed after the deadline`, async () => {
    await using relay = await OpenRelay.open({ firstByteTime: 200 });
    const begun = performance.now();
    await relay.exchange(Uint8Array.from(said, (letter) => letter.charCodeAt(0)));
    assert(performance.now() - begun >= 190);
    await until(() => relay.connections === 0, "the line is gone");
  });
}

Deno.test("a link outlives the deadline of lines that are none", async () => {
  await using relay = await OpenRelay.open({ firstByteTime: 200 });
  const links = [await relay.raw("alice"), await relay.webSocket("bob")];
  // This line came later, and so its deadline does too.
  await relay.exchange("");
  for (const link of links) assertEquals((await link.get({ type: "mine" }, "mine")).channels, []);
});

Deno.test("a request that comes byte by byte without end is closed after the deadline", async () => {
  await using relay = await OpenRelay.open({ firstByteTime: 400 });
  const socket = await relay.socket();
  let sent = 0;
  const dripping = setInterval(() => void socket.write("GET / HTTP/1.1\r\nX: ".charAt(sent++) || "x"), 20);
  await untilEnd(socket, "");
  clearInterval(dripping);
  assert(sent < 100, `${sent} bytes`);
});

Deno.test("a magic that comes byte by byte is waited for", async () => {
  await using relay = await OpenRelay.open();
  const socket = await relay.socket();
  for (const byte of RAW_MAGIC) {
    socket.write(Uint8Array.of(byte));
    await relay.clock.turn(1);
  }
  await until(() => relay.running.context.sessions.size === 1, "the relay took the link");
  socket.destroy();
});

Deno.test("a line that begins with garbage, or as TLS does, is closed without an answer", async () => {
  await using relay = await OpenRelay.open();
  for (const begins of ["00", "160301", "c370790000000000", "ff", "20474554"]) {
    assertEquals((await relay.exchange(hex(begins))).length, 0);
  }
  assertEquals(relay.running.context.sessions.size, 0);
});

Deno.test("what follows the magic in the same packet is not lost, nor what follows an upgrade", async () => {
  await using relay = await OpenRelay.open();
  const raw = await relay.exchange(new Uint8Array([...RAW_MAGIC, ...frame(OPCODE.binary, hex("0200000001"))]));
  assertMatch(closeIn(raw).reason, /before you have entered/);
});

Deno.test("who is not welcome is told in the language he speaks, and not kept", async () => {
  await using relay = await OpenRelay.open({ limits: { connectionsPerAddress: 1 }, firstByteTime: 300 });
  const first = await relay.raw("alice");
  const raw = closeIn(await relay.exchange(RAW_MAGIC.slice()));
  assertEquals(raw.code, CLOSE.policy);
  assertMatch(raw.reason, /too many connections from your address/);
  assertMatch(latin1.decode(await relay.exchange(get("/"))), /^HTTP\/1\.1 503 [\s\S]*too many connections/);
  await until(() => relay.connections === 1, "the others are gone");
  assertEquals(first.closedWith, undefined);
});

const stubborn: readonly (readonly [what: string, says: Uint8Array])[] = [
  ["is not welcome on a raw link", RAW_MAGIC.slice()],
  ["is not welcome on the web", new TextEncoder().encode(get("/"))],
  ["broke a rule", new Uint8Array([...RAW_MAGIC, 0x81, 0])],
];

for (const [what, says] of stubborn) {
  Deno.test(`who ${what}, is told to go and goes on sending instead is let go of`, async () => {
    const welcome = what.startsWith("broke");
    await using relay = await OpenRelay.open({
      limits: { connectionsPerAddress: welcome ? 2 : 1 },
      firstByteTime: 1000,
    });
    await relay.raw("alice");
    const socket = await relay.socket();
    socket.allowHalfOpen = true;
    socket.write(says);
    await until(() => relay.connections === 2, "the line is there");
    const dripping = setInterval(() => void socket.write("x"), 50);
    await until(() => relay.connections === 1, "the line is gone");
    clearInterval(dripping);
    socket.destroy();
  });
}

const endless: readonly (readonly [what: string, begins: string])[] = [
  ["a body without end", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000000\r\n\r\n"],
  ["a body in pieces without end", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"],
  ["one request behind another", get("/")],
  ["a WebSocket that there is not, and more", upgradeRequest({}, "/chat")],
  ["no request, and more", "GARBAGE\r\n\r\n"],
];

for (const [what, begins] of endless) {
  Deno.test(`who sends ${what} is answered once, and let go of`, async () => {
    await using relay = await OpenRelay.open({ firstByteTime: 60_000 });
    const socket = await relay.socket();
    let answers = "";
    socket.on("data", (bytes) => answers += latin1.decode(bytes));
    socket.allowHalfOpen = true;
    const more = begins + "1\r\na\r\n".repeat(10_000);
    const pouring = setInterval(() => void socket.write(socket.writableLength > 0 ? "" : more));
    await until(() => answers !== "" && relay.connections === 0, "the line is gone");
    clearInterval(pouring);
    socket.destroy();
    assertEquals(answers.match(/^HTTP/gm)?.length, 1);
    assertEquals(relay.failures, []);
  });
}

Deno.test("a HEAD is answered without what it asks for", async () => {
  await using relay = await OpenRelay.open();
  const answer = latin1.decode(await relay.exchange(get("/").replace("GET", "HEAD")));
  const page = latin1.decode(await relay.exchange(get("/")));
  assertEquals(answer, page.slice(0, page.indexOf("<!doctype")));
  assertStringIncludes(answer, `content-length: ${page.length - answer.length}\r\n`);
});

function get(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
}

function upgradeRequest(headers: Readonly<Record<string, string>>, path = "/"): string {
  const all: Record<string, string> = {
    Host: "x",
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": KEY,
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`;
}

/** What comes after an HTTP answer, if that was the switch to WebSocket. */
function afterHeaders(answer: Uint8Array): Uint8Array {
  const text = latin1.decode(answer);
  assertMatch(text, /^HTTP\/1\.1 101 /);
  // RFC 6455's own example.
  assertStringIncludes(text, "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  return answer.slice(text.indexOf("\r\n\r\n") + 4);
}

/** The close that these frames end with. */
function closeIn(bytes: Uint8Array): { readonly code: number; readonly reason: string } {
  const splitter = new Splitter({ masked: false, most: 70_000 });
  splitter.feed(bytes);
  while (splitter.next()) {
    if (splitter.opcode === OPCODE.close) return readClose(splitter.bytes.slice(splitter.from, splitter.to));
  }
  throw new Error("There is no close");
}

function hex(text: string): Uint8Array {
  return Uint8Array.fromHex(text);
}
