import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  builtinResources,
  builtinSchemas,
  dnsLabelProblems,
  dnsSubdomainProblems,
  formatApiVersion,
  formatInventoryId,
  formatObject,
  idOf,
  type KubeError,
  labelKeyProblems,
  labelValueProblems,
  parseApiVersion,
  parseInventoryId,
  pathSegmentProblems,
  Quantity,
} from '../src/index.ts';

describe('ids', () => {
  it('read objects', () => {
    const id = idOf({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'app', namespace: 'x' },
    });
    expect(id).toEqual({
      group: 'apps',
      version: 'v1',
      kind: 'Deployment',
      namespace: 'x',
      name: 'app',
    });
    expect(formatObject(id)).toBe('Deployment/x/app');
    expect(formatInventoryId(id)).toBe('x_app_apps_Deployment');
    expect(formatObject({ ...id, namespace: '' })).toBe('Deployment/app');
    expect(idOf({})).toEqual({ group: '', version: '', kind: '', namespace: '', name: '' });
  });

  it.each([
    ['x_app_apps_Deployment', { namespace: 'x', name: 'app', group: 'apps', kind: 'Deployment' }],
    [
      '_crds.example.com_apiextensions.k8s.io_CustomResourceDefinition',
      {
        namespace: '',
        name: 'crds.example.com',
        group: 'apiextensions.k8s.io',
        kind: 'CustomResourceDefinition',
      },
    ],
    ['x_cm__ConfigMap', { namespace: 'x', name: 'cm', group: '', kind: 'ConfigMap' }],
    [
      '_system__node_rbac.authorization.k8s.io_ClusterRole',
      {
        namespace: '',
        name: 'system:node',
        group: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
      },
    ],
  ])('inventory entry %s', (text, id) => {
    expect(parseInventoryId(text)).toEqual(id);
    expect(formatInventoryId(id)).toBe(text);
  });

  it('refuse what is no inventory entry', () => {
    for (const text of ['', 'a', 'a_b', 'a_b_c']) {
      expect(() => parseInventoryId(text)).toThrowError(
        expect.objectContaining({ code: 'InvalidInventoryId' } as Partial<KubeError>),
      );
    }
  });

  it('join apiVersion as they split it', () => {
    for (const text of ['v1', 'apps/v1', 'a.b/v1beta1']) {
      const { group, version } = parseApiVersion(text);
      expect(formatApiVersion(group, version)).toBe(text);
    }
  });
});

describe('names', () => {
  it('are refused in the words of the API server', () => {
    expect(dnsLabelProblems('My')).toEqual([
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    ]);
    expect(dnsSubdomainProblems('a..b')[0]).toContain(
      'a lowercase RFC 1123 subdomain must consist of',
    );
    expect(dnsLabelProblems('a'.repeat(64))).toEqual(['must be no more than 63 bytes']);
    expect(pathSegmentProblems('a/b')).toEqual(["may not contain '/'"]);
    expect(labelKeyProblems('a/b/c')).toHaveLength(1);
    expect(labelKeyProblems('/b')).toEqual(['prefix part must be non-empty']);
    expect(labelValueProblems('-')).toHaveLength(1);
  });

  it('are accepted', () => {
    expect(dnsSubdomainProblems('a-1.b')).toEqual([]);
    expect(labelKeyProblems('example.com/My_key.1')).toEqual([]);
    expect(labelValueProblems('')).toEqual([]);
    expect(pathSegmentProblems('system:node')).toEqual([]);
  });
});

describe('quantities', () => {
  it.each([
    ['1.5', '1500m'],
    ['1.5Gi', '1536Mi'],
    ['1000m', '1'],
    ['0.5', '500m'],
    ['1e3', '1e3'],
    ['1024Ki', '1Mi'],
    ['.5', '500m'],
    ['1E', '1E'],
    ['1Ei', '1Ei'],
    ['-1.5Gi', '-1536Mi'],
    ['0', '0'],
    ['0Gi', '0'],
    ['100Mi', '100Mi'],
    ['1e-12', '1e-9'],
    ['1.0001Ki', '1025'],
    ['9e99', '9223372036854775807'],
    ['1n', '1n'],
    ['+5k', '5k'],
  ])('%s is %s', (text, canonical) => {
    expect(Quantity.parse(text).toString()).toBe(canonical);
  });

  it('compare and add exactly', () => {
    expect(Quantity.parse('1Gi').compare(Quantity.parse('1G'))).toBeGreaterThan(0);
    expect(Quantity.parse('1').compare(Quantity.parse('1000m'))).toBe(0);
    expect(Quantity.parse('0.1').add(Quantity.parse('0.2')).toString()).toBe('300m');
    expect(Quantity.parse('1Gi').subtract(Quantity.parse('512Mi')).toString()).toBe('512Mi');
    expect(Quantity.parse('1500m').value).toBe(2n);
    expect(Quantity.parse('1500m').asNumber).toBe(1.5);
    expect(Quantity.parse('-1').sign).toBe(-1);
    expect(Quantity.parse('1m').isInteger).toBe(false);
  });

  it('survive their canonical form', () => {
    const text = fc
      .tuple(
        fc.integer({ min: -100000, max: 100000 }),
        fc.constantFrom('', 'm', 'k', 'Mi', 'Gi', 'e3', 'e-3', 'u'),
      )
      .map(([number, suffix]) => `${number}${suffix}`);
    fc.assert(
      fc.property(text, (written) => {
        const quantity = Quantity.parse(written);
        const canonical = quantity.toString();
        expect(Quantity.parse(canonical).compare(quantity)).toBe(0);
        expect(Quantity.parse(canonical).toString()).toBe(canonical);
      }),
    );
  });

  it.each(['', 'x', '1x', '1..2', '1 Gi', '--1', 'Gi', '1e', '.', '1'.repeat(300), '1ee3'])(
    'refuse %s',
    (text) => {
      expect(() => Quantity.parse(text)).toThrowError(
        expect.objectContaining({ code: 'InvalidQuantity' } as Partial<KubeError>),
      );
    },
  );
});

describe('built-in resources', () => {
  it('all have a schema', () => {
    for (const { group, version, kind } of builtinResources) {
      expect(builtinSchemas.schemaOf(formatApiVersion(group, version), kind), kind).toBeDefined();
    }
  });

  it('have the names that kubectl knows', () => {
    const find = (plural: string) =>
      builtinResources.find((resource) => resource.plural === plural);
    expect(find('deployments')).toMatchObject({
      group: 'apps',
      singular: 'deployment',
      shortNames: ['deploy'],
      categories: ['all'],
      namespaced: true,
    });
    expect(find('deployments')?.subresources.map((part) => [part.name, part.kind])).toEqual([
      ['scale', 'Scale'],
      ['status', 'Deployment'],
    ]);
    expect(find('namespaces')?.verbs).not.toContain('deletecollection');
    expect(find('customresourcedefinitions')?.shortNames).toEqual(['crd', 'crds']);
  });
});
