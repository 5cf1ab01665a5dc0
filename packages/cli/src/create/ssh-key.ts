import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { promisify } from 'node:util';
import { CommandError } from '../error.ts';

/** An SSH key pair in the forms that OpenSSH reads. */
export interface SshKeyPair {
  /** Private key: PKCS #8 PEM, or OpenSSH's own format for ed25519. */
  readonly identity: string;
  /** `<type> <base64>`, one line. */
  readonly identityPub: string;
}

/** Which key to make. */
export type SshKeyRequest =
  | { readonly algorithm: 'rsa'; readonly bits: number }
  | { readonly algorithm: 'ecdsa'; readonly curve: 'p256' | 'p384' | 'p521' }
  | { readonly algorithm: 'ed25519' };

const generate = promisify(generateKeyPair);

/** Makes a fresh key pair. */
export async function generateSshKey(request: SshKeyRequest): Promise<SshKeyPair> {
  const privateKey = await freshKey(request);
  const blob = publicBlob(createPublicKey(privateKey));
  return {
    identity:
      request.algorithm === 'ed25519'
        ? opensshEd25519(privateKey, blob)
        : privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    identityPub: publicLine(blob),
  };
}

async function freshKey(request: SshKeyRequest): Promise<KeyObject> {
  const { privateKey } =
    request.algorithm === 'rsa'
      ? await generate('rsa', { modulusLength: request.bits })
      : request.algorithm === 'ecdsa'
        ? await generate('ec', { namedCurve: curves[request.curve].node })
        : await generate('ed25519');
  return privateKey;
}

/**
 * The public line of a private key in PEM.
 * @throws CommandError `InvalidInput`; the key itself is never part of the message
 */
export function publicKeyOf(identity: string, passphrase: string, file: string): string {
  try {
    const own = /^-----BEGIN OPENSSH PRIVATE KEY-----\s([\s\S]*?)-----END/.exec(identity.trim());
    if (own !== null) return publicLine(opensshPublicBlob(Buffer.from(own[1] as string, 'base64')));
    const key = createPrivateKey({
      key: identity,
      format: 'pem',
      ...(passphrase === '' ? {} : { passphrase }),
    });
    return publicLine(publicBlob(createPublicKey(key)));
  } catch (error) {
    throw new CommandError(
      'InvalidInput',
      `${file} holds no private key that can be read; PEM and OpenSSH's own format are understood, and --password opens one with a passphrase`,
      { cause: error },
    );
  }
}

const curves = {
  p256: { node: 'P-256', ssh: 'nistp256', bytes: 32 },
  p384: { node: 'P-384', ssh: 'nistp384', bytes: 48 },
  p521: { node: 'P-521', ssh: 'nistp521', bytes: 66 },
} as const;

/** The public key in SSH's wire form, RFC 4253 section 6.6 and RFC 5656 section 3.1. */
function publicBlob(key: KeyObject): Buffer {
  const jwk = key.export({ format: 'jwk' });
  const bytes = (field: string | undefined): Buffer => Buffer.from(field ?? '', 'base64url');
  if (jwk.kty === 'RSA') {
    return Buffer.concat([text('ssh-rsa'), mpint(bytes(jwk.e)), mpint(bytes(jwk.n))]);
  }
  if (jwk.kty === 'OKP') return Buffer.concat([text('ssh-ed25519'), field(bytes(jwk.x))]);
  const curve = Object.values(curves).find((one) => one.node === jwk.crv);
  if (curve === undefined) throw new Error(`curve ${jwk.crv} is not one of SSH's`);
  const point = Buffer.concat([
    Buffer.from([4]),
    padStart(bytes(jwk.x), curve.bytes),
    padStart(bytes(jwk.y), curve.bytes),
  ]);
  return Buffer.concat([text(`ecdsa-sha2-${curve.ssh}`), text(curve.ssh), field(point)]);
}

function publicLine(blob: Buffer): string {
  const length = blob.readUInt32BE(0);
  return `${blob.subarray(4, 4 + length).toString('ascii')} ${blob.toString('base64')}\n`;
}

/** OpenSSH's `openssh-key-v1`, unencrypted: older ssh reads ed25519 keys in no other form. */
function opensshEd25519(key: KeyObject, publicKey: Buffer): string {
  const jwk = key.export({ format: 'jwk' });
  const seed = Buffer.from(jwk.d ?? '', 'base64url');
  const point = Buffer.from(jwk.x ?? '', 'base64url');
  const check = randomBytes(4);
  const secret = Buffer.concat([
    check,
    check,
    text('ssh-ed25519'),
    field(point),
    field(Buffer.concat([seed, point])),
    text(''),
  ]);
  const padding = Buffer.from(
    Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, i) => i + 1),
  );
  const one = Buffer.alloc(4);
  one.writeUInt32BE(1);
  const body = Buffer.concat([
    Buffer.from('openssh-key-v1\0', 'ascii'),
    text('none'),
    text('none'),
    text(''),
    one,
    field(publicKey),
    field(Buffer.concat([secret, padding])),
  ]);
  const lines = body.toString('base64').match(/.{1,70}/g) ?? [];
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`;
}

/** The public key stands unencrypted in `openssh-key-v1`, after cipher, key derivation and count. */
function opensshPublicBlob(body: Buffer): Buffer {
  let offset = 'openssh-key-v1\0'.length;
  const next = (): Buffer => {
    const length = body.readUInt32BE(offset);
    const bytes = body.subarray(offset + 4, offset + 4 + length);
    offset += 4 + length;
    return bytes;
  };
  next();
  next();
  next();
  if (body.readUInt32BE(offset) !== 1) throw new Error('not exactly one key');
  offset += 4;
  return next();
}

function field(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function text(value: string): Buffer {
  return field(Buffer.from(value, 'ascii'));
}

function mpint(bytes: Buffer): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const trimmed = bytes.subarray(start);
  const negative = ((trimmed[0] ?? 0) & 0x80) !== 0;
  return field(negative ? Buffer.concat([Buffer.from([0]), trimmed]) : trimmed);
}

function padStart(bytes: Buffer, length: number): Buffer {
  return Buffer.concat([Buffer.alloc(Math.max(0, length - bytes.length)), bytes]);
}
