import { createHash, createPublicKey, type KeyObject } from 'node:crypto';

/** Reads the fields of SSH's wire format (RFC 4251, section 5). */
export class WireReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** A field with its length before it. @throws RangeError when the bytes end early */
  field(): Buffer {
    const length = this.#bytes.readUInt32BE(this.#at);
    const start = this.#at + 4;
    if (start + length > this.#bytes.length) throw new RangeError('a field ends early');
    this.#at = start + length;
    return this.#bytes.subarray(start, this.#at);
  }

  text(): string {
    return this.field().toString('utf8');
  }

  uint32(): number {
    const value = this.#bytes.readUInt32BE(this.#at);
    this.#at += 4;
    return value;
  }

  take(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw new RangeError('the bytes end early');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }
}

/** Writes a field with its length before it. */
export function wireField(bytes: Uint8Array | string): Buffer {
  const content = Buffer.from(bytes as Uint8Array);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, content]);
}

/** A public key as SSH writes it. */
export interface SshPublicKey {
  readonly type: string;
  /** The key in wire format: what is compared, and what fingerprints are made of. */
  readonly blob: Uint8Array;
}

const keyLine = /(?:^|\s)((?:sk-)?(?:ssh|ecdsa)-[a-z0-9@.-]+)\s+([A-Za-z0-9+/]+={0,2})(?:\s|$)/;

/**
 * Reads lines of an authorized_keys file; options before a key and comments behind it have no meaning here.
 * @throws Error for a line that holds no key
 */
export function parseAuthorizedKeys(text: string): readonly SshPublicKey[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const match = keyLine.exec(line);
      if (match?.[1] === undefined || match[2] === undefined) {
        throw new Error('unable to parse authorized key: ssh: no key found');
      }
      return { type: match[1], blob: Buffer.from(match[2], 'base64') };
    });
}

/** A key's fingerprint as `ssh-keygen -l` prints it. */
export function fingerprint(blob: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

const curves: Readonly<Record<string, string>> = {
  nistp256: 'P-256',
  nistp384: 'P-384',
  nistp521: 'P-521',
};

/**
 * The key for node's crypto. `sk-` keys of security tokens sign more than the message, so they come with
 * the application that they are bound to.
 * @throws Error for a type that is not known, or bytes that are no key
 */
export function readPublicKey(blob: Uint8Array): {
  readonly type: string;
  readonly key: KeyObject;
  readonly application?: string;
} {
  const reader = new WireReader(blob);
  const type = reader.text();
  switch (type) {
    case 'ssh-ed25519':
      return { type, key: ed25519Key(reader.field()) };
    case 'sk-ssh-ed25519@openssh.com':
      return { type, key: ed25519Key(reader.field()), application: reader.text() };
    case 'ssh-rsa': {
      const e = reader.field();
      const n = unsigned(reader.field());
      if (n.length * 8 < 2048) throw new Error('an RSA key of less than 2048 bits is not trusted');
      return { type, key: jwk({ kty: 'RSA', e: base64url(unsigned(e)), n: base64url(n) }) };
    }
    case 'ecdsa-sha2-nistp256':
    case 'ecdsa-sha2-nistp384':
    case 'ecdsa-sha2-nistp521':
      return { type, key: ecdsaKey(reader) };
    case 'sk-ecdsa-sha2-nistp256@openssh.com':
      return { type, key: ecdsaKey(reader), application: reader.text() };
    default:
      throw new Error(`keys of type '${type.slice(0, 64)}' are not supported`);
  }
}

function ed25519Key(bytes: Buffer): KeyObject {
  return jwk({ kty: 'OKP', crv: 'Ed25519', x: base64url(bytes) });
}

function ecdsaKey(reader: WireReader): KeyObject {
  const crv = curves[reader.text()];
  const point = reader.field();
  // Only points written in full are in use: 04, x, y.
  if (crv === undefined || point[0] !== 4) throw new Error('the ECDSA key is not well formed');
  const half = (point.length - 1) / 2;
  const x = base64url(point.subarray(1, 1 + half));
  const y = base64url(point.subarray(1 + half));
  return jwk({ kty: 'EC', crv, x, y });
}

function jwk(key: { readonly kty: string; readonly [field: string]: string }): KeyObject {
  return createPublicKey({ key, format: 'jwk' });
}

/** Numbers have a zero in front when their first bit is set. */
function unsigned(bytes: Buffer): Buffer {
  return bytes[0] === 0 ? bytes.subarray(1) : bytes;
}

function base64url(bytes: Buffer): string {
  return bytes.toString('base64url');
}
