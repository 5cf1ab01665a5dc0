import { FluxtsError } from '@fluxts/base';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type Controller,
  type ControllerOptions,
  done,
  type ObjectKey,
  requeueAfter,
  type ReconcileContext,
  retry,
  type Result,
  watching,
} from '../src/index.ts';
import { FakeClock, settle } from '../src/testing/index.ts';
import { deferred, type Harness, harness, nextChange, widgetKind } from './harness.ts';

let h: Harness;
let clock: FakeClock;
/** What was reconciled, in order. */
let seen: string[];

beforeEach(async () => {
  clock = new FakeClock();
  h = await harness({ clock });
  seen = [];
});

afterEach(async () => await h.end());

const key = (name: string): ObjectKey => ({ namespace: 'team', name });

async function controller(
  reconcile: (name: string, context: ReconcileContext) => Result | Promise<Result>,
  options: Partial<ControllerOptions> = {},
): Promise<Controller> {
  const made = h.manager.addController({
    name: 'widget',
    kind: widgetKind,
    watches: [],
    concurrency: 1,
    reconcile: async ({ name }, context) => {
      seen.push(name);
      return await reconcile(name, context);
    },
    ...options,
  });
  await h.start();
  return made;
}

test('wakes of one object merge, and add up their reasons', async () => {
  const reasons: (readonly string[])[] = [];
  const gate = deferred();
  const made = await controller(async (_name, context) => {
    reasons.push(context.reasons);
    await gate.promise;
    return done();
  });
  made.enqueue(key('busy'));
  for (const reason of ['one', 'two', 'one']) made.enqueue(key('a'), { reason });
  gate.resolve();
  await made.whenIdle();
  expect(seen).toEqual(['busy', 'a']);
  expect(reasons[1]).toEqual(['one', 'two']);
});

test('an object is never reconciled twice at once; a wake meanwhile brings it back once', async () => {
  let running = 0;
  let most = 0;
  const gate = deferred();
  const made = await controller(
    async () => {
      most = Math.max(most, ++running);
      await gate.promise;
      running--;
      return done();
    },
    { concurrency: 4 },
  );
  made.enqueue(key('a'));
  await settle();
  made.enqueue(key('a'));
  made.enqueue(key('a'));
  await settle();
  expect(made.depth.running).toBe(1);
  gate.resolve();
  await made.whenIdle();
  expect(seen).toEqual(['a', 'a']);
  expect(most).toBe(1);
});

test('runs no more objects at once than it may', async () => {
  const gate = deferred();
  const made = await controller(() => gate.promise.then(done), { concurrency: 3 });
  for (const name of 'abcdef') made.enqueue(key(name));
  expect(made.depth).toEqual({ running: 3, ready: 3, delayed: 0 });
  gate.resolve();
  await made.whenIdle();
  expect(seen).toHaveLength(6);
});

test('what was woken passes what the clock alone asks for', async () => {
  const gate = deferred();
  const made = await controller(() => gate.promise.then(done));
  made.enqueue(key('first'));
  made.enqueue(key('periodic'), { priority: 'low' });
  made.enqueue(key('listed'), { priority: 'normal' });
  made.enqueue(key('woken'));
  made.enqueue(key('hurried'), { priority: 'low' });
  made.enqueue(key('hurried'), { priority: 'high' });
  gate.resolve();
  await made.whenIdle();
  expect(seen).toEqual(['first', 'woken', 'hurried', 'listed', 'periodic']);
});

test('urgent work does not keep the rest waiting for ever', async () => {
  const gate = deferred();
  const made = await controller(() => gate.promise.then(done));
  made.enqueue(key('first'));
  made.enqueue(key('periodic'), { priority: 'low' });
  for (let count = 0; count < 20; count++) made.enqueue(key(`woken-${count}`));
  gate.resolve();
  await made.whenIdle();
  expect(seen.indexOf('periodic')).toBeLessThan(9);
});

test('failures are retried later and later, until a success', async () => {
  const pauses: number[] = [];
  const failures: number[] = [];
  const made = await controller((_name, context) => {
    failures.push(context.failures);
    return seen.length < 4 ? retry(new Error('no')) : done();
  });
  made.enqueue(key('a'));
  for (let count = 0; count < 3; count++) {
    await settle();
    pauses.push(clock.timers[0] ?? 0);
    await clock.advance(clock.timers[0] ?? 0);
  }
  expect(pauses).toEqual([750, 1500, 3000]);
  expect(failures).toEqual([0, 1, 2, 3]);
  await made.whenIdle();
  made.enqueue(key('a'));
  await made.whenIdle();
  expect(failures.at(-1)).toBe(0);
});

test('the delay after failures is bounded, and an exception is a failure', async () => {
  const made = await controller(() => Promise.reject(new Error('no')));
  made.enqueue(key('a'));
  for (let count = 0; count < 20; count++) await clock.advance(clock.timers[0] ?? 0);
  expect(clock.timers).toEqual([15 * 60_000]);
  expect(made.depth).toEqual({ running: 0, ready: 0, delayed: 1 });
});

test('an error that no retry can mend waits for a wake', async () => {
  const made = await controller(() => {
    throw new FluxtsError('Bad', 'spec is wrong', { retry: 'on-change' });
  });
  made.enqueue(key('a'));
  await made.whenIdle();
  expect(clock.timers).toEqual([]);
  made.enqueue(key('a'));
  await made.whenIdle();
  expect(seen).toEqual(['a', 'a']);
});

test('an interval is kept with jitter, holds no slot, and yields to a wake', async () => {
  const made = await controller(() => requeueAfter(60_000, { jitter: 0.1 }));
  made.enqueue(key('a'));
  await made.whenIdle();
  expect(clock.timers).toEqual([60_000]);
  expect(made.depth).toEqual({ running: 0, ready: 0, delayed: 1 });
  await clock.advance(60_000);
  expect(seen).toEqual(['a', 'a']);
  await clock.advance(30_000);
  made.enqueue(key('a'));
  await made.whenIdle();
  expect(seen).toEqual(['a', 'a', 'a']);
  expect(clock.timers).toEqual([60_000]);
});

test('of two times the earlier one counts', async () => {
  const made = await controller(done);
  made.enqueue(key('a'), { afterMs: 5000 });
  made.enqueue(key('a'), { afterMs: 9000 });
  expect(clock.timers).toEqual([5000]);
  made.enqueue(key('a'), { afterMs: 2000 });
  expect(clock.timers).toEqual([2000]);
});

test('an interrupt ends what runs, and runs it again', async () => {
  const made = await controller(async (_name, { signal }) => {
    if (seen.length > 1) return done();
    await new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('ended')));
    });
    return done();
  });
  made.enqueue(key('a'));
  await settle();
  made.interrupt(key('a'), 'new revision');
  await made.whenIdle();
  expect(seen).toEqual(['a', 'a']);
  expect(clock.timers).toEqual([]);
});

test('a reconcile that takes too long is aborted and counted as a failure', async () => {
  const made = await controller(
    async (_name, { signal }) => {
      await new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('ended')));
      });
      return done();
    },
    { timeoutMs: 10_000 },
  );
  made.enqueue(key('a'));
  await clock.advance(10_000);
  await made.whenIdle();
  expect(clock.timers).toEqual([750]);
});

test('forgets an object with its timer and failures', async () => {
  const made = await controller(() => retry(new Error('no')));
  made.enqueue(key('a'));
  await made.whenIdle();
  made.forget(key('a'));
  expect(clock.timers).toEqual([]);
  expect(made.depth).toEqual({ running: 0, ready: 0, delayed: 0 });
});

test('changes in caches wake what they are mapped to, if they matter', async () => {
  const widgets = h.manager.caches.acquire(widgetKind);
  h.api.widget('a', { spec: { uses: 'x' } });
  const reasons: string[] = [];
  const made = await controller(
    (_name, context) => {
      reasons.push(...context.reasons);
      return done();
    },
    {
      watches: [
        watching(widgets, {
          predicate: ({ object }) => object.metadata.labels?.['skip'] === undefined,
          map: ({ object }) => [key(object.metadata.name), key('another')],
        }),
      ],
    },
  );
  await made.whenIdle();
  expect(seen).toEqual(['a', 'another']);
  const skipped = nextChange(widgets);
  h.api.put('widgets', { metadata: { name: 'b', labels: { skip: 'yes' } } });
  await skipped;
  const told = nextChange(widgets, (change) => change.key.name === 'c');
  h.api.widget('c');
  await told;
  await made.whenIdle();
  expect(seen).toEqual(['a', 'another', 'c', 'another']);
  expect(reasons).toContain('Widget added');
});

test('wakes before the start are kept', async () => {
  const made = h.manager.addController({
    name: 'widget',
    kind: widgetKind,
    watches: [],
    reconcile: ({ name }) => {
      seen.push(name);
      return Promise.resolve(done());
    },
  });
  made.enqueue(key('early'));
  expect(seen).toEqual([]);
  await h.start();
  await made.whenIdle();
  expect(seen).toEqual(['early']);
});
