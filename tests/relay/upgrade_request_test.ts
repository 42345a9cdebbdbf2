import { assertEquals } from "@std/assert";
import { asksForWebSocket, headEnd, MOST_HEAD_BYTES, parseHead } from "../../relay/upgrade_request.ts";
import { OpenRelay } from "../fakes/open_relay.ts";

function head(...lines: readonly string[]): string {
  return [...lines, "", ""].join("\r\n");
}

Deno.test("a head is read as it stands there, without the blanks around its values", () => {
  const text = head("GET /chat?x=1 HTTP/1.1", "Host: example.com", "UPGRADE: \t WebSocket \t", "Empty:", "Blank: \t");
  const read = parseHead(text);
  assertEquals([read?.method, read?.path], ["GET", "/chat"]);
  const headers = [["host", "example.com"], ["upgrade", "WebSocket"], ["empty", ""], ["blank", ""]];
  assertEquals([...read?.headers ?? []], headers);
  assertEquals(read && asksForWebSocket(read), true);
  assertEquals(headEnd(new TextEncoder().encode(`${text}rest`)), text.length);
});

const MALFORMED: Readonly<Record<string, readonly string[]>> = {
  "no request": ["hello"],
  "another version": ["GET / HTTP/2.0"],
  "no version": ["GET /"],
  "another computer's file": ["GET ftp://example.com/ HTTP/1.1"],
  "a header without a name": ["GET / HTTP/1.1", ": x"],
  "a header without a colon": ["GET / HTTP/1.1", "x"],
  "a header that goes on in the next line": ["GET / HTTP/1.1", "x: y", " z"],
  "a header with a control character": ["GET / HTTP/1.1", "x: \x01"],
  "a host that comes twice": ["GET / HTTP/1.1", "host: y", "Host: y"],
  "an origin that comes twice": ["GET / HTTP/1.1", "origin: y", "Origin: z"],
  "a key that comes twice": ["GET / HTTP/1.1", "Sec-WebSocket-Key: y", "sec-websocket-key: z"],
  // Who reads this by trying goes through more ways than there are atoms.
  "blanks without end": ["GET / HTTP/1.1", `x:${" ".repeat(60_000)}\x01`],
  "blanks between words without end": ["GET / HTTP/1.1", `x:${" a \t".repeat(15_000)}\x01`],
};

for (const [what, lines] of Object.entries(MALFORMED)) {
  Deno.test(`a head with ${what} is none`, () => assertEquals(parseHead(head(...lines)), undefined));
}

Deno.test("a head that is too long is not read, though it comes in one piece", async () => {
  await using relay = await OpenRelay.open();
  const room = MOST_HEAD_BYTES - head("GET /healthz HTTP/1.1", "Host: x", "Connection: close", "x: ").length;
  const answers = async (size: number) => {
    const request = head("GET /healthz HTTP/1.1", "Host: x", "Connection: close", `x: ${"y".repeat(size)}`);
    return new TextDecoder().decode(await relay.exchange(request)).startsWith("HTTP/1.1 200");
  };
  assertEquals([await answers(room), await answers(room + 1), await answers(50_000)], [true, false, false]);
});

const ASKED: Readonly<Record<string, readonly string[]>> = {
  "of HTTP/1.0, without a host": ["GET /healthz HTTP/1.0"],
  "of HTTP/1.0, which would go on as a WebSocket": ["GET /healthz HTTP/1.0", "Upgrade: websocket"],
  "that names the whole address": [
    "GET http://relay.example.com:5000/healthz HTTP/1.1",
    "Host: relay.example.com:5000",
  ],
  "to which two proxies have added": ["GET /healthz HTTP/1.1", "Host: x", "X-Forwarded-For: a", "X-Forwarded-For: b"],
};

for (const [what, lines] of Object.entries(ASKED)) {
  Deno.test(`a request ${what} is answered`, async () => {
    await using relay = await OpenRelay.open();
    const answer = new TextDecoder().decode(await relay.exchange(head(...lines)));
    assertEquals([answer.startsWith("HTTP/1.1 200 OK"), answer.endsWith("\r\n\r\nok\n")], [true, true], answer);
  });
}

Deno.test("what several headers of one name say is one list", () => {
  assertEquals(parseHead(head("GET / HTTP/1.1", "x: y", "X:", "x: z"))?.headers.get("x"), "y, , z");
});

Deno.test("who would use the line of a plain request again, for a WebSocket, is told that it is closed", async () => {
  await using relay = await OpenRelay.open();
  const answer = new TextDecoder().decode(await relay.exchange(head("GET /healthz HTTP/1.1", "Host: x")));
  assertEquals(answer.match(/^connection: .*$/gim), ["connection: close"]);
});
