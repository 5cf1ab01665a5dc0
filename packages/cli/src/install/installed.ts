import { getPath, getString } from '@fluxts/base';
import type { KubeClient, KubeObject } from '@fluxts/kube-client';

/** The Deployments of Flux in a namespace. */
export async function installedDeployments(
  client: KubeClient,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly KubeObject[]> {
  const { items } = await client.list(
    { apiVersion: 'apps/v1', kind: 'Deployment', namespace },
    { labelSelector: 'app.kubernetes.io/part-of=flux', signal },
  );
  return items;
}

/** The images of a Deployment's containers. */
export function imagesOf(deployment: KubeObject): readonly string[] {
  const containers = getPath(deployment, 'spec', 'template', 'spec', 'containers');
  return Array.isArray(containers)
    ? containers.flatMap((container) => getString(container, 'image') ?? [])
    : [];
}

/** The tag of an image; the digest where it has none. */
export function imageTag(image: string): string {
  const digest = image.indexOf('@');
  const name = digest < 0 ? image : image.slice(0, digest);
  const colon = name.lastIndexOf(':');
  if (colon > name.lastIndexOf('/')) return name.slice(colon + 1);
  return digest < 0 ? 'latest' : image.slice(digest + 1);
}
