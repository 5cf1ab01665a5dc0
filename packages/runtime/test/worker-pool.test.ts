import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  createInlinePool,
  createWorkerPool,
  JobError,
  type WorkerPool,
  type WorkerPoolOptions,
} from '../src/index.ts';
import type { TestJobs } from './workers.ts';

let folder: string;
let entry: URL;
let pool: WorkerPool<TestJobs>;

// Threads load plain JavaScript only: the entry is bundled, as the application bundles its own.
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'workers-'));
  const outfile = join(folder, 'workers.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('workers.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['source'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  entry = pathToFileURL(outfile);
});

afterAll(() => rmSync(folder, { recursive: true }));
afterEach(async () => await pool.close());

function start(options: Partial<WorkerPoolOptions> = {}): void {
  pool = createWorkerPool<TestJobs>({ entry, size: 1, execArgv: [], ...options });
}

test('runs jobs, and moves buffers', async () => {
  start({ data: { folder: '/data' } });
  expect(await Promise.all([1, 2, 3].map((n) => pool.run('double', n)))).toEqual([2, 4, 6]);
  expect(await pool.run('data', null)).toEqual({ folder: '/data' });
  const input = Uint8Array.from([1, 2, 3]);
  const output = await pool.run('sum', input, { transfer: [input.buffer] });
  expect([...output]).toEqual([0, 0, 0, 6]);
  expect(input.byteLength).toBe(0);
  expect(pool.load).toEqual({ waiting: 0, running: 0 });
});

test('brings an error back with all that it says', async () => {
  start();
  const error = await pool.run('fail', 'spec is wrong').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(JobError);
  expect(error).toMatchObject({
    code: 'BadInput',
    message: 'spec is wrong',
    retry: 'on-change',
    subject: { kind: 'Widget', name: 'a' },
    place: { file: 'x.yaml', line: 3 },
  });
});

test('ends a job that takes too long, and goes on with the next', async () => {
  start();
  await pool.run('double', 1);
  const late = pool.run('spin', 0, { timeoutMs: 50 });
  const next = pool.run('double', 21);
  await expect(late).rejects.toMatchObject({ code: 'JobTimeout' });
  expect(await next).toBe(42);
});

test('ends a job whose caller leaves, waiting or running', async () => {
  start();
  const running = new AbortController();
  const waiting = new AbortController();
  const first = pool.run('spin', 0, { signal: running.signal });
  const second = pool.run('double', 1, { signal: waiting.signal });
  waiting.abort();
  await expect(second).rejects.toMatchObject({ code: 'JobAborted' });
  running.abort();
  await expect(first).rejects.toMatchObject({ code: 'JobAborted' });
  await expect(pool.run('double', 1, { signal: running.signal })).rejects.toMatchObject({
    code: 'JobAborted',
  });
  expect(await pool.run('double', 1)).toBe(2);
});

test('outlives a worker that crashes or eats too much memory', async () => {
  start({ maxHeapMb: 64 });
  await expect(pool.run('crash', 3)).rejects.toMatchObject({ code: 'WorkerLost' });
  await expect(pool.run('hog', 1000)).rejects.toMatchObject({ code: 'WorkerLost' });
  expect(await pool.run('double', 4)).toBe(8);
});

test('takes urgent jobs first, and no more than it may', async () => {
  start({ maxWaiting: 2 });
  const order: string[] = [];
  const blocker = pool.run('double', 0).then(() => order.push('blocker'));
  const normal = pool.run('double', 1).then(() => order.push('normal'));
  const high = pool.run('double', 2, { priority: 'high' }).then(() => order.push('high'));
  await expect(pool.run('double', 3)).rejects.toMatchObject({ code: 'PoolFull' });
  await Promise.all([blocker, normal, high]);
  expect(order).toEqual(['blocker', 'high', 'normal']);
});

test('refuses what cannot be sent, and unknown jobs', async () => {
  start();
  await expect(pool.run('double', (() => 1) as never)).rejects.toMatchObject({ code: 'JobFailed' });
  await expect(pool.run('nothing' as 'double', 1)).rejects.toMatchObject({
    code: 'NoSuchJob',
  });
  await expect(pool.run('constructor' as 'double', 1)).rejects.toMatchObject({
    code: 'NoSuchJob',
  });
  expect(await pool.run('double', 1)).toBe(2);
});

test('closing ends what runs and waits', async () => {
  start();
  const jobs = Promise.allSettled([pool.run('spin', 0), pool.run('double', 1)]);
  await pool.close();
  const closed = { status: 'rejected', reason: { code: 'PoolClosed' } };
  expect(await jobs).toMatchObject([closed, closed]);
  await expect(pool.run('double', 1)).rejects.toMatchObject({ code: 'PoolClosed' });
});

test('jobs can run in this thread under the same contract', async () => {
  pool = createInlinePool<TestJobs>(
    {
      double: (input: number) => input * 2,
      fail: (message: string) => {
        throw new Error(message);
      },
    } as never,
    'data',
  );
  expect(await pool.run('double', 2)).toBe(4);
  await expect(pool.run('fail', 'no')).rejects.toMatchObject({ code: 'JobFailed', message: 'no' });
  await expect(pool.run('nothing' as 'double', 1)).rejects.toMatchObject({
    code: 'NoSuchJob',
  });
  await pool.close();
  await expect(pool.run('double', 2)).rejects.toMatchObject({ code: 'PoolClosed' });
});
