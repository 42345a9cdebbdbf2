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
  "another version": ["GET / HTTP/1.0"],
  "a header without a name": ["GET / HTTP/1.1", ": x"],
  "a header without a colon": ["GET / HTTP/1.1", "x"],
  "a header that goes on in the next line": ["GET / HTTP/1.1", "x: y", " z"],
  "a header with a control character": ["GET / HTTP/1.1", "x: \x01"],
  "a header that comes twice": ["GET / HTTP/1.1", "x: y", "X: z"],
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

Deno.test("who would use the line of a plain request again, for a WebSocket, is told that it is closed", async () => {
  await using relay = await OpenRelay.open();
  const answer = new TextDecoder().decode(await relay.exchange(head("GET /healthz HTTP/1.1", "Host: x")));
  assertEquals(answer.match(/^connection: .*$/gim), ["connection: close"]);
});
