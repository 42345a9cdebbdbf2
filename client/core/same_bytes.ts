/** Compares secrets in a time that depends on their length only. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (const [place, byte] of a.entries()) difference |= byte ^ (b[place] as number);
  return difference === 0;
}
