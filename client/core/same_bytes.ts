/** Compares secrets in a time that depends on their length only. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let place = 0; place < a.length; place++) difference |= (a[place] as number) ^ (b[place] as number);
  return difference === 0;
}
