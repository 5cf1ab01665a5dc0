import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { getPath, getString, type JsonObject } from '@fluxts/base';
import type { GitCredentials, HttpTransport } from '@fluxts/git';
import type { KubeClient } from '@fluxts/kube-client';
import { type AccessToken, TokenCache } from './token-cache.ts';
import { requestToken } from './token-request.ts';

/** Who a process is at Azure, as the workload identity webhook tells a Pod by environment. */
export interface AzureIdentity {
  readonly tenantId: string;
  readonly clientId: string;
  /** The file with the service account token; read at each log-on, as it is renewed. */
  readonly tokenFile: string;
  /** Default `https://login.microsoftonline.com/`. */
  readonly authorityHost?: string;
}

/** The service account of an object that logs on as itself. */
export interface AzureServiceAccount {
  readonly namespace: string;
  readonly name: string;
}

/** Azure DevOps, in the words of Azure. */
const devOpsScope = '499b84ac-1321-427f-aa17-267ca6975798/.default';

const tokenAudience = 'api://AzureADTokenExchange';

const defaultAuthority = 'https://login.microsoftonline.com/';

/** Logs on to Azure DevOps by workload identity: a Kubernetes token is exchanged for one of Entra's. */
export class AzureWorkloadIdentity {
  readonly #transport: HttpTransport;
  readonly #client: KubeClient;
  readonly #identity: AzureIdentity | undefined;
  readonly #cache: TokenCache;
  readonly #now: () => number;

  constructor(
    transport: HttpTransport,
    client: KubeClient,
    identity: AzureIdentity | undefined,
    now: () => number,
  ) {
    this.#transport = transport;
    this.#client = client;
    this.#identity = identity;
    this.#cache = new TokenCache(now);
    this.#now = now;
  }

  /**
   * A bearer token for git, of the process itself or of a service account.
   * @param way proxy and certificates on the way to Entra
   * @throws Error that says what is missing, TokenEndpointError, GitError, KubeApiError
   */
  async bearerToken(
    account: AzureServiceAccount | undefined,
    way: GitCredentials,
    signal: AbortSignal,
  ): Promise<string> {
    if (account !== undefined) return this.#tokenOf(account, way, signal);
    const identity = this.#identity;
    if (identity === undefined) {
      throw new Error(
        'no workload identity is configured: AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_FEDERATED_TOKEN_FILE are not set',
      );
    }
    const { tenantId, clientId, tokenFile } = identity;
    return this.#cache.get(cacheKey(tenantId, clientId, tokenFile), async () => {
      const assertion = (await readFile(tokenFile, 'utf8')).trim();
      return this.#exchange(tenantId, clientId, assertion, way, signal);
    });
  }

  async #tokenOf(
    account: AzureServiceAccount,
    way: GitCredentials,
    signal: AbortSignal,
  ): Promise<string> {
    const { namespace, name } = account;
    const object = await this.#client.get(
      { apiVersion: 'v1', kind: 'ServiceAccount', namespace, name },
      { signal },
    );
    const annotations = object.metadata.annotations;
    const tenantId = getString(annotations, 'azure.workload.identity/tenant-id') ?? '';
    const clientId = getString(annotations, 'azure.workload.identity/client-id') ?? '';
    for (const [key, value] of [
      ['tenant-id', tenantId],
      ['client-id', clientId],
    ] as const) {
      if (!/^[0-9A-Za-z-]{1,64}$/.test(value)) {
        throw new Error(
          `azure ${key} is not set in the service account annotation azure.workload.identity/${key}`,
        );
      }
    }
    const uid = object.metadata.uid ?? '';
    return this.#cache.get(
      cacheKey(tenantId, clientId, `${namespace}/${name}/${uid}`),
      async () => {
        const response = await this.#client.request({
          method: 'POST',
          path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/serviceaccounts/${encodeURIComponent(name)}/token`,
          headers: { 'content-type': 'application/json', accept: 'application/json' },
          body: JSON.stringify({
            apiVersion: 'authentication.k8s.io/v1',
            kind: 'TokenRequest',
            spec: { audiences: [tokenAudience] },
          }),
          signal,
        });
        const answer = JSON.parse(Buffer.from(response.body).toString('utf8')) as JsonObject;
        const assertion = getString(answer, 'status', 'token') ?? '';
        if (assertion === '')
          throw new Error(`no token was issued for service account '${namespace}/${name}'`);
        return this.#exchange(tenantId, clientId, assertion, way, signal);
      },
    );
  }

  async #exchange(
    tenantId: string,
    clientId: string,
    assertion: string,
    way: GitCredentials,
    signal: AbortSignal,
  ): Promise<AccessToken> {
    const authority = this.#identity?.authorityHost ?? defaultAuthority;
    const body = new URLSearchParams({
      client_assertion: assertion,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_id: clientId,
      grant_type: 'client_credentials',
      scope: devOpsScope,
    });
    const answer = await requestToken(this.#transport, {
      method: 'POST',
      url: new URL(
        `${authority.replace(/\/*$/, '/')}${encodeURIComponent(tenantId)}/oauth2/v2.0/token`,
      ),
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: body.toString(),
      credentials: way,
      signal,
    });
    const token = getString(answer, 'access_token') ?? '';
    if (token === '') throw new Error('Entra sent no token');
    const seconds = Number(getPath(answer, 'expires_in') ?? 0);
    return { token, expiresAt: this.#now() + seconds * 1000 };
  }
}

function cacheKey(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
