// The broadcaster that one writes first with npm's `ws`: a message that comes in at a path goes out to all who are at that path.
import { createServer } from "node:http";
import process from "node:process";

// node has no package folder here, so it is told where deno keeps the package.
const [, , port, ws] = process.argv;
const { WebSocketServer } = await (ws ? import(ws) : import("ws"));

const channels = new Map();
const http = createServer();
const server = new WebSocketServer({ server: http, perMessageDeflate: false });

server.on("connection", (socket, request) => {
  const members = channels.get(request.url) ?? new Set();
  channels.set(request.url, members.add(socket));
  socket.on("message", (message) => {
    for (const member of members) member.send(message, { binary: true });
  });
  socket.on("close", () => members.delete(socket));
  socket.on("error", () => {});
});

http.listen({ port: Number(port), host: "127.0.0.1", backlog: 4096 });
