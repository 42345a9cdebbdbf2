/** A PIN as it is compared: however its letters were composed, and without the spaces around it that nobody sees. */
export function canonicalPin(typed: string): string {
  return typed.normalize("NFC").trim();
}
