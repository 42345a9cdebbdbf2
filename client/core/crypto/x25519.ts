/**
 * X25519 (RFC 7748): what two come to who have each a secret and the other's public key. It is here because @noble/curves takes half a second for a
 * thousand, which whoever removes somebody from a large channel would wait for. What the secret is used for is not known here.
 */
import {
  add,
  choose,
  copy,
  FIELD_BYTES,
  fromBytes,
  invert,
  type Limbs,
  multiply,
  scale,
  small,
  square,
  subtract,
  toBytes,
} from "../../../shared/curve25519/field25519.ts";

/** (486662 - 2) / 4, of the curve's equation. */
const A24 = 121665;

/** The shared secret; undefined for a key of small order, with which everybody comes to the same. */
export function agree(secret: Uint8Array, publicKey: Uint8Array): Uint8Array | undefined {
  if (secret.length !== FIELD_BYTES || publicKey.length !== FIELD_BYTES) {
    throw new RangeError(`Cannot agree on a secret: keys have ${FIELD_BYTES} bytes`);
  }
  const shared = climb(scalarOf(secret), fromBytes(publicKey));
  return shared.reduce((seen, byte) => seen | byte, 0) === 0 ? undefined : shared;
}

/** A multiple of the curve's cofactor with its highest bit set, so that neither a point's torsion nor the time tells anything of it. */
function scalarOf(secret: Uint8Array): DataView {
  const view = new DataView(new Uint8Array(secret).buffer);
  view.setUint8(0, view.getUint8(0) & 0xf8);
  view.setUint8(31, view.getUint8(31) & 0x7f | 0x40);
  return view;
}

/** The Montgomery ladder: the same steps whatever the scalar. x2/z2 and x3/z3 are points that always differ by x1. */
function climb(scalar: DataView, x1: Limbs): Uint8Array {
  const [x2, z2, x3, z3] = [small(1), small(0), copy(x1), small(1)];
  const [a, b, c, d] = [small(0), small(0), small(0), small(0)];
  let before = 0;
  for (let place = 254; place >= 0; place--) {
    const bit = scalar.getUint8(place >> 3) >> (place & 7) & 1;
    add(a, x2, z2);
    subtract(b, x2, z2);
    add(c, x3, z3);
    subtract(d, x3, z3);
    // To the sum of both points it makes no difference which is which.
    multiply(x3, d, a);
    multiply(z3, c, b);
    // The bit decides which one is doubled: the points are exchanged when it is another than before.
    choose(a, bit ^ before, a, c);
    choose(b, bit ^ before, b, d);
    before = bit;
    // 4xz = (x + z)^2 - (x - z)^2, and then RFC 7748's formulas.
    square(a, a);
    square(b, b);
    multiply(x2, a, b);
    subtract(b, a, b);
    scale(z2, b, A24);
    add(a, a, z2);
    multiply(z2, b, a);
    add(c, x3, z3);
    subtract(d, x3, z3);
    square(x3, c);
    square(d, d);
    multiply(z3, x1, d);
  }
  choose(x2, before, x2, x3);
  choose(z2, before, z2, z3);
  multiply(x2, x2, invert(z2));
  return toBytes(x2);
}
