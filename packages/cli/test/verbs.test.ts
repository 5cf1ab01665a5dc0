import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCluster, type TestCluster } from './cluster.ts';
import { golden, hasShared } from './shared.ts';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(async () => {
  await cluster.close();
});

const fluxns = 'flux-system';

async function namespace(name: string): Promise<void> {
  await cluster.load(`{apiVersion: v1, kind: Namespace, metadata: {name: ${name}}}`);
}

describe.skipIf(!hasShared)('what upstream prints', () => {
  it('get, by labels and by status', async () => {
    await cluster.load(golden('get/objects.yaml', { fluxns: 'get' }));
    const get = async (flags: string) =>
      (await cluster.flux(`get sources git -n get ${flags}`)).out;
    expect(await get('--no-header=false')).toBe(golden('get/get.golden'));
    expect(await get('-l sharding.fluxcd.io/key=shard1')).toBe(golden('get/get_label_one.golden'));
    expect(await get('-l !sharding.fluxcd.io/key')).toBe(golden('get/get_label_two.golden'));
    await cluster.load(golden('get/status_objects.yaml', { fluxns: 'states' }));
    const states = async (flag: string) =>
      (await cluster.flux(`get sources git -n states --status-selector ${flag}`)).out;
    expect(await states('ready=true')).toBe(golden('get/get_status_ready_true.golden'));
    expect(await states('ready=false')).toBe(golden('get/get_status_ready_false.golden'));
    expect(await states('ready!=true')).toBe(golden('get/get_status_ready_not_true.golden'));
    expect((await cluster.flux('get sources git -n states --status-selector Ready')).err).toContain(
      'expected status selector in type=status or type!=status format, but found: Ready',
    );
  });

  it('export', async () => {
    await cluster.load(golden('export/objects.yaml', { fluxns: 'export' }));
    expect((await cluster.flux('export source git flux-system -n export')).out).toBe(
      golden('export/git-repo.yaml', { fluxns: 'export' }),
    );
    expect((await cluster.flux('export ks flux-system -n export')).out).toBe(
      golden('export/ks.yaml', { fluxns: 'export' }),
    );
    expect((await cluster.flux('export ks --all -n export')).out).toBe(
      golden('export/ks.yaml', { fluxns: 'export' }),
    );
  });

  it('tree', async () => {
    await cluster.load(golden('tree/kustomizations.yaml', { fluxns }));
    const tree = async (line: string) => `${(await cluster.flux(`tree ks ${line}`)).out}\n`;
    expect(await tree('flux-system')).toBe(golden('tree/tree.golden', { fluxns }));
    expect(await tree('flux-system --compact')).toBe(
      golden('tree/tree-compact.golden', { fluxns }),
    );
    expect(await tree('empty')).toBe(golden('tree/tree-empty.golden', { fluxns }));
    expect(JSON.parse((await cluster.flux('tree ks empty -o json')).out)).toEqual({
      resource: {
        GroupKind: { Group: 'kustomize.toolkit.fluxcd.io', Kind: 'Kustomization' },
        Name: 'empty',
        Namespace: fluxns,
      },
    });
  });

  it('debug', async () => {
    await cluster.load(golden('debug_kustomization/objects.yaml', { fluxns: 'debug' }));
    const debug = async (line: string) => (await cluster.flux(`debug ks ${line} -n debug`)).out;
    const file = (name: string) => golden(`debug_kustomization/${name}`);
    expect(await debug('test --show-vars --show-status=false')).toBe(file('vars.golden.env'));
    expect(await debug('test-from --show-vars')).toBe(file('vars-from.golden.env'));
    expect(await debug('test-with-history --show-history')).toBe(file('history.golden.yaml'));
    expect(await debug('test --show-history')).toBe(file('history-empty.golden.yaml'));
    expect((await cluster.flux('debug ks test -n debug')).err).toContain('must be set');
  });

  it('trace', async () => {
    await namespace('traced');
    await cluster.load(golden('trace/helmrelease.yaml', { fluxns: 'traced', ns: 'traced' }));
    await cluster.load(
      `apiVersion: v1
kind: ConfigMap
metadata:
  name: podinfo
  namespace: traced
  labels: {kustomize.toolkit.fluxcd.io/name: infrastructure, kustomize.toolkit.fluxcd.io/namespace: traced}
`,
    );
    const expected = golden('trace/helmrelease.golden', {
      fluxns: 'traced',
      ns: 'traced',
      kustomizationLastReconcile: '2021-08-01 04:52:56 +0000 UTC',
      gitRepositoryLastReconcile: '2021-07-20 00:48:16 +0000 UTC',
    }).replace('HelmRelease/podinfo', 'configmap/podinfo');
    expect((await cluster.flux('trace configmap podinfo -n traced')).out).toBe(expected);
    expect((await cluster.flux('trace configmap/podinfo -n traced')).out).toBe(expected);
    expect(
      (await cluster.flux('trace podinfo --kind configmap --api-version=v1 -n traced')).out,
    ).toBe(expected);
    expect((await cluster.flux('trace namespace traced')).err).toBe(
      '✗ object not managed by Flux\n',
    );
    expect((await cluster.flux('trace nonsense x')).err).toContain(
      'the server has no kind "nonsense"',
    );
  });
});

describe('get', () => {
  it('says where objects are when the namespace is wrong', async () => {
    await namespace('tenant1');
    await cluster.load(repository('tenant1', 'app'));
    const { code, err } = await cluster.flux('get sources git app');
    expect(code).toBe(1);
    expect(err).toBe(
      `✗ GitRepository object 'app' not found in "flux-system" namespace; there is one in "tenant1": add '-n tenant1'\n`,
    );
    expect((await cluster.flux('get ks nothing -n tenant1')).err).toBe(
      `✗ Kustomization object 'nothing' not found in "tenant1" namespace\n`,
    );
    expect((await cluster.flux('get sources git -n default')).err).toContain(
      `no GitRepository objects found in "default" namespace; there are some in`,
    );
    expect((await cluster.flux('reconcile source git app')).err).toContain("add '-n tenant1'");
  });

  it('prints all kinds, or the objects themselves', async () => {
    await cluster.load(kustomization('tenant1', 'app'));
    expect((await cluster.flux('get all -n tenant1')).out).toBe(
      'NAME             \tREVISION\tSUSPENDED\tREADY\tMESSAGE                  \n' +
        'gitrepository/app\t        \tFalse    \tFalse\twaiting to be reconciled\t\n' +
        '\n' +
        'NAME             \tREVISION\tSUSPENDED\tREADY\tMESSAGE                  \n' +
        'kustomization/app\t        \tFalse    \tFalse\twaiting to be reconciled\t\n',
    );
    expect((await cluster.flux('get ks app -n tenant1 --show-source --no-header')).out).toBe(
      'app\tGitRepository/app\t\tFalse\tFalse\twaiting to be reconciled\t\n',
    );
    const { out } = await cluster.flux('get ks app -n tenant1 -o json');
    expect(JSON.parse(out)).toMatchObject({ kind: 'Kustomization', metadata: { name: 'app' } });
    expect((await cluster.flux('get ks -A -o yaml')).out).toMatch(/^apiVersion: v1\nitems:\n/);
    expect((await cluster.flux('get all -n default')).code).toBe(0);
  });

  it('sums up', async () => {
    const { out } = await cluster.flux('stats -n tenant1');
    expect(out).toBe(
      'RECONCILERS  \tRUNNING\tFAILING\tSUSPENDED\tSTORAGE \n' +
        'GitRepository\t1      \t1      \t0        \t0 B    \t\n' +
        'Kustomization\t1      \t1      \t0        \t-      \t\n',
    );
  });

  it('lists files that nobody refers to', async () => {
    await cluster.load(
      kustomization('tenant1', 'forgetful', '"fluxts.dev/unreferenced": "a/b.yaml\\nc.yaml"'),
    );
    expect((await cluster.flux('get ks -n tenant1 --unreferenced')).out).toBe(
      'NAME     \tUNREFERENCED FILE \nforgetful\ta/b.yaml         \t\nforgetful\tc.yaml           \t\n',
    );
  });

  it('follows changes until it is stopped', async () => {
    const stop = new AbortController();
    const watching = cluster.flux('get ks app -n tenant1 -w', { signal: stop.signal });
    const patch = () =>
      cluster.client.patch(
        ref('tenant1', 'app'),
        { metadata: { labels: { touched: String(Math.random()) } } },
        { type: 'merge' },
      );
    // The watch begins behind the list: the change is repeated until it has been seen.
    const timer = setInterval(() => void patch(), 100);
    setTimeout(() => stop.abort(), 1500);
    const { out } = await watching;
    clearInterval(timer);
    expect(out.split('\n').length).toBeGreaterThan(3);
  });
});

describe('suspend, resume and delete', () => {
  it('change the objects that are there, and name those that are not', async () => {
    await namespace('stop');
    await cluster.load(kustomization('stop', 'a'));
    await cluster.load(kustomization('stop', 'b'));
    const suspended = await cluster.flux('suspend ks a nope b -n stop');
    expect(suspended).toEqual({
      code: 0,
      out: '',
      err:
        '► suspending kustomization a in stop namespace\n✔ kustomization suspended\n' +
        '► suspending kustomization b in stop namespace\n✔ kustomization suspended\n' +
        '✗ Kustomization nope not found in stop namespace\n',
    });
    expect((await cluster.flux('suspend ks a')).err).toBe(
      `✗ Kustomization a not found in flux-system namespace; there is one in "stop": add '-n stop'\n`,
    );
    expect((await cluster.client.get(ref('stop', 'a')))['spec']).toMatchObject({ suspend: true });
    expect((await cluster.flux('reconcile ks a -n stop')).err).toContain('resource is suspended');
    const resumed = await cluster.flux('resume ks a b -n stop');
    expect(resumed.err).toContain('► resuming kustomization b in stop namespace');
    expect((await cluster.client.get(ref('stop', 'b')))['spec']).not.toHaveProperty('suspend');
    expect((await cluster.flux('suspend ks -n stop')).err).toContain(
      'kustomization name is required',
    );
    expect((await cluster.flux('suspend ks --all -n stop')).err.split('\n')).toHaveLength(5);
  });

  it('do not delete without a yes', async () => {
    const asked = await cluster.flux('delete ks a -n stop');
    expect(asked.code).toBe(1);
    expect(asked.err).toContain('nothing was deleted');
    expect(await cluster.flux('delete ks a -n stop -s')).toEqual({
      code: 0,
      out: '',
      err: '► deleting kustomization a in stop namespace\n✔ kustomization deleted\n',
    });
    expect(await cluster.client.find(ref('stop', 'a'))).toBeUndefined();
  });
});

describe('reconcile', () => {
  it('asks, waits for the answer, and tells it', async () => {
    await namespace('ask');
    await cluster.load(kustomization('ask', 'app'));
    await cluster.load(repository('ask', 'app'));
    const controller = answerRequests('ask');
    const revision = 'main@sha1:67e2c98a60dc92283531412a9e604dd4bae005a9';
    expect(await cluster.flux('reconcile ks app --with-source -n ask')).toEqual({
      code: 0,
      out: '',
      err: [
        '► annotating GitRepository app in ask namespace',
        '✔ GitRepository annotated',
        '◎ waiting for GitRepository reconciliation',
        `✔ fetched revision ${revision}`,
        '► annotating Kustomization app in ask namespace',
        '✔ Kustomization annotated',
        '◎ waiting for Kustomization reconciliation',
        `✔ applied revision ${revision}`,
        '',
      ].join('\n'),
    });
    await controller.stop();
    const { code, err } = await cluster.flux('reconcile ks app -n ask --timeout 300ms');
    expect(code).toBe(1);
    expect(err).toContain('timed out waiting for Kustomization app in ask namespace');
  });

  /** Plays the controllers: handles each request as soon as it is seen. */
  function answerRequests(space: string): { stop(): Promise<void> } {
    const stop = new AbortController();
    const revision = 'main@sha1:67e2c98a60dc92283531412a9e604dd4bae005a9';
    const follow = async (apiVersion: string, kind: string, status: object): Promise<void> => {
      const list = await cluster.client.list({ apiVersion, kind, namespace: space });
      for await (const { object } of cluster.client.watch(
        { apiVersion, kind, namespace: space },
        { resourceVersion: list.resourceVersion, signal: stop.signal },
      )) {
        const token = object.metadata.annotations?.['reconcile.fluxcd.io/requestedAt'];
        const handled = (object['status'] as { lastHandledReconcileAt?: string } | undefined)
          ?.lastHandledReconcileAt;
        if (token === undefined || token === handled) continue;
        await cluster.client.patchStatus(
          { apiVersion, kind, namespace: space, name: object.metadata.name },
          {
            status: {
              lastHandledReconcileAt: token,
              observedGeneration: object.metadata.generation ?? 1,
              conditions: [
                {
                  type: 'Ready',
                  status: 'True',
                  reason: 'Succeeded',
                  message: 'ok',
                  lastTransitionTime: '2026-01-01T00:00:00Z',
                },
              ],
              ...status,
            },
          },
        );
      }
    };
    const ended = Promise.all([
      follow('source.toolkit.fluxcd.io/v1', 'GitRepository', {
        artifact: {
          path: 'x',
          url: 'http://x/x',
          revision,
          digest: `sha256:${'0'.repeat(64)}`,
          lastUpdateTime: '2026-01-01T00:00:00Z',
        },
      }),
      follow('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', { lastAppliedRevision: revision }),
    ]);
    return {
      stop: async () => {
        stop.abort();
        await ended;
      },
    };
  }
});

describe('what may not be looked at', () => {
  it('is answered with the server’s own words', async () => {
    const { code, err } = await cluster.flux('get ks -n tenant1 --as nobody');
    expect(code).toBe(1);
    expect(err).toContain('User "nobody" cannot list resource "kustomizations"');
  });
});

function ref(space: string, name: string) {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    namespace: space,
    name,
  };
}

function repository(space: string, name: string): string {
  return `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: ${name}, namespace: ${space}}
spec: {interval: 1m, url: "https://example.com/x"}
`;
}

function kustomization(space: string, name: string, annotations = ''): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: ${name}, namespace: ${space}, annotations: {${annotations}}}
spec: {interval: 1m, path: ./, prune: true, sourceRef: {kind: GitRepository, name: app}}
`;
}
