/** The public key that letters to somebody are sealed to (X25519). A key that nobody could use is refused where it is read. */
import { littleEndian } from "./little_endian.ts";
import { as, type Field, fixed } from "./wire.ts";
import { ProtocolError } from "./protocol_error.ts";

const PRIME = 2n ** 255n - 19n;

/**
 * The points that X25519 sends to zero. A letter to one of them cannot be sealed: a newcomer with such a key would make
 * everybody else's next rekey fail.
 */
const SMALL_ORDER: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
  PRIME - 1n,
]);

/** A box key on the wire: in its one encoding, and not of small order. */
export const boxKey: Field<Uint8Array> = as(fixed(32), usable, (key) => key);

function usable(key: Uint8Array): Uint8Array {
  const u = littleEndian(key);
  if (u >= PRIME) throw new ProtocolError("Cannot read a box key: it is not canonical");
  if (SMALL_ORDER.has(u)) throw new ProtocolError("Cannot read a box key: it is of small order");
  return key;
}
