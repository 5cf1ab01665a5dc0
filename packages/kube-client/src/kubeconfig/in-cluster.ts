import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterConfig } from '../cluster-config.ts';
import { KubeClientError } from '../errors.ts';

/**
 * The cluster that this Pod runs in, as its service account. The token file is read again as the kubelet
 * renews it.
 * @param env the process's environment
 * @param directory where the service account is mounted
 * @throws KubeClientError `NotInCluster`
 */
export function inClusterConfig(
  env: Readonly<Record<string, string | undefined>>,
  directory: string = '/var/run/secrets/kubernetes.io/serviceaccount',
): ClusterConfig {
  const host = env['KUBERNETES_SERVICE_HOST'] ?? '';
  const port = env['KUBERNETES_SERVICE_PORT'] ?? '';
  if (host === '' || port === '') {
    throw new KubeClientError(
      'NotInCluster',
      'not running in a cluster: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set',
      { retry: 'never' },
    );
  }
  return {
    server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    caData: readMounted(join(directory, 'ca.crt')),
    auth: { tokenFile: join(directory, 'token') },
    namespace: readMounted(join(directory, 'namespace'))?.trim(),
  };
}

function readMounted(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
