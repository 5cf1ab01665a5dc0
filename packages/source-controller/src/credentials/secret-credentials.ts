import {
  type GitCredentials,
  parseRepositoryUrl,
  type ProxySettings,
  type RepositoryUrl,
  type TlsSettings,
} from '@fluxts/git';
import { SourceFailure } from '../failure.ts';
import type { SecretEntries } from './read-secret.ts';

/**
 * The address of `spec.url`, checked.
 * @throws SourceFailure `URLInvalid`, stalling
 */
export function checkUrl(url: string): RepositoryUrl {
  try {
    return parseRepositoryUrl(url);
  } catch (error) {
    throw new SourceFailure(error instanceof Error ? error.message : String(error), {
      kind: 'stalling',
      reason: 'URLInvalid',
      condition: 'FetchFailed',
      cause: error,
    });
  }
}

/**
 * Credentials from the Secret of `spec.secretRef`, by the keys that Flux documents and those it had before.
 * @param secret undefined when the object names none
 * @throws SourceFailure `AuthenticationFailed`
 */
export function credentialsFromSecret(
  url: RepositoryUrl,
  secret: SecretEntries | undefined,
): GitCredentials {
  if (url.scheme === 'ssh') return sshCredentials(secret);
  if (secret === undefined) return {};
  const tls = tlsSettings(secret);
  const bearerToken = secret.get('bearerToken');
  if (bearerToken !== undefined) return { ...tls, bearerToken };
  const username = secret.get('username') ?? url.basic?.username ?? '';
  const password = secret.get('password') ?? url.basic?.password ?? '';
  if (username === '' && password !== '') {
    throw invalid(`invalid '${url.scheme}' auth option: 'password' requires 'username' to be set`);
  }
  return username === '' ? tls : { ...tls, basic: { username, password } };
}

function sshCredentials(secret: SecretEntries | undefined): GitCredentials {
  const identity = nonEmpty(secret?.get('identity'));
  const knownHosts = nonEmpty(secret?.get('known_hosts'));
  if (identity === undefined) throw invalid("invalid 'ssh' auth option: 'identity' is required");
  if (knownHosts === undefined)
    throw invalid("invalid 'ssh' auth option: 'known_hosts' is required");
  const passphrase = nonEmpty(secret?.get('password'));
  return { ssh: { identity, knownHosts, ...(passphrase === undefined ? {} : { passphrase }) } };
}

/** Certificates in a secret, by today's keys or those before. @throws SourceFailure `AuthenticationFailed` */
export function tlsSettings(secret: SecretEntries): { readonly tls?: TlsSettings } {
  const ca = nonEmpty(secret.get('ca.crt')) ?? nonEmpty(secret.get('caFile'));
  const cert = nonEmpty(secret.get('tls.crt')) ?? nonEmpty(secret.get('certFile'));
  const key = nonEmpty(secret.get('tls.key')) ?? nonEmpty(secret.get('keyFile'));
  if ((cert === undefined) !== (key === undefined)) {
    throw invalid("'tls.crt' and 'tls.key' must be set together");
  }
  if (ca === undefined && cert === undefined) return {};
  return {
    tls: {
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined || key === undefined ? {} : { cert, key }),
    },
  };
}

/** The proxy that the Secret of `spec.proxySecretRef` names. @throws Error saying what is wrong with it */
export function proxyFromSecret(secret: SecretEntries): ProxySettings {
  const address = secret.get('address')?.trim() ?? '';
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (address === '') throw new Error("key 'address' not found");
  if (address.length > 2048 || url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new Error("key 'address' is not an http or https URL");
  }
  const username = nonEmpty(secret.get('username'));
  const password = nonEmpty(secret.get('password'));
  if (username === undefined && password !== undefined) {
    throw new Error("key 'password' requires 'username' to be set");
  }
  return {
    address,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text;
}

function invalid(why: string): SourceFailure {
  return new SourceFailure(`failed to configure authentication options: ${why}`, {
    reason: 'AuthenticationFailed',
    condition: 'FetchFailed',
  });
}
