import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configMap, Stage } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.start();
  await stage.publish('repo', {
    'one/a.yaml': configMap('one'),
    'two/b.yaml': configMap('two'),
    'broken/c.yaml': 'kind: [',
  });
});
afterAll(async () => await stage.stop());

describe('a dependency', () => {
  it('holds its dependents up until it is ready, and then starts them at once', async () => {
    await stage.kustomization('second', { path: './two', dependsOn: [{ name: 'first' }] });
    const missing = await stage.untilCondition('second', 'Ready', 'False');
    expect(missing.reason).toBe('DependencyNotReady');
    expect(missing.message).toBe(
      `dependency 'apps/first' not found: kustomizations.kustomize.toolkit.fluxcd.io "first" not found`,
    );
    await stage.untilEvent(
      'second',
      /^Normal DependencyNotReady: Dependencies do not meet ready condition, retrying in 30s$/,
    );
    await stage.kustomization('first', { path: './one' });
    await stage.untilReady('first');
    const since = performance.now();
    await stage.untilReady('second');
    // The next look by the clock alone would come after thirty seconds.
    expect(performance.now() - since).toBeLessThan(10_000);
  });

  it('must have applied the same revision where both have one source', async () => {
    const revision = await stage.publish('repo', {
      'one/a.yaml': configMap('one', { new: 'yes' }),
      'two/b.yaml': configMap('two', { new: 'yes' }),
    });
    await stage.untilReady('second', revision);
    const [one, two] = await Promise.all(
      ['one', 'two'].map(async (name) => await stage.client.get(stage.configMap(name))),
    );
    const version = (object: typeof one): number => Number(object?.metadata.resourceVersion);
    expect(version(one)).toBeLessThan(version(two));
  });

  it('is judged by an expression where there is one', async () => {
    const readyExpr = "dep.metadata.labels['go'] == 'yes' && self.spec.path == './two'";
    await stage.publish('repo-expr', { 'two/b.yaml': configMap('expr') });
    await stage.kustomization('by-expr', {
      path: './two',
      sourceRef: { kind: 'GitRepository', name: 'repo-expr' },
      dependsOn: [{ name: 'first', readyExpr }],
    });
    await stage.untilCondition('by-expr', 'Ready', 'False');
    const labels = { go: 'no' };
    const first = stage.kustomizationRef('first');
    await stage.client.patch(first, { metadata: { labels } }, { type: 'merge' });
    const waiting = await stage.untilCondition('by-expr', 'Ready', 'False', ({ message }) =>
      message.includes('readyExpr'),
    );
    expect(waiting.message).toBe(
      "dependency 'apps/first' is not ready according to readyExpr eval",
    );
    await stage.client.patch(first, { metadata: { labels: { go: 'yes' } } }, { type: 'merge' });
    await stage.untilReady('by-expr');
  });

  it('with an expression that is none stalls until the spec is mended', async () => {
    await stage.kustomization('bad-expr', {
      path: './two',
      sourceRef: { kind: 'GitRepository', name: 'repo-expr' },
      dependsOn: [{ name: 'first', readyExpr: 'dep.' }],
    });
    const stalled = await stage.untilCondition('bad-expr', 'Stalled', 'True');
    expect(stalled.reason).toBe('InvalidCELExpression');
    expect(stalled.message).toMatch(
      /^Reconciliation failed terminally due to configuration error: failed to evaluate dependency first: /,
    );
    await stage.change('bad-expr', { dependsOn: [{ name: 'first' }] });
    await stage.untilReady('bad-expr');
  });

  it('on itself is told, by way of whom', async () => {
    await stage.kustomization('chicken', { path: './one', dependsOn: [{ name: 'egg' }] });
    await stage.kustomization('egg', { path: './two', dependsOn: [{ name: 'chicken' }] });
    const condition = await stage.untilCondition('egg', 'Ready', 'False');
    expect(condition.message).toBe(
      "dependency 'apps/chicken' is not ready: it depends on itself, apps/egg -> apps/chicken -> apps/egg",
    );
  });
});
