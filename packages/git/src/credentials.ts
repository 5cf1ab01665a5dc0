import { createHash } from 'node:crypto';
import { GitError } from './error.ts';

/** A proxy for HTTP and HTTPS, itself spoken to over HTTP or HTTPS. */
export interface ProxySettings {
  /** `http://host:port` or `https://host:port`, without credentials. */
  readonly address: string;
  readonly username?: string;
  readonly password?: string;
}

/** PEM texts for TLS. */
export interface TlsSettings {
  /** Certificates to trust instead of the system's. */
  readonly ca?: string;
  /** The client's certificate chain; goes with `key`. */
  readonly cert?: string;
  readonly key?: string;
}

/** How to log on over SSH. There is no agent and no default key. */
export interface SshSettings {
  /** The private key, PEM or OpenSSH format. */
  readonly identity: string;
  /** The key's passphrase. */
  readonly passphrase?: string;
  /** The lines of a known_hosts file. A host that is not in it is refused. */
  readonly knownHosts: string;
}

/** All that may be needed to reach a repository. */
export interface GitCredentials {
  readonly basic?: { readonly username: string; readonly password: string };
  readonly bearerToken?: string;
  readonly tls?: TlsSettings;
  readonly ssh?: SshSettings;
  readonly proxy?: ProxySettings;
}

/** A repository and what opens it. */
export interface Remote {
  /** `http`, `https`, `ssh` or the scp-like form; checked by every operation. */
  readonly url: string;
  readonly credentials?: GitCredentials;
}

/**
 * A digest that is equal for equal credentials and tells nothing about them. Caches are keyed by it,
 * so that what one tenant's credentials opened is never read with another's.
 */
export function credentialsDigest(credentials: GitCredentials | undefined): string {
  const canonical = JSON.stringify([
    credentials?.basic?.username ?? null,
    credentials?.basic?.password ?? null,
    credentials?.bearerToken ?? null,
    credentials?.tls?.ca ?? null,
    credentials?.tls?.cert ?? null,
    credentials?.tls?.key ?? null,
    credentials?.ssh?.identity ?? null,
    credentials?.ssh?.passphrase ?? null,
    credentials?.ssh?.knownHosts ?? null,
    credentials?.proxy?.address ?? null,
    credentials?.proxy?.username ?? null,
    credentials?.proxy?.password ?? null,
  ]);
  return createHash('sha256').update(canonical).digest('hex');
}

/**
 * The `Authorization` header that the credentials call for; `undefined` if none.
 * @throws GitError `CredentialsInvalid` for values that cannot stand in a header
 */
export function authorizationHeader(credentials: GitCredentials | undefined): string | undefined {
  if (credentials?.bearerToken !== undefined) {
    if (!/^[\x21-\x7e]+$/.test(credentials.bearerToken)) {
      throw new GitError(
        'CredentialsInvalid',
        'the bearer token holds characters that no header may have',
        {
          retry: 'on-change',
        },
      );
    }
    return `Bearer ${credentials.bearerToken}`;
  }
  const basic = credentials?.basic;
  if (basic === undefined) return undefined;
  if (basic.username.includes(':')) {
    throw new GitError('CredentialsInvalid', "the user name holds a ':', which HTTP cannot send", {
      retry: 'on-change',
    });
  }
  return `Basic ${Buffer.from(`${basic.username}:${basic.password}`, 'utf8').toString('base64')}`;
}
