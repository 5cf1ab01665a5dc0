import type { Suite } from './attempts.ts';
import { readyOf, victim, victimsPassword } from './platform.ts';

const kustomization = 'kustomize.toolkit.fluxcd.io/v1';

/** The victim's application: a repository, and a Kustomization with something to keep secret in its spec. */
export async function deployVictim({ platform }: Suite): Promise<void> {
  await platform.repository(victim, 'app', {
    'app/a.yaml': JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'victims-app' },
    }),
  });
  await platform.client.create({
    apiVersion: kustomization,
    kind: 'Kustomization',
    metadata: { name: 'app', namespace: victim, labels: { 'lockdown.test/lock': 'open' } },
    spec: {
      interval: '1h',
      prune: true,
      path: './app',
      targetNamespace: victim,
      sourceRef: { kind: 'GitRepository', name: 'app' },
      postBuild: { substitute: { password: victimsPassword } },
    },
  });
  await platform.until(
    platform.kustomizationRef('app', victim),
    (object) => readyOf(object)?.status === 'True',
  );
}
