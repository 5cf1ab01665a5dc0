import { FluxtsError, memoryFileSystem } from '@fluxts/base';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { build, collect, createBuildCache, KustomizeError, renderObjects } from '@fluxts/kustomize';
import { configMap, deployment, type Files, render } from './support/run.ts';

const name = fc.constantFrom('a', 'b', 'app', 'cfg', 'x-1');
const field = fc.constantFrom(
  'namePrefix: p-',
  'nameSuffix: -s',
  'namespace: prod',
  'commonLabels: {team: x}',
  'labels: [{pairs: {l: "1"}, includeTemplates: true}]',
  'commonAnnotations: {note: n}',
  'images: [{name: nginx, newTag: "2"}]',
  'configMapGenerator: [{name: gen, literals: [a=b]}]',
  'secretGenerator: [{name: sec, literals: [a=b]}]',
  'buildMetadata: [managedByLabel]',
  'patches: [{target: {kind: Deployment}, patch: "[{op: add, path: /spec/paused, value: true}]"}]',
);
const layer = fc.uniqueArray(field, { maxLength: 5 });
const objects = fc.uniqueArray(name, { minLength: 1, maxLength: 4 });

const trees = fc.record({ objects, base: layer, over: layer }).map((made): Files => {
  const files: Record<string, string> = {};
  for (const each of made.objects) {
    files[`base/${each}.yaml`] = `${deployment(each)}---\n${configMap(each)}`;
  }
  const names = made.objects.map((each) => `${each}.yaml`).join(', ');
  files['base/kustomization.yaml'] = [`resources: [${names}]`, ...made.base, ''].join('\n');
  files['over/kustomization.yaml'] = ['resources: [../base]', ...made.over, ''].join('\n');
  return files;
});

async function attempt(files: Files): Promise<string | undefined> {
  try {
    return await render(files, { root: 'over', order: 'legacy' });
  } catch (error) {
    // Both layers may generate an object of one name.
    if (error instanceof KustomizeError) return undefined;
    throw error;
  }
}

describe('properties', () => {
  test('the same tree gives the same bytes, with a cache and without', async () => {
    const cache = createBuildCache();
    await fc.assert(
      fc.asyncProperty(trees, async (files) => {
        const first = await attempt(files);
        expect(await attempt(files)).toBe(first);
        if (first === undefined) return;
        expect(await render(files, { root: 'over', order: 'legacy', cache })).toBe(first);
        expect(await render(files, { root: 'over', order: 'legacy', cache })).toBe(first);
      }),
      { numRuns: 60 },
    );
  });

  test('what a build gives builds to itself', async () => {
    await fc.assert(
      fc.asyncProperty(trees, async (files) => {
        const text = await attempt(files);
        if (text === undefined) return;
        const again = await render(
          { 'kustomization.yaml': 'resources: [all.yaml]\n', 'all.yaml': text },
          { order: 'legacy' },
        );
        expect(again).toBe(text);
      }),
      { numRuns: 60 },
    );
  });
});

const piece = fc.oneof(
  fc.constantFrom(
    'resources',
    'patches',
    'vars',
    'replacements',
    'images',
    'labels',
    'components',
    'crds',
    'helmCharts',
    'openapi',
    'configurations',
    'transformers',
    'namespace',
    'replicas',
    ': ',
    '\n',
    '- ',
    '  ',
    '[',
    ']',
    '{',
    '}',
    ', ',
    '|\n  ',
    '"',
    'a.yaml',
    '.',
    '..',
    '/',
    'apiVersion: v1',
    'kind: Component',
    'name',
    'target',
    'path',
    '$(X)',
    '~',
    '1',
    'true',
    '&a ',
    '*a',
    '<<: ',
    '__proto__',
    'constructor',
    '\u0000',
    '*',
    '(',
    '?ref=',
  ),
  fc.string({ maxLength: 5 }),
);
const text = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(''));

describe('hostile trees', () => {
  test('any files are built or refused, never more', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, fc.boolean(), async (kustomization, resource, usual) => {
        const files = {
          'kustomization.yaml': usual ? `resources: [a.yaml]\n${kustomization}` : kustomization,
          'a.yaml': usual ? `${configMap('a')}${resource}` : resource,
        };
        try {
          const tree = await collect('.', memoryFileSystem(files));
          renderObjects(build(tree).objects.map(({ object }) => object));
        } catch (error) {
          if (!(error instanceof FluxtsError)) throw error;
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('objects of any shape go through every transformer or are refused', async () => {
    const kustomization = `resources: [a.yaml]
namePrefix: p-
namespace: prod
commonLabels: {l: "1"}
commonAnnotations: {n: x}
images: [{name: nginx, newTag: "1"}]
vars: [{name: V, objref: {apiVersion: v1, kind: ConfigMap, name: a}}]
`;
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), name, async (value, key) => {
        const object = {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'd', labels: value },
          spec: { [key]: value, template: value, selector: { matchLabels: value } },
        };
        const files = {
          'kustomization.yaml': kustomization,
          'a.yaml': `${configMap('a')}---\n${JSON.stringify(object)}\n`,
        };
        try {
          await render(files);
        } catch (error) {
          if (!(error instanceof FluxtsError)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each<[string, Files]>([
    ['aliases of aliases', { 'kustomization.yaml': 'resources: [a.yaml]\n', 'a.yaml': bomb() }],
    ['deep nesting', { 'kustomization.yaml': '['.repeat(50_000) }],
    ['itself', { 'kustomization.yaml': 'resources: [.]\n' }],
    [
      'an expression that takes others forever',
      {
        'kustomization.yaml':
          'resources: [a.yaml]\npatches: [{target: {name: "(a+)+$"}, patch: "[]"}]\n',
        'a.yaml': configMap(`${'a'.repeat(60)}b`),
      },
    ],
  ])('%s', async (_, files) => {
    const start = performance.now();
    try {
      await render(files);
    } catch (error) {
      expect(error).toBeInstanceOf(FluxtsError);
    }
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

function bomb(): string {
  let lines = 'a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n';
  for (let level = 1; level < 12; level++) {
    const items = Array.from({ length: 10 }, () => `*a${level - 1}`).join(',');
    lines += `a${level}: &a${level} [${items}]\n`;
  }
  return lines;
}
