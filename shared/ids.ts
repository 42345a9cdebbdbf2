/**
 * The names that things have on the wire, as branded lower-case hex (or small numbers), each made by one parser.
 * Hex rather than bytes, so that an id is a map key, compares with ===, and can be printed.
 */
import { as, type Field, fixed, u32, u53 } from "./wire.ts";
import { ProtocolError } from "./protocol_error.ts";

declare const brand: unique symbol;
type Brand<T, Name> = T & { readonly [brand]: Name };

/** A channel: the first half of the digest of its create entry. */
export type ChannelId = Brand<string, "channel">;
/** A file's sealed bytes in a channel: drawn by who brings them. */
export type BlobId = Brand<string, "blob">;
/** A device: its Ed25519 public key. */
export type IdentityId = Brand<string, "identity">;
/** A state of a channel's member log: the digest of its newest entry. */
export type Head = Brand<string, "head">;
/** A holder of the channel's key: the number (seq) of the entry that let him in. */
export type MemberNumber = Brand<number, "member">;

/** Lower-case hex of some bytes. */
export function toHex(bytes: Uint8Array): string {
  return bytes.toHex();
}

/** The bytes that lower-case hex stands for. */
export function fromHex(hex: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/.test(hex)) throw new ProtocolError("Cannot read an id: it is not lower-case hex");
  return Uint8Array.fromHex(hex);
}

export const channelId: Field<ChannelId> = as(fixed(16), (bytes) => toHex(bytes) as ChannelId, fromHex);
export const blobId: Field<BlobId> = as(fixed(16), (bytes) => toHex(bytes) as BlobId, fromHex);
export const identityId: Field<IdentityId> = as(fixed(32), (bytes) => toHex(bytes) as IdentityId, fromHex);
export const head: Field<Head> = as(fixed(32), (bytes) => toHex(bytes) as Head, fromHex);
export const memberNumber: Field<MemberNumber> = as(u32, (value) => value as MemberNumber, (value) => value);
/** The member number that a plain number is; undefined for what is none. */
export function memberNumberFrom(value: number): MemberNumber | undefined {
  return Number.isInteger(value) && value >= 0 && value < 2 ** 32 ? value as MemberNumber : undefined;
}

/** A place in a channel's stream: a plain number, because one counts with it. */
export const cursor: Field<number> = u53;
