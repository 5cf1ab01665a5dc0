import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import { getPath, getString } from '@fluxts/base';
import type { GitCredentials, HttpTransport } from '@fluxts/git';
import { SignJWT } from 'jose';
import type { SecretEntries } from './read-secret.ts';
import { type AccessToken, TokenCache } from './token-cache.ts';
import { requestToken, TokenEndpointError } from './token-request.ts';

/** A GitHub App's data in a secret, checked. */
interface AppData {
  readonly appId: string;
  readonly owner: string;
  readonly installationId: string;
  readonly privateKey: KeyObject;
  readonly base: string;
}

/** The user that goes with an installation's token. */
const tokenUser = 'x-access-token';

const defaultBase = 'https://api.github.com';

/** Says whether a secret holds the data of a GitHub App. */
export function hasGitHubApp(secret: SecretEntries): boolean {
  return (secret.get('githubAppID') ?? '') !== '';
}

/** Logs on as the installation of a GitHub App. Specified by https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app */
export class GitHubApp {
  readonly #transport: HttpTransport;
  readonly #cache: TokenCache;
  readonly #now: () => number;

  constructor(transport: HttpTransport, now: () => number) {
    this.#transport = transport;
    this.#cache = new TokenCache(now);
    this.#now = now;
  }

  /**
   * User name and password for git.
   * @param way proxy and certificates on the way to GitHub
   * @throws Error that says which key of the secret is wrong, TokenEndpointError, GitError
   */
  async credentials(
    secret: SecretEntries,
    way: GitCredentials,
    signal: AbortSignal,
  ): Promise<{ readonly username: string; readonly password: string }> {
    const app = readApp(secret);
    const key = createHash('sha256')
      .update(
        JSON.stringify([
          app.appId,
          app.owner,
          app.installationId,
          app.base,
          secret.get('githubAppPrivateKey'),
        ]),
      )
      .digest('hex');
    const password = await this.#cache.get(key, () => this.#installationToken(app, way, signal));
    return { username: tokenUser, password };
  }

  async #installationToken(
    app: AppData,
    way: GitCredentials,
    signal: AbortSignal,
  ): Promise<AccessToken> {
    const issued = Math.floor(this.#now() / 1000) - 30;
    const bearerToken = await new SignJWT()
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
      .setIssuer(app.appId)
      .setIssuedAt(issued)
      .setExpirationTime(issued + 120)
      .sign(app.privateKey);
    const ask = (method: 'GET' | 'POST', path: string): ReturnType<typeof requestToken> =>
      requestToken(this.#transport, {
        method,
        url: new URL(app.base + path),
        headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
        ...(method === 'POST' ? { body: '' } : {}),
        credentials: { ...way, bearerToken },
        signal,
      });
    const id =
      app.installationId === '' ? await findInstallation(app.owner, ask) : app.installationId;
    const answer = await ask('POST', `/app/installations/${encodeURIComponent(id)}/access_tokens`);
    const token = getString(answer, 'token');
    const expiresAt = Date.parse(getString(answer, 'expires_at') ?? '');
    if (token === undefined || token === '') throw new Error('GitHub sent no token');
    return { token, expiresAt: Number.isNaN(expiresAt) ? this.#now() : expiresAt };
  }
}

/** An owner is an organisation or a user. */
async function findInstallation(
  owner: string,
  ask: (method: 'GET', path: string) => ReturnType<typeof requestToken>,
): Promise<string> {
  for (const kind of ['orgs', 'users']) {
    try {
      const id = getPath(
        await ask('GET', `/${kind}/${encodeURIComponent(owner)}/installation`),
        'id',
      );
      if (typeof id === 'number' || typeof id === 'string') return String(id);
    } catch (error) {
      if (!(error instanceof TokenEndpointError) || error.status !== 404) throw error;
    }
  }
  throw new Error(`no installation of the app was found for '${owner}'`);
}

function readApp(secret: SecretEntries): AppData {
  const read = (key: string): string => secret.get(key)?.trim() ?? '';
  const appId = read('githubAppID');
  const owner = read('githubAppInstallationOwner');
  const installationId = read('githubAppInstallationID');
  if (!/^[1-9]\d{0,18}$/.test(appId))
    throw new Error('app ID must be provided to use github app authentication');
  if (owner === '' && installationId === '') {
    throw new Error(
      'app installation owner or ID must be provided to use github app authentication',
    );
  }
  if (owner !== '' && installationId !== '') {
    throw new Error(
      'only one of app installation owner or ID must be provided to use github app authentication',
    );
  }
  if (installationId !== '' && !/^[1-9]\d{0,18}$/.test(installationId)) {
    throw new Error("'githubAppInstallationID' is not a number");
  }
  return {
    appId,
    owner,
    installationId,
    privateKey: readKey(read('githubAppPrivateKey')),
    base: readBase(read('githubAppBaseURL')),
  };
}

function readKey(text: string): KeyObject {
  if (text === '') throw new Error('private key must be provided to use github app authentication');
  let key: KeyObject;
  try {
    key = createPrivateKey(text);
  } catch {
    // The cause is left out: it may quote the key.
    throw new Error("could not parse private key: 'githubAppPrivateKey' is not a PEM");
  }
  if (key.asymmetricKeyType !== 'rsa')
    throw new Error('could not parse private key: it is not an RSA key');
  return key;
}

function readBase(text: string): string {
  if (text === '') return defaultBase;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.search !== '') {
    throw new Error("invalid API URL: 'githubAppBaseURL' is not an http or https URL");
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}
