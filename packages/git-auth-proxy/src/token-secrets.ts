import { isObject, jsonEqual, type JsonObject } from '@fluxts/base';
import {
  isNotFound,
  KubeApiError,
  type KubeClient,
  type KubeObject,
  refOf,
} from '@fluxts/kube-client';
import type { Endpoint } from './endpoint.ts';

/** Label of every Secret that the proxy hands out, and the selector to find them by. */
export const managedByLabel = 'app.kubernetes.io/managed-by';
export const managedByValue = 'git-auth-proxy';

/** Annotation that says which endpoint a Secret is for. */
const endpointAnnotation = 'git-auth-proxy.xenit.io/id';

/** One Secret that is to be there. */
export interface TokenSecret {
  readonly namespace: string;
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly token: string;
}

/** What became of a Secret. `waiting`: its namespace is not there yet. `foreign`: somebody else's Secret has the name. */
export type SecretOutcome =
  | 'created'
  | 'repaired'
  | 'unchanged'
  | 'removed'
  | 'waiting'
  | 'foreign';

/** Every Secret of a configuration. */
export function tokenSecrets(
  endpoints: readonly Endpoint[],
  tokens: ReadonlyMap<string, string>,
): TokenSecret[] {
  return endpoints.flatMap((endpoint) => {
    const token = tokens.get(endpoint.id);
    if (token === undefined) return [];
    return endpoint.namespaces.map((namespace) => ({
      namespace,
      name: endpoint.secretName,
      endpoint,
      token,
    }));
  });
}

/**
 * Creates a Secret, or puts it back as it must be; leaves a Secret alone that the proxy did not make. One
 * that was made immutable meanwhile is replaced.
 */
export async function ensureTokenSecret(
  client: KubeClient,
  wanted: TokenSecret,
): Promise<SecretOutcome> {
  const found = await client.find({
    apiVersion: 'v1',
    kind: 'Secret',
    namespace: wanted.namespace,
    name: wanted.name,
  });
  if (found === undefined) return await createTokenSecret(client, wanted);
  if (!isOurs(found) && !holdsToken(found, wanted.token)) return 'foreign';
  const object = secretObject(wanted);
  const next: KubeObject = {
    ...found,
    metadata: {
      ...found.metadata,
      labels: { ...found.metadata.labels, ...object.metadata.labels },
      annotations: { ...found.metadata.annotations, ...object.metadata.annotations },
    },
    data: object['data'] as JsonObject,
  };
  if (jsonEqual(next, found)) return 'unchanged';
  if (found['immutable'] === true) {
    await deleteSecret(client, found);
    const outcome = await createTokenSecret(client, wanted);
    return outcome === 'created' ? 'repaired' : outcome;
  }
  await client.update(next);
  return 'repaired';
}

async function createTokenSecret(client: KubeClient, wanted: TokenSecret): Promise<SecretOutcome> {
  try {
    await client.create(secretObject(wanted));
    return 'created';
  } catch (error) {
    if (isNotFound(error) || isTerminating(error)) return 'waiting';
    throw error;
  }
}

/** Removes a Secret that the proxy made and that is configured no more. */
export async function removeTokenSecret(
  client: KubeClient,
  key: { readonly namespace: string; readonly name: string },
): Promise<SecretOutcome> {
  const found = await client.find({ apiVersion: 'v1', kind: 'Secret', ...key });
  if (found === undefined || !isOurs(found)) return 'unchanged';
  try {
    await deleteSecret(client, found);
    return 'removed';
  } catch (error) {
    if (isNotFound(error)) return 'unchanged';
    throw error;
  }
}

/** Deletes exactly the Secret that was looked at. */
async function deleteSecret(client: KubeClient, secret: KubeObject): Promise<void> {
  const { uid, resourceVersion } = secret.metadata;
  await client.delete(refOf(secret), { preconditions: { uid, resourceVersion } });
}

function secretObject({ namespace, name, endpoint, token }: TokenSecret): KubeObject {
  const encoded = Buffer.from(token).toString('base64');
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace,
      labels: { [managedByLabel]: managedByValue },
      annotations: { [endpointAnnotation]: endpoint.id },
    },
    type: 'Opaque',
    data: { username: Buffer.from('git').toString('base64'), password: encoded, token: encoded },
  };
}

/** Either mark is enough: a tenant who strikes one out gets it back. */
function isOurs(secret: KubeObject): boolean {
  const { labels, annotations } = secret.metadata;
  return (
    labels?.[managedByLabel] === managedByValue ||
    (isObject(annotations) && typeof annotations[endpointAnnotation] === 'string')
  );
}

/** A Secret that lost both marks, but still holds what only the proxy can have given it. */
function holdsToken(secret: KubeObject, token: string): boolean {
  const { data } = secret;
  return isObject(data) && data['token'] === Buffer.from(token).toString('base64');
}

function isTerminating(error: unknown): boolean {
  return (
    error instanceof KubeApiError &&
    error.code === 'Forbidden' &&
    error.message.includes('being terminated')
  );
}
