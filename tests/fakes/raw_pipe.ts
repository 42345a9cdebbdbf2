/** A raw link's pipe to a relay that listens on a port of this computer. */
import { connect } from "node:net";
import { RAW_MAGIC } from "../../shared/frames.ts";
import { SocketPipe } from "../../shared/socket_pipe.ts";

export async function rawPipe(port: number): Promise<SocketPipe> {
  const socket = connect({ host: "127.0.0.1", port });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.once("connect", resolve);
  socket.once("error", reject);
  await promise;
  socket.on("error", () => {});
  socket.setNoDelay(true);
  socket.write(RAW_MAGIC.slice());
  return new SocketPipe(socket, {
    address: "the relay",
    failed(error) {
      throw error;
    },
  });
}
