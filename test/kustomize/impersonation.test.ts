import type { JsonObject } from '@fluxts/base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configMap, Stage } from './support/stage.ts';

const rbac = 'rbac.authorization.k8s.io/v1';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.start();
  await stage.create('v1', 'ServiceAccount', 'tenant');
  await allow('tenant', ['configmaps']);
});
afterAll(async () => await stage.stop());

async function allow(name: string, resources: string[]): Promise<void> {
  const verbs = ['get', 'list', 'create', 'patch', 'delete'];
  await stage.create(rbac, 'Role', name, { rules: [{ apiGroups: [''], resources, verbs }] });
  await stage.create(rbac, 'RoleBinding', name, {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: stage.namespace }],
  });
}

function sourceOf(name: string, spec: JsonObject = {}): JsonObject {
  return { sourceRef: { kind: 'GitRepository', name }, ...spec };
}

const serviceManifest = JSON.stringify({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'forbidden', namespace: 'apps' },
  spec: { ports: [{ port: 80 }] },
});

describe('applying as a ServiceAccount', () => {
  it('does what the account may', async () => {
    await stage.publish('repo-may', { 'a.yaml': configMap('may') });
    await stage.kustomization('may', sourceOf('repo-may', { serviceAccountName: 'tenant' }));
    await stage.untilReady('may');
    expect(await stage.client.find(stage.configMap('may'))).toBeDefined();
  });

  it('does nothing of a stage in which something is denied, and says what and to whom', async () => {
    await stage.publish('repo-denied', {
      'a.yaml': configMap('denied'),
      'b.yaml': serviceManifest,
    });
    await stage.kustomization('denied', sourceOf('repo-denied', { serviceAccountName: 'tenant' }));
    const failed = await stage.untilCondition('denied', 'Ready', 'False');
    expect(failed.reason).toBe('ReconciliationFailed');
    expect(failed.message).toContain('Service/apps/forbidden dry-run failed (Forbidden)');
    expect(failed.message).toContain('system:serviceaccount:apps:tenant');
    expect(await stage.client.find(stage.configMap('denied'))).toBeUndefined();
    await stage.untilEvent('denied', /^Warning ReconciliationFailed: Service\/apps\/forbidden/);
  });

  it('puts back as the account, too', async () => {
    const ref = stage.configMap('may');
    await stage.client.delete(ref);
    const back = await stage.until(ref, (object) => object !== undefined);
    expect(back?.metadata.managedFields?.[0]?.['manager']).toBe('kustomize-controller');
  });

  it('lets go of what it cannot delete any more when the account is gone', async () => {
    await stage.create('v1', 'ServiceAccount', 'leaver');
    await allow('leaver', ['configmaps']);
    await stage.publish('repo-left', { 'a.yaml': configMap('left') });
    await stage.kustomization('left', sourceOf('repo-left', { serviceAccountName: 'leaver' }));
    await stage.untilReady('left');
    await stage.client.delete(stage.ref('v1', 'ServiceAccount', 'leaver'));
    await stage.client.delete(stage.kustomizationRef('left'));
    await stage.until(stage.kustomizationRef('left'), (object) => object === undefined);
    await stage.untilEvent(
      'left',
      /^Warning .*: unable to prune objects: \nConfigMap\/apps\/left$/,
    );
    expect(await stage.client.find(stage.configMap('left'))).toBeDefined();
  });
});

describe('applying to another cluster by an account of this one', () => {
  it('logs in with tokens of the account', async () => {
    const data = {
      provider: 'generic',
      address: stage.url,
      'ca.crt': stage.certificateAuthority,
      serviceAccountName: 'tenant',
      audiences: 'https://kubernetes.default.svc.cluster.local',
    };
    await stage.create('v1', 'ConfigMap', 'far', { data });
    await stage.publish('repo-far', { 'a.yaml': configMap('far-away') });
    const kubeConfig = { configMapRef: { name: 'far' } };
    await stage.kustomization('far', sourceOf('repo-far', { kubeConfig }));
    await stage.untilReady('far');
    const found = await stage.client.get(stage.configMap('far-away'));
    expect(found.metadata.managedFields?.[0]?.['manager']).toBe('kustomize-controller');
  });

  it('says so where the login of a cloud is asked for', async () => {
    await stage.create('v1', 'ConfigMap', 'cloud', { data: { provider: 'aws' } });
    const kubeConfig = { configMapRef: { name: 'cloud' } };
    await stage.kustomization('cloud', sourceOf('repo-far', { kubeConfig }));
    const failed = await stage.untilCondition('cloud', 'Ready', 'False');
    expect(failed.message).toBe(
      "provider 'aws' of configmap apps/cloud is not available here; use 'generic', or spec.kubeConfig.secretRef",
    );
  });
});

describe('applying to the cluster of a kubeconfig', () => {
  it('goes where it leads, as whom it says', async () => {
    const value = Buffer.from(stage.kubeconfig).toString('base64');
    await stage.create('v1', 'Secret', 'remote', { data: { value } });
    await stage.publish('repo-remote', { 'a.yaml': configMap('remote') });
    const kubeConfig = { secretRef: { name: 'remote' } };
    await stage.kustomization('remote', sourceOf('repo-remote', { kubeConfig }));
    await stage.untilReady('remote');
    expect(await stage.client.find(stage.configMap('remote'))).toBeDefined();
  });

  it('puts back what is changed there, too', async () => {
    await stage.client.delete(stage.configMap('remote'));
    await stage.until(stage.configMap('remote'), (object) => object !== undefined);
  });

  it('runs no plugins and reads no files for it', async () => {
    const evil = {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'c',
      contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
      clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }],
      users: [
        {
          name: 'u',
          user: { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: 'id' } },
        },
      ],
    };
    const value = Buffer.from(JSON.stringify(evil)).toString('base64');
    await stage.create('v1', 'Secret', 'evil', { data: { value } });
    const kubeConfig = { secretRef: { name: 'evil' } };
    await stage.kustomization('evil', sourceOf('repo-remote', { kubeConfig }));
    const failed = await stage.untilCondition('evil', 'Ready', 'False');
    expect(failed.message).toMatch(/^KubeConfig secret 'apps\/evil' is not usable: /);
  });
});
