import { getString, isObject } from '@fluxts/base';
import type { KubeClient } from '@fluxts/kube-client';

/** The decoded entries of a Secret. They are texts: keys, certificates and passwords are. */
export type SecretEntries = ReadonlyMap<string, string>;

/**
 * Reads a Secret. Its content is not kept.
 * @throws KubeApiError, KubeClientError
 */
export async function readSecret(
  client: KubeClient,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<SecretEntries> {
  const secret = await client.get(
    { apiVersion: 'v1', kind: 'Secret', namespace, name },
    { signal },
  );
  const { data } = secret;
  const entries = new Map<string, string>();
  if (!isObject(data)) return entries;
  for (const key of Object.keys(data)) {
    const encoded = getString(data, key);
    if (encoded !== undefined) entries.set(key, Buffer.from(encoded, 'base64').toString('utf8'));
  }
  return entries;
}
