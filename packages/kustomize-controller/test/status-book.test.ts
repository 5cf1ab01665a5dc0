import type { JsonObject } from '@fluxts/base';
import type { KustomizationObject } from '@fluxts/flux-api';
import { KubeApiError, type KubeClient, type KubeObject } from '@fluxts/kube-client';
import type { Clock } from '@fluxts/runtime';
import { describe, expect, it } from 'vitest';
import { ObjectGone } from '../src/status/object-gone.ts';
import { StatusBook } from '../src/status/status-book.ts';
import { succeeded } from '../src/status/transitions.ts';

const object: KustomizationObject = {
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name: 'a', namespace: 'b', uid: 'u', generation: 1, resourceVersion: '1' },
  spec: { interval: '1m', prune: true, sourceRef: { kind: 'GitRepository', name: 's' } },
};

/** A client that remembers the patches of one object and applies them to its status. */
function setUp(fail = false): {
  book: StatusBook;
  patches: JsonObject[];
  pass: (ms: number) => void;
} {
  const patches: JsonObject[] = [];
  let stored = object as KubeObject;
  const client = {
    patchStatus: (_: unknown, patch: JsonObject) => {
      if (fail) {
        const failure = { status: 404, reason: 'NotFound', message: 'gone', verb: 'patch' };
        return Promise.reject(new KubeApiError('NotFound', failure));
      }
      patches.push(patch);
      const status = { ...(stored['status'] as JsonObject), ...(patch['status'] as JsonObject) };
      const metadata = { ...stored.metadata, resourceVersion: `${patches.length + 1}` };
      stored = { ...stored, status, metadata };
      return Promise.resolve(stored);
    },
  } as unknown as KubeClient;
  const timers: { at: number; run: () => void }[] = [];
  let now = 0;
  const clock: Clock = {
    now: () => now,
    monotonic: () => now,
    after: (ms, run) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return { cancel: () => void timers.splice(timers.indexOf(timer), 1) };
    },
  };
  const pass = (ms: number): void => {
    now += ms;
    const due = timers.filter(({ at }) => at <= now);
    for (const timer of due) {
      timers.splice(timers.indexOf(timer), 1);
      timer.run();
    }
  };
  const { signal } = new AbortController();
  const onWritten = (): void => undefined;
  const book = new StatusBook({ client, clock, signal, stored, object, onWritten });
  return { book, patches, pass };
}

function statusOf(patch: JsonObject | undefined): JsonObject {
  return patch?.['status'] as JsonObject;
}

describe('the status of a reconcile', () => {
  it('is written once when the work is quick', async () => {
    const { book, patches, pass } = setUp();
    book.proceed('Building manifests');
    pass(900);
    book.note({ lastAttemptedRevision: 'r' });
    await book.settle((status, moment) => succeeded(status, 'Applied revision: r', moment));
    pass(5_000);
    expect(patches).toHaveLength(1);
    expect(statusOf(patches[0])).toMatchObject({
      lastAttemptedRevision: 'r',
      observedGeneration: 1,
    });
  });

  it('tells of the progress when it is slow', async () => {
    const { book, patches, pass } = setUp();
    book.proceed('Fetching manifests');
    book.proceed('Building manifests');
    pass(1_000);
    await book.settle((status, moment) => succeeded(status, 'Applied revision: r', moment));
    expect(patches).toHaveLength(2);
    expect(JSON.stringify(patches[0])).toContain('Building manifests');
    expect(JSON.stringify(patches[1])).not.toContain('Building manifests');
  });

  it('is written on top of what the write before returned', async () => {
    const { book, patches } = setUp();
    book.proceed('Detecting drift');
    book.note({ inventory: { entries: [] } });
    await book.saveProgress();
    book.noteHealth({ status: 'True', reason: 'Succeeded', message: 'ok' });
    await book.settle((status, moment) => succeeded(status, 'Applied revision: r', moment));
    expect(patches[1]?.['metadata']).toMatchObject({ resourceVersion: '2' });
    expect(statusOf(patches[1])).not.toHaveProperty('inventory');
    expect(JSON.stringify(patches[1])).toContain('Healthy');
  });

  it('is of no use to an object that is gone', async () => {
    const { book } = setUp(true);
    book.note({ lastAttemptedRevision: 'r' });
    await expect(book.settle((status) => status)).rejects.toBeInstanceOf(ObjectGone);
  });
});
