/** Reads frames.json: what every implementation of the protocol must read and write. */
import type { FromClient, FromClientCarry, FromRelay, FromRelayCarry } from "../../shared/messages.ts";

/** A message and its payload. */
export interface MessageVector<M> {
  readonly value: M;
  readonly bytes: Uint8Array;
}

/** A frame, as far as it is written down: its first and last bytes. */
export interface FrameVector {
  readonly opcode: number;
  readonly payload: Uint8Array;
  readonly mask: Uint8Array | undefined;
  readonly length: number;
  readonly begins: string;
  readonly ends: string;
}

export interface FrameVectors {
  readonly fromClient: readonly MessageVector<FromClient>[];
  readonly fromRelay: readonly MessageVector<FromRelay>[];
  readonly fromClientCarry: readonly MessageVector<FromClientCarry>[];
  readonly fromRelayCarry: readonly MessageVector<FromRelayCarry>[];
  readonly frames: readonly FrameVector[];
}

interface Written {
  readonly value: unknown;
  readonly bytes: string;
}

interface WrittenFrame {
  readonly opcode: number;
  readonly size: number;
  readonly mask?: string;
  readonly length: number;
  readonly begins: string;
  readonly ends: string;
}

export function frameVectors(): FrameVectors {
  const written = JSON.parse(Deno.readTextFileSync(new URL("frames.json", import.meta.url)), revived) as {
    readonly fromClient: readonly Written[];
    readonly fromRelay: readonly Written[];
    readonly fromClientCarry: readonly Written[];
    readonly fromRelayCarry: readonly Written[];
    readonly frames: readonly WrittenFrame[];
  };
  return {
    fromClient: messages<FromClient>(written.fromClient),
    fromRelay: messages<FromRelay>(written.fromRelay),
    fromClientCarry: messages<FromClientCarry>(written.fromClientCarry),
    fromRelayCarry: messages<FromRelayCarry>(written.fromRelayCarry),
    frames: written.frames.map(({ size, mask, ...frame }) => ({
      ...frame,
      payload: Uint8Array.from({ length: size }, (_, index) => index),
      mask: mask === undefined ? undefined : hex(mask),
    })),
  };
}

function messages<M>(written: readonly Written[]): readonly MessageVector<M>[] {
  return written.map(({ value, bytes }) => ({ value: value as M, bytes: hex(bytes) }));
}

function revived(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("hex" in value) || typeof value.hex !== "string") return value;
  return hex(value.hex);
}

function hex(text: string): Uint8Array {
  return Uint8Array.fromHex(text);
}
