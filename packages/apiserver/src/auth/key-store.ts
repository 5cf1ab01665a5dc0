import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CertificateAuthority } from './certificate-authority.ts';

/** The secrets that make a server the same one after a restart. */
export interface ServerKeys {
  readonly authority: CertificateAuthority;
  /** Signs service account tokens: a private key in PEM. */
  readonly tokenKey: string;
}

/**
 * Reads the server's keys from a folder, and makes and keeps those that are missing.
 * @param folder absent: new keys that nobody keeps
 */
export async function loadServerKeys(folder: string | undefined, now: Date): Promise<ServerKeys> {
  if (folder === undefined) {
    return { authority: await CertificateAuthority.create(now), tokenKey: newTokenKey() };
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const certificate = readText(join(folder, 'ca.crt'));
  const key = readText(join(folder, 'ca.key'));
  let authority: CertificateAuthority;
  if (certificate === undefined || key === undefined) {
    authority = await CertificateAuthority.create(now);
    writeSecret(join(folder, 'ca.key'), authority.pair.key);
    writeSecret(join(folder, 'ca.crt'), authority.pair.certificate);
  } else {
    authority = await CertificateAuthority.load({ certificate, key });
  }
  const tokenPath = join(folder, 'service-accounts.key');
  let tokenKey = readText(tokenPath);
  if (tokenKey === undefined) {
    tokenKey = newTokenKey();
    writeSecret(tokenPath, tokenKey);
  }
  return { authority, tokenKey };
}

function newTokenKey(): string {
  return generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function writeSecret(path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600, flush: true });
}
