import { describe, expect, it } from 'vitest';
import { explain, type Facts, formatExplanation, seen, unseen } from '../src/index.ts';
import {
  built,
  facts,
  goodBuild,
  ingress,
  lane,
  liveIngress,
  path,
  pushedClone,
  ready,
  source,
} from './facts.ts';

/** The answer's verdict, sentence and steps. */
function answer(change: Partial<Facts>) {
  const { verdict, headline, next } = explain(facts(change));
  return { verdict, headline, next };
}

const clone = (change: object) => ({ clone: seen({ ...pushedClone, ...change }) });

describe('a change that arrived', () => {
  it('is said to be in the cluster, with every station it passed', () => {
    const explanation = explain(facts());
    expect(explanation.verdict).toBe('in-cluster');
    expect(explanation.headline).toContain('Ingress/tenant1/app');
    expect(explanation.findings.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
    expect(formatExplanation(explanation, { colour: false })).toMatchInlineSnapshot(`
      "tenant/dev/ingress.yaml is in the cluster, as it was fetched: Ingress/tenant1/app.

      ✔ pushed: 9baa4016 "Add an ingress" is in origin/main
      ✔ fetched: GitRepository tenant1/tenant1 has main@sha1:9baa4016
      ✔ Kustomization tenant1/tenant1 builds it (spec.path ./tenant/dev)
      ✔ applied: Kustomization tenant1/tenant1 has applied main@sha1:9baa4016
      ✔ Ingress/tenant1/app is healthy: Resource is current
      "
    `);
  });

  it('is followed without a clone, which is said', () => {
    const explanation = explain(facts({ clone: unseen('the current folder is no git clone') }));
    expect(explanation.verdict).toBe('in-cluster');
    expect(formatExplanation(explanation, { colour: false })).toContain(
      '? could not look at the local clone: the current folder is no git clone',
    );
  });
});

describe('in the clone', () => {
  it('a file that is not committed', () => {
    expect(answer(clone({ file: { state: 'untracked' } }))).toEqual({
      verdict: 'not-in-cluster',
      headline: `${path} is not committed: it is only in the folder.`,
      next: [`git add ${path} && git commit -m '…' && git push`],
    });
  });

  it('a file that git ignores', () => {
    expect(answer(clone({ file: { state: 'ignored' } })).headline).toContain('.gitignore');
  });

  it('a commit that is not pushed', () => {
    const upstream = { name: 'origin/main', commit: 'x', hasFile: false };
    expect(answer(clone({ upstream, fetched: 'lacks' }))).toMatchObject({
      verdict: 'not-in-cluster',
      headline: 'commit 9baa4016 is not pushed.',
      next: ['git push'],
    });
  });

  it('a commit on a branch that nobody follows', () => {
    expect(answer(clone({ branch: 'feature', fetched: 'lacks' })).headline).toBe(
      'the change is on branch feature, but the source follows main.',
    );
  });
});

describe('at the source', () => {
  it('a commit that is pushed but not fetched yet', () => {
    expect(answer(clone({ fetched: 'lacks' }))).toEqual({
      verdict: 'on-its-way',
      headline:
        'the commit is pushed but not fetched yet; GitRepository tenant1/tenant1 looks every 1m.',
      next: ['flux reconcile source git tenant1 -n tenant1'],
    });
  });

  it('a source that is suspended', () => {
    const lanes = seen([lane({ source: source({ spec: { suspend: true } }) })]);
    expect(answer({ lanes, ...clone({ fetched: 'lacks' }) })).toMatchObject({
      verdict: 'not-in-cluster',
      next: ['flux resume source git tenant1 -n tenant1'],
    });
  });

  it('a source that fails', () => {
    const conditions = [ready('False', 'AuthenticationFailed', 'authentication required')];
    const lanes = seen([lane({ source: source({ status: { conditions } }) })]);
    expect(answer({ lanes }).headline).toBe(
      'GitRepository tenant1/tenant1 fails: authentication required',
    );
  });

  it('a file that was left out of the artifact', () => {
    const artifact = seen({ revision: 'main@sha1:1', hasPath: false, kinds: [] });
    const lanes = seen([lane({ artifact, kustomizations: [] })]);
    expect(answer({ lanes }).headline).toBe(`${path} is not in the fetched revision.`);
  });

  it('a file that is listed but not there: the line to mend', () => {
    const artifact = seen({ revision: 'main@sha1:1', hasPath: false, kinds: [] });
    const error = { message: "accumulating resources from 'ingress.yaml': no such file" };
    const dangling = { file: 'tenant/dev/kustomization.yaml', line: 5 };
    const kustomizations = [
      built({ readsPath: false, objects: [], covers: true, error, dangling }),
    ];
    expect(answer({ lanes: seen([lane({ artifact, kustomizations })]) })).toMatchObject({
      headline: `${path} is not in the fetched revision, but tenant/dev/kustomization.yaml:5 lists it, so nothing is built.`,
      next: [
        'add the file, or take the line out of tenant/dev/kustomization.yaml:5',
        'then commit and push',
      ],
    });
  });

  it('no source at all', () => {
    expect(answer({ lanes: seen([]) }).headline).toBe(
      'no GitRepository in the cluster fetches http://127.0.0.1/gitops.',
    );
  });
});

describe('in the build', () => {
  it('a file that is not listed: the file to edit and the line to add', () => {
    const listing = { file: 'tenant/dev/kustomization.yaml', entry: 'ingress.yaml' };
    const kustomizations = [built({ readsPath: false, objects: [], covers: true, listing })];
    const lanes = seen([lane({ kustomizations })]);
    expect(answer({ lanes, live: seen([]) })).toEqual({
      verdict: 'not-in-cluster',
      headline: `${path} is not listed in tenant/dev/kustomization.yaml, so it is no part of the build.`,
      next: [
        'edit tenant/dev/kustomization.yaml and add under "resources:"',
        '  - ingress.yaml',
        'then commit and push',
      ],
    });
  });

  it('a file that the controller noted, when nothing else can be looked at', () => {
    const noted = built(undefined);
    const annotations = { 'fluxts.dev/unreferenced': path };
    const metadata = { ...noted.object.metadata, annotations };
    const kustomizations = [{ ...noted, object: { ...noted.object, metadata } }];
    const artifact = unseen('forbidden');
    const lanes = seen([lane({ kustomizations, artifact })]);
    expect(answer({ lanes, live: seen([]) }).headline).toBe(
      `${path} is listed in no kustomization.yaml, so it is no part of the build.`,
    );
  });

  it('nothing that can be looked at, but what the Kustomization says of itself', () => {
    const other = built(undefined, { spec: { path: './other' } });
    const covering = built(undefined, { spec: { suspend: true } });
    const artifact = unseen('forbidden');
    const lanes = seen([lane({ kustomizations: [other, covering], artifact })]);
    expect(answer({ lanes, live: seen([]) }).next).toEqual([
      'flux resume kustomization tenant1 -n tenant1',
    ]);
  });

  it('a file that makes no object of its own', () => {
    const kustomizations = [built({ readsPath: true, objects: [], covers: true })];
    expect(answer({ lanes: seen([lane({ kustomizations })]), live: seen([]) })).toMatchObject({
      verdict: 'in-cluster',
      headline: `${path} is part of what is applied; it makes no object of its own, but changes or feeds others.`,
    });
  });

  it('says that it was judged by the clone', () => {
    const lanes = seen([lane({ judgedByClone: true, artifact: unseen('forbidden') })]);
    const { findings } = explain(facts({ lanes }));
    expect(findings).toContainEqual({ state: 'note', text: 'judged by the files of the clone' });
  });

  it('a path that no Kustomization covers', () => {
    const kustomizations = [built({ readsPath: false, objects: [], covers: false })];
    expect(answer({ lanes: seen([lane({ kustomizations })]) })).toMatchObject({
      headline: `no Kustomization builds ${path}.`,
      next: ['Kustomization tenant1/tenant1 builds ./tenant/dev', expect.any(String)],
    });
  });

  it('a path that a failing build may or may not take', () => {
    const error = { message: 'broken', place: { file: 'tenant/dev/x.yaml', line: 3 } };
    const build = { readsPath: false, objects: [], covers: false, error, undecided: true };
    const kustomizations = [built(build)];
    expect(answer({ lanes: seen([lane({ kustomizations })]) })).toMatchObject({
      verdict: 'unknown',
      headline: `Kustomization tenant1/tenant1 does not build, so it cannot be told whether it takes ${path}: tenant/dev/x.yaml:3: broken`,
    });
  });

  it('an error, with file and line', () => {
    const error = {
      message: 'could not find expected ":"',
      place: { file: 'tenant/dev/deployment.yaml', line: 7 },
    };
    const conditions = [ready('False', 'BuildFailed', 'kustomize build failed')];
    const kustomizations = [
      built({ readsPath: false, objects: [], covers: true, error }, { status: { conditions } }),
    ];
    expect(answer({ lanes: seen([lane({ kustomizations })]) }).headline).toBe(
      'the build fails: tenant/dev/deployment.yaml:7: could not find expected ":".',
    );
  });
});

describe('at the Kustomization', () => {
  const at = (change: object) => ({
    lanes: seen([lane({ kustomizations: [built(goodBuild, change)] })]),
  });

  it('suspended', () => {
    expect(answer(at({ spec: { suspend: true } })).next).toEqual([
      'flux resume kustomization tenant1 -n tenant1',
    ]);
  });

  it('waiting for a dependency', () => {
    const conditions = [
      ready('False', 'DependencyNotReady', "dependency 'tenant1/db' is not ready"),
    ];
    expect(answer(at({ spec: { dependsOn: [{ name: 'db' }] }, status: { conditions } }))).toEqual({
      verdict: 'on-its-way',
      headline:
        "Kustomization tenant1/tenant1 waits for its dependencies: dependency 'tenant1/db' is not ready",
      next: ['flux get kustomizations db -n tenant1'],
    });
  });

  it('denied: which permission, which account, and the rule that grants it', () => {
    const message =
      'Ingress/tenant1/app dry-run failed (Forbidden): ingresses.networking.k8s.io "app" is forbidden: User "system:serviceaccount:tenant1:flux" cannot patch resource "ingresses" in API group "networking.k8s.io" in the namespace "tenant1"';
    const conditions = [ready('False', 'ReconciliationFailed', message)];
    expect(answer(at({ status: { conditions } }))).toEqual({
      verdict: 'not-in-cluster',
      headline: 'ServiceAccount tenant1/flux may not patch ingresses.networking.k8s.io in tenant1.',
      next: [
        'grant it: a Role in tenant1 bound to ServiceAccount tenant1/flux with {apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: ["patch"]}',
      ],
    });
  });

  it('warnings of troubles that are over are left out', () => {
    const conditions = [ready('False', 'ReconciliationFailed', 'dry-run failed')];
    const warnings = ['something new', 'dry-run failed', 'kustomization path not found'];
    const { findings } = explain(facts(at({ status: { conditions }, warnings })));
    const events = findings.filter(({ text }) => text.startsWith('event: '));
    expect(events.map(({ text }) => text)).toEqual(['event: something new']);
  });

  it('applied, but not healthy', () => {
    const conditions = [ready('False', 'HealthCheckFailed', 'health check failed after 30s')];
    expect(answer(at({ status: { conditions } })).verdict).toBe('unhealthy');
  });

  it('still at work on the revision', () => {
    const conditions = [ready('Unknown', 'Progressing', 'Building manifests')];
    expect(
      answer(at({ status: { conditions, lastAppliedRevision: 'main@sha1:0' } })),
    ).toMatchObject({
      verdict: 'on-its-way',
      headline: expect.stringContaining('Building manifests'),
    });
  });
});

describe('in the cluster', () => {
  it('an object that is drifted and failing', () => {
    const live = seen([
      {
        ...liveIngress,
        status: { status: 'Failed', message: 'no endpoints' } as const,
        otherManagers: [{ manager: 'kubectl-edit', time: '2026-01-01T10:00:00Z' }],
      },
    ]);
    const explanation = explain(facts({ live }));
    expect(explanation.verdict).toBe('unhealthy');
    expect(explanation.findings.at(-1)).toEqual({
      state: 'note',
      text: "Ingress/tenant1/app: drifted, 'kubectl-edit' changed fields of it at 2026-01-01T10:00:00Z",
    });
  });

  it('an object that somebody changed, or that Flux is to leave alone', () => {
    const otherManagers = [{ manager: 'kubectl-edit', time: '2026-01-01T10:00:00Z' }];
    expect(answer({ live: seen([{ ...liveIngress, otherManagers }]) }).headline).toBe(
      "Ingress/tenant1/app is in the cluster, but 'kubectl-edit' has changed fields of it since it was applied.",
    );
    const left = answer({ live: seen([{ ...liveIngress, otherManagers, leftAlone: true }]) });
    expect(left.headline).toBe(
      'Ingress/tenant1/app is in the cluster, but Flux is told to leave it as it is.',
    );
    expect(left.next[0]).toContain('kubectl annotate ingress app -n tenant1');
  });

  it('objects that one may not look at are said to be unseen', () => {
    const explanation = explain(facts({ live: unseen('forbidden') }));
    expect(explanation.verdict).toBe('unknown');
    expect(explanation.findings.at(-1)?.state).toBe('unseen');
  });
});

describe('an object', () => {
  const question = { kind: 'object', object: ingress } as const;

  it('that git has is traced to file and line', () => {
    const explanation = explain(facts({ question, origin: { path, line: 3 } }));
    expect(explanation.verdict).toBe('in-cluster');
    expect(explanation.findings[1]?.text).toBe(`it is defined in ${path}:3`);
  });

  it('that nobody manages is said to be nobody’s', () => {
    const { owner: _, ...orphan } = liveIngress;
    const explanation = explain(facts({ question, live: seen([orphan]) }));
    expect(explanation.headline).toContain('no Kustomization manages it');
  });

  it('that is built into another namespace is found there', () => {
    const asked = { ...ingress, namespace: 'tenant2' };
    const live = seen([{ name: asked, status: undefined, otherManagers: [], warnings: [] }]);
    expect(
      answer({ question: { kind: 'object', object: asked }, live, origin: { path } }),
    ).toMatchObject({
      headline: 'Ingress/tenant2/app is not in the cluster: the file makes Ingress/tenant1/app.',
      next: ['flux why ingress/app -n tenant1'],
    });
  });

  it('that is nowhere is said to be nowhere', () => {
    const live = seen([{ name: ingress, status: undefined, otherManagers: [], warnings: [] }]);
    expect(explain(facts({ question, live })).headline).toBe(
      'Ingress/tenant1/app is not in the cluster, and in no source that could be looked at.',
    );
  });
});

describe('the answer', () => {
  it('neither steers the terminal nor hides a command in a name', () => {
    const evil = "a/$(rm -rf ~)'\u001b[2J.yaml";
    const text = formatExplanation(
      explain(
        facts({
          question: { kind: 'path', path: evil },
          clone: seen({ ...pushedClone, file: { state: 'untracked' } as const }),
        }),
      ),
      { colour: false },
    );
    expect(text).not.toContain('\u001b');
    expect(text).toContain(String.raw`git add 'a/$(rm -rf ~)'\''^[[2J.yaml' && git commit`);
  });

  it('fits on one screen, whatever was found', () => {
    const live = seen(
      Array.from({ length: 40 }, (_, index) => ({
        ...liveIngress,
        name: { ...ingress, name: `app${index}` },
      })),
    );
    const text = formatExplanation(explain(facts({ live })), { colour: false });
    expect(text.split('\n').length).toBeLessThan(24);
    expect(text).toContain('more');
  });
});
