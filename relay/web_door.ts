/** What the relay says to HTTP: that it is there, a page, and the upgrade to a WebSocket link. */
import { createHash } from "node:crypto";
import type { Socket } from "node:net";
import { adopt, type OpenPort } from "./adopt.ts";
import { sayLast } from "./last_words.ts";
import type { RequestHead } from "./upgrade_request.ts";

/** RFC 6455's constant. */
const WEBSOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const WEBSOCKET_PATHS: readonly string[] = ["/", "/ws"];

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>pychat relay</title>
<body style="font-family: system-ui; max-width: 40em; margin: 4em auto; padding: 0 1em">
<h1>A pychat relay</h1>
<p>It is running. This reaches it from a terminal:</p>
<pre id="command">pychat connect</pre>
<p id="invite" hidden>This is an invite's link, which is a secret: start <code>pychat connect</code> by itself, and paste the
whole link where it asks for the relay.</p>
<script>
document.getElementById("command").textContent += " " + location.host;
document.getElementById("invite").hidden = location.hash.length < 2;
</script>`;
const PAGE_HEADERS = [
  "content-type: text/html; charset=utf-8",
  "content-security-policy: default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; frame-ancestors 'none'",
  "x-content-type-options: nosniff",
];
const PLAIN = "content-type: text/plain; charset=utf-8";

/** What somebody gets who gets no link. */
export interface Answer {
  readonly status: string;
  readonly text: string;
  /** Besides those that each answer has. */
  readonly headers?: readonly string[];
}

/** Answers a plain request. Whatever comes behind it is not looked at: of one read that may be thousands of requests, or of pieces of a body. */
export function answerHttp({ method, path }: RequestHead, socket: Socket): void {
  if (method !== "GET" && method !== "HEAD") {
    const headers = [PLAIN, "allow: GET, HEAD"];
    return answer(socket, { status: "405 Method Not Allowed", text: "Only GET.", headers });
  }
  answer(socket, found(path), { silent: method === "HEAD" });
}

function found(path: string): Answer {
  if (path === "/") return { status: "200 OK", text: PAGE, headers: PAGE_HEADERS };
  if (path === "/healthz") return { status: "200 OK", text: "ok" };
  return { status: "404 Not Found", text: "There is nothing here." };
}

/** Turns a request for a WebSocket into a link, or says what is wrong with it. */
export function upgrade(request: RequestHead, socket: Socket, rest: Uint8Array, port: OpenPort): void {
  const wrong = whatIsWrong(request, port.origins);
  if (wrong) return answer(socket, wrong);
  const key = request.headers.get("sec-websocket-key") ?? "";
  const accept = createHash("sha1").update(key + WEBSOCKET_GUID).digest("base64");
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  adopt(socket, rest, { masked: true, port });
}

/** Says it, and closes: who would use the line again (a proxy, for a WebSocket) is told. Silent: the text is only measured. */
export function answer(socket: Socket, { status, text, headers = [PLAIN] }: Answer, { silent = false } = {}): void {
  const body = `${text}\n`;
  const { length } = new TextEncoder().encode(body);
  const head = [`HTTP/1.1 ${status}`, ...headers, `content-length: ${length}`, "connection: close", "", ""];
  sayLast(socket, head.join("\r\n") + (silent ? "" : body));
}

function whatIsWrong({ headers, path, method }: RequestHead, origins: readonly string[]): Answer | undefined {
  if (method !== "GET" || !WEBSOCKET_PATHS.includes(path)) {
    return { status: "404 Not Found", text: "There is no WebSocket here." };
  }
  if (headers.get("sec-websocket-version") !== "13") {
    return {
      status: "426 Upgrade Required",
      text: "Only WebSocket version 13.",
      headers: [PLAIN, "Sec-WebSocket-Version: 13"],
    };
  }
  if (!/^[A-Za-z0-9+/]{22}==$/.test(headers.get("sec-websocket-key") ?? "")) {
    return { status: "400 Bad Request", text: "The WebSocket key is missing." };
  }
  if (!mayConnect(headers.get("origin"), headers.get("host"), origins)) {
    return { status: "403 Forbidden", text: "A page of another site may not open a link to this relay." };
  }
  return undefined;
}

/** A page may open a link to the relay it came from; so may one on the visitor's own computer (pychat gui), and what the operator names. */
function mayConnect(origin: string | undefined, host: string | undefined, origins: readonly string[]): boolean {
  if (origin === undefined || origins.includes(origin)) return true;
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  return url.host === host || ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
}
