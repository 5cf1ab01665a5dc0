import { readFile } from 'node:fs/promises';
import type { ClusterAuth, Impersonation } from '../cluster-config.ts';
import { KubeClientError } from '../errors.ts';
import type { ClientCertificate } from '../transport/agent.ts';
import type { ExecPlugin } from './exec-plugin.ts';

/** What proves who we are, on one request. */
interface Proof {
  readonly headers: Readonly<Record<string, string>>;
  readonly certificate: ClientCertificate | undefined;
}

/** Where proofs come from. */
export interface Credentials {
  /** The proof that holds now. */
  current(): Promise<Proof>;
  /** Told that the server answered 401; says whether another proof may be had. */
  renew(): boolean;
}

/** How long a token file's content is used before it is read again; the kubelet renews them hourly. */
const tokenFileAgeMs = 60_000;

/** Credentials as a kubeconfig or a Pod has them. */
export function credentialsOf(
  auth: ClusterAuth,
  plugin: ExecPlugin | undefined,
  now: () => number,
): Credentials {
  const certificate =
    auth.certificate === undefined || auth.key === undefined
      ? undefined
      : { certificate: auth.certificate, key: auth.key };
  if (auth.tokenSource !== undefined) return tokenCredentials(auth.tokenSource, certificate);
  if (auth.tokenFile !== undefined) {
    return new TokenFileCredentials(auth.tokenFile, auth.token, certificate, now);
  }
  if (auth.token !== undefined) return fixed(bearer(auth.token), certificate);
  if (auth.username !== undefined) {
    const pair = Buffer.from(`${auth.username}:${auth.password ?? ''}`).toString('base64');
    return fixed({ authorization: `Basic ${pair}` }, certificate);
  }
  if (plugin !== undefined) return new ExecCredentials(plugin, certificate);
  return fixed({}, certificate);
}

/** A token given by the caller, instead of the kubeconfig's credentials. */
export function tokenCredentials(
  token: string | (() => Promise<string>),
  certificate?: ClientCertificate,
): Credentials {
  if (typeof token === 'string') return fixed(bearer(token), certificate);
  return {
    current: async () => ({ headers: bearer(await token()), certificate }),
    renew: () => true,
  };
}

/** The headers that make the server act as somebody else. @throws KubeClientError `RequestInvalid` */
export function impersonationHeaders(
  identity: Impersonation,
): Readonly<Record<string, string | readonly string[]>> {
  if (identity.user === '') {
    throw new KubeClientError('RequestInvalid', 'impersonating needs a user name', {
      retry: 'on-change',
    });
  }
  const headers: Record<string, string | readonly string[]> = { 'impersonate-user': identity.user };
  if (identity.uid !== undefined) headers['impersonate-uid'] = identity.uid;
  if (identity.groups !== undefined && identity.groups.length > 0) {
    headers['impersonate-group'] = identity.groups;
  }
  for (const [key, values] of Object.entries(identity.extra ?? {})) {
    headers[`impersonate-extra-${encodeURIComponent(key).toLowerCase()}`] = values;
  }
  return headers;
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

function fixed(
  headers: Readonly<Record<string, string>>,
  certificate: ClientCertificate | undefined,
): Credentials {
  const proof = Promise.resolve({ headers, certificate });
  return { current: () => proof, renew: () => false };
}

class TokenFileCredentials implements Credentials {
  readonly #file: string;
  readonly #fallback: string | undefined;
  readonly #certificate: ClientCertificate | undefined;
  readonly #now: () => number;
  #token: string | undefined;
  #readAt = 0;

  constructor(
    file: string,
    fallback: string | undefined,
    certificate: ClientCertificate | undefined,
    now: () => number,
  ) {
    this.#file = file;
    this.#fallback = fallback;
    this.#certificate = certificate;
    this.#now = now;
  }

  async current(): Promise<Proof> {
    if (this.#token === undefined || this.#now() - this.#readAt >= tokenFileAgeMs) {
      await this.#read();
    }
    return { headers: bearer(this.#token ?? ''), certificate: this.#certificate };
  }

  async #read(): Promise<void> {
    this.#readAt = this.#now();
    try {
      const token = (await readFile(this.#file, 'utf8')).trim();
      if (token !== '') this.#token = token;
    } catch (error) {
      // A file that cannot be read just now does not void the token we have.
      this.#token ??= this.#fallback;
      if (this.#token === undefined) {
        throw new KubeClientError('KubeconfigInvalid', `cannot read the token ${this.#file}`, {
          cause: error,
        });
      }
    }
    this.#token ??= this.#fallback;
    if (this.#token === undefined) {
      throw new KubeClientError('KubeconfigInvalid', `the token file ${this.#file} is empty`);
    }
  }

  renew(): boolean {
    this.#readAt = 0;
    return true;
  }
}

class ExecCredentials implements Credentials {
  readonly #plugin: ExecPlugin;
  readonly #certificate: ClientCertificate | undefined;

  constructor(plugin: ExecPlugin, certificate: ClientCertificate | undefined) {
    this.#plugin = plugin;
    this.#certificate = certificate;
  }

  async current(): Promise<Proof> {
    const issued = await this.#plugin.credential();
    return {
      headers: issued.token === undefined ? {} : bearer(issued.token),
      certificate: issued.certificate ?? this.#certificate,
    };
  }

  renew(): boolean {
    this.#plugin.expire();
    return true;
  }
}
