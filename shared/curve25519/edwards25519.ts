/**
 * Points of the curve -x^2 + y^2 = 1 + d x^2 y^2, and how they are added and doubled (RFC 8032, 5.1). How long it takes depends on the points, so it is for what
 * is public: signatures that are checked. What is signed is not known here.
 *
 * The formulas are those of Hisil, Wong, Carter and Dawson for a = -1 ("Twisted Edwards Curves Revisited", 3.1 and 3.3). They are complete: right for any
 * two points of the curve, be they the same, opposite, zero or of small order. Comments count of how many settled numbers a sum is, and what is multiplied:
 * nothing of m by something of n with m * n over 12 (field25519.ts).
 */
import {
  add,
  assign,
  copy,
  FIELD_BYTES,
  fromBytes,
  isBelowPrime,
  isOdd,
  isZero,
  type Limbs,
  multiply,
  raiseToRoot,
  small,
  square,
  subtract,
} from "./field25519.ts";

/** A point, which is changed in place: x = X/Z, y = Y/Z and xy = EH/Z. X, Y and Z are settled; E is of three numbers at most, H of two. */
export interface Point {
  readonly X: Limbs;
  readonly Y: Limbs;
  readonly Z: Limbs;
  readonly E: Limbs;
  readonly H: Limbs;
}

/** A point as it is added to others; each is of two numbers. */
export interface Addend {
  /** Y + X. */
  readonly plus: Limbs;
  /** Y - X. */
  readonly minus: Limbs;
  /** 2Z. */
  readonly Z2: Limbs;
  /** 2dXY/Z. */
  readonly T2d: Limbs;
}

/** The bit of an encoding that says which of two x it is: the odd one. */
const SIGN = 0x80;
const D = constant("52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3");
const ROOT_OF_MINUS_ONE = constant("2b8324804fc1df0b2b4d00993dfbd7a72f431806ad2fe478c4ee1b274a0ea0b0");
const ONE = small(1);
const ZERO = small(0);

/** The encoding of the base point, whose multiples public keys are. */
export const BASE_BYTES = Uint8Array.of(0x58, ...new Uint8Array(FIELD_BYTES - 1).fill(0x66));

/** A new zero: the point that changes nothing it is added to. */
export function zero(): Point {
  return { X: small(0), Y: small(1), Z: small(1), E: small(0), H: small(1) };
}

/** Makes a point zero again. */
export function clear({ X, Y, Z, E, H }: Point): void {
  for (const none of [X, E]) assign(none, ZERO);
  for (const one of [Y, Z, H]) assign(one, ONE);
}

/** The point that has this encoding. It is the only one: y is below the prime, and an x that is 0 has no sign. */
export function decodePoint(bytes: Uint8Array): Point | undefined {
  if (bytes.length !== FIELD_BYTES || !isBelowPrime(bytes)) return undefined;
  const isNegative = ((bytes[FIELD_BYTES - 1] ?? 0) & SIGN) !== 0;
  const Y = fromBytes(bytes);
  const X = findX(Y);
  if (!X || isNegative && isZero(X)) return undefined;
  if (isOdd(X) !== isNegative) subtract(X, ZERO, X);
  return { X, Y, Z: small(1), E: copy(X), H: copy(Y) };
}

/** Makes it the opposite point. */
export function negate({ X, E }: Point): void {
  subtract(X, ZERO, X);
  subtract(E, ZERO, E);
}

/** A point as it can be added to others again and again. */
export function addendOf({ X, Y, Z, E, H }: Point): Addend {
  const [plus, minus, Z2, T2d] = [small(0), small(0), small(0), small(0)];
  add(plus, Y, X);
  subtract(minus, Y, X);
  add(Z2, Z, Z);
  multiply(T2d, E, H); // 3 by 2
  multiply(T2d, T2d, D);
  add(T2d, T2d, T2d);
  return { plus, minus, Z2, T2d };
}

/** Whether it is one of the eight points that are zero when multiplied by 8. */
export function isSmallOrder({ X, Y, Z, E, H }: Point): boolean {
  const eightfold = { X: copy(X), Y: copy(Y), Z: copy(Z), E: copy(E), H: copy(H) };
  const adder = new Adder();
  for (let times = 0; times < 3; times++) adder.double(eightfold);
  const difference = eightfold.E;
  subtract(difference, eightfold.Y, eightfold.Z);
  return isZero(eightfold.X) && isZero(difference);
}

/** Adds, subtracts and doubles, with some memory to do it in. */
export class Adder {
  readonly #a = small(0);
  readonly #b = small(0);
  readonly #c = small(0);
  readonly #d = small(0);

  add(to: Point, addend: Addend): void {
    const [F, G, C, D] = [this.#a, this.#b, this.#c, this.#d];
    this.#multiply(to, addend, addend);
    subtract(F, D, C); // 2
    add(G, D, C); // 2
    complete(to, F, G);
  }

  /** Adds the opposite: Y + X and Y - X are exchanged in it, and 2dXY/Z has the other sign. */
  subtract(from: Point, addend: Addend): void {
    const [F, G, C, D] = [this.#a, this.#b, this.#c, this.#d];
    this.#multiply(from, addend, { plus: addend.minus, minus: addend.plus });
    add(F, D, C); // 2
    subtract(G, D, C); // 2
    complete(from, F, G);
  }

  double(point: Point): void {
    const { X, Y, Z, E, H } = point;
    const [A, B, F] = [this.#a, this.#b, this.#c];
    square(A, X);
    square(B, Y);
    square(F, Z);
    add(H, A, B); // 2
    add(E, X, Y); // 2
    square(E, E); // 2 by 2
    subtract(E, H, E); // 3
    subtract(A, A, B); // 2
    add(F, F, F); // 2
    add(F, F, A); // 4
    complete(point, F, A);
  }

  /** The formulas' C and D; and E = B - A and H = B + A. */
  #multiply(
    { X, Y, Z, E, H }: Point,
    { Z2, T2d }: Addend,
    { plus, minus }: { readonly plus: Limbs; readonly minus: Limbs },
  ): void {
    const [A, B, C, D] = [this.#a, this.#b, this.#c, this.#d];
    subtract(A, Y, X); // 2
    multiply(A, A, minus); // 2 by 2
    add(B, Y, X); // 2
    multiply(B, B, plus); // 2 by 2
    multiply(C, E, H); // 3 by 2
    multiply(C, C, T2d); // 1 by 2
    multiply(D, Z, Z2); // 1 by 2
    subtract(E, B, A); // 2
    add(H, B, A); // 2
  }
}

/** The sum, or the double, of what its E and H, F and G are. */
function complete({ X, Y, Z, E, H }: Point, F: Limbs, G: Limbs): void {
  multiply(X, E, F); // 3 by 4
  multiply(Y, G, H); // 2 by 2
  multiply(Z, F, G); // 4 by 2
}

/**
 * Finds an x for a y, if there is one: x^2 is u/v with u = y^2 - 1 and v = dy^2 + 1, which never is 0. It is u * v^3 * (u * v^7)^((p-5)/8), or that times a root of -1,
 * or there is none.
 */
function findX(y: Limbs): Limbs | undefined {
  const [x, u, v, v3, power, found] = [small(0), small(0), small(0), small(0), small(0), small(0)];
  square(v, y);
  subtract(u, v, ONE); // 2
  multiply(v, v, D);
  add(v, v, ONE); // 2
  square(v3, v); // 2 by 2
  multiply(v3, v3, v); // 1 by 2
  square(power, v3);
  multiply(power, power, v); // 1 by 2
  multiply(power, power, u); // 1 by 2
  multiply(x, u, v3); // 2 by 1
  multiply(x, x, raiseToRoot(power));
  square(found, x);
  multiply(found, found, v); // 1 by 2
  const difference = power;
  subtract(difference, found, u); // 3
  if (isZero(difference)) return x;
  multiply(x, x, ROOT_OF_MINUS_ONE);
  add(difference, found, u); // 3
  return isZero(difference) ? x : undefined;
}

function constant(hex: string): Limbs {
  return fromBytes(Uint8Array.fromHex(hex).reverse());
}
