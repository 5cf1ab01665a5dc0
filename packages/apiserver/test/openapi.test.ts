import { type Json, type JsonObject, getPath, isObject } from '@fluxts/base';
import { beforeAll, describe, expect, test } from 'vitest';
import { builtinResources } from '../src/builtin/resources.ts';
import { servedVersions } from '../src/crd/served.ts';
import { nextStatus } from '../src/crd/status.ts';
import { OpenApiDocuments } from '../src/openapi/documents.ts';
import { RbacAuthorizer } from '../src/rbac/authorizer.ts';
import { ResourceRegistry } from '../src/registry.ts';
import { widgetDefinition } from './support/fixtures.ts';

let registry: ResourceRegistry;
let documents: OpenApiDocuments;

beforeAll(() => {
  registry = new ResourceRegistry();
  const all = builtinResources({ authorizer: new RbacAuthorizer() });
  for (const info of all) {
    const versions = all.filter(
      (other) => other.group === info.group && other.plural === info.plural,
    );
    registry.set(info, versions);
  }
  documents = new OpenApiDocuments(registry);
});

function read(path: string): JsonObject {
  const document = documents.document(path);
  if (document === undefined) throw new Error(`no document ${path}`);
  return JSON.parse(document.body.toString()) as JsonObject;
}

function referencesOf(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesOf);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === '$ref' && typeof item === 'string' ? [item] : referencesOf(item),
  );
}

test('the index names every group and version with the hash of its document', () => {
  const index = JSON.parse(documents.index().body.toString()) as JsonObject;
  const paths = index['paths'] as JsonObject;
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining(['api/v1', 'apis/apps/v1', 'apis/batch/v1']),
  );
  const hash = documents.document('apis/apps/v1')?.hash ?? '';
  expect(getPath(paths, 'apis/apps/v1', 'serverRelativeURL')).toBe(
    `/openapi/v3/apis/apps/v1?hash=${hash}`,
  );
});

test('no document refers to what it does not hold', () => {
  const index = JSON.parse(documents.index().body.toString()) as JsonObject;
  for (const path of Object.keys(index['paths'] as JsonObject)) {
    const document = read(path);
    const schemas = getPath(document, 'components', 'schemas') as JsonObject;
    const missing = referencesOf(document).filter(
      (reference) => schemas[reference.replace('#/components/schemas/', '')] === undefined,
    );
    expect(missing, path).toEqual([]);
  }
});

describe('what kubectl looks up', () => {
  test('is the kind, and how its lists merge', () => {
    const schemas = getPath(read('apis/apps/v1'), 'components', 'schemas');
    expect(
      getPath(schemas, 'io.k8s.api.apps.v1.Deployment', 'x-kubernetes-group-version-kind'),
    ).toEqual([{ group: 'apps', kind: 'Deployment', version: 'v1' }]);
    const containers = getPath(schemas, 'io.k8s.api.core.v1.PodSpec', 'properties', 'containers');
    expect(containers).toMatchObject({
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      'x-kubernetes-patch-strategy': 'merge',
      'x-kubernetes-patch-merge-key': 'name',
    });
  });

  test('is whether a write can be validated and tried, and by which patches', () => {
    const patch = getPath(
      read('apis/apps/v1'),
      'paths',
      '/apis/apps/v1/namespaces/{namespace}/deployments/{name}',
      'patch',
    );
    const parameters = (getPath(patch, 'parameters') as JsonObject[]).map((item) => item['name']);
    expect(parameters).toEqual(
      expect.arrayContaining(['dryRun', 'fieldValidation', 'fieldManager', 'force']),
    );
    expect(getPath(patch, 'x-kubernetes-action')).toBe('patch');
    expect(getPath(patch, 'x-kubernetes-group-version-kind')).toEqual({
      group: 'apps',
      kind: 'Deployment',
      version: 'v1',
    });
    const types = Object.keys(getPath(patch, 'requestBody', 'content') as JsonObject);
    expect(types).toContain('application/strategic-merge-patch+json');
  });

  test('is kept for custom kinds in the words of their authors', () => {
    const status = nextStatus(widgetDefinition, [], new Date(0)) ?? {};
    registry.set(
      { group: 'example.com', plural: 'widgets' },
      servedVersions({ ...widgetDefinition, status }),
    );
    const document = read('apis/example.com/v1');
    const widget = getPath(document, 'components', 'schemas', 'com.example.v1.Widget');
    expect(getPath(widget, 'properties', 'spec', 'properties', 'color')).toEqual({
      type: 'string',
      default: 'red',
    });
    expect(getPath(widget, 'properties', 'metadata', 'allOf', 0, '$ref')).toBe(
      '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta',
    );
    const path = '/apis/example.com/v1/namespaces/{namespace}/widgets/{name}';
    const content = getPath(
      document,
      'paths',
      path,
      'patch',
      'requestBody',
      'content',
    ) as JsonObject;
    expect(Object.keys(content)).not.toContain('application/strategic-merge-patch+json');
    expect(getPath(document, 'paths', `${path}/scale`, 'get')).toBeDefined();
  });
});

test('a document stays the same until its resources change, and goes with them', () => {
  const before = documents.document('apis/batch/v1');
  const index = documents.index();
  registry.set({ group: 'example.com', plural: 'widgets' }, []);
  expect(documents.document('apis/example.com/v1')).toBeUndefined();
  expect(documents.document('apis/batch/v1')).toBe(before);
  expect(documents.index()).not.toBe(index);
});

test('the Swagger form holds the same kinds', () => {
  const swagger = JSON.parse(documents.swagger().body.toString()) as JsonObject;
  expect(swagger['swagger']).toBe('2.0');
  const pod = getPath(swagger, 'definitions', 'io.k8s.api.core.v1.Pod', 'properties', 'spec');
  expect(pod).toEqual({ $ref: '#/definitions/io.k8s.api.core.v1.PodSpec' });
});
