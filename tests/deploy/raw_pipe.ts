/** A raw link's pipe to a relay on this computer. */
import { connect } from "node:net";
import { RAW_MAGIC } from "../../shared/frames.ts";
import { SocketPipe } from "../../shared/socket_pipe.ts";

export async function rawPipe(port: number): Promise<SocketPipe> {
  const socket = connect({ host: "127.0.0.1", port });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.once("connect", resolve);
  socket.once("error", reject);
  await promise;
  socket.write(RAW_MAGIC.slice());
  return new SocketPipe(socket, "the relay", () => {});
}
