import { deepFreeze, type JsonObject } from '@fluxts/base';
import {
  legacySnapshotKinds,
  normalise,
  normaliseGitRepository,
  normaliseKustomization,
} from '@fluxts/flux-api';
import { describe, expect, it } from 'vitest';

const sha = '9baa401630894b78ecc5fa5ebdf72c978583dea8';

function repository(spec: JsonObject, status?: JsonObject, version = 'v1beta1'): JsonObject {
  return deepFreeze({
    apiVersion: `source.toolkit.fluxcd.io/${version}`,
    kind: 'GitRepository',
    metadata: { name: 'tenant1', namespace: 'tenant1' },
    spec: { url: 'https://example.org/a.git', interval: '1m', ...spec },
    ...(status === undefined ? {} : { status }),
  });
}

function kustomization(spec: JsonObject, status?: JsonObject, version = 'v1beta1'): JsonObject {
  return deepFreeze({
    apiVersion: `kustomize.toolkit.fluxcd.io/${version}`,
    kind: 'Kustomization',
    metadata: { name: 'tenant1', namespace: 'tenant1' },
    spec: {
      interval: '5m',
      prune: true,
      sourceRef: { kind: 'GitRepository', name: 'tenant1' },
      ...spec,
    },
    ...(status === undefined ? {} : { status }),
  });
}

describe('a GitRepository of an older version', () => {
  it('loses the fields that mean nothing any more, and says so', () => {
    const { object, notices } = normaliseGitRepository(
      repository({ gitImplementation: 'libgit2', accessFrom: { namespaceSelectors: [] } }),
    );
    expect(object.apiVersion).toBe('source.toolkit.fluxcd.io/v1');
    expect(object.spec).toEqual({ url: 'https://example.org/a.git', interval: '1m' });
    expect(notices.map((notice) => notice.path)).toEqual([
      'spec.gitImplementation',
      'spec.accessFrom',
    ]);
  });

  it('has its verification mode in today’s spelling', () => {
    const verify = { mode: 'head', secretRef: { name: 'keys' } };
    const { object } = normaliseGitRepository(repository({ verify }));
    expect(object.spec.verify).toEqual({ mode: 'HEAD', secretRef: { name: 'keys' } });
  });

  it('has revisions and digests of its status in today’s form', () => {
    const old = { path: 'p', url: 'u', lastUpdateTime: 't' };
    const { object } = normaliseGitRepository(
      repository(
        {},
        {
          url: 'http://latest',
          artifact: { ...old, revision: `feat/x/${sha}`, checksum: 'a'.repeat(64) },
          includedArtifacts: [{ ...old, revision: `HEAD/${sha}`, checksum: 'b'.repeat(40) }],
        },
      ),
    );
    expect(object.status).toEqual({
      artifact: { ...old, revision: `feat/x@sha1:${sha}`, digest: `sha256:${'a'.repeat(64)}` },
      includedArtifacts: [{ ...old, revision: `sha1:${sha}`, digest: `sha1:${'b'.repeat(40)}` }],
    });
  });
});

describe('a Kustomization of an older version', () => {
  it('has all patches in spec.patches, in order', () => {
    const { object, notices } = normaliseKustomization(
      kustomization({
        validation: 'client',
        patches: [{ patch: 'between' }],
        patchesStrategicMerge: [{ kind: 'Deployment', metadata: { name: 'a' } }],
        patchesJson6902: [
          {
            target: { kind: 'Service' },
            patch: [{ op: 'replace', path: '/spec/x', value: 9007199254740993n }],
          },
        ],
      }),
    );
    expect(object.spec.patches).toEqual([
      { patch: '{"kind":"Deployment","metadata":{"name":"a"}}' },
      { patch: 'between' },
      {
        patch: '[{"op":"replace","path":"/spec/x","value":9007199254740993}]',
        target: { kind: 'Service' },
      },
    ]);
    expect(object.spec).not.toHaveProperty('validation');
    expect(notices.map((notice) => notice.path)).toEqual([
      'spec.validation',
      'spec.patchesStrategicMerge',
      'spec.patchesJson6902',
    ]);
  });

  it('names in its snapshot the kinds to look for', () => {
    const entries = [
      {
        namespace: 'apps',
        kinds: { 'apps/v1, Kind=Deployment': 'Deployment', '/v1, Kind=Service': 'Service' },
      },
      { namespace: '', kinds: { '/v1, Kind=Namespace': 'Namespace' } },
    ];
    const status = { lastAppliedRevision: `main/${sha}`, snapshot: { checksum: 'c', entries } };
    const object = kustomization({}, status);
    expect(legacySnapshotKinds(object)).toEqual([
      { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'apps' },
      { apiVersion: 'v1', kind: 'Service', namespace: 'apps' },
      { apiVersion: 'v1', kind: 'Namespace' },
    ]);
    expect(normaliseKustomization(object).object.status).toEqual({
      lastAppliedRevision: `main@sha1:${sha}`,
    });
    expect(
      legacySnapshotKinds(kustomization({}, { ...status, inventory: { entries: [] } })),
    ).toEqual([]);
  });
});

describe('normalise', () => {
  it('returns an object in today’s form as it is', () => {
    const object = kustomization(
      { path: './a' },
      { lastAppliedRevision: `main@sha1:${sha}` },
      'v1',
    );
    const result = normalise(object);
    expect(result.object).toBe(object);
    expect(result.notices).toEqual([]);
  });

  it('refuses what is no Flux object', () => {
    const wrong = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' };
    expect(() => normalise(wrong)).toThrow(expect.objectContaining({ code: 'UnknownKind' }));
    expect(() => normaliseGitRepository(kustomization({}))).toThrow(
      expect.objectContaining({ code: 'UnknownKind' }),
    );
    const bare = { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization' };
    expect(() => normalise(bare)).toThrow(expect.objectContaining({ code: 'MissingSpec' }));
  });
});
