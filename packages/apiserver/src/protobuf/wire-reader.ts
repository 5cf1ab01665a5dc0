import { badRequest } from '../api-error.ts';

/** One field as it stands on the wire. */
export interface WireField {
  readonly number: number;
  /** 0 varint, 1 eight bytes, 2 a length and bytes, 5 four bytes. */
  readonly wireType: 0 | 1 | 2 | 5;
  /** The value of a varint; 0 for the other types. */
  readonly varint: bigint;
  /** The bytes of every other type. */
  readonly bytes: Buffer;
}

const nothing = Buffer.alloc(0);

/**
 * Reads the fields of one protobuf message, in order.
 * @throws ApiError `BadRequest` for bytes that are no message
 */
export function* readFields(message: Buffer): Iterable<WireField> {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = message[at++];
      if (byte === undefined) break;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw broken();
  };
  const take = (length: number): Buffer => {
    if (length > message.length - at) throw broken();
    const bytes = message.subarray(at, at + length);
    at += length;
    return bytes;
  };
  while (at < message.length) {
    const tag = Number(varint());
    const number = Math.floor(tag / 8);
    const wireType = tag % 8;
    if (number === 0) throw broken();
    switch (wireType) {
      case 0:
        yield { number, wireType, varint: varint(), bytes: nothing };
        break;
      case 1:
        yield { number, wireType, varint: 0n, bytes: take(8) };
        break;
      case 2:
        yield { number, wireType, varint: 0n, bytes: take(Number(varint())) };
        break;
      case 5:
        yield { number, wireType, varint: 0n, bytes: take(4) };
        break;
      default:
        throw broken();
    }
  }
}

function broken(): Error {
  return badRequest('the body of the request is not a protobuf message');
}
