/** Where a socket becomes a link, whichever way it came: as a raw one, or upgraded from HTTP. */
import type { Socket } from "node:net";
import type { Pipe, PipeSink } from "../shared/link.ts";
import { type DirectLine, SocketPipe } from "../shared/socket_pipe.ts";
import type { Rests } from "./rests.ts";

/** What a port is told, and whom it asks. */
export interface ListenOptions {
  /** All addresses, when undefined. */
  readonly host: string | undefined;
  readonly port: number;
  readonly firstByteTime: number;
  /** Why a new connection from this address is not welcome; `left` is told that again when it is gone. `own`: the port's own knock. */
  arrived(address: string, own: boolean): string | undefined;
  left(address: string, unwelcome: string | undefined): void;
  /** Makes a link of a line that has said what it speaks. */
  accept(pipe: Pipe, transport: { readonly masked: boolean }): PipeSink;
  /** What arrives on links is read into this, where the runtime can. */
  readonly memory?: Uint8Array | undefined;
  /** Who has had his turn waits here for the next one. */
  readonly rests?: Rests | undefined;
  /** Origins of pages, besides this relay's own and those on the same computer, that may open a WebSocket. */
  readonly origins: readonly string[];
  /** Something broke in a handler: it is a bug, and only this line dies of it. */
  failed(error: unknown): void;
  /** Something is wrong with this computer that its operator can mend. */
  warn(line: string): void;
}

/** The port from inside. */
export interface OpenPort extends ListenOptions {
  /** This line is a link now, and no longer has to become one in time. */
  settled(socket: Socket): void;
  readonly direct: DirectLine<Socket> | undefined;
}

/** Gives a line to its link, with what has arrived already. A bug in a handler costs this line, not the relay. */
export function adopt(socket: Socket, rest: Uint8Array, { masked, port }: {
  readonly masked: boolean;
  readonly port: OpenPort;
}): void {
  port.settled(socket);
  const pipe = new SocketPipe(socket, {
    address: socket.remoteAddress ?? "",
    failed: port.failed,
    direct: port.direct,
  });
  try {
    pipe.own(port.accept(pipe, { masked }), rest);
  } catch (error) {
    port.failed(error);
    socket.destroy();
  }
}
