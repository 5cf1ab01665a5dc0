import { getPath, getString, isObject, jsonEqual, type Json, type JsonObject } from '@fluxts/base';
import { customResourceDefinitions } from '@fluxts/flux-api';
import { describe, expect, it } from 'vitest';
import { hasShared, upstreamCrds } from './shared.ts';

// The shared folder holds upstream's CRDs; without it these comparisons are skipped.
const kinds = [
  ['gitrepositories', 'source.toolkit.fluxcd.io_gitrepositories'],
  ['kustomizations', 'kustomize.toolkit.fluxcd.io_kustomizations'],
] as const;

describe.skipIf(!hasShared).each(kinds)('%s beside upstream', (plural, file) => {
  const ours = customResourceDefinitions().find(
    (crd) => getString(crd, 'spec', 'names', 'plural') === plural,
  )!;
  const today = hasShared ? [...upstreamCrds('crds', file).values()][0]! : {};
  const legacy = hasShared ? [...upstreamCrds('crds-legacy', file)] : [];

  it('has the same names and scope', () => {
    expect(getPath(ours, 'spec', 'names')).toEqual(getPath(today, 'spec', 'names'));
    expect(getPath(ours, 'spec', 'scope')).toEqual(getPath(today, 'spec', 'scope'));
    expect(getPath(ours, 'metadata', 'name')).toEqual(getPath(today, 'metadata', 'name'));
  });

  it('accepts and refuses in v1 what upstream does', () => {
    const upstream = fieldsOf(schemaOf(today, 'v1'));
    const mine = fieldsOf(schemaOf(ours, 'v1'));
    for (const [path, schema] of upstream) {
      expect(constraints(mine.get(path)), path).toEqual(constraints(schema));
    }
    const extra = [...mine].filter(([path]) => !upstream.has(path));
    expect(extra.length).toBeGreaterThan(0);
    for (const [path, schema] of extra) {
      const { required, ...rest } = constraints(schema);
      expect(required, path).toEqual([]);
      expect(
        Object.keys(rest).filter((key) => !neutral.has(key)),
        path,
      ).toEqual([]);
    }
  });

  it('keeps every field that any version ever had in every version', () => {
    const ever = new Set<string>();
    for (const crd of [today, ...legacy.map(([, crd]) => crd)]) {
      for (const version of versionsOf(crd)) {
        for (const path of fieldsOf(schemaOf(crd, version)).keys()) ever.add(path);
      }
    }
    expect(versionsOf(ours)).toEqual(['v1', 'v1beta2', 'v1beta1']);
    for (const version of versionsOf(ours)) {
      const mine = fieldsOf(schemaOf(ours, version));
      expect([...ever].filter((path) => !mine.has(path))).toEqual([]);
    }
  });

  it('accepts in old versions what any release of theirs accepted', () => {
    for (const [release, crd] of legacy) {
      for (const version of versionsOf(crd)) {
        const mine = fieldsOf(schemaOf(ours, version));
        for (const [path, schema] of fieldsOf(schemaOf(crd, version))) {
          if (version === 'v1') continue;
          expect(
            stricter(constraints(mine.get(path)), constraints(schema)),
            `${release} ${version} ${path}`,
          ).toEqual([]);
        }
      }
    }
  });

  it('gives old versions the defaults of their last release', () => {
    const last = legacy.map(([, crd]) => crd).at(-1)!;
    for (const version of ['v1beta1', 'v1beta2']) {
      const mine = fieldsOf(schemaOf(ours, version));
      for (const [path, schema] of fieldsOf(schemaOf(last, version))) {
        expect(mine.get(path)?.['default'], `${version} ${path}`).toEqual(schema['default']);
      }
    }
  });
});

const neutral = new Set([
  'type',
  'format',
  'x-kubernetes-preserve-unknown-fields',
  'additionalProperties',
]);

function versionsOf(crd: JsonObject): string[] {
  const versions = getPath(crd, 'spec', 'versions');
  return Array.isArray(versions) ? versions.map((version) => getString(version, 'name') ?? '') : [];
}

function schemaOf(crd: JsonObject, version: string): JsonObject {
  const index = versionsOf(crd).indexOf(version);
  return getPath(crd, 'spec', 'versions', index, 'schema', 'openAPIV3Schema') as JsonObject;
}

/** All fields below a schema by path, `[]` for the items of a list. */
function fieldsOf(schema: JsonObject, path = ''): Map<string, JsonObject> {
  const found = new Map([[path, schema]]);
  const properties = getPath(schema, 'properties');
  if (isObject(properties)) {
    for (const [name, child] of Object.entries(properties)) {
      for (const [key, value] of fieldsOf(child as JsonObject, `${path}.${name}`))
        found.set(key, value);
    }
  }
  const items = getPath(schema, 'items');
  if (isObject(items)) {
    for (const [key, value] of fieldsOf(items, `${path}[]`)) found.set(key, value);
  }
  return found;
}

/** What a schema demands of its own value; children count on their own. */
function constraints(schema: JsonObject | undefined): Record<string, Json> & { required: Json[] } {
  const {
    description: _,
    properties: __,
    items: ___,
    required,
    ...rest
  } = schema ?? { missing: true };
  return {
    ...rest,
    required: Array.isArray(required)
      ? required.toSorted((a, b) => (String(a) < String(b) ? -1 : 1))
      : [],
  } as never;
}

/** The keywords by which the first schema refuses what the second takes. */
function stricter(
  mine: ReturnType<typeof constraints>,
  theirs: ReturnType<typeof constraints>,
): string[] {
  return Object.entries(mine).flatMap(([key, value]) => {
    const other = theirs[key];
    if (key === 'default' || key === 'description' || jsonEqual(value, other)) return [];
    const subset = (all: Json | undefined, some: Json | undefined): boolean =>
      Array.isArray(all) && Array.isArray(some) && some.every((item) => all.includes(item));
    if (key === 'enum' && subset(value, other)) return [];
    if (key === 'required' && subset(other, value)) return [];
    // The same expression but for what may follow.
    if (
      key === 'pattern' &&
      typeof value === 'string' &&
      typeof other === 'string' &&
      value === `${other}.*$`
    )
      return [];
    return [key];
  });
}
