import { errorMessage, getString } from '@fluxts/base';
import { createKubeClient, type KubeClient, type KubeObject } from '@fluxts/kube-client';
import type { Clock } from '@fluxts/runtime';
import { parseJson } from '@fluxts/yaml';
import type { ClusterAccess } from './remote-clusters.ts';
import { TargetError } from './target-error.ts';

/** A token is renewed when this much of its life is left, in milliseconds. */
const renewBeforeMs = 60_000;

/** A name, and so nothing that would make the path of a request another one. */
const accountName = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;

/**
 * Reads from a tenant's ConfigMap how to log in to a cluster that trusts this one's ServiceAccounts: `provider:
 * generic`, `address`, `ca.crt`, `serviceAccountName`, and `audiences` (one a line; the address if there
 * are none). Tokens of that account are asked for as they are needed.
 * @throws TargetError `ProviderUnsupported` for the clouds' own logins, `AccessInvalid`; KubeApiError when it cannot be read
 */
export async function readClusterConfigMap(
  local: KubeClient,
  namespace: string,
  name: string,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<ClusterAccess> {
  const map = await readMap(local, namespace, name, signal);
  const text = (key: string): string | undefined => getString(map['data'], key);
  const id = `${namespace}/${name}`;
  const provider = text('provider') ?? '';
  if (provider !== 'generic') {
    throw new TargetError(
      'ProviderUnsupported',
      `provider '${provider}' of configmap ${id} is not available here; use 'generic', or spec.kubeConfig.secretRef`,
      { retry: 'on-change' },
    );
  }
  const server = required(text('address'), 'address', id);
  const account = required(text('serviceAccountName'), 'serviceAccountName', id);
  if (account.length > 253 || !accountName.test(account)) {
    throw new TargetError(
      'AccessInvalid',
      `the 'serviceAccountName' of configmap ${id} is not the name of a ServiceAccount`,
      { retry: 'on-change' },
    );
  }
  const audiences = (text('audiences') ?? server)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const { uid, resourceVersion } = map.metadata;
  return {
    name: `ConfigMap/${id}`,
    version: `${uid}.${resourceVersion}`,
    connect: () => {
      const auth = { tokenSource: tokens(local, { namespace, account, audiences, clock }) };
      return createKubeClient({ server, caData: text('ca.crt'), auth }, { allowExec: false });
    },
  };
}

async function readMap(
  local: KubeClient,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<KubeObject> {
  try {
    return await local.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name }, { signal });
  } catch (error) {
    throw new TargetError(
      'AccessMissing',
      `failed to get configmap ${namespace}/${name}: ${errorMessage(error)}`,
      { cause: error },
    );
  }
}

function required(value: string | undefined, key: string, map: string): string {
  if (value !== undefined && value !== '') return value;
  throw new TargetError('AccessInvalid', `configmap ${map} has no '${key}'`, {
    retry: 'on-change',
  });
}

interface TokenRequest {
  readonly namespace: string;
  readonly account: string;
  readonly audiences: readonly string[];
  readonly clock: Clock;
}

/** Hands out tokens of a ServiceAccount, a new one shortly before the last one ends. */
function tokens(local: KubeClient, request: TokenRequest): () => Promise<string> {
  let current: Promise<{ readonly token: string; readonly endsAt: number }> | undefined;
  return async () => {
    const known = await current?.catch(() => undefined);
    if (known !== undefined && known.endsAt - renewBeforeMs > request.clock.now())
      return known.token;
    current = requestToken(local, request);
    return (await current).token;
  };
}

async function requestToken(
  local: KubeClient,
  { namespace, account, audiences }: TokenRequest,
): Promise<{ readonly token: string; readonly endsAt: number }> {
  const path = ['namespaces', namespace, 'serviceaccounts', account, 'token'];
  const answer = await local.request({
    method: 'POST',
    path: `/api/v1/${path.map(encodeURIComponent).join('/')}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { audiences },
    }),
  });
  const status = parseJson(new TextDecoder().decode(answer.body));
  const token = getString(status, 'status', 'token');
  const ends = getString(status, 'status', 'expirationTimestamp');
  if (token === undefined || ends === undefined) {
    throw new TargetError('AccessInvalid', `the server gave no token for ${namespace}/${account}`);
  }
  return { token, endsAt: Date.parse(ends) };
}
