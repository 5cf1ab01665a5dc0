import { createHash, verify as verifyBytes } from 'node:crypto';
import {
  fingerprint,
  parseAuthorizedKeys,
  readPublicKey,
  type SshPublicKey,
  wireField,
  WireReader,
} from './ssh-key.ts';
import { VerificationError } from './verification-error.ts';

/** What git's signatures are made for; one made for something else must not count. */
const namespace = 'git';

const armor = /^-----BEGIN SSH SIGNATURE-----\s([A-Za-z0-9+/=\s]+)-----END SSH SIGNATURE-----$/;

/** Which hash a signature's algorithm has inside; `null` where the algorithm brings its own. */
const hashes: ReadonlyMap<string, string | null> = new Map([
  ['ssh-ed25519', null],
  ['sk-ssh-ed25519@openssh.com', null],
  ['rsa-sha2-256', 'sha256'],
  ['rsa-sha2-512', 'sha512'],
  ['ecdsa-sha2-nistp256', 'sha256'],
  ['ecdsa-sha2-nistp384', 'sha384'],
  ['ecdsa-sha2-nistp521', 'sha512'],
  ['sk-ecdsa-sha2-nistp256@openssh.com', 'sha256'],
]);

interface Signature {
  readonly publicKey: Uint8Array;
  readonly namespace: string;
  readonly hash: string;
  readonly algorithm: string;
  readonly bytes: Buffer;
  /** What a security token adds: its flags and its counter. */
  readonly token: Buffer;
}

/**
 * Checks an SSH signature of a git object.
 * Specified by https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig
 * @param authorizedKeys texts in the form of authorized_keys; one that cannot be read is passed over
 * as long as another can
 * @returns the fingerprint of the key that signed
 * @throws VerificationError
 */
export function verifySshSignature(
  armored: string,
  payload: Uint8Array,
  authorizedKeys: readonly string[],
): string {
  const signature = parseSignature(armored);
  const trusted = readTrusted(authorizedKeys);
  const signer = trusted.find((key) => Buffer.from(key.blob).equals(signature.publicKey));
  if (signer === undefined) throw noMatch('no key of the given ones made the signature');
  if (signature.namespace !== namespace) {
    throw noMatch(`the signature is made for '${signature.namespace.slice(0, 64)}', not for git`);
  }
  if (!isValid(signature, payload)) throw noMatch('the signature does not fit the content');
  return fingerprint(signer.blob);
}

function parseSignature(armored: string): Signature {
  const body = armor.exec(armored.trim())?.[1];
  if (body === undefined) throw new VerificationError('unable to unarmor SSH signature');
  try {
    const reader = new WireReader(Buffer.from(body.replace(/\s/g, ''), 'base64'));
    if (reader.take(6).toString('latin1') !== 'SSHSIG' || reader.uint32() !== 1) {
      throw new RangeError('it is of no known version');
    }
    const publicKey = reader.field();
    const space = reader.text();
    reader.field();
    const hash = reader.text();
    const inner = new WireReader(reader.field());
    const algorithm = inner.text();
    const bytes = inner.field();
    const token = algorithm.startsWith('sk-') ? inner.take(5) : Buffer.alloc(0);
    if (!inner.atEnd || !reader.atEnd) throw new RangeError('bytes follow it');
    return { publicKey, namespace: space, hash, algorithm, bytes, token };
  } catch (error) {
    throw new VerificationError('unable to unarmor SSH signature: it is not well formed', {
      cause: error,
    });
  }
}

function readTrusted(texts: readonly string[]): readonly SshPublicKey[] {
  const trusted: SshPublicKey[] = [];
  let problem: unknown;
  for (const text of texts) {
    try {
      trusted.push(...parseAuthorizedKeys(text));
    } catch (error) {
      problem ??= error;
    }
  }
  if (trusted.length === 0 && problem !== undefined) {
    throw new VerificationError('unable to parse authorized keys: ssh: no key found', {
      cause: problem,
    });
  }
  return trusted;
}

function isValid(signature: Signature, payload: Uint8Array): boolean {
  const hash = hashes.get(signature.algorithm);
  if (hash === undefined || (signature.hash !== 'sha256' && signature.hash !== 'sha512'))
    return false;
  try {
    const { application, key, type } = readPublicKey(signature.publicKey);
    const expected =
      type === 'ssh-rsa'
        ? /^rsa-sha2-(?:256|512)$/.test(signature.algorithm)
        : type === signature.algorithm;
    if (!expected) return false;
    const message = Buffer.concat([
      Buffer.from('SSHSIG'),
      wireField(signature.namespace),
      wireField(''),
      wireField(signature.hash),
      wireField(createHash(signature.hash).update(payload).digest()),
    ]);
    // A security token signs hashes, with its flags and counter in between.
    const signed =
      application === undefined
        ? message
        : Buffer.concat([sha256(application), signature.token, sha256(message)]);
    // The first flag says that somebody touched the token.
    if (application !== undefined && ((signature.token[0] ?? 0) & 1) === 0) return false;
    const bytes = type.includes('ecdsa') ? ecdsaToDer(signature.bytes) : signature.bytes;
    return verifyBytes(hash, signed, key, bytes);
  } catch {
    return false;
  }
}

function sha256(bytes: string | Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** From SSH's two numbers to the DER sequence of them that node wants. */
function ecdsaToDer(bytes: Buffer): Buffer {
  const reader = new WireReader(bytes);
  const numbers = [reader.field(), reader.field()].map((number) =>
    Buffer.concat([Buffer.from([0x02, number.length]), number]),
  );
  const content = Buffer.concat(numbers);
  const length = content.length < 128 ? [content.length] : [0x81, content.length];
  return Buffer.concat([Buffer.from([0x30, ...length]), content]);
}

function noMatch(why: string): VerificationError {
  return new VerificationError(
    `unable to verify payload with any of the given authorized keys: ${why}`,
  );
}
