/** The number that bytes stand for, the last of them counting most, as curves write their numbers. */
export function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${bytes.toReversed().toHex()}`);
}
