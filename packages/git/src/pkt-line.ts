import { GitError } from './error.ts';

/** A packet line, or one of the marks between them. */
export type Packet = Uint8Array | 'flush' | 'delimiter' | 'response-end';

/** The longest packet: four digits of length and 65516 bytes. */
const maxPacket = 65_520;

/**
 * Writes text as a packet line.
 * Specified by https://git-scm.com/docs/gitprotocol-common
 */
export function packetLine(text: string): string {
  const length = Buffer.byteLength(text) + 4;
  if (length > maxPacket) throw new GitError('ProtocolError', 'a packet line would be too long');
  return length.toString(16).padStart(4, '0') + text;
}

/** Ends a message. */
export const flushPacket = '0000';

/** Parts a request's capabilities from its arguments. */
export const delimiterPacket = '0001';

/**
 * Splits bytes into packets.
 * @throws GitError `ProtocolError` for a length that is none, or bytes that end early
 */
export function* readPackets(bytes: Uint8Array): Generator<Packet> {
  let at = 0;
  while (at < bytes.length) {
    const digits = Buffer.from(bytes.subarray(at, at + 4)).toString('latin1');
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) {
      throw new GitError('ProtocolError', 'the server sent a packet without a length');
    }
    const length = Number.parseInt(digits, 16);
    if (length === 0 || length === 1 || length === 2) {
      yield length === 0 ? 'flush' : length === 1 ? 'delimiter' : 'response-end';
      at += 4;
    } else if (length < 4 || at + length > bytes.length) {
      throw new GitError('ProtocolError', 'the server sent a packet that ends early');
    } else {
      yield bytes.subarray(at + 4, at + length);
      at += length;
    }
  }
}

/** A packet as text, without the newline at its end. */
export function packetText(packet: Uint8Array): string {
  return Buffer.from(packet.buffer, packet.byteOffset, packet.byteLength)
    .toString('utf8')
    .replace(/\n$/, '');
}
