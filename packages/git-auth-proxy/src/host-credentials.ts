import type { Credentials, Endpoint } from './endpoint.ts';
import { GitHubAppTokens } from './github-app.ts';
import { sameName } from './request-path.ts';
import type { Route } from './routes.ts';
import type { Exchange } from './upstream.ts';

/**
 * The `Authorization` header that a git host wants for an endpoint. One instance serves one
 * configuration; endpoints that share a GitHub App installation share its token.
 */
export class HostCredentials {
  readonly #apps = new Map<Credentials, GitHubAppTokens>();
  readonly #exchange: Exchange;
  readonly #now: () => number;

  constructor(exchange: Exchange, now: () => number = Date.now) {
    this.#exchange = exchange;
    this.#now = now;
  }

  /** @throws ProxyError when a GitHub App token cannot be had */
  async authorization(endpoint: Endpoint, kind: Route['kind']): Promise<string> {
    const { credentials } = endpoint;
    if (credentials.provider === 'azuredevops') return basic('pat', credentials.pat);
    const token = await this.#app(endpoint, credentials).token();
    return kind === 'api' ? `Bearer ${token}` : basic('x-access-token', token);
  }

  /** Drops what was cached for an endpoint, after its host refused it. */
  forget(endpoint: Endpoint): void {
    this.#apps.get(endpoint.credentials)?.forget();
  }

  #app(endpoint: Endpoint, credentials: Credentials & { provider: 'github' }): GitHubAppTokens {
    let app = this.#apps.get(credentials);
    if (app === undefined) {
      app = new GitHubAppTokens(credentials, gitHubApiUrl(endpoint), this.#exchange, this.#now);
      this.#apps.set(credentials, app);
    }
    return app;
  }
}

function gitHubApiUrl({ scheme, host }: Endpoint): string {
  return sameName(host, 'github.com') ? 'https://api.github.com' : `${scheme}://${host}/api/v3`;
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
