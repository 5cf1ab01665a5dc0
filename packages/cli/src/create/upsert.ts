import type { JsonObject } from '@fluxts/base';
import { type KubeClient, type KubeObject, refOf } from '@fluxts/kube-client';
import { stringify } from '@fluxts/yaml';

/** Writes an object as `--export` does: one YAML document, begun by `---`. */
export function exportDocument(object: JsonObject): string {
  return `---\n${stringify(object)}`;
}

/**
 * Creates an object, or brings the one that is there to the same spec (or data) and adds the labels.
 * Other metadata stays as it is.
 */
export async function upsert(
  client: KubeClient,
  object: KubeObject,
  signal: AbortSignal,
): Promise<'created' | 'updated'> {
  const existing = await client.find(refOf(object), { signal });
  if (existing === undefined) {
    await client.create(object, { signal });
    return 'created';
  }
  const { apiVersion: _apiVersion, kind: _kind, metadata, ...content } = object;
  const labels = { ...existing.metadata.labels, ...metadata.labels };
  await client.update(
    {
      ...existing,
      ...content,
      metadata: {
        ...existing.metadata,
        ...(Object.keys(labels).length === 0 ? {} : { labels }),
      },
    },
    { signal },
  );
  return 'updated';
}
