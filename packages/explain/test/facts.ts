import type { GitRepositoryObject, KustomizationObject } from '@fluxts/flux-api';
import type {
  BuildFacts,
  CloneFacts,
  Facts,
  KustomizationFacts,
  Lane,
  LiveObject,
} from '../src/index.ts';
import { seen, unseen } from '../src/index.ts';

const commit = '9baa401630894b78ecc5fa5ebdf72c978583dea8';
const revision = `main@sha1:${commit}`;
export const path = 'tenant/dev/ingress.yaml';

/** A condition as controllers write it. */
export function ready(status: 'True' | 'False' | 'Unknown', reason: string, message: string) {
  return { type: 'Ready', status, reason, message, lastTransitionTime: '2026-01-01T00:00:00Z' };
}

export function source(change: { spec?: object; status?: object } = {}): GitRepositoryObject {
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name: 'tenant1', namespace: 'tenant1', generation: 1 },
    spec: {
      url: 'http://127.0.0.1/gitops',
      interval: '1m',
      ref: { branch: 'main' },
      ...change.spec,
    },
    status: {
      observedGeneration: 1,
      artifact: {
        path: 'gitrepository/tenant1/tenant1/x.tar.gz',
        url: 'http://source-controller.flux-system.svc.cluster.local./gitrepository/tenant1/tenant1/x.tar.gz',
        revision,
        digest: 'sha256:0',
        lastUpdateTime: '2026-01-01T00:00:00Z',
      },
      conditions: [ready('True', 'Succeeded', `Fetched revision: ${revision}`)],
      ...change.status,
    },
  };
}

function kustomization(change: { spec?: object; status?: object } = {}): KustomizationObject {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'tenant1', namespace: 'tenant1', generation: 1 },
    spec: {
      interval: '5m',
      path: './tenant/dev',
      prune: true,
      sourceRef: { kind: 'GitRepository', name: 'tenant1' },
      ...change.spec,
    },
    status: {
      observedGeneration: 1,
      lastAppliedRevision: revision,
      conditions: [ready('True', 'ReconciliationSucceeded', `Applied revision: ${revision}`)],
      ...change.status,
    },
  };
}

export const ingress = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  namespace: 'tenant1',
  name: 'app',
};

export const goodBuild: BuildFacts = { readsPath: true, objects: [ingress], covers: true };

export function built(
  build: BuildFacts | undefined,
  change: { spec?: object; status?: object; warnings?: readonly string[] } = {},
): KustomizationFacts {
  return {
    object: kustomization(change),
    build: build === undefined ? unseen('the artifact could not be read') : seen(build),
    warnings: change.warnings ?? [],
  };
}

export function lane(change: Partial<Lane> = {}): Lane {
  return {
    source: source(),
    artifact: seen({ revision, hasPath: true, kinds: ['Ingress'] }),
    judgedByClone: false,
    kustomizations: [built(goodBuild)],
    ...change,
  };
}

export const pushedClone: CloneFacts = {
  directory: '/home/dev/gitops',
  remote: 'http://127.0.0.1/gitops',
  branch: 'main',
  file: { state: 'committed', commit: { id: commit, subject: 'Add an ingress' } },
  upstream: { name: 'origin/main', commit, hasFile: true },
  fetched: 'contains',
};

export const liveIngress: LiveObject = {
  name: ingress,
  status: { status: 'Current', message: 'Resource is current' },
  owner: { namespace: 'tenant1', name: 'tenant1' },
  otherManagers: [],
  warnings: [],
};

/** Facts of a change that has arrived; each test spoils one of them. */
export function facts(change: Partial<Facts> = {}): Facts {
  return {
    question: { kind: 'path', path },
    clone: seen(pushedClone),
    lanes: seen([lane()]),
    live: seen([liveIngress]),
    ...change,
  };
}
