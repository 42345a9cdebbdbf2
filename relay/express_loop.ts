/**
 * The loop of an express. Posts lie one behind the other, in frames as they arrived; each that is as expected becomes, where it lies, what everybody gets of
 * it, which is shorter: so what is written is always behind what is read, by more than the vector in which it goes.
 */
import { OPCODE } from "../shared/frames.ts";
import { clientTable, relayTable } from "../shared/messages.ts";
import { layout } from "../shared/wire.ts";
import {
  add,
  addLong,
  all,
  and,
  block,
  byteAt,
  type Code,
  equal,
  F64,
  floatOfLong,
  fourTimes,
  get,
  halfVectorAt,
  highestFirst,
  I32,
  I64,
  int,
  intAt,
  isNotZero,
  leave,
  leaveIf,
  less,
  long,
  longOfFloat,
  loop,
  more,
  moreLong,
  numbered,
  or,
  orVector,
  type Procedure,
  reversed,
  rotateRight,
  set,
  setByte,
  setFloat,
  setInt,
  setLong,
  setVector,
  shiftLeft,
  shiftRight,
  shortAt,
  subtract,
  unequal,
  V128,
  vectorAt,
  when,
  xor,
  xorVector,
} from "./wasm.ts";

const POST = layout(clientTable.post);
const SAID = layout(relayTable.said);
export const VECTOR_BYTES = 16;

/** Where in memory is what is expected, and what was found; behind it is what is taken from. */
export const AT = { id: 0, head: 16, author: 48, written: 52, count: 56, counter: 64, bytes: 80 } as const;

const FINAL_BINARY = 0x80 | OPCODE.binary;
const MASKED = 0x80;
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
/** So much of a post is not in what becomes of it. More than a vector: see above. */
const SHORTER = POST.channel - SAID.channel;

const PARAMETERS = {
  /** Where the next frame begins, and where all ends. */
  at: I32,
  end: I32,
  most: I32,
  largest: I32,
  /** 4, or 0 where nothing is masked. */
  keyBytes: I32,
  cursor: F64,
  counter: F64,
} as const;
const LOCALS = {
  /** Where all began. */
  begin: I32,
  /** Of the post: its length, where it is, and what it is masked with, or 0. */
  length: I32,
  payload: I32,
  key: I32,
  /** The key as often as it goes into a vector, as it lies over head, channel, counter and body: each begins one behind a multiple of 4. */
  keys: V128,
  count: I32,
  last: I64,
  mine: I64,
  now: I64,
  /** Where it is read from and written to, how much there is to write, and where that ends. */
  source: I32,
  out: I32,
  size: I32,
  outEnd: I32,
} as const;
const at = numbered({ ...PARAMETERS, ...LOCALS });

/** Its parameters are those of `Express.take`. */
export const TAKE: Procedure = {
  parameters: Object.values(PARAMETERS),
  locals: Object.values(LOCALS),
  body: all(
    set(at.begin, get(at.at)),
    set(at.out, get(at.at)),
    set(at.now, longOfFloat(get(at.cursor))),
    set(at.last, longOfFloat(get(at.counter))),
    block(loop(
      leaveIf(1, equal(get(at.count), get(at.most))),
      ...header(),
      ...payload(),
      set(at.last, get(at.mine)),
      set(at.now, addLong(get(at.now), long(1n))),
      set(at.count, add(get(at.count), int(1))),
      ...said(),
      set(at.at, add(get(at.payload), get(at.length))),
      leave(0),
    )),
    setInt(int(0), AT.written, subtract(get(at.out), get(at.begin))),
    setInt(int(0), AT.count, get(at.count)),
    setFloat(int(0), AT.counter, floatOfLong(get(at.last))),
    get(at.at),
  ),
};

/** A whole frame's, with a length that a post may have. */
function header(): readonly Code[] {
  const expected = or(int(FINAL_BINARY), shiftLeft(get(at.keyBytes), int(13)));
  return [
    leaveIf(1, unequal(and(shortAt(get(at.at)), int(MASKED << 8 | 0xff)), expected)),
    set(at.length, and(byteAt(get(at.at), 1), int(0x7f))),
    set(at.payload, add(get(at.at), int(2))),
    when(more(get(at.length), int(125)), {
      then: all(
        leaveIf(2, equal(get(at.length), int(127))),
        set(at.length, or(shiftLeft(byteAt(get(at.at), 2), int(8)), byteAt(get(at.at), 3))),
        leaveIf(2, less(get(at.length), int(126))),
        set(at.payload, add(get(at.at), int(4))),
      ),
    }),
    set(at.key, int(0)),
    when(get(at.keyBytes), { then: set(at.key, intAt(get(at.payload))) }),
    set(at.payload, add(get(at.payload), get(at.keyBytes))),
    leaveIf(1, less(get(at.length), int(POST.body))),
    leaveIf(1, more(get(at.length), get(at.largest))),
    leaveIf(1, more(add(get(at.payload), get(at.length)), get(at.end))),
  ];
}

/** A post's, in this channel, at its head, and new. */
function payload(): readonly Code[] {
  const tag = and(xor(byteAt(get(at.payload)), get(at.key)), int(0xff));
  const unlike = (offset: number, expected: number) =>
    xorVector(xorVector(vectorAt(get(at.payload), offset), get(at.keys)), vectorAt(int(0), expected));
  const head = orVector(unlike(POST.head, AT.head), unlike(POST.head + VECTOR_BYTES, AT.head + VECTOR_BYTES));
  return [
    leaveIf(1, unequal(tag, int(clientTable.post[0]))),
    set(at.keys, fourTimes(rotateRight(get(at.key), int(8)))),
    leaveIf(1, isNotZero(orVector(head, unlike(POST.channel, AT.id)))),
    set(at.mine, highestFirst(xorVector(halfVectorAt(get(at.payload), POST.counter), get(at.keys)))),
    leaveIf(1, equal(moreLong(get(at.mine), get(at.last)), int(0))),
    leaveIf(1, moreLong(get(at.mine), long(SAFE))),
  ];
}

/** What everybody gets of it: author and cursor, then the rest of the post as it is. */
function said(): readonly Code[] {
  return [
    set(at.source, add(get(at.payload), int(POST.channel))),
    set(at.size, subtract(get(at.length), int(SHORTER))),
    setByte(get(at.out), 0, int(FINAL_BINARY)),
    when(less(get(at.size), int(126)), {
      then: all(
        setByte(get(at.out), 1, get(at.size)),
        set(at.out, add(get(at.out), int(2))),
      ),
      otherwise: all(
        setByte(get(at.out), 1, int(126)),
        setByte(get(at.out), 2, shiftRight(get(at.size), int(8))),
        setByte(get(at.out), 3, get(at.size)),
        set(at.out, add(get(at.out), int(4))),
      ),
    }),
    set(at.outEnd, add(get(at.out), get(at.size))),
    setByte(get(at.out), 0, int(relayTable.said[0])),
    setInt(get(at.out), SAID.author, intAt(int(AT.author))),
    setLong(get(at.out), SAID.cursor, reversed(get(at.now))),
    set(at.out, add(get(at.out), int(SAID.channel))),
    loop(
      setVector(get(at.out), 0, xorVector(vectorAt(get(at.source)), get(at.keys))),
      set(at.source, add(get(at.source), int(VECTOR_BYTES))),
      set(at.out, add(get(at.out), int(VECTOR_BYTES))),
      leaveIf(0, less(get(at.out), get(at.outEnd))),
    ),
    set(at.out, get(at.outEnd)),
  ];
}
