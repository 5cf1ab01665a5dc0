import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { bitString, der, integer, oid, readDer, sequence, time } from './der.ts';
import { octets } from './keys.ts';

/** What a certificate says. */
export interface CertificateRequest {
  readonly commonName: string;
  /** Addresses in bytes: four or sixteen. */
  readonly addresses: readonly Uint8Array[];
  readonly names: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly isAuthority: boolean;
  readonly serial: bigint;
}

/** Who signs a certificate. */
export interface Issuer {
  readonly key: KeyObject;
  /** The issuer's own certificate in DER; `undefined` for one that signs itself. */
  readonly certificate: Buffer | undefined;
}

const signatureAlgorithms: Readonly<Record<string, Buffer>> = {
  rsa: sequence(oid('1.2.840.113549.1.1.11'), der(0x05)),
  ec: sequence(oid('1.2.840.10045.4.3.2')),
  ed25519: sequence(oid('1.3.101.112')),
};

function nameOf(commonName: string): Buffer {
  const attribute = sequence(oid('2.5.4.3'), der(0x0c, Buffer.from(commonName)));
  return commonName === '' ? sequence() : sequence(der(0x31, attribute));
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  const flag = critical ? [der(0x01, Buffer.from([0xff]))] : [];
  return sequence(oid(id), ...flag, octets(value));
}

/** The identifier of a key: the hash of its bits, as RFC 5280 proposes. */
function keyIdentifier(spki: Buffer): Buffer {
  const [whole] = readDer(spki);
  const bits = readDer(whole?.body ?? Buffer.alloc(0))[1];
  return createHash('sha1')
    .update(bits?.body.subarray(1) ?? Buffer.alloc(0))
    .digest();
}

/** The subject of a certificate, and the identifier of its key if it tells one. */
function issuerOf(certificate: Buffer): { subject: Buffer; identifier: Buffer | undefined } {
  const [whole] = readDer(certificate);
  const [body] = readDer(whole?.body ?? Buffer.alloc(0));
  const fields = readDer(body?.body ?? Buffer.alloc(0));
  // Version 1 certificates leave the version out.
  const subject = fields[fields[0]?.tag === 0xa0 ? 5 : 4];
  const [list] = readDer(fields.find(({ tag }) => tag === 0xa3)?.body ?? Buffer.alloc(0));
  const wanted = oid('2.5.29.14');
  const found = readDer(list?.body ?? Buffer.alloc(0))
    .map(({ body: parts }) => readDer(parts))
    .find(([id]) => id !== undefined && id.raw.equals(wanted));
  const identifier = readDer(found?.at(-1)?.body ?? Buffer.alloc(0))[0]?.body;
  return { subject: subject?.raw ?? sequence(), identifier };
}

function extensions(
  request: CertificateRequest,
  spki: Buffer,
  authority: Buffer | undefined,
): Buffer {
  // Digital signature and key encipherment; an authority also signs certificates.
  const usage = request.isAuthority
    ? bitString(Buffer.from([0xa4]), 2)
    : bitString(Buffer.from([0xa0]), 5);
  const list = [
    extension('2.5.29.15', true, usage),
    // Server and client authentication.
    extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.1'), oid('1.3.6.1.5.5.7.3.2'))),
    extension(
      '2.5.29.19',
      true,
      request.isAuthority ? sequence(der(0x01, Buffer.from([0xff]))) : sequence(),
    ),
  ];
  if (request.isAuthority) list.push(extension('2.5.29.14', false, octets(keyIdentifier(spki))));
  if (authority !== undefined) {
    list.push(extension('2.5.29.35', false, sequence(der(0x80, authority))));
  }
  const alternatives = [
    ...request.names.map((name) => der(0x82, Buffer.from(name))),
    ...request.addresses.map((address) => der(0x87, address)),
  ];
  if (alternatives.length > 0) {
    list.push(extension('2.5.29.17', false, sequence(...alternatives)));
  }
  return der(0xa3, sequence(...list));
}

/** Makes a certificate for a key, in DER. @throws Error for a key that cannot sign */
export function makeCertificate(
  request: CertificateRequest,
  key: KeyObject,
  issuer: Issuer,
): Buffer {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const signer = issuer.key.asymmetricKeyType ?? '';
  const algorithm = signatureAlgorithms[signer];
  if (algorithm === undefined) throw new Error(`x509: unsupported key type ${signer}`);
  const parent = issuer.certificate === undefined ? undefined : issuerOf(issuer.certificate);
  const subject = nameOf(request.commonName);
  const body = sequence(
    der(0xa0, integer(2n)),
    integer(request.serial),
    algorithm,
    parent?.subject ?? subject,
    sequence(time(request.notBefore), time(request.notAfter)),
    subject,
    spki,
    extensions(request, spki, parent?.identifier),
  );
  const signature = sign(signer === 'ed25519' ? null : 'sha256', body, issuer.key);
  return sequence(body, algorithm, bitString(signature));
}
