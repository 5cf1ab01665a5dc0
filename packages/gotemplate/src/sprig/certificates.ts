import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import { errorMessage } from '@fluxts/base';
import { dateFromTime, type GoTime } from '@fluxts/gocompat';
import { functionError } from '../error.ts';
import { formatPlain } from '../fmt/format-value.ts';
import { fixed, type FunctionMap, type Run } from '../functions/function.ts';
import { GoObject, type GoValue } from '../value/value.ts';
import { decodeBase64 } from './encoding.ts';
import { pem, privateKeyPem, readPrivateKey } from './keys.ts';
import type { KeyType } from './options.ts';
import { type Issuer, makeCertificate } from './x509.ts';

/** How many steps a key or certificate counts, as making one takes long. */
const slow = 1_000_000;

/** What the certificate functions need from outside. */
export interface CertificateSources {
  readonly now: () => GoTime;
  readonly random: (count: number) => Uint8Array;
  readonly generateKey: (type: KeyType, bits?: number) => string;
}

/** Sprig's pair of a certificate and its key, both PEM. */
class CertificateObject extends GoObject {
  readonly typeName = 'sprig.certificate';
  readonly certificate: string;
  readonly key: string;

  constructor(certificate: string, key: string) {
    super();
    this.certificate = certificate;
    this.key = key;
  }

  field(name: string): GoValue {
    if (name === 'Cert') return this.certificate;
    return name === 'Key' ? this.key : undefined;
  }

  entries(): readonly (readonly [string, GoValue])[] {
    return [
      ['Cert', this.certificate],
      ['Key', this.key],
    ];
  }
}

function address(value: GoValue): Uint8Array {
  if (typeof value !== 'string') {
    throw functionError(`error parsing ip: ${formatPlain(value)} is not a string`);
  }
  if (isIPv4(value)) return Uint8Array.from(value.split('.').map(Number));
  if (!isIPv6(value) || value.includes('%')) throw functionError(`error parsing ip: ${value}`);
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(value);
  const [, a, b, c, d] = (dotted ?? []).map(Number);
  const text =
    dotted === null ? value : value.slice(0, dotted.index) + ipv6Pair(a, b) + ':' + ipv6Pair(c, d);
  const [head = '', tail] = text.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const missing = 8 - groups(head).length - groups(tail ?? '').length;
  const all = [
    ...groups(head),
    ...Array.from({ length: missing }, () => '0'),
    ...groups(tail ?? ''),
  ];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

function ipv6Pair(high: number | undefined, low: number | undefined): string {
  return ((high ?? 0) * 256 + (low ?? 0)).toString(16);
}

function alternateName(value: GoValue): string {
  if (typeof value === 'string') return value;
  throw functionError(`error processing alternate dns name: ${formatPlain(value)} is not a string`);
}

/** Reads what a PEM key is. @throws GoTemplateError */
function readKey(text: string): KeyObject {
  try {
    return readPrivateKey(text);
  } catch {
    // What the platform says could quote the key.
    throw functionError('unable to decode private key');
  }
}

function readCertificate(text: string): Buffer {
  try {
    return new X509Certificate(text).raw;
  } catch (error) {
    throw functionError(`unable to decode certificate: ${errorMessage(error)}`);
  }
}

function authorityOf(value: GoValue): Issuer {
  if (!(value instanceof CertificateObject)) {
    throw functionError('wrong type for value; expected sprig.certificate');
  }
  return { key: readKey(value.key), certificate: readCertificate(value.certificate) };
}

function decodePem(text: string, what: string): string {
  const bytes = decodeBase64(text);
  if (!(bytes instanceof Uint8Array)) throw functionError(`unable to decode base64 ${what}`);
  return Buffer.from(bytes).toString();
}

/** Sprig's functions for keys and certificates. */
export function certificateFunctions(sources: CertificateSources): FunctionMap {
  const issue = (
    run: Run,
    request: { cn: string; ips: GoValue[]; names: GoValue[]; days: bigint; isAuthority: boolean },
    keyText: string | undefined,
    authority: Issuer | undefined,
  ): CertificateObject => {
    run.budget.step(slow);
    const notBefore = dateFromTime(sources.now());
    const notAfter = new Date(notBefore.getTime() + Number(request.days) * 86_400_000);
    if (Number.isNaN(notAfter.getTime()) || notAfter.getUTCFullYear() > 9999) {
      throw functionError(`cannot represent a validity of ${request.days} days`);
    }
    const details = {
      commonName: request.cn,
      addresses: request.ips.map(address),
      names: request.names.map(alternateName),
      notBefore,
      notAfter,
      isAuthority: request.isAuthority,
      serial: BigInt(`0x${Buffer.from(sources.random(16)).toString('hex')}`),
    };
    const key = readKey(keyText ?? sources.generateKey('rsa', 2048));
    try {
      const raw = makeCertificate(details, key, authority ?? { key, certificate: undefined });
      return new CertificateObject(pem('CERTIFICATE', raw), privateKeyPem(key));
    } catch (error) {
      throw functionError(`error creating certificate: ${errorMessage(error)}`);
    }
  };
  const selfSigned = (run: Run, cn: string, days: bigint, key?: string): CertificateObject =>
    issue(run, { cn, ips: [], names: [], days, isAuthority: true }, key, undefined);
  const plain = (cn: string, ips: GoValue[], names: GoValue[], days: bigint) => ({
    cn,
    ips,
    names,
    days,
    isAuthority: false,
  });
  return {
    genPrivateKey: fixed(['string'], (run, type) => {
      run.budget.step(slow);
      const wanted = type === '' ? 'rsa' : type;
      if (wanted !== 'rsa' && wanted !== 'dsa' && wanted !== 'ecdsa' && wanted !== 'ed25519') {
        return `Unknown type ${type}`;
      }
      return privateKeyPem(readKey(sources.generateKey(wanted)));
    }),
    genCA: fixed(['string', 'int'], (run, cn, days) => selfSigned(run, cn, days)),
    genCAWithKey: fixed(['string', 'int', 'string'], (run, cn, days, key) =>
      selfSigned(run, cn, days, key),
    ),
    genSelfSignedCert: fixed(['string', 'list', 'list', 'int'], (run, cn, ips, names, days) =>
      issue(run, plain(cn, ips, names, days), undefined, undefined),
    ),
    genSelfSignedCertWithKey: fixed(
      ['string', 'list', 'list', 'int', 'string'],
      (run, cn, ips, names, days, key) => issue(run, plain(cn, ips, names, days), key, undefined),
    ),
    genSignedCert: fixed(
      ['string', 'list', 'list', 'int', 'any'],
      (run, cn, ips, names, days, ca) =>
        issue(run, plain(cn, ips, names, days), undefined, authorityOf(ca)),
    ),
    genSignedCertWithKey: fixed(
      ['string', 'list', 'list', 'int', 'any', 'string'],
      (run, cn, ips, names, days, ca, key) =>
        issue(run, plain(cn, ips, names, days), key, authorityOf(ca)),
    ),
    buildCustomCert: fixed(['string', 'string'], (_run, certificate, key) => {
      const certificateText = decodePem(certificate, 'certificate');
      const keyText = decodePem(key, 'private key');
      readCertificate(certificateText);
      createPublicKey(readKey(keyText));
      return new CertificateObject(certificateText, keyText);
    }),
  };
}
