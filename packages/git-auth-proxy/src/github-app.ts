import { createPrivateKey, createSign, type KeyObject } from 'node:crypto';
import type { GitHubCredentials } from './endpoint.ts';
import { ProxyError } from './errors.ts';
import type { Exchange } from './upstream.ts';

/** An installation token is renewed when it has less than this left, in milliseconds. */
const renewBefore = 5 * 60_000;

/** How long the App's own signed statement is valid, in seconds; GitHub refuses more than ten minutes. */
const statementLifetime = 9 * 60;

/** A clock that runs behind or before GitHub's by this many seconds does no harm. */
const clockSkew = 60;

interface InstallationToken {
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * Installation tokens of one GitHub App installation: fetched when first needed, shared by all
 * requests, renewed before they expire, and asked for once however many requests wait.
 * See GitHub's documentation, "Authenticating as a GitHub App installation".
 */
export class GitHubAppTokens {
  readonly #credentials: GitHubCredentials;
  readonly #key: KeyObject;
  readonly #apiUrl: string;
  readonly #exchange: Exchange;
  readonly #now: () => number;
  #current: InstallationToken | undefined;
  #pending: Promise<InstallationToken> | undefined;

  /** @param apiUrl base of the REST API, such as `https://api.github.com` */
  constructor(
    credentials: GitHubCredentials,
    apiUrl: string,
    exchange: Exchange,
    now: () => number = Date.now,
  ) {
    this.#credentials = credentials;
    this.#key = createPrivateKey(credentials.privateKey);
    this.#apiUrl = apiUrl;
    this.#exchange = exchange;
    this.#now = now;
  }

  /** A token that is good for five minutes at least. @throws ProxyError `UpstreamCredentials`, `UpstreamUnreachable`, `UpstreamAnswer` */
  async token(): Promise<string> {
    const current = this.#current;
    if (current !== undefined && current.expiresAt - this.#now() > renewBefore)
      return current.token;
    this.#pending ??= this.#fetch().finally(() => {
      this.#pending = undefined;
    });
    return (await this.#pending).token;
  }

  /** Forgets the token, so that the next request fetches one; for when the host refused it. */
  forget(): void {
    this.#current = undefined;
  }

  async #fetch(): Promise<InstallationToken> {
    const url = `${this.#apiUrl}/app/installations/${this.#credentials.installationId}/access_tokens`;
    const answer = await this.#exchange({
      method: 'POST',
      url,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${this.#statement()}`,
        'user-agent': 'fluxts-git-auth-proxy',
        'content-length': '0',
      },
    });
    if (answer.status === 401 || answer.status === 403 || answer.status === 404) {
      throw new ProxyError(
        'UpstreamCredentials',
        `GitHub refused App ${this.#credentials.appId} for installation ${this.#credentials.installationId} (HTTP ${answer.status}); check appID, installationID and privateKey`,
      );
    }
    const token = answer.status === 201 ? parseToken(answer.body) : undefined;
    if (token === undefined) {
      throw new ProxyError(
        'UpstreamAnswer',
        `${url} answered HTTP ${answer.status} instead of an installation token`,
      );
    }
    this.#current = token;
    return token;
  }

  #statement(): string {
    const seconds = Math.floor(this.#now() / 1000);
    const header = encode({ alg: 'RS256', typ: 'JWT' });
    const claims = encode({
      iat: seconds - clockSkew,
      exp: seconds + statementLifetime,
      iss: String(this.#credentials.appId),
    });
    const signature = createSign('RSA-SHA256')
      .update(`${header}.${claims}`)
      .sign(this.#key, 'base64url');
    return `${header}.${claims}.${signature}`;
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function parseToken(body: string): InstallationToken | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof answer !== 'object' || answer === null) return undefined;
  const { token, expires_at: expires } = answer as { token?: unknown; expires_at?: unknown };
  if (typeof token !== 'string' || typeof expires !== 'string') return undefined;
  const expiresAt = Date.parse(expires);
  return Number.isNaN(expiresAt) ? undefined : { token, expiresAt };
}
