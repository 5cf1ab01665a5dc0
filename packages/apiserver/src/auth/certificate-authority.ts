import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** A certificate and its private key, as PEM texts. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const usages = ['sign', 'verify'] as const;
const day = 24 * 60 * 60 * 1000;
const authorityDays = 3650;
const certificateDays = 365;

/**
 * The server's own certificate authority. It signs the certificate that the server shows and those that
 * clients show; nothing else trusts it.
 */
export class CertificateAuthority {
  readonly #keys: webcrypto.CryptoKeyPair;
  readonly #own: x509.X509Certificate;
  /** Certificate and key, to be kept. */
  readonly pair: KeyPair;

  private constructor(keys: webcrypto.CryptoKeyPair, own: x509.X509Certificate, pair: KeyPair) {
    this.#keys = keys;
    this.#own = own;
    this.pair = pair;
  }

  /** Makes a new authority. */
  static async create(now: Date): Promise<CertificateAuthority> {
    const keys = await webcrypto.subtle.generateKey(algorithm, true, usages);
    const own = await x509.X509CertificateGenerator.createSelfSigned(
      {
        serialNumber: serialNumber(),
        name: 'CN=fluxts-apiserver-ca',
        ...validity(now, authorityDays),
        signingAlgorithm: algorithm,
        keys,
        extensions: [
          new x509.BasicConstraintsExtension(true, undefined, true),
          new x509.KeyUsagesExtension(
            x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.digitalSignature,
            true,
          ),
          await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
        ],
      },
      webcrypto,
    );
    const pair = { certificate: own.toString('pem'), key: await exportKey(keys.privateKey) };
    return new CertificateAuthority(keys, own, pair);
  }

  /** Takes up an authority that was kept. */
  static async load(pair: KeyPair): Promise<CertificateAuthority> {
    const own = new x509.X509Certificate(pair.certificate);
    const privateKey = await webcrypto.subtle.importKey(
      'pkcs8',
      x509.PemConverter.decodeFirst(pair.key),
      algorithm,
      true,
      ['sign'],
    );
    const publicKey = await own.publicKey.export(algorithm, ['verify'], webcrypto);
    return new CertificateAuthority({ privateKey, publicKey }, own, pair);
  }

  /** Signs the certificate that the server shows for these names and addresses. */
  issueServing(
    names: readonly string[],
    addresses: readonly string[],
    now: Date,
  ): Promise<KeyPair> {
    return this.#issue('CN=fluxts-apiserver', now, [
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        ...names.map((value) => ({ type: 'dns' as const, value })),
        ...addresses.map((value) => ({ type: 'ip' as const, value })),
      ]),
    ]);
  }

  /** Signs the certificate of a user who is a member of groups. */
  issueClient(user: string, groups: readonly string[], now: Date): Promise<KeyPair> {
    const subject = [...groups.map((group) => ({ O: [group] })), { CN: [user] }];
    return this.#issue(new x509.Name(subject).toString(), now, [
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
    ]);
  }

  async #issue(subject: string, now: Date, extensions: x509.Extension[]): Promise<KeyPair> {
    const keys = await webcrypto.subtle.generateKey(algorithm, true, usages);
    const certificate = await x509.X509CertificateGenerator.create(
      {
        serialNumber: serialNumber(),
        subject,
        issuer: this.#own.subject,
        ...validity(now, certificateDays),
        signingAlgorithm: algorithm,
        publicKey: keys.publicKey,
        signingKey: this.#keys.privateKey,
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
          await x509.AuthorityKeyIdentifierExtension.create(this.#own, false, webcrypto),
          ...extensions,
        ],
      },
      webcrypto,
    );
    return { certificate: certificate.toString('pem'), key: await exportKey(keys.privateKey) };
  }
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

function validity(now: Date, days: number): { notBefore: Date; notAfter: Date } {
  // Clocks of clients may be a little behind.
  return {
    notBefore: new Date(now.getTime() - 60 * 60 * 1000),
    notAfter: new Date(now.getTime() + days * day),
  };
}

function serialNumber(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  // A positive number: the highest bit stays clear, and the first byte is not zero.
  bytes[0] = ((bytes[0] as number) & 0x3f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}
