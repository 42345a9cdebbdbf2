/**
 * Writes to a socket's own handle and reads from it, past node's streams: what they do around each system call costs as much as the call, and of that a
 * relay's work consists. No document promises these ways. Where the runtime lacks one, there is none, and everything goes the usual one.
 */
import type { Socket } from "node:net";
import process from "node:process";
import type { DirectHandle, DirectLine } from "../shared/socket_pipe.ts";
import { Rests } from "./rests.ts";

/** How much is read at once: what the runtime would set aside for it. */
const READ_BYTES = 64 * 1024;
/** In front of it: room for what a line kept of a frame that had not all come. */
const ROOM_BYTES = 64 * 1024;
/** How much memory it reads into, the room included. */
export const READING_BYTES = ROOM_BYTES + READ_BYTES;

/** A write, as the handle knows it. */
class Write {
  /** Writes that wait, which only their handles know of otherwise: the collector must not take them, or what they write. */
  readonly #waiting: Set<Write>;
  #bytes: Uint8Array | undefined;
  #taken: ((all: boolean) => void) | undefined;

  constructor(waiting: Set<Write>) {
    this.#waiting = waiting;
  }

  wait(bytes: Uint8Array, taken: (all: boolean) => void): void {
    this.#bytes = bytes;
    this.#taken = taken;
    this.#waiting.add(this);
  }

  /** Called for what the kernel did not take at once, when it has, or when it never will. */
  oncomplete(status: number): void {
    this.#waiting.delete(this);
    this.#taken?.(status === 0);
  }
}

/** A handle that reads into memory it is given, and what it calls then; with what it read, where that is not in there. */
interface ReadingHandle extends DirectHandle {
  onread: (this: unknown, elsewhere?: unknown) => unknown;
  useUserBuffer(memory: Uint8Array): unknown;
}

/** What handles tell of the last read and the last write: how much was read, or why nothing; whether some of what was written still waits. */
interface LastDone {
  readonly numbers: ArrayLike<number>;
  readonly read: number;
  readonly waits: number;
}

/** What a direct line may be given, to share it with others. */
export interface DirectLineOptions {
  readonly memory?: Uint8Array | undefined;
  readonly rests?: Rests | undefined;
}

/** The direct line of this runtime, if it has one. What is read is dealt with before anything else is, so all sockets read into the same memory. */
export function directLine({
  memory = new Uint8Array(READING_BYTES),
  rests = new Rests({ monotonic: () => performance.now(), after: (ms, run) => setTimeout(run, ms) }),
}: DirectLineOptions = {}): DirectLine<Socket> | undefined {
  const done = lastDone();
  if (!done) return undefined;
  const { numbers, read, waits } = done;
  // Only a write that has to wait is remembered by its handle, so all others can be the same one.
  const waiting = new Set<Write>();
  let write = new Write(waiting);
  const target = memory.subarray(ROOM_BYTES);
  return {
    handleOf,
    now: () => performance.now(),
    later: (run) => rests.wait(run),
    write(handle, bytes, taken) {
      // That of a socket that has closed says that it is no more.
      if (handle.writeBuffer(write, bytes) !== 0) return undefined;
      if (numbers[waits] === 0) return true;
      write.wait(bytes, taken);
      write = new Write(waiting);
      return false;
    },
    read(handle, take) {
      if (!isReading(handle) || !lend(handle, target)) return false;
      const usual = handle.onread;
      // What a handle calls is settled when it starts.
      handle.readStop();
      handle.onread = (elsewhere) => {
        const length = numbers[read] ?? 0;
        if (length > 0 && elsewhere === undefined) take(target.subarray(0, length), ROOM_BYTES);
        // The end, or an error, of which its socket closes as ever.
        else return untraced(() => usual.call(handle, elsewhere));
      };
      // One that cannot be read from is broken, and the stream could do no better.
      handle.readStart();
      return true;
    },
  };
}

/**
 * What breaks in there is told without the way to it: to name files on that way the runtime opens more files, and where there are too many already it ends
 * the whole relay.
 */
function untraced<T>(run: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Has it read into this memory. False: there are runtimes that know of it by name only. */
function lend(handle: ReadingHandle, memory: Uint8Array): boolean {
  try {
    handle.useUserBuffer(memory);
    return true;
  } catch {
    return false;
  }
}

function lastDone(): LastDone | undefined {
  if (!("binding" in process) || typeof process.binding !== "function") return undefined;
  const binding: unknown = process.binding("stream_wrap");
  if (!isRecord(binding)) return undefined;
  const { streamBaseState: numbers, kReadBytesOrError: read, kLastWriteWasAsync: waits } = binding;
  if (!(numbers instanceof Int32Array) || typeof read !== "number" || typeof waits !== "number") return undefined;
  return { numbers, read, waits };
}

function handleOf(socket: Socket): DirectHandle | undefined {
  const handle: unknown = "_handle" in socket ? socket._handle : undefined;
  return isHandle(handle) ? handle : undefined;
}

function isHandle(value: unknown): value is DirectHandle {
  return isRecord(value) && has(value, ["writeBuffer", "readStart", "readStop"]);
}

function isReading(handle: object): handle is ReadingHandle {
  return isRecord(handle) && has(handle, ["onread", "useUserBuffer"]);
}

function has(value: Readonly<Record<string, unknown>>, methods: readonly string[]): boolean {
  return methods.every((method) => typeof value[method] === "function");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
