import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Json, type JsonObject, getPath, getString, jsonClone } from '@fluxts/base';
import { parse } from '@fluxts/yaml';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { crdRules } from '../src/crd/rules.ts';
import { servedVersions } from '../src/crd/served.ts';
import { nextStatus } from '../src/crd/status.ts';
import { definitions } from '../src/crd/spec.ts';
import { type Cluster, startCluster } from './support/cluster.ts';
import { complaintsOf, contextFor } from './support/complaints.ts';
import { widget, widgetDefinition } from './support/fixtures.ts';

const now = new Date('2026-01-01T00:00:00Z');

/** The definition with something in it changed. */
function changed(change: (spec: JsonObject, definition: JsonObject) => void): JsonObject {
  const definition = jsonClone(widgetDefinition);
  crdRules.defaults?.(definition);
  change(definition['spec'] as JsonObject, definition);
  return definition;
}

/** The definition with another schema in its first version. */
function withSchema(schema: Json): JsonObject {
  return changed((spec) => {
    const version = getPath(spec, 'versions', 0) as JsonObject;
    version['schema'] = { openAPIV3Schema: schema };
  });
}

const at = 'spec.versions[0].schema.openAPIV3Schema';

describe('a definition is refused', () => {
  test.each<[what: string, definition: JsonObject, complaints: string[]]>([
    [
      'under another name',
      changed((_spec, definition) => {
        definition['metadata'] = { name: 'other.example.com' };
      }),
      [
        'metadata.name: Invalid value: "other.example.com": must be spec.names.plural+"."+spec.group',
      ],
    ],
    [
      'without exactly one storage version',
      changed((spec) => {
        (getPath(spec, 'versions', 1) as JsonObject)['storage'] = true;
      }),
      [
        'spec.versions: Invalid value: ["v1","v1beta1"]: must have exactly one version marked as storage version',
      ],
    ],
    [
      'with a scope of its own making',
      changed((spec) => {
        spec['scope'] = 'Galaxy';
      }),
      ['spec.scope: Unsupported value: "Galaxy": supported values: "Cluster", "Namespaced"'],
    ],
    [
      'with a column that has no path',
      changed((spec) => {
        (getPath(spec, 'versions', 0) as JsonObject)['additionalPrinterColumns'] = [
          { name: 'X', type: 'strung', jsonPath: '.spec[' },
        ];
      }),
      [
        'spec.versions[0].additionalPrinterColumns[0].type: Unsupported value: "strung": supported values: "boolean", "date", "integer", "number", "string"',
        'spec.versions[0].additionalPrinterColumns[0].jsonPath: Invalid value: ".spec[": JSONPath ".spec[" is not understood at character 7',
      ],
    ],
    [
      'without a type at the root',
      withSchema({}),
      [`${at}.type: Required value: must not be empty at the root`],
    ],
    [
      'with a field of no type',
      withSchema({ type: 'object', properties: { spec: {} } }),
      [
        `${at}.properties[spec].type: Required value: must not be empty for specified object fields`,
      ],
    ],
    [
      'with a reference',
      withSchema({ type: 'object', properties: { spec: { type: 'object', $ref: '#/x' } } }),
      [`${at}.properties[spec].$ref: Forbidden: $ref is not supported`],
    ],
    [
      'with both kinds of properties',
      withSchema({
        type: 'object',
        properties: { a: { type: 'string' } },
        additionalProperties: { type: 'string' },
      }),
      [
        `${at}.additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive`,
      ],
    ],
    [
      'with shape inside a junctor',
      withSchema({ type: 'object', anyOf: [{ type: 'object' }] }),
      [`${at}.anyOf[0].type: Forbidden: must be empty to be structural`],
    ],
    [
      'with a keyed list without keys',
      withSchema({
        type: 'object',
        properties: {
          l: { type: 'array', items: { type: 'object' }, 'x-kubernetes-list-type': 'map' },
        },
      }),
      [
        `${at}.properties[l].x-kubernetes-list-map-keys: Required value: must not be empty if x-kubernetes-list-type is map`,
      ],
    ],
  ])('%s', (_what, definition, complaints) => {
    expect(complaintsOf(crdRules, definition)).toEqual(complaints);
  });

  test('with a pattern or a rule that cannot be compiled', () => {
    const definition = withSchema({
      type: 'object',
      properties: { a: { type: 'string', pattern: '(' } },
      'x-kubernetes-validations': [{ rule: 'self.a ==' }],
    });
    const complaints = complaintsOf(crdRules, definition);
    expect(complaints).toHaveLength(2);
    expect(complaints[0]).toContain(
      '.x-kubernetes-validations[0].rule: Invalid value: "self.a ==": compilation failed:',
    );
    expect(complaints[1]).toContain(
      '.pattern: Invalid value: "(": must be a valid regular expression, but isn\'t:',
    );
  });

  test('nested without end', () => {
    let schema: JsonObject = { type: 'string' };
    for (let depth = 0; depth < 200; depth++)
      schema = { type: 'object', properties: { a: schema } };
    expect(complaintsOf(crdRules, withSchema(schema))).toHaveLength(1);
  });

  test('when it drops a version that objects are stored in', () => {
    const old = changed((_spec, definition) => {
      definition['status'] = { storedVersions: ['v1alpha1', 'v1'] };
    });
    const [complaint] = complaintsOf(crdRules, jsonClone(old), old);
    expect(complaint).toContain(
      'status.storedVersions[0]: Invalid value: "v1alpha1": missing from spec.versions; v1alpha1 was previously a storage version',
    );
  });
});

test('a good definition gets its names, and remembers what it stores', () => {
  const draft = jsonClone(widgetDefinition);
  delete (getPath(draft, 'spec', 'names') as JsonObject)['singular'];
  delete (getPath(draft, 'spec', 'names') as JsonObject)['listKind'];
  crdRules.defaults?.(draft);
  crdRules.prepare?.(draft, undefined, contextFor());
  expect(complaintsOf(crdRules, draft)).toEqual([]);
  expect(getPath(draft, 'spec', 'names')).toMatchObject({
    singular: 'widget',
    listKind: 'WidgetList',
  });
  expect(getPath(draft, 'spec', 'conversion')).toEqual({ strategy: 'None' });
  expect(getPath(draft, 'status', 'storedVersions')).toEqual(['v1']);
});

describe('names', () => {
  const accepted = (definition: JsonObject, others: readonly JsonObject[]): JsonObject => {
    const status = nextStatus(definition, others, now);
    return status === undefined ? definition : { ...definition, status };
  };
  const first = accepted(
    { ...widgetDefinition, metadata: { name: 'widgets.example.com', uid: '1' } },
    [],
  );

  test('are accepted once, and say so in the conditions of the real server', () => {
    expect(getPath(first, 'status', 'conditions')).toEqual([
      {
        type: 'NamesAccepted',
        status: 'True',
        lastTransitionTime: '2026-01-01T00:00:00Z',
        reason: 'NoConflicts',
        message: 'no conflicts found',
      },
      {
        type: 'Established',
        status: 'True',
        lastTransitionTime: '2026-01-01T00:00:00Z',
        reason: 'InitialNamesAccepted',
        message: 'the initial names have been accepted',
      },
    ]);
    expect(nextStatus(first, [first], now)).toBeUndefined();
  });

  test('are refused to who comes second, who then serves nothing', () => {
    const second = changed((spec, definition) => {
      definition['metadata'] = { name: 'gadgets.example.com', uid: '2' };
      spec['names'] = { ...(spec['names'] as JsonObject), plural: 'gadgets' };
    });
    const judged = accepted(second, [first, second]);
    expect(getPath(judged, 'status', 'conditions', 0)).toMatchObject({
      type: 'NamesAccepted',
      status: 'False',
      reason: 'SingularConflict',
      message: '"widget" is already in use',
    });
    expect(servedVersions(judged)).toEqual([]);
    expect(servedVersions(first).map((info) => info.version)).toEqual(['v1', 'v1beta1']);
  });
});

describe('a definition in the cluster', () => {
  let cluster: Cluster;

  beforeEach(async () => {
    cluster = await startCluster({ simulate: false });
    await cluster.create(
      'customresourcedefinitions.apiextensions.k8s.io',
      jsonClone(widgetDefinition),
    );
    await cluster.until(() => cluster.registry.find('example.com', 'v1', 'widgets'));
  });

  afterEach(async () => {
    await cluster.close();
    expect(cluster.errors).toEqual([]);
  });

  const resource = { group: 'example.com', plural: 'widgets' };
  const inDefault = (object: JsonObject): JsonObject => ({
    ...object,
    metadata: { ...(object['metadata'] as JsonObject), namespace: 'default' },
  });

  test('serves its objects by its schema', async () => {
    const made = await cluster.create('widgets.example.com', inDefault(widget('w')));
    expect(getPath(made, 'spec')).toEqual({ size: 1, color: 'red' });
    const bad = cluster.create('widgets.example.com', inDefault(widget('bad', -1)));
    await expect(bad).rejects.toThrow(
      'Widget.example.com "bad" is invalid: spec.size: Invalid value: -1: spec.size in body should be greater than or equal to 0',
    );
  });

  test('takes its objects with it, and waits for those that wait', async () => {
    const held = inDefault(widget('held'));
    (held['metadata'] as JsonObject)['finalizers'] = ['example.com/hold'];
    await cluster.create('widgets.example.com', held);
    await cluster.create('widgets.example.com', inDefault(widget('free')));
    await cluster.storage.delete(definitions, undefined, 'widgets.example.com');
    await cluster.until(() => cluster.storage.get(resource, 'default', 'free') === undefined);
    const waiting = cluster.storage.get(definitions, undefined, 'widgets.example.com');
    expect(getPath(waiting, 'metadata', 'finalizers')).toEqual([
      'customresourcecleanup.apiextensions.k8s.io',
    ]);
    await cluster.storage.modify(resource, 'default', 'held', (draft) => {
      delete (draft['metadata'] as JsonObject)['finalizers'];
    });
    await cluster.until(
      () => cluster.storage.get(definitions, undefined, 'widgets.example.com') === undefined,
    );
    expect(cluster.registry.versions(resource)).toEqual([]);
  });
});

const shared = process.env['FLUXTS_SHARED'] ?? resolve(import.meta.dirname, '../../../../shared');
const crdFolder = join(shared, 'flux/crds');
const crdFiles = existsSync(crdFolder)
  ? readdirSync(crdFolder).filter((name) => name.endsWith('.yaml'))
  : [];

describe.skipIf(crdFiles.length === 0)("Flux's own definitions", () => {
  test.each(crdFiles)('%s is accepted and served', (file) => {
    const definition = parse(readFileSync(join(crdFolder, file), 'utf8')) as JsonObject;
    crdRules.defaults?.(definition);
    expect(complaintsOf(crdRules, definition)).toEqual([]);
    const status = nextStatus(definition, [], now) ?? {};
    const versions = servedVersions({ ...definition, status });
    expect(versions.length).toBeGreaterThan(0);
    for (const info of versions) {
      expect(info.kind).toBe(getString(definition, 'spec', 'names', 'kind'));
      expect(info.schema.field('spec')?.type).toBe('object');
    }
  });
});
