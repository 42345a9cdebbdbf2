/**
 * As much of WebAssembly as a loop takes: each function here is an instruction, with what it works on as its arguments, and gives its bytes. The module is
 * put together when the program starts, so offsets in it are those of the tables they come from, and nobody has to believe a binary.
 */

export type Code = readonly number[];

/** What a local may hold. */
export const I32 = 0x7f;
export const I64 = 0x7e;
export const F64 = 0x7c;
/** Sixteen bytes. */
export const V128 = 0x7b;
export type Kind = typeof I32 | typeof I64 | typeof F64 | typeof V128;

const NO_VALUE = 0x40;
const END = 0x0b;
const VECTOR = 0xfd;
const PAGE_BYTES = 65_536;
/** What every module begins with: its name, and the version of the format. */
const PREAMBLE = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** A function that takes its first locals as parameters and gives an i32. */
export interface Procedure {
  readonly parameters: readonly Kind[];
  readonly locals: readonly Kind[];
  readonly body: Code;
}

/** A module with this function, as "run", and at least so many bytes of memory, as "memory", which never grow. */
export function wasmModule({ parameters, locals, body }: Procedure, bytes: number): Uint8Array<ArrayBuffer> {
  const pages = unsigned(Math.ceil(bytes / PAGE_BYTES));
  const code = [...list(locals.map((kind) => [1, kind])), ...body, END];
  return Uint8Array.from([
    ...PREAMBLE,
    ...section(1, [0x60, ...list(parameters.map((kind) => [kind])), ...list([[I32]])]),
    ...section(3, [0]),
    ...section(5, [1, ...pages, ...pages]),
    ...section(7, [...name("run"), 0, 0], [...name("memory"), 2, 0]),
    ...section(10, [...unsigned(code.length), ...code]),
  ]);
}

/** A number for each local, in the order in which a procedure lists them. */
export function numbered<N extends string>(locals: Readonly<Record<N, Kind>>): Readonly<Record<N, number>> {
  return Object.fromEntries(Object.keys(locals).map((name, number) => [name, number])) as Record<N, number>;
}

export function get(local: number): Code {
  return [0x20, ...unsigned(local)];
}

export function set(local: number, value: Code): Code {
  return [...value, 0x21, ...unsigned(local)];
}

/** Instructions, one after the other. */
export function all(...instructions: readonly Code[]): Code {
  return instructions.flat();
}

/** To its end leads `leave`. */
export function block(...body: readonly Code[]): Code {
  return [0x02, NO_VALUE, ...body.flat(), END];
}

/** To its beginning leads `leave`; what comes to its end goes on behind it. */
export function loop(...body: readonly Code[]): Code {
  return [0x03, NO_VALUE, ...body.flat(), END];
}

export function when(
  condition: Code,
  { then, otherwise = [] }: { readonly then: Code; readonly otherwise?: Code },
): Code {
  return [...condition, 0x04, NO_VALUE, ...then, ...(otherwise.length > 0 ? [0x05, ...otherwise] : []), END];
}

/** Goes where the block, loop or `when` leads that is so many further out than the one around it. */
export function leave(outwards: number): Code {
  return [0x0c, ...unsigned(outwards)];
}

export function leaveIf(outwards: number, condition: Code): Code {
  return [...condition, 0x0d, ...unsigned(outwards)];
}

export function int(value: number): Code {
  return [0x41, ...signed(BigInt(value | 0))];
}

export function long(value: bigint): Code {
  return [0x42, ...signed(value)];
}

// Of i32, all without signs.
export const equal = binary(0x46);
export const unequal = binary(0x47);
export const less = binary(0x49);
export const more = binary(0x4b);
export const add = binary(0x6a);
export const subtract = binary(0x6b);
export const and = binary(0x71);
export const or = binary(0x72);
export const xor = binary(0x73);
export const shiftLeft = binary(0x74);
export const shiftRight = binary(0x76);
export const rotateRight = binary(0x78);

// Of i64.
export const addLong = binary(0x7c);
export const moreLong = binary(0x56);
export const longOfFloat = unary(0xb1);
export const floatOfLong = unary(0xba);

// Memory: an address, and how much further on. The lowest byte comes first.
export const byteAt = load(0x2d);
export const shortAt = load(0x2f);
export const intAt = load(0x28);
export const setByte = store(0x3a);
export const setInt = store(0x36);
export const setLong = store(0x37);
export const setFloat = store(0x39);

export const vectorAt = load(VECTOR, 0x00);
/** Eight bytes, and eight zeros behind them. */
export const halfVectorAt = load(VECTOR, 0x5d);
export const setVector = store(VECTOR, 0x0b);
export const orVector = binary(VECTOR, 0x50);
export const xorVector = binary(VECTOR, 0x51);
export const isNotZero = unary(VECTOR, 0x53);
/** An i32, four times. */
export const fourTimes = unary(VECTOR, 0x11);
const twice = unary(VECTOR, 0x12);
const REVERSED = [7, 6, 5, 4, 3, 2, 1, 0];

/** The first eight bytes as an i64, the highest first. */
export function highestFirst(vector: Code): Code {
  return [...vector, ...int(0), VECTOR, 0x11, VECTOR, 0x0d, ...REVERSED, ...REVERSED, VECTOR, 0x1d, 0];
}

/** An i64 with its bytes the other way round. */
export function reversed(value: Code): Code {
  return highestFirst(twice(value));
}

function unary(...opcode: Code): (value: Code) => Code {
  return (value) => [...value, ...opcode];
}

function binary(...opcode: Code): (left: Code, right: Code) => Code {
  return (left, right) => [...left, ...right, ...opcode];
}

/** Of its alignment nothing is said. */
function load(...opcode: Code): (address: Code, further?: number) => Code {
  return (address, further = 0) => [...address, ...opcode, 0, ...unsigned(further)];
}

function store(...opcode: Code): (address: Code, further: number, value: Code) => Code {
  return (address, further, value) => [...address, ...value, ...opcode, 0, ...unsigned(further)];
}

function section(id: number, ...items: readonly Code[]): Code {
  const content = list(items);
  return [id, ...unsigned(content.length), ...content];
}

function list(items: readonly Code[]): Code {
  return [...unsigned(items.length), ...items.flat()];
}

function name(text: string): Code {
  return list([...new TextEncoder().encode(text)].map((byte) => [byte]));
}

/** LEB128: seven bits a byte, the lowest first. */
function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [value & 0x7f | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: bigint): Code {
  const low = Number(value & 0x7fn);
  const rest = value >> 7n;
  const isLast = low < 0x40 ? rest === 0n : rest === -1n;
  return isLast ? [low] : [low | 0x80, ...signed(rest)];
}
