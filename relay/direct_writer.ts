/**
 * Writes to a socket's own handle, past node's streams: what they do around each system call costs as much as the call, and of that a relay's work
 * consists. No document promises this way. Where the runtime lacks it, there is none, and everything goes the usual one.
 */
import type { Socket } from "node:net";
import process from "node:process";
import type { DirectHandle, DirectWriter } from "../shared/socket_pipe.ts";

/** A write, as the handle knows it. */
class Write {
  /** Writes that wait, which only their handles know of otherwise: the collector must not take them, or what they write. */
  readonly #waiting: Set<Write>;
  #bytes: Uint8Array | undefined;
  #taken: (() => void) | undefined;

  constructor(waiting: Set<Write>) {
    this.#waiting = waiting;
  }

  wait(bytes: Uint8Array, taken: () => void): void {
    this.#bytes = bytes;
    this.#taken = taken;
    this.#waiting.add(this);
  }

  /** Called for what the kernel did not take at once, when it has. When it never will, the socket closes, which is told by that. */
  oncomplete(status: number): void {
    this.#waiting.delete(this);
    if (status === 0) this.#taken?.();
  }
}

/** What a handle tells of the last write: whether some of it still waits. */
interface WriteState {
  readonly numbers: ArrayLike<number>;
  readonly waits: number;
}

/** The writer of this runtime, if it has one. */
export function directWriter(): DirectWriter<Socket> | undefined {
  const state = writeState();
  if (!state) return undefined;
  const { numbers, waits } = state;
  // Only a write that has to wait is remembered by its handle, so all others can be the same one.
  const waiting = new Set<Write>();
  let write = new Write(waiting);
  return {
    handleOf,
    write(handle, bytes, taken) {
      // That of a socket that has closed says that it is no more.
      if (handle.writeBuffer(write, bytes) !== 0) return undefined;
      if (numbers[waits] === 0) return true;
      write.wait(bytes, taken);
      write = new Write(waiting);
      return false;
    },
  };
}

function writeState(): WriteState | undefined {
  if (!("binding" in process) || typeof process.binding !== "function") return undefined;
  const binding: unknown = process.binding("stream_wrap");
  if (!isRecord(binding)) return undefined;
  const { streamBaseState: numbers, kLastWriteWasAsync: waits } = binding;
  return numbers instanceof Int32Array && typeof waits === "number" ? { numbers, waits } : undefined;
}

function handleOf(socket: Socket): DirectHandle | undefined {
  const handle: unknown = "_handle" in socket ? socket._handle : undefined;
  return isHandle(handle) ? handle : undefined;
}

function isHandle(value: unknown): value is DirectHandle {
  return isRecord(value) && typeof value["writeBuffer"] === "function";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
