import { describe, expect, test } from 'vitest';
import { configMap, deployment, failure, render, result } from './support/run.ts';

const files = (
  kustomization: string,
  more: Record<string, string> = {},
): Record<string, string> => ({
  'kustomization.yaml': kustomization,
  'app.yaml': deployment(),
  'cfg.yaml': configMap('cfg'),
  ...more,
});
const resources = 'resources: [app.yaml, cfg.yaml]\n';

describe('names and namespaces', () => {
  test('prefix and suffix, and the references follow', async () => {
    const text = await render(files(`${resources}namePrefix: p-\nnameSuffix: -s\n`));
    expect(text).toContain('name: p-app-s\n');
    expect(text).toContain('configMapRef:\n            name: p-cfg-s\n');
    expect(text).toContain('serviceAccountName: robot\n');
  });

  test('namespace reaches namespaced objects and leaves others', async () => {
    const role =
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\n';
    const text = await render(
      files('resources: [app.yaml, role.yaml]\nnamespace: prod\n', { 'role.yaml': role }),
    );
    expect(text.match(/namespace: prod/g)).toHaveLength(1);
  });

  test('names that layers give in turn are followed through', async () => {
    const text = await render(
      {
        'base/kustomization.yaml': `${resources}namePrefix: a-\n`,
        'base/app.yaml': deployment(),
        'base/cfg.yaml': configMap('cfg'),
        'over/kustomization.yaml': 'resources: [../base]\nnamePrefix: b-\n',
      },
      { root: 'over' },
    );
    expect(text).toContain('name: b-a-cfg\n');
    expect(text.match(/b-a-cfg/g)).toHaveLength(2);
  });

  test('two bases with one name are kept apart by what the layers did', async () => {
    const text = await render(
      {
        'base/kustomization.yaml': resources,
        'base/app.yaml': deployment(),
        'base/cfg.yaml': configMap('cfg'),
        'one/kustomization.yaml': 'resources: [../base]\nnamePrefix: one-\n',
        'two/kustomization.yaml': 'resources: [../base]\nnamePrefix: two-\n',
        'all/kustomization.yaml': 'resources: [../one, ../two]\n',
      },
      { root: 'all' },
    );
    expect(text.match(/name: one-cfg/g)).toHaveLength(2);
    expect(text.match(/name: two-cfg/g)).toHaveLength(2);
  });
});

describe('labels and annotations', () => {
  test.each([
    ['includeSelectors: true', 3],
    ['includeTemplates: true', 2],
    ['includeSelectors: false', 1],
  ])('labels with %s', async (option, places) => {
    const text = await render(
      files(`resources: [app.yaml]\nlabels:\n- pairs: {team: x}\n  ${option}\n`),
    );
    expect(text.match(/team: x/g)).toHaveLength(places);
  });

  test('commonLabels reach selectors, commonAnnotations the pods', async () => {
    const text = await render(
      files('resources: [app.yaml]\ncommonLabels: {l: "1"}\ncommonAnnotations: {note: "2"}\n'),
    );
    expect(text.match(/l: "1"/g)).toHaveLength(3);
    expect(text.match(/note: "2"/g)).toHaveLength(2);
  });

  test('templates of volume claims are templates', async () => {
    const set = `${deployment().replace('Deployment', 'StatefulSet')}  volumeClaimTemplates: [{metadata: {name: d}}]\n`;
    const text = await render(
      files('resources: [set.yaml]\nlabels: [{pairs: {team: x}, includeTemplates: true}]\n', {
        'set.yaml': set,
      }),
    );
    expect(text.match(/team: x/g)).toHaveLength(3);
  });

  test('a label that one step adds in several places changes in all of them, as upstream', async () => {
    const text = await render(
      {
        'base/kustomization.yaml':
          'resources: [app.yaml]\nlabels: [{pairs: {env: a}, includeSelectors: true}]\n',
        'base/app.yaml': deployment(),
        'over/kustomization.yaml': 'resources: [../base]\nlabels: [{pairs: {env: b}}]\n',
      },
      { root: 'over' },
    );
    expect(text.match(/env: b/g)).toHaveLength(3);
    expect(text).not.toContain('env: a');
  });
});

describe('images and replicas', () => {
  test.each([
    ['newTag: "2"', 'nginx:2'],
    ['newName: my/nginx', 'my/nginx:1.21'],
    ['digest: sha256:abc', 'nginx@sha256:abc'],
    ['tagSuffix: -x', 'nginx:1.21-x-x'],
  ])('%s', async (change, image) => {
    const text = await render(files(`resources: [app.yaml]\nimages: [{name: nginx, ${change}}]\n`));
    expect(text).toContain(`image: ${image}\n`);
  });

  test('replicas, and a name that nothing has', async () => {
    const text = await render(files(`resources: [app.yaml]\nreplicas: [{name: app, count: 4}]\n`));
    expect(text).toContain('replicas: 4\n');
    const error = await failure(files('resources: [app.yaml]\nreplicas: [{name: b, count: 4}]\n'));
    expect(error.message).toContain('resource with name b does not match a config');
  });
});

describe('patches', () => {
  const patched = (patch: string, more: Record<string, string> = {}): Promise<string> =>
    render(files(`resources: [app.yaml]\n${patch}`, more));

  test('a strategic merge by name, in a file', async () => {
    const patch = `apiVersion: apps/v1
kind: Deployment
metadata: {name: app}
spec: {replicas: null, template: {spec: {containers: [{name: main, env: [{name: B, value: b}]}, {name: side, image: s}]}}}
`;
    const text = await patched('patches: [{path: p.yaml}]\n', { 'p.yaml': patch });
    expect(text).not.toContain('replicas');
    expect(text).toMatch(/name: B\n[\s\S]*name: main\n[\s\S]*name: side\n/);
    expect(text).toContain('image: nginx:1.21');
  });

  test('a strategic merge that deletes', async () => {
    const text = await render(
      files(
        `${resources}patches:\n- target: {kind: Deployment}\n  patch: |\n    $patch: delete\n    kind: X\n    metadata: {name: x}\n`,
      ),
    );
    expect(text).not.toContain('Deployment');
  });

  test('JSON operations with a target', async () => {
    const text = await patched(
      'patches:\n- target: {kind: Deploy.*}\n  patch: |\n    - {op: replace, path: /spec/replicas, value: 7}\n    - {op: add, path: /metadata/annotations, value: {a: b}}\n',
    );
    expect(text).toContain('replicas: 7');
    expect(text).toContain('annotations:\n    a: b\n');
  });

  test('JSON operations are as lenient as upstream', async () => {
    const text = await patched(
      'patches:\n- target: {kind: Deployment}\n  patch: |\n    - {op: replace, path: /spec/paused, value: true}\n    - {op: copy, from: /spec/none, path: /spec/none2}\n',
    );
    expect(text).toContain('none2: null\n  paused: true\n');
  });

  test('the names of patches that fit nothing', async () => {
    const error = await failure(
      files('resources: [app.yaml]\npatches: [{path: p.yaml}]\n', { 'p.yaml': deployment('no') }),
    );
    expect(error.message).toContain('no matches for Id Deployment.v1.apps/no.[noNs]');
    expect(error.place).toEqual({ file: 'p.yaml', line: 1 });
  });
});

describe('replacements and vars', () => {
  test('a field into others, whole and in part', async () => {
    const text = await render(
      files(`${resources}replacements:
- source: {kind: ConfigMap, name: cfg, fieldPath: data.a}
  targets:
  - select: {kind: Deployment}
    fieldPaths: ["spec.template.spec.containers.[name=main].env.[name=A].value"]
  - select: {kind: Deployment}
    fieldPaths: [spec.template.spec.containers.0.image]
    options: {delimiter: ":", index: 1}
`),
    );
    expect(text).toContain('value: "1"\n');
    expect(text).toContain('image: nginx:1\n');
  });

  test('vars', async () => {
    const text = await render(
      files(
        `resources: [app.yaml, cfg.yaml]\nnamePrefix: p-\nvars: [{name: CFG, objref: {kind: ConfigMap, name: cfg, apiVersion: v1}}]\n`,
        { 'app.yaml': deployment().replace('value: a', () => 'value: $(CFG) $$(CFG) $(OTHER)') },
      ),
    );
    expect(text).toContain('value: p-cfg $(CFG) $(OTHER)\n');
  });
});

describe('order and notes', () => {
  const two = {
    'kustomization.yaml': 'resources: [app.yaml, ns.yaml]\n',
    'app.yaml': deployment(),
    'ns.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: n}\n',
  };

  test('as written, as kubectl prints, and as the file says', async () => {
    const kinds = async (
      given: Record<string, string>,
      order: 'fifo' | 'legacy',
    ): Promise<unknown> =>
      (await result(given, { order })).objects.map(({ object }) => object['kind']);
    expect(await kinds(two, 'fifo')).toEqual(['Deployment', 'Namespace']);
    expect(await kinds(two, 'legacy')).toEqual(['Namespace', 'Deployment']);
    const sorted = {
      ...two,
      'kustomization.yaml': 'resources: [app.yaml, ns.yaml]\nsortOptions: {order: legacy}\n',
    };
    expect(await kinds(sorted, 'fifo')).toEqual(['Namespace', 'Deployment']);
  });

  test('where objects come from', async () => {
    const { objects, files: read } = await result(two);
    expect(objects[1]?.origin).toEqual({ file: 'ns.yaml', index: 0, line: 1 });
    expect(read).toEqual(['app.yaml', 'kustomization.yaml', 'ns.yaml']);
  });

  test('buildMetadata', async () => {
    const text = await render({
      ...two,
      'kustomization.yaml':
        'resources: [ns.yaml]\nbuildMetadata: [originAnnotations, managedByLabel]\n',
    });
    expect(text).toContain('config.kubernetes.io/origin: |\n      path: ns.yaml\n');
    expect(text).toContain('app.kubernetes.io/managed-by: kustomize-v5.7.1\n');
  });
});
