/** The few types of the `ws` client that tests use; the package carries none. */
import type { EventEmitter } from "node:events";

export interface WebSocketOptions {
  readonly origin?: string;
  readonly perMessageDeflate?: boolean;
}

export default class WebSocket extends EventEmitter {
  constructor(address: string, options?: WebSocketOptions);
  binaryType: "nodebuffer" | "arraybuffer" | "fragments";
  readonly bufferedAmount: number;
  send(data: Uint8Array | string, options?: { readonly fin?: boolean; readonly binary?: boolean }): void;
  ping(data?: Uint8Array): void;
  pong(data?: Uint8Array): void;
  close(code?: number, reason?: string): void;
  terminate(): void;
  pause(): void;
  resume(): void;
}
