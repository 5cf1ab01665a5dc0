import type { JsonObject } from '@fluxts/base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configMap, Stage } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.start({ concurrent: 1 });
  await stage.client.create(widgetDefinition);
});
afterAll(async () => await stage.stop());

function deployment(name: string, annotations: Record<string, string> = {}): string {
  const labels = { app: name };
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'apps', annotations },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations },
        spec: { containers: [{ name: 'app', image: 'example.org/app:1' }] },
      },
    },
  });
}

const widgetDefinition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.org' },
  spec: {
    group: 'example.org',
    names: { kind: 'Widget', plural: 'widgets', singular: 'widget', listKind: 'WidgetList' },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        },
      },
    ],
  },
};

function widget(name: string): string {
  return JSON.stringify({
    apiVersion: 'example.org/v1',
    kind: 'Widget',
    metadata: { name, namespace: 'apps' },
  });
}

async function begin(name: string, files: Record<string, string>, spec: JsonObject): Promise<void> {
  const sourceRef = { kind: 'GitRepository', name: `repo-${name}` };
  await stage.publish(sourceRef.name, files);
  await stage.kustomization(name, { sourceRef, ...spec });
}

describe('waiting for health', () => {
  it('ends when everything is healthy', async () => {
    await begin('well', { 'a.yaml': deployment('well') }, { wait: true });
    const object = await stage.untilReady('well');
    const healthy = object.status?.conditions?.find(({ type }) => type === 'Healthy');
    expect(healthy).toMatchObject({ status: 'True', reason: 'Succeeded' });
    expect(healthy?.message).toMatch(/^Health check passed in /);
    await stage.untilEvent('well', /^Normal Progressing: Health check passed in /);
  });

  it('goes by the expressions of the spec, and holds nobody else up', async () => {
    const files = { 'b.yaml': widget('slow') };
    const current = 'has(spec.done) && spec.done';
    await begin('slow', files, {
      wait: true,
      healthCheckExprs: [{ apiVersion: 'example.org/v1', kind: 'Widget', current }],
    });
    const waiting = await stage.untilCondition('slow', 'Healthy', 'Unknown');
    expect(waiting.message).toMatch(
      /^Running health checks for revision main@sha1:[0-9a-f]{40} with a timeout of 9m30s$/,
    );
    // There is room for one reconcile at a time.
    await begin('other', { 'a.yaml': configMap('other') }, {});
    await stage.untilReady('other');
    const ref = stage.ref('example.org/v1', 'Widget', 'slow');
    await stage.client.patch(ref, { spec: { done: true } }, { type: 'merge' });
    await stage.untilReady('slow');
  });

  it('is ended by a newer revision', async () => {
    const files = { 'b.yaml': widget('stuck') };
    await begin('stuck', files, {
      wait: true,
      healthCheckExprs: [{ apiVersion: 'example.org/v1', kind: 'Widget', current: 'false' }],
    });
    await stage.untilCondition('stuck', 'Healthy', 'Unknown');
    const revision = await stage.publish('repo-stuck', { 'a.yaml': configMap('stuck') });
    await stage.untilReady('stuck', revision);
    await stage.untilEvent(
      'stuck',
      /^Normal HealthCheckCanceled: Health checks canceled due to new reconciliation triggered by GitRepository\/apps\/repo-stuck$/,
    );
  });

  it('ends early when something has failed for good', async () => {
    const files = { 'b.yaml': widget('bad') };
    await begin('failing', files, {
      wait: true,
      healthCheckExprs: [
        { apiVersion: 'example.org/v1', kind: 'Widget', failed: 'true', current: 'false' },
      ],
    });
    const failed = await stage.untilCondition('failing', 'Ready', 'False');
    expect(failed.reason).toBe('HealthCheckFailed');
    expect(failed.message).toMatch(
      /^health check failed after .*: failed early due to stalled resources: \[Widget\/apps\/bad status: 'Failed'\]$/,
    );
    await stage.untilCondition('failing', 'Healthy', 'False');
  });

  it('looks at the listed objects only, where there is a list', async () => {
    const files = {
      'b.yaml': widget('unchecked'),
      'c.yaml': deployment('listed'),
    };
    await begin('listed', files, {
      healthChecks: [{ kind: 'Deployment', name: 'listed', namespace: 'apps' }],
      healthCheckExprs: [{ apiVersion: 'example.org/v1', kind: 'Widget', current: 'false' }],
    });
    await stage.untilReady('listed');
  });

  it('with an expression that is none stalls', async () => {
    await begin(
      'none',
      { 'a.yaml': configMap('none') },
      {
        wait: true,
        healthCheckExprs: [{ apiVersion: 'example.org/v1', kind: 'Widget', current: 'status.' }],
      },
    );
    const stalled = await stage.untilCondition('none', 'Stalled', 'True');
    expect(stalled.reason).toBe('InvalidCELExpression');
  });
});
