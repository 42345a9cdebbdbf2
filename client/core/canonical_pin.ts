/** Words as they are told over the phone: who hears them does not hear how they are joined, nor which of their letters are large. */
const WORDS = /^[a-z]{3,}([-_. ]+[a-z]{3,})+$/i;

/** A PIN as it is compared: however its letters were composed, without the spaces around it that nobody sees, and words however they are joined. */
export function canonicalPin(typed: string): string {
  const pin = typed.normalize("NFC").trim();
  return WORDS.test(pin) ? pin.toLowerCase().replace(/[-_. ]+/g, "-") : pin;
}
