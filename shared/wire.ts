/**
 * How values become bytes and back: fields, records and message tables.
 * It knows nothing of what the messages mean; whatever it refuses is the peer's fault, a ProtocolError.
 */
import { ProtocolError } from "./protocol_error.ts";
import { Reader } from "./reader.ts";
import { Writer } from "./writer.ts";

/** How one value is written and read. `size` is its length in bytes where that never varies. */
export interface Field<T> {
  readonly size: number | undefined;
  write(writer: Writer, value: T): void;
  read(reader: Reader): T;
}

/** A named row of fields; the order of the keys is the order of the bytes. */
export type Fields = Readonly<Record<string, Field<unknown>>>;

/** The object that a row of fields describes. */
export type Values<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/** One message: its tag on the wire and its fields. */
export type Row = readonly [tag: number, fields: Fields];

/** A table of messages by name. */
export type Table = Readonly<Record<string, Row>>;

/** Every message of a table, discriminated by `type`. */
export type MessageOf<T extends Table> = { [K in keyof T]: { readonly type: K } & Values<T[K][1]> }[keyof T];

/** Encodes and strictly decodes the messages of one table. */
export interface MessageCodec<T extends Table> {
  encode(message: MessageOf<T>): Uint8Array;
  decode(bytes: Uint8Array): MessageOf<T>;
}

const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const u8: Field<number> = { size: 1, write: (w, v) => w.u8(v), read: (r) => r.u8() };
export const u16: Field<number> = { size: 2, write: (w, v) => w.u16(v), read: (r) => r.u16() };
export const u32: Field<number> = { size: 4, write: (w, v) => w.u32(v), read: (r) => r.u32() };
export const u53: Field<number> = { size: 8, write: (w, v) => w.u53(v), read: (r) => r.u53() };

export const flag: Field<boolean> = {
  size: 1,
  write: (w, v) => w.u8(v ? 1 : 0),
  read: (r) => {
    const value = r.u8();
    if (value > 1) throw new ProtocolError("Cannot read a flag: it is neither 0 nor 1");
    return value === 1;
  },
};

/** Exactly `size` bytes. */
export function fixed(size: number): Field<Uint8Array> {
  return {
    size,
    write(writer, value) {
      if (value.length !== size) throw new RangeError(`Cannot write ${value.length} bytes: the field has ${size}`);
      writer.bytes(value);
    },
    read: (reader) => reader.bytes(size),
  };
}

/** Up to `most` bytes behind a u16 length. */
export function bytes(most: number): Field<Uint8Array> {
  return {
    size: undefined,
    write(writer, value) {
      if (value.length > most) throw new RangeError(`Cannot write ${value.length} bytes: the field takes ${most}`);
      writer.u16(value.length);
      writer.bytes(value);
    },
    read: (reader) => reader.bytes(within(reader.u16(), most)),
  };
}

/** All bytes up to the end of the message: only as the last field. */
export const rest: Field<Uint8Array> = {
  size: undefined,
  write: (writer, value) => writer.bytes(value),
  read: (reader) => reader.bytes(reader.left),
};

/** Well-formed UTF-8 of at most `most` bytes behind a u16 length. */
export function text(most: number): Field<string> {
  const raw = bytes(most);
  return {
    size: undefined,
    write: (writer, value) => raw.write(writer, utf8.encode(value)),
    read(reader) {
      try {
        return strictUtf8.decode(raw.read(reader));
      } catch (error) {
        if (error instanceof ProtocolError) throw error;
        throw new ProtocolError("Cannot read text: it is not UTF-8");
      }
    },
  };
}

/** Up to `most` values behind a u16 count. */
export function list<T>(item: Field<T>, most: number): Field<readonly T[]> {
  return {
    size: undefined,
    write(writer, values) {
      if (values.length > most) throw new RangeError(`Cannot write ${values.length} items: the field takes ${most}`);
      writer.u16(values.length);
      for (const value of values) item.write(writer, value);
    },
    read(reader) {
      const count = within(reader.u16(), most);
      return Array.from({ length: count }, () => item.read(reader));
    },
  };
}

/** Several fields as one value. */
export function record<F extends Fields>(fields: F): Field<Values<F>> {
  const entries = Object.entries(fields);
  const sizes = entries.map(([, field]) => field.size);
  return {
    size: sizes.every((size) => size !== undefined) ? sizes.reduce((sum, size) => sum + size, 0) : undefined,
    write(writer, value) {
      for (const [name, field] of entries) field.write(writer, value[name]);
    },
    read(reader) {
      const value: Record<string, unknown> = {};
      for (const [name, field] of entries) value[name] = field.read(reader);
      return value as Values<F>;
    },
  };
}

/** A field seen as another type, such as a branded id; `parse` throws ProtocolError for what it refuses. */
export function as<T, Raw>(raw: Field<Raw>, parse: (value: Raw) => T, format: (value: T) => Raw): Field<T> {
  return {
    size: raw.size,
    write: (writer, value) => raw.write(writer, format(value)),
    read: (reader) => parse(raw.read(reader)),
  };
}

/** The bytes of one value. */
export function encode<T>(field: Field<T>, value: T): Uint8Array {
  const writer = new Writer();
  field.write(writer, value);
  return writer.take();
}

/** The one value that these bytes are. */
export function decode<T>(field: Field<T>, bytes: Uint8Array): T {
  const reader = new Reader(bytes);
  const value = field.read(reader);
  reader.end();
  return value;
}

/** The codec of a table: a tag byte, then the fields of that row, then nothing. */
export function messageCodec<const T extends Table>(table: T): MessageCodec<T> {
  const rows = Object.entries(table).map(([type, [tag, fields]]) => ({ type, tag, record: record(fields) }));
  const byType = new Map(rows.map((row) => [row.type, row]));
  const byTag = new Map(rows.map((row) => [row.tag, row]));
  if (byTag.size !== rows.length) throw new RangeError("Cannot build a message table: two rows have one tag");
  return {
    encode(message) {
      const row = byType.get(message.type as string);
      if (!row) throw new RangeError(`Cannot encode "${String(message.type)}": no such message`);
      const writer = new Writer();
      writer.u8(row.tag);
      row.record.write(writer, message);
      return writer.take();
    },
    decode(bytes) {
      const reader = new Reader(bytes);
      const tag = reader.u8();
      const row = byTag.get(tag);
      if (!row) throw new ProtocolError(`Cannot read a message: unknown tag ${tag}`);
      const values = row.record.read(reader);
      reader.end();
      return { type: row.type, ...values } as MessageOf<T>;
    },
  };
}

/** Where each field of a row begins, tag included, as far as the sizes before it never vary. */
export function layout<F extends Fields>(row: readonly [tag: number, fields: F]): { readonly [K in keyof F]: number } {
  let at: number | undefined = 1;
  const offsets: Record<string, number> = {};
  for (const [name, field] of Object.entries(row[1])) {
    if (at === undefined) throw new RangeError(`Cannot lay out "${name}": a field before it has no fixed size`);
    offsets[name] = at;
    at = field.size === undefined ? undefined : at + field.size;
  }
  return offsets as { readonly [K in keyof F]: number };
}

function within(count: number, most: number): number {
  if (count > most) throw new ProtocolError(`Cannot read a message: ${count} is above the limit of ${most}`);
  return count;
}
