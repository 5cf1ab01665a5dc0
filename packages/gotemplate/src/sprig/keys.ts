import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { der, integer, readDer, sequence } from './der.ts';
import type { KeyType } from './options.ts';

/** Makes a key with the platform's generator, in PKCS#8 PEM form. */
export function generateKey(type: KeyType, bits = 4096): string {
  return generate(type, bits).export({ type: 'pkcs8', format: 'pem' }).toString();
}

// oxlint-disable-next-line typescript/consistent-return -- every case returns
function generate(type: KeyType, bits: number): KeyObject {
  switch (type) {
    case 'rsa':
      return generateKeyPairSync('rsa', { modulusLength: bits }).privateKey;
    case 'dsa':
      return generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 }).privateKey;
    case 'ecdsa':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    case 'ed25519':
      return generateKeyPairSync('ed25519').privateKey;
  }
}

/** Writes a private key in the form that sprig gives it. */
export function privateKeyPem(key: KeyObject): string {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others are dealt with below
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return key.export({ type: 'pkcs1', format: 'pem' }).toString();
    case 'ec':
      return key.export({ type: 'sec1', format: 'pem' }).toString();
    case 'dsa':
      return pem('DSA PRIVATE KEY', dsaKey(key));
    default:
      return key.export({ type: 'pkcs8', format: 'pem' }).toString();
  }
}

/** Reads a private key in any PEM form. @throws Error for what is none */
export function readPrivateKey(text: string): KeyObject {
  return createPrivateKey(text);
}

/** Writes bytes between PEM's lines. */
export function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}

/** OpenSSL's traditional form of a DSA key: its parameters, the public and the private value. */
function dsaKey(key: KeyObject): Buffer {
  const [whole] = readDer(key.export({ type: 'pkcs8', format: 'der' }));
  const [, algorithm, secret] = readDer(whole?.body ?? Buffer.alloc(0));
  const parameters = readDer(algorithm?.body ?? Buffer.alloc(0))[1];
  const [p = 1n, q = 1n, g = 1n] = integers(parameters?.body);
  const [x = 1n] = integers(secret?.body);
  return sequence(...[0n, p, q, g, power(g, x, p), x].map(integer));
}

function integers(bytes: Buffer | undefined): bigint[] {
  return readDer(bytes ?? Buffer.alloc(0)).map(({ body }) => BigInt(`0x${body.toString('hex')}`));
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** An OCTET STRING. */
export function octets(bytes: Uint8Array): Buffer {
  return der(0x04, bytes);
}
