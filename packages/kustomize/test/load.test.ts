import { defaultLimits, memoryFileSystem } from '@fluxts/base';
import { describe, expect, test } from 'vitest';
import {
  build,
  collect,
  createBuildCache,
  generateKustomization,
  type HelmRequest,
  type RemoteFetcher,
  renderKustomization,
  renderObjects,
  unreferenced,
} from '@fluxts/kustomize';
import { configMap, deployment, failure, type Files, render, result } from './support/run.ts';

describe('resources', () => {
  test('lists become their items, empty documents nothing', async () => {
    const list =
      'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: A, metadata: {name: a, annotations: {v: 1.10}}}\n';
    const text = await render({
      'kustomization.yaml': 'resources: [list.yaml, empty.yaml]\n',
      'list.yaml': list,
      'empty.yaml': '---\n# nothing\n---\n',
    });
    expect(text).toBe(
      'apiVersion: v1\nkind: A\nmetadata:\n  annotations:\n    v: "1.10"\n  name: a\n',
    );
  });

  test.each<[string, Files, string, number | undefined]>([
    [
      'no file',
      { 'kustomization.yaml': 'resources: [a.yaml]\n' },
      'accumulating resources',
      undefined,
    ],
    ['bad YAML', tree('a: b: c\n'), 'MalformedYAMLError: yaml: mapping values', 1],
    ['no kind', tree('\napiVersion: v1\nmetadata: {name: a}\n'), 'missing kind in object', 2],
    ['no name', tree('apiVersion: v1\nkind: A\nmetadata: {}\n'), 'missing metadata.name', 1],
    ['twice', tree(`${configMap('a')}---\n${configMap('a')}`), 'already registered id', 6],
    ['no kustomization', { 'a.yaml': '' }, 'unable to find one of', undefined],
    [
      'unknown field',
      { 'kustomization.yaml': 'resources: []\nresource: []\n' },
      'unknown field "resource"',
      undefined,
    ],
  ])('error: %s', async (_, files, message, line) => {
    const error = await failure(files);
    expect(error.message).toContain(message);
    if (line !== undefined) expect(error.place?.line).toBe(line);
  });

  test('files beyond the root are refused unless allowed', async () => {
    const files = { 'a/kustomization.yaml': 'resources: [../b.yaml]\n', 'b.yaml': configMap('b') };
    const error = await failure(files, { root: 'a' });
    expect(error.message).toContain("is not in or below '/a'");
    const text = await render(files, { root: 'a', loadRestrictor: 'LoadRestrictionsNone' });
    expect(text).toContain('name: b');
  });

  test('a circle', async () => {
    const error = await failure(
      {
        'a/kustomization.yaml': 'resources: [../b]\n',
        'b/kustomization.yaml': 'resources: [../a]\n',
      },
      { root: 'a' },
    );
    expect(error.message).toContain('cycle');
  });

  test('components act on what includes them', async () => {
    const text = await render({
      'kustomization.yaml': 'resources: [cfg.yaml]\ncomponents: [c]\n',
      'cfg.yaml': configMap('cfg'),
      'c/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnamePrefix: c-\n',
    });
    expect(text).toContain('name: c-cfg');
  });
});

describe('generators', () => {
  test('names carry a hash of the content and references follow', async () => {
    const files = (value: string): Files => ({
      'kustomization.yaml': `resources: [app.yaml]\nconfigMapGenerator:\n- name: cfg\n  literals: [a=${value}]\n`,
      'app.yaml': deployment(),
    });
    const text = await render(files('1'));
    const [name] = /cfg-[a-z0-9]{10}/.exec(text) ?? [];
    expect(text.split(String(name))).toHaveLength(3);
    expect(await render(files('2'))).not.toContain(String(name));
  });

  test('files, env files, secrets and options', async () => {
    const text = await render({
      'kustomization.yaml': `configMapGenerator:
- {name: a, files: [x.txt, key=y.txt], envs: [e.env]}
secretGenerator:
- {name: s, literals: [p=q], type: Opaque}
generatorOptions: {disableNameSuffixHash: true, labels: {g: l}, immutable: true}
`,
      'x.txt': 'one\ntwo\n',
      'y.txt': '1',
      'e.env': '# c\nK=v\n',
    });
    expect(text).toContain(
      'data:\n  K: v\n  key: "1"\n  x.txt: |\n    one\n    two\nimmutable: true\n',
    );
    expect(text).toContain('data:\n  p: cQ==\n');
    expect(text.match(/g: l/g)).toHaveLength(2);
  });

  test('an overlay merges into what its base generates', async () => {
    const text = await render(
      {
        'base/kustomization.yaml': 'configMapGenerator: [{name: a, literals: [x=1, y=1]}]\n',
        'over/kustomization.yaml':
          'resources: [../base]\nconfigMapGenerator: [{name: a, behavior: merge, literals: [y=2]}]\n',
      },
      { root: 'over' },
    );
    expect(text).toContain('x: "1"\n  "y": "2"\n');
  });

  test('charts are rendered by the engine that is given', async () => {
    const requests: HelmRequest[] = [];
    const files = {
      'kustomization.yaml':
        'namespace: ns\nhelmCharts: [{name: web, releaseName: r, valuesInline: {a: 1}}]\n',
      'charts/web/Chart.yaml': 'name: web\nversion: 1.0.0\n',
      'charts/web/values.yaml': 'b: 2\n',
    };
    const helm = (request: HelmRequest): string => {
      requests.push(request);
      return configMap('from-helm');
    };
    expect(await render(files, { helm })).toContain('name: from-helm\n  namespace: ns\n');
    expect(requests[0]).toMatchObject({ releaseName: 'r', values: { a: 1 } });
    expect((await failure(files)).message).toContain('helm');
  });
});

describe('remote bases', () => {
  const files = {
    'kustomization.yaml':
      'resources: ["https://github.com/org/repo//base?ref=v1", "https://x.test/a.yaml"]\n',
  };
  const fetcher: RemoteFetcher = {
    file: (url) =>
      Promise.resolve(
        url.endsWith('.yaml') ? new TextEncoder().encode(configMap('file')) : undefined,
      ),
    repository: ({ url, ref }) =>
      Promise.resolve(
        memoryFileSystem({
          'base/kustomization.yaml': 'resources: [a.yaml]\n',
          'base/a.yaml': configMap('repo', `{url: "${url}", ref: "${ref ?? ''}"}`),
        }),
      ),
  };

  test('are fetched before the build', async () => {
    const text = await render(files, { fetcher });
    expect(text).toMatch(/ref: v1\n {2}url: https:\/\/github.com\/org\/repo(\.git)?\n/);
    expect(text).toContain('name: file\n');
  });

  test('without a fetcher they are errors', async () => {
    expect((await failure(files)).message).toContain('https://');
  });

  test('a signal ends the fetching', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(collect('.', memoryFileSystem(files), { fetcher, signal })).rejects.toThrow(
      'enough',
    );
  });
});

describe('the cache', () => {
  test('takes over every step whose files are the same', async () => {
    const cache = createBuildCache();
    const files: Record<string, string> = { 'kustomization.yaml': 'resources: [a, b]\n' };
    for (const name of ['a', 'b']) {
      files[`${name}/kustomization.yaml`] = `resources: [c.yaml]\nnamePrefix: ${name}-\n`;
      files[`${name}/c.yaml`] = configMap('c');
    }
    const first = await render(files, { cache });
    const { misses } = cache;
    expect(await render(files, { cache })).toBe(first);
    expect(cache.misses).toBe(misses);
    files['b/c.yaml'] = configMap('c', '{changed: "1"}');
    const changed = await render(files, { cache });
    expect(changed).toBe(await render(files));
    expect(cache.misses).toBe(misses + 2);
  });
});

describe('helpers around a build', () => {
  test('generateKustomization finds what a directory holds', async () => {
    const fs = memoryFileSystem({
      'apps/a.yaml': configMap('a'),
      'apps/sub/b.yml': configMap('b'),
      'apps/own/kustomization.yaml': 'configMapGenerator: [{name: g, literals: [a=b]}]\n',
      'apps/readme.txt': 'no',
    });
    const made = generateKustomization(fs, 'apps', { targetNamespace: 'n', namePrefix: 'p-' });
    expect(made.generated).toBe(true);
    expect(made.content).toContain('resources:\n- ./a.yaml\n- ./own\n- ./sub/b.yml\n');
    const tree = await collect('apps', made.fs);
    const { objects } = build(tree, { loadRestrictor: 'LoadRestrictionsNone' });
    expect(renderObjects(objects.map(({ object }) => object))).toMatch(
      /name: p-a\n {2}namespace: "n"[\s\S]*name: p-g-\w+\n[\s\S]*name: p-b\n/,
    );
  });

  test('unreferenced names what nobody reads', async () => {
    const files = {
      'kustomization.yaml': 'resources: [a.yaml]\n',
      'a.yaml': configMap('a'),
      'forgotten.yaml': configMap('b'),
      '.github/x.yaml': '',
    };
    const { files: read } = await result(files);
    expect(unreferenced(memoryFileSystem(files), '.', read)).toEqual(['forgotten.yaml']);
  });

  test('renderKustomization is all of it', async () => {
    const files = {
      'overlay/kustomization.yaml': 'resources: [../base]\nnamePrefix: prod-\n',
      'base/kustomization.yaml': 'resources: [cfg.yaml]\n',
      'base/cfg.yaml': configMap('cfg'),
    };
    const text = await renderKustomization('overlay', memoryFileSystem(files), { order: 'legacy' });
    expect(text).toContain('name: prod-cfg');
  });

  test('limits hold', async () => {
    const files = { 'kustomization.yaml': 'resources: [a.yaml]\n', 'a.yaml': configMap('a') };
    const limits = { ...defaultLimits, bytes: 10 };
    await expect(render(files, { limits })).rejects.toThrow('more than 10 bytes');
  });
});

function tree(text: string): Files {
  return { 'kustomization.yaml': 'resources: [a.yaml]\n', 'a.yaml': text };
}
