import { stagesOf } from '../src/index.ts';
import { describe, expect, it } from 'vitest';

function object(
  apiVersion: string,
  kind: string,
  name = 'x',
): { apiVersion: string; kind: string; metadata: { name: string } } {
  return { apiVersion, kind, metadata: { name } };
}

function kinds(stages: { kind: string }[][]): string[][] {
  return stages.map((stage) => stage.map(({ kind }) => kind));
}

describe('stages', () => {
  const set = [
    object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration'),
    object('apps/v1', 'Deployment'),
    object('example.com/v1', 'Widget'),
    object('v1', 'Service'),
    object('v1', 'ServiceAccount'),
    object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding'),
    object('rbac.authorization.k8s.io/v1', 'ClusterRole'),
    object('storage.k8s.io/v1', 'StorageClass'),
    object('v1', 'Namespace'),
    object('apiextensions.k8s.io/v1', 'CustomResourceDefinition'),
    object('example.com/v1', 'Namespace'),
  ];

  it('bring definitions, then classes, then the rest, each in its order', () => {
    expect(kinds(stagesOf(set))).toEqual([
      ['CustomResourceDefinition', 'Namespace', 'ClusterRole'],
      ['StorageClass'],
      [
        'Namespace',
        'ClusterRoleBinding',
        'ServiceAccount',
        'Service',
        'Deployment',
        'Widget',
        'ValidatingWebhookConfiguration',
      ],
    ]);
  });

  it('give kinds that the user names a stage of their own', () => {
    expect(kinds(stagesOf(set, ['example.com/Widget', 'Service']))[2]).toEqual([
      'Service',
      'Widget',
    ]);
  });

  it('do not depend on the order of the input, nor change it', () => {
    const reversed = Object.freeze([...set].reverse());
    expect(stagesOf(reversed)).toEqual(stagesOf(set));
    const names = ['b', 'a'].map((name) => object('v1', 'ConfigMap', name));
    expect(
      stagesOf(names)
        .flat()
        .map(({ metadata }) => metadata.name),
    ).toEqual(['a', 'b']);
    expect(stagesOf([])).toEqual([]);
  });
});
