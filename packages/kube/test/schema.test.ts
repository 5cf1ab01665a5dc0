import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  builtinSchemas,
  childSchema,
  crdSchemas,
  openApiSchema,
  untypedSchema,
} from '../src/index.ts';

const shared =
  process.env['FLUXTS_SHARED'] ?? fileURLToPath(new URL('../../../../shared', import.meta.url));
const facts = join(shared, 'data', 'kubernetes-types.json');

describe('schemas of built-in types', () => {
  it('know strategies, list types, defaults and required fields', () => {
    const pod = builtinSchemas.schemaOf('v1', 'Pod');
    const containers = pod?.field('spec')?.field('containers');
    expect(containers).toMatchObject({ type: 'array', listType: 'map', listKeys: ['name'] });
    expect(containers?.patch).toEqual({
      merge: true,
      retainKeys: false,
      replace: false,
      mergeKey: 'name',
    });
    const ports = containers?.items?.field('ports');
    expect(ports?.listKeys).toEqual(['containerPort', 'protocol']);
    expect(ports?.items?.field('protocol')?.default).toBe('TCP');
    expect(ports?.items?.required).toEqual(['containerPort']);
    expect(pod?.field('spec')?.field('nodeSelector')).toMatchObject({
      type: 'object',
      atomic: true,
    });
    expect(pod?.field('spec')?.field('volumes')?.patch.retainKeys).toBe(true);
    expect(pod?.field('metadata')?.field('finalizers')).toMatchObject({ listType: 'set' });
    expect(pod?.field('metadata')?.typeName).toBe('meta/v1.ObjectMeta');
    const deployment = builtinSchemas.schemaOf('apps/v1', 'Deployment');
    expect(deployment?.field('spec')?.field('selector')?.atomic).toBe(true);
    const volume = builtinSchemas
      .schemaOf('v1', 'PersistentVolume')
      ?.field('spec')
      ?.field('claimRef');
    expect(volume?.atomic).toBe(false);
    const limits = containers?.items?.field('resources')?.field('limits');
    expect(limits?.values).toMatchObject({ type: 'int-or-string', format: 'quantity' });
  });

  it('know nothing else', () => {
    expect(builtinSchemas.schemaOf('v1', 'PodSpec')).toBeUndefined();
    expect(builtinSchemas.schemaOf('example.com/v1', 'Pod')).toBeUndefined();
    expect(builtinSchemas.schemaOf('v1', '__proto__')).toBeUndefined();
    expect(builtinSchemas.schemaOf('v1', 'Pod')?.field('constructor')).toBeUndefined();
  });

  it.skipIf(!existsSync(facts))('hold every field of the facts they were made from', () => {
    const { types } = JSON.parse(readFileSync(facts, 'utf8')) as {
      types: Record<
        string,
        Record<string, { required?: boolean; patchMergeKey?: string; listType?: string }>
      >;
    };
    for (const [name, fields] of Object.entries(types)) {
      const schema = builtinSchemas.typeNamed(name);
      for (const [key, fact] of Object.entries(fields)) {
        if (key.startsWith('~')) continue;
        const field = schema?.field(key);
        expect(field, `${name}.${key}`).toBeDefined();
        expect(field?.patch.mergeKey, `${name}.${key}`).toBe(fact.patchMergeKey);
        expect(schema?.required.includes(key), `${name}.${key}`).toBe(fact.required === true);
        if (fact.listType !== undefined)
          expect(field?.listType, `${name}.${key}`).toBe(fact.listType);
      }
    }
  });
});

describe('schemas of custom resources', () => {
  const crd = {
    spec: {
      versions: [
        {
          name: 'v1',
          schema: {
            openAPIV3Schema: {
              type: 'object',
              required: ['spec'],
              properties: {
                metadata: { type: 'object', properties: { name: { maxLength: 3 } } },
                spec: {
                  type: 'object',
                  properties: {
                    port: { 'x-kubernetes-int-or-string': true },
                    labels: { type: 'object', additionalProperties: { type: 'string' } },
                    template: { type: 'object', 'x-kubernetes-embedded-resource': true },
                    mode: { type: 'string', enum: ['a', 'b'], default: 'a', nullable: true },
                  },
                },
              },
            },
          },
        },
        { name: 'v2' },
      ],
    },
  };

  it('are read from every version', () => {
    const schemas = crdSchemas(crd);
    const root = schemas.get('v1');
    expect(root?.required).toEqual(['spec']);
    expect(root?.fieldNames).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
    expect(root?.field('metadata')?.field('finalizers')?.listType).toBe('set');
    const spec = root?.field('spec');
    expect(spec?.field('port')?.type).toBe('int-or-string');
    expect(spec?.field('labels')?.values?.type).toBe('string');
    expect(spec?.field('template')?.field('metadata')?.typeName).toBe('meta/v1.ObjectMeta');
    expect(spec?.field('mode')).toMatchObject({ enum: ['a', 'b'], default: 'a', nullable: true });
    expect(spec?.field('port')).toBe(spec?.field('port'));
    const free = schemas.get('v2');
    expect(free === undefined ? undefined : childSchema(free, 'anything')).toBe(untypedSchema);
    expect(free?.field('metadata')?.typeName).toBe('meta/v1.ObjectMeta');
  });

  it('take anything where they say nothing', () => {
    expect(openApiSchema({}).preserveUnknown).toBe(true);
    expect(openApiSchema({ items: {} }).type).toBe('array');
    expect(openApiSchema({ properties: {} }).type).toBe('object');
    expect(crdSchemas({}).size).toBe(0);
  });
});
